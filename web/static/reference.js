// Sends what a form of the reference says and shows what comes back, as it comes.

function address(form) {
  const query = new URLSearchParams();
  let path = form.dataset.path;
  for (const input of form.querySelectorAll('input[data-place]')) {
    if (input.dataset.place === 'path') path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else if (input.value) query.set(input.name, input.value);
  }
  return query.size ? `${path}?${query}` : path;
}

function laidOut(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    return text;
  }
}

async function send(form, shown) {
  const body = form.elements.body?.value;
  const response = await fetch(address(form), {
    method: form.dataset.method,
    headers: { 'Accept-Language': document.documentElement.lang, ...(body && { 'Content-Type': 'application/json' }) },
    body,
    credentials: 'omit',
  });
  const head = `HTTP ${response.status}\nX-Request-ID: ${response.headers.get('X-Request-ID')}\n\n`;
  let text = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    text += piece;
    shown.textContent = head + text;
  }
  shown.textContent = head + laidOut(text);
}

for (const form of document.querySelectorAll('form.try')) {
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const [heading, shown, button] = ['h4', 'pre', 'button'].map((tag) => form.querySelector(tag));
    heading.hidden = shown.hidden = false;
    shown.textContent = '…';
    button.disabled = true;
    try {
      await send(form, shown);
    } catch {
      shown.textContent = form.dataset.failed;
    }
    button.disabled = false;
  });
}
