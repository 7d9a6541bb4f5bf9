// The box that questions are typed into, and the sentence beside it when one cannot be sent.

import { announce } from './announcer.js';
import { language } from './texts.js';

const TALLEST = 160;

export const box = document.getElementById('question');
const trouble = document.getElementById('problem');

export function problem(text) {
  trouble.textContent = text;
  trouble.hidden = !text;
  trouble.lang = language;
  box.setAttribute('aria-invalid', String(Boolean(text)));
  if (text) {
    box.setAttribute('aria-describedby', 'problem');
    announce(text);
  } else {
    box.removeAttribute('aria-describedby');
  }
}

export function fit() {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight + 4, TALLEST)}px`;
}

box.addEventListener('input', () => {
  fit();
  if (trouble.textContent) problem('');
});
