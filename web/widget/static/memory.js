// The conversation, kept in this tab and gone with it. Where a browser keeps nothing for frames, it lasts as long as the panel.

const MOST_TURNS = 30;
let key = 'gnlc-chat';
let turns = [];

function stored() {
  try {
    const found = JSON.parse(sessionStorage.getItem(key));
    return Array.isArray(found) ? found.filter((turn) => turn && typeof turn.question === 'string' && turn.reply) : [];
  } catch {
    return [];
  }
}

// Several panels in one tab each have a name, so that they do not mix.
export function recall(name = '') {
  key = `gnlc-chat:${name}`;
  turns = stored();
  return turns;
}

export function remember(question, reply) {
  turns = [...turns, { question, reply }].slice(-MOST_TURNS);
  try {
    sessionStorage.setItem(key, JSON.stringify(turns));
  } catch {
    // Full or forbidden: the conversation goes on without being kept.
  }
}

export function forget() {
  turns = [];
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

export function questions() {
  return turns.map((turn) => turn.question);
}
