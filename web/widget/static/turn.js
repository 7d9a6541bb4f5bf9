// One question and its reply, made of the blanks in the page. Everything from outside is written as text.

import { displayDate, language, publisherName, say, sourceLink, spoken, write } from './texts.js';
import { addFeedback } from './feedback.js';

let made = 0;

function blank(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

// The turn while it waits for its reply.
export function openTurn(question) {
  const turn = blank('turn');
  turn.id = `turn-${++made}`;
  write(turn.querySelector('.asked'), question, spoken(question));
  write(turn.querySelector('.note'), say('searching'), language);
  turn.classList.add('waiting');
  return turn;
}

export function showNote(turn, text) {
  write(turn.querySelector('.note'), text, language);
}

export function showReply(turn, reply, announce) {
  const part = (name) => turn.querySelector(`.${name}`);
  turn.classList.remove('waiting');
  part('note').hidden = true;
  if (reply.message) write(part('note'), reply.message, reply.question.language);
  if (reply.question.notes.some((note) => note !== 'courtesy' && note !== 'thai_digits')) {
    write(part('understood').lastElementChild, reply.question.understood_as, reply.question.language);
    part('understood').hidden = false;
  }
  if (reply.answer) {
    part('sentences').replaceChildren(...reply.answer.sentences.flatMap((said) => [sentence(turn, said), ' ']));
    part('sentences').lang = reply.answer.language;
    write(part('confidence'), say(`confidence_${reply.answer.confidence}`));
    part('sources').append(...reply.citations.map((citation) => source(turn, citation)));
    for (const name of ['sentences', 'sources', 'actions']) part(name).hidden = false;
    part('copy').addEventListener('click', () => copy(reply).then((key) => announce(say(key), part('copy'))));
  }
  if (reply.suggestions.length) {
    part('nearby').querySelector('.choices').replaceChildren(...choices(reply.suggestions));
    part('nearby').hidden = false;
  }
  addFeedback(part('feedback'), reply.id, announce);
}

export function choices(questions) {
  return questions.map((question) => {
    const choice = blank('choice');
    const button = choice.querySelector('button');
    button.value = question;
    write(button, question, spoken(question));
    return choice;
  });
}

function sentence(turn, said) {
  const shown = blank('sentence');
  write(shown, said.text);
  for (const number of said.citations) {
    const link = document.createElement('a');
    link.className = 'cite';
    link.href = `#${turn.id}-source-${number}`;
    link.lang = language;
    link.setAttribute('aria-label', say('source_number', { number }));
    link.textContent = number;
    shown.append(' ', link);
  }
  return shown;
}

function source(turn, citation) {
  const card = blank('source');
  const part = (name) => card.querySelector(name);
  const publisher = publisherName(citation.publisher);
  card.id = `${turn.id}-source-${citation.number}`;
  write(part('.number'), citation.number);
  write(part('cite'), citation.title, spoken(citation.title));
  const about = [publisher];
  if (citation.published) about.push(say('published', { date: displayDate(citation.published) }));
  if (citation.via) about.push(say('via', { via: citation.via }));
  write(part('.about'), about.join(', '));
  write(part('blockquote'), citation.quote, citation.language);
  const kind = [say(citation.kind, { publisher }), say(`quote_${citation.language}`)];
  if (citation.page) kind.push(say('page', { page: citation.page }));
  write(part('.kind'), kind.join(' · '));
  const link = sourceLink(citation);
  if (link) part('.original').href = link;
  else part('.original').remove();
  if (/^\/documents\/[^/\\]/.test(citation.view)) part('.view').href = citation.view;
  else part('.view').remove();
  return card;
}

async function copy(reply) {
  const said = reply.answer.sentences.map(
    ({ text, citations }) => `${text} ${citations.map((number) => `[${number}]`).join('')}`);
  const sources = reply.citations.map(({ number, title, publisher, url, view }) =>
    `[${number}] ${publisherName(publisher)}: ${title} <${url}> <${new URL(view, location.origin)}>`);
  const text = [reply.question.text, '', ...said, '', say('sources'), ...sources].join('\n');
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    return copyBySelection(text) ? 'copied' : 'copy_failed';
  }
}

// For frames that may not use the clipboard API.
function copyBySelection(text) {
  const focused = document.activeElement;
  const box = document.createElement('textarea');
  box.className = 'unseen';
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand('copy');
  box.remove();
  focused.focus();
  return done;
}
