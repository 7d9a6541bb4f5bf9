// The API as the panel uses it. What goes wrong comes back as a Failure that names a sentence to show.

import { language } from './texts.js';

const PATIENCE = 30_000;

export class Failure extends Error {
  // `key` names a message; `detail`, where the service gave one, says it in the service's own words.
  constructor(key, values = {}, detail = '') {
    super(key);
    Object.assign(this, { key, values, detail });
  }
}

async function post(path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
      body: JSON.stringify(body),
      credentials: 'omit',
      signal: stop.signal,
    });
    if (!response.ok) throw await failure(response);
    return response.status === 204 ? null : await response.json();
  } catch (problem) {
    if (problem instanceof Failure) throw problem;
    throw new Failure(stop.signal.aborted ? 'timeout' : problem instanceof TypeError ? 'offline' : 'failed');
  } finally {
    clearTimeout(timer);
  }
}

async function failure(response) {
  if (response.status === 429) {
    return new Failure('limited', { seconds: Math.max(1, Number(response.headers.get('Retry-After')) || 10) });
  }
  if ([502, 503, 504].includes(response.status)) return new Failure('unavailable');
  if (response.status >= 500) return new Failure('failed');
  const { detail } = await response.json().catch(() => ({}));
  return new Failure('failed', {}, typeof detail === 'string' ? detail : '');
}

// `previous` are the questions asked before, oldest first; the service takes up to three.
export function ask(question, previous) {
  return post('/api/v1/ask', { question, language: 'auto', previous: previous.slice(-3) });
}

export function rate(feedback) {
  return post('/api/v1/feedback', feedback);
}
