// The conversation: a question goes out, its reply or what went wrong comes back, and nothing typed is lost.

import { announce, announceBeside } from './announcer.js';
import { box, fit, problem } from './box.js';
import { tell } from './host.js';
import { forget, questions, recall, remember } from './memory.js';
import { Failure, ask } from './service.js';
import { LONGEST, say } from './texts.js';
import { openTurn, showNote, showReply } from './turn.js';

const SLOW = 4_000;
const TWICE = 1_000;

const at = (id) => document.getElementById(id);
const turns = at('turns');
const openers = at('openers');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
let waiting = null;
let last = { question: '', time: -Infinity };

export function reveal(element, block = 'start') {
  element.scrollIntoView({ block, behavior: calm.matches ? 'auto' : 'smooth' });
}

function refused(question, now) {
  if (waiting) return 'under_way';
  if (now - last.time < TWICE && (!question || question === last.question)) return 'twice';
  return question ? '' : 'empty';
}

export async function submit(text) {
  const question = text.trim();
  const now = performance.now();
  const refusal = refused(question, now);
  if (refusal) return problem(say(refusal));
  const length = [...question].length;
  if (length > LONGEST) return problem(say('too_long', { length, limit: LONGEST }));
  problem('');
  last = { question, time: now };
  if (openers) openers.hidden = true;
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
  reveal(turn);
  announce(text);
  tell('error', { code: failure.detail ? 'refused' : failure.key });
}

// Shows what was kept of the panel `name`, where anything was.
export function restore(name) {
  const kept = recall(name);
  if (!kept.length) return;
  try {
    turns.replaceChildren(...kept.map(({ question, reply }) => {
      const turn = openTurn(question);
      showReply(turn, reply, announceBeside);
      return turn;
    }));
  } catch {
    // Kept by another version of the panel.
    return startOver();
  }
  if (openers) openers.hidden = true;
  at('start-over').hidden = false;
  turns.lastElementChild.scrollIntoView();
}

export function startOver() {
  forget();
  waiting = null;
  last.time = -Infinity;
  turns.replaceChildren();
  if (openers) openers.hidden = false;
  at('start-over').hidden = true;
  problem('');
  box.focus();
  document.querySelector('header').scrollIntoView();
  document.querySelector('.notice').scrollIntoView();
  announce(say('started_over'));
}
