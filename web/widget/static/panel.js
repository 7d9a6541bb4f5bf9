// The panel: takes questions, shows the conversation, answers to the page that embeds it.

import { listen, tell } from './host.js';
import { forget, questions, recall, remember } from './memory.js';
import { Failure, ask } from './service.js';
import { LONGEST, language, say, spoken, write } from './texts.js';
import { choices, openTurn, showNote, showReply } from './turn.js';

const SLOW = 4_000;
const TWICE = 1_000;
const MOST_TEXT = 500;

const at = (id) => document.getElementById(id);
const box = at('question');
const turns = at('turns');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
let waiting = null;
let last = { question: '', time: -Infinity };

// The one live region. It is emptied first, so that the same words are heard again.
function announce(text) {
  at('announcer').textContent = '';
  setTimeout(() => { at('announcer').textContent = text; }, 50);
}

// Says it, and shows it beside what it is about until it is said anew.
function announceBeside(text, element) {
  let said = element.nextElementSibling;
  if (!said || !said.classList.contains('said')) {
    said = document.createElement('span');
    said.className = 'said';
    element.after(said);
  }
  said.textContent = text;
  announce(text);
}

function problem(text) {
  at('problem').textContent = text;
  at('problem').hidden = !text;
  at('problem').lang = language;
  box.setAttribute('aria-invalid', String(Boolean(text)));
  if (text) {
    box.setAttribute('aria-describedby', 'problem');
    announce(text);
  } else {
    box.removeAttribute('aria-describedby');
  }
}

function fit() {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight + 4, 160)}px`;
}

function reveal(element) {
  element.scrollIntoView({ block: 'start', behavior: calm.matches ? 'auto' : 'smooth' });
}

function refused(question, now) {
  if (waiting) return 'under_way';
  if (now - last.time < TWICE && (!question || question === last.question)) return 'twice';
  return question ? '' : 'empty';
}

async function submit(text) {
  const question = text.trim();
  const now = performance.now();
  const refusal = refused(question, now);
  if (refusal) return problem(say(refusal));
  const length = [...question].length;
  if (length > LONGEST) return problem(say('too_long', { length, limit: LONGEST }));
  problem('');
  last = { question, time: now };
  if (at('openers')) at('openers').hidden = true;
  const turn = openTurn(question);
  turns.append(turn);
  reveal(turn);
  await answer(turn, question);
}

async function answer(turn, question) {
  waiting = turn;
  const slow = setTimeout(() => {
    showNote(turn, say('slow'));
    announce(say('slow'));
  }, SLOW);
  try {
    const reply = await ask(question, questions());
    if (waiting !== turn) return;
    showReply(turn, reply, announceBeside);
    remember(question, reply);
    if (box.value.trim() === question) box.value = '';
    fit();
    last.time = performance.now();
    announce(spokenReply(reply));
    tell('answer', { id: reply.id, status: reply.status, reason: reply.reason, language: reply.question.language });
    reveal(turn);
  } catch (error) {
    if (waiting === turn) fail(turn, question, error instanceof Failure ? error : new Failure('failed'));
    if (!(error instanceof Failure)) throw error;
  } finally {
    clearTimeout(slow);
    if (waiting === turn) waiting = null;
    at('start-over').hidden = !turns.childElementCount;
  }
}

function spokenReply(reply) {
  const said = [reply.message];
  if (reply.answer) said.push(say('announce_answer', { answer: reply.answer.text, count: reply.citations.length }));
  return said.filter(Boolean).join(' ');
}

function fail(turn, question, failure) {
  const text = failure.detail || say(failure.key, failure.values);
  last.time = -Infinity;
  if (!box.value.trim()) box.value = question;
  fit();
  showNote(turn, text);
  turn.classList.remove('waiting');
  const retry = document.createElement('button');
  retry.type = 'button';
  retry.className = 'retry';
  retry.textContent = say('retry');
  retry.addEventListener('click', () => {
    if (waiting) return problem(say('under_way'));
    retry.remove();
    box.focus();
    showNote(turn, say('searching'));
    turn.classList.add('waiting');
    answer(turn, question);
  });
  turn.querySelector('.note').after(retry);
  announce(text);
  tell('error', { code: failure.detail ? 'refused' : failure.key });
}

function restore(name) {
  const kept = recall(name);
  if (kept.length) turns.replaceChildren();
  for (const { question, reply } of kept) {
    const turn = openTurn(question);
    turns.append(turn);
    showReply(turn, reply, announceBeside);
  }
  if (kept.length && at('openers')) at('openers').hidden = true;
  at('start-over').hidden = !kept.length;
  if (kept.length) turns.lastElementChild.scrollIntoView();
}

function startOver() {
  forget();
  waiting = null;
  last.time = -Infinity;
  turns.replaceChildren();
  if (at('openers')) at('openers').hidden = false;
  at('start-over').hidden = true;
  problem('');
  box.focus();
  scrollTo(0, 0);
  announce(say('started_over'));
}

function showSource(card) {
  card.open = true;
  card.firstElementChild.focus({ preventScroll: true });
  card.scrollIntoView({ block: 'nearest', behavior: calm.matches ? 'auto' : 'smooth' });
}

const short = (text) => (typeof text === 'string' ? text.trim().slice(0, MOST_TEXT) : '');

function configure(options) {
  const root = document.documentElement;
  const theme = { light: 'not all', dark: 'all', auto: '(prefers-color-scheme: dark)' }[options.theme];
  if (theme) at('dark').media = theme;
  for (const [name, colour] of [['--button', options.accent], ['--button-ink', options.ink]]) {
    if (/^#[0-9a-f]{6}$/i.test(colour)) root.style.setProperty(name, colour);
    else root.style.removeProperty(name);
  }
  write(at('greeting'), short(options.greeting), spoken(short(options.greeting)));
  at('greeting').hidden = !short(options.greeting);
  if (/^https?:\/\//i.test(options.privacy)) at('privacy').href = options.privacy;
  const offered = Array.isArray(options.suggestions) ? options.suggestions.map(short).filter(Boolean).slice(0, 6) : [];
  if (offered.length) at('openers').querySelector('.choices').replaceChildren(...choices(offered));
  root.classList.toggle('inline', options.mode === 'inline');
  at('close').hidden = options.mode === 'inline';
  restore(short(options.key));
}

at('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  submit(box.value);
});
box.addEventListener('input', () => {
  fit();
  if (at('problem').textContent) problem('');
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
