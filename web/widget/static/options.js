// What the page that embeds the panel wants it to look like and to offer. Every value is checked and written as text.

import { restore } from './conversation.js';
import { spoken, write } from './texts.js';
import { choices } from './turn.js';

const MOST_TEXT = 500;
const MOST_SUGGESTIONS = 6;
const DARK = { light: 'not all', dark: 'all', auto: '(prefers-color-scheme: dark)' };

let restored = false;
const at = (id) => document.getElementById(id);
const short = (text) => (typeof text === 'string' ? text.trim().slice(0, MOST_TEXT) : '');

export function configure(options) {
  const root = document.documentElement;
  at('dark').media = DARK[options.theme] || DARK.auto;
  for (const [name, colour] of [['--button', options.accent], ['--button-ink', options.ink]]) {
    if (/^#[0-9a-f]{6}$/i.test(colour)) root.style.setProperty(name, colour);
    else root.style.removeProperty(name);
  }
  write(at('greeting'), short(options.greeting), spoken(short(options.greeting)));
  at('greeting').hidden = !short(options.greeting);
  if (/^https?:\/\//i.test(options.privacy)) at('privacy').href = options.privacy;
  const offered = (Array.isArray(options.suggestions) ? options.suggestions : []).map(short).filter(Boolean);
  if (offered.length && at('openers')) at('openers').querySelector('.choices').replaceChildren(...choices(offered.slice(0, MOST_SUGGESTIONS)));
  root.classList.toggle('inline', options.mode === 'inline');
  at('close').hidden = options.mode === 'inline';
  if (!restored) restore(short(options.key));
  restored = true;
}
