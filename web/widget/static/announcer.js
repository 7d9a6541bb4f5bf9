// What a screen reader hears: one polite live region, each thing said once.

const announcer = document.getElementById('announcer');

// The region is emptied first, so that the same words are heard again.
export function announce(text) {
  announcer.textContent = '';
  setTimeout(() => { announcer.textContent = text; }, 50);
}

// Says it, and shows it beside what it is about until it is said anew.
export function announceBeside(text, element) {
  let said = element.nextElementSibling;
  if (!said || !said.classList.contains('said')) {
    said = document.createElement('span');
    said.className = 'said';
    element.after(said);
  }
  said.textContent = text;
  announce(text);
}
