// The panel: what is pressed and typed in it, and what the page that embeds it says.

import { box } from './box.js';
import { restore, reveal, startOver, submit } from './conversation.js';
import { listen, tell } from './host.js';
import { configure } from './options.js';

const at = (id) => document.getElementById(id);

function showSource(card) {
  card.open = true;
  card.firstElementChild.focus({ preventScroll: true });
  reveal(card, 'nearest');
}

at('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  submit(box.value);
});
box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!event.repeat) submit(box.value);
});
document.addEventListener('click', (event) => {
  const choice = event.target.closest('button.choice');
  const cite = event.target.closest('a.cite');
  if (choice) {
    event.preventDefault();
    submit(choice.value);
  } else if (cite) {
    event.preventDefault();
    showSource(document.getElementById(cite.hash.slice(1)));
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing && !at('close').hidden) tell('close');
});
at('close').addEventListener('click', () => tell('close'));
at('start-over').addEventListener('click', startOver);
at('switch').addEventListener('click', (event) => {
  event.preventDefault();
  location.replace(event.currentTarget.href);
});

const hosted = listen(new Map(Object.entries({
  configure,
  ask: ({ text }) => {
    box.value = text;
    submit(box.value);
  },
  focus: () => (matchMedia('(pointer: coarse)').matches ? document.querySelector('h1') : box).focus(),
})));
if (!hosted) restore('');
