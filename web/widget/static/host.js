// The page that embeds the panel. Each message names the protocol and its version; who may embed is the server's to say.

const PROTOCOL = 1;
const embedded = window.parent !== window;
let origin = null;

export function tell(type, detail) {
  if (origin) window.parent.postMessage({ gnlcChat: PROTOCOL, type, detail }, origin);
}

// Calls `handlers.get(type)(message)` for what the page sends. Returns whether there is such a page to wait for.
export function listen(handlers) {
  if (!embedded) return false;
  window.addEventListener('message', ({ data, origin: from, source }) => {
    if (source !== window.parent || !data || data.gnlcChat !== PROTOCOL || !handlers.has(data.type)) return;
    if (origin && from !== origin) return;
    origin = from;
    handlers.get(data.type)(data);
  });
  // Says nothing but that the panel is there, so any page may hear it.
  window.parent.postMessage({ gnlcChat: PROTOCOL, type: 'ready' }, '*');
  return true;
}
