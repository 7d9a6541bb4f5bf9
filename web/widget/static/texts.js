// The fixed sentences of this page's language, dates and addresses as people and browsers take them.

const { messages, publishers, names, longest } = JSON.parse(document.getElementById('texts').textContent);
const nameBounds = new RegExp(`(${[...names].sort((a, b) => b.length - a.length).join('|')})`);
const publisherNames = new Map(Object.entries(publishers));

export const LONGEST = longest;
export const language = document.documentElement.lang;

export function say(key, values = {}) {
  return messages[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function publisherName(publisher) {
  return publisherNames.get(publisher) || publisher;
}

// Writes `text` and nothing but text; names that a browser would break inside stay on one line (web/line_breaking.py).
export function write(element, text, lang) {
  const pieces = String(text).split(nameBounds).map((piece, at) => {
    if (at % 2 === 0) return piece;
    const name = document.createElement('span');
    name.className = 'name';
    name.textContent = piece;
    return name;
  });
  element.replaceChildren(...pieces);
  if (lang) element.lang = lang;
  element.hidden = false;
}

// Which language a text is written in, by its script; for titles, of which the API does not say it.
export function spoken(text) {
  return /[\u0e00-\u0e7f]/.test(text) ? 'th' : 'en';
}

// The same as web/dates.py: "2013-10-23" → "23 October 2013" or "23 ตุลาคม พ.ศ. 2556 (ค.ศ. 2013)"; "~" says about.
export function displayDate(edtf) {
  const [year, month, day] = edtf.replace('~', '').split('-').map(Number);
  const thai = language === 'th';
  const parts = [day, month && new Intl.DateTimeFormat(thai ? 'th' : 'en', { month: 'long', timeZone: 'UTC' })
    .format(Date.UTC(year, month - 1))];
  parts.push(thai ? `พ.ศ. ${year + 543} (ค.ศ. ${year})` : year);
  const about = edtf.endsWith('~') ? (thai ? 'ราว ' : 'about ') : '';
  return about + parts.filter(Boolean).join(' ');
}

const LONGEST_WHOLE = 100;
const END_WORDS = 40;

// The same as web/widget/links.py: the address led on to the quoted words, or null where it must not become a link.
export function sourceLink({ url, kind, quote, page }) {
  if (!/^https?:\/\/[^\s/?#\\]/i.test(url) || /[\s\x00-\x1f\x7f]/.test(url)) return null;
  if (kind !== 'original') return url;
  if (/^[^?#]*\.pdf(?=[?#]|$)/i.test(url)) return page && !url.includes('#') ? `${url}#page=${page}` : url;
  return `${url}${url.includes('#') ? '' : '#'}:~:text=${fragment(quote.trim().split(/\s+/).join(' '))}`;
}

function fragment(words) {
  const letters = [...words];
  if (letters.length <= LONGEST_WHOLE) return escaped(words);
  const head = letters.slice(0, END_WORDS).join('');
  const tail = letters.slice(-END_WORDS).join('');
  if (!head.includes(' ') || !tail.includes(' ')) return escaped(words);
  return `${escaped(head.slice(0, head.lastIndexOf(' ')))},${escaped(tail.slice(tail.indexOf(' ') + 1))}`;
}

function escaped(words) {
  return encodeURIComponent(words).replace(/[-!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
