// Chat widget, loader 1.0.0: defines <gnlc-chat> and, unless the page has one, adds a launcher.
// It loads nothing until the widget is opened or, inline, comes into view.
(() => {
  'use strict';
  const script = document.currentScript || document.querySelector('script[src*="/widget/"][src*="/loader.js"]');
  const HOST = new URL(script.src).origin;
  const PROTOCOL = 1;
  const GRACE = 2000;
  const PATIENCE = 20000;
  const TEXT = {
    th: {
      ask: 'ถาม', title: 'ถามเรื่องเมืองแห่งการเรียนรู้', close: 'ปิด', loading: 'กำลังเปิดหน้าต่างถามตอบ…',
      failed: 'เปิดหน้าต่างถามตอบไม่ได้ โปรดตรวจการเชื่อมต่ออินเทอร์เน็ตแล้วลองอีกครั้ง', retry: 'ลองอีกครั้ง',
    },
    en: {
      ask: 'Ask', title: 'Ask about learning cities', close: 'Close', loading: 'Opening the chat…',
      failed: 'The chat cannot be opened. Please check your connection and try again.', retry: 'Try again',
    },
  };
  const OPTIONS = ['language', 'position', 'theme', 'accent', 'mode', 'launcher', 'greeting', 'suggestions', 'privacy'];
  const STYLE = `
    :host { all: initial !important; }
    :host { display: contents !important; }
    :host([mode=inline]) { display: block !important; block-size: var(--gnlc-chat-height, 36rem) !important; }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    button, p { font: 600 16px/1.5 "Noto Sans Thai", "Leelawadee UI", Thonburi, "Noto Sans", system-ui, sans-serif; margin: 0; }
    button { cursor: pointer; min-height: 44px; padding: 0 16px; border: 2px solid transparent; border-radius: 12px; background: #0b5d66; color: #fff; }
    button:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #000; }
    .launcher, .window { position: fixed; bottom: 16px; inset-inline-end: 16px; z-index: 2147483000; box-shadow: 0 2px 16px rgb(0 0 0 / .35); }
    .launcher { display: flex; align-items: center; gap: 8px; min-height: 56px; padding: 0 22px 0 18px; border-radius: 28px; }
    svg { width: 26px; height: 26px; fill: none; stroke: currentColor; stroke-width: 2.5; stroke-linecap: round; stroke-linejoin: round; }
    .window { bottom: 84px; width: 400px; max-width: calc(100vw - 32px); height: 640px; max-height: calc(100vh - 100px); overflow: hidden; border: 1px solid #6b7b7f; border-radius: 16px; background: Canvas; color: CanvasText; }
    .start { inset-inline-end: auto; inset-inline-start: 16px; }
    .inline { position: relative; inset: auto; z-index: auto; width: 100%; max-width: none; height: 100%; max-height: none; box-shadow: none; }
    iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; color-scheme: normal; }
    .state { display: grid; gap: 16px; align-content: center; justify-items: center; height: 100%; padding: 16px; text-align: center; }
    @media (max-width: 480px), (max-height: 480px) {
      .window:not(.inline) { inset: 0; width: auto; max-width: none; height: 100vh; height: 100dvh; max-height: none; border: 0; border-radius: 0; }
    }
    @media (forced-colors: active) { button { border-color: ButtonText; } button:focus-visible { outline-color: Highlight; } }
    @media print { .launcher, .window:not(.inline) { display: none; } }`;

  const fill = (element, attributes, ...children) => {
    for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  };
  const make = (tag, ...rest) => fill(document.createElement(tag), ...rest);
  const draw = (tag, ...rest) => fill(document.createElementNS('http://www.w3.org/2000/svg', tag), ...rest);

  const dress = (root) => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch (_) {
      root.append(make('style', {}, STYLE));
    }
  };

  // A colour with the ink, white or black, that reads better on it (WCAG relative luminance); nothing for no colour.
  const colours = (accent) => {
    if (!/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(accent || '')) return {};
    const full = accent.length === 4 ? accent.replace(/[0-9a-f]/gi, '$&$&') : accent;
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = parseInt(full.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    return { accent: full, ink: 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#ffffff' : '#000000' };
  };

  class GnlcChat extends HTMLElement {
    static get observedAttributes() {
      return OPTIONS;
    }

    constructor() {
      super();
      this._heard = this._heard.bind(this);
      this._pressed = this._pressed.bind(this);
      this._asked = [];
      this.attachShadow({ mode: 'open' });
    }

    connectedCallback() {
      window.addEventListener('message', this._heard);
      document.addEventListener('click', this._pressed);
      this._draw();
    }

    disconnectedCallback() {
      window.removeEventListener('message', this._heard);
      document.removeEventListener('click', this._pressed);
      this._unload();
    }

    attributeChangedCallback(name, before, after) {
      if (!this._window || before === after) return;
      if (['language', 'mode', 'position', 'launcher'].includes(name)) this._draw();
      else {
        this._paint();
        if (this._ready) this._configure();
      }
    }

    open() {
      if (this._inline || !this._window.hidden) return this._load();
      // The page's language may have changed.
      if (this._shown !== this._address()) this._draw();
      if (!this._opener || !this._opener.isConnected) this._opener = this._launcher.hidden ? document.activeElement : this._launcher;
      this._show(true);
      this._load();
      this._focus();
      this._emit('open');
    }

    close() {
      if (this._inline || this._window.hidden) return;
      this._show(false);
      if (this._opener) this._opener.focus();
      this._opener = null;
      this._emit('close');
    }

    ask(text) {
      this._asked.push(String(text));
      this.open();
      if (this._ready) this._pass();
    }

    get _inline() {
      return this.getAttribute('mode') === 'inline';
    }

    get _language() {
      const given = this.getAttribute('language');
      const near = this.closest('[lang]');
      const wanted = given && given !== 'auto' ? given : near ? near.lang : '';
      return /^th\b/i.test(wanted) ? 'th' : /^en\b/i.test(wanted) ? 'en' : '';
    }

    get _theme() {
      const theme = this.getAttribute('theme');
      return theme === 'light' || theme === 'dark' ? theme : 'auto';
    }

    _address() {
      const language = this._language;
      return `${HOST}/widget/v1/panel?theme=${this._theme}${language ? `&lang=${language}` : ''}`;
    }

    _draw() {
      const open = this._window && !this._window.hidden;
      this._unload();
      if (!this.hasAttribute('mode')) this.setAttribute('mode', 'launcher');
      const language = this._language || (/^th/i.test(navigator.language) ? 'th' : 'en');
      const text = this._text = TEXT[language];
      this._shown = this._address();
      this._state = make('p', { role: 'status' });
      const button = (pressed, ...said) => {
        const made = make('button', { type: 'button' }, ...said);
        made.addEventListener('click', pressed);
        return made;
      };
      this._retry = button(() => {
        this._unload();
        this._load();
      }, text.retry);
      const leave = button(() => this.close(), text.close);
      leave.hidden = this._inline;
      this._window = make('div', { class: 'window', lang: language }, make('div', { class: 'state' }, this._state, this._retry, leave));
      const icon = draw('svg', { viewBox: '0 0 32 32', 'aria-hidden': 'true' }, draw('path', { d: 'M4 5h24v17H14l-7 6v-6H4zM9 11h14M9 16h9' }));
      this._launcher = fill(button(() => this._toggle(this._launcher), icon, text.ask), {
        class: 'launcher', lang: language, 'aria-haspopup': 'dialog', 'aria-label': text.title,
      });
      for (const part of [this._window, this._launcher]) {
        part.classList.toggle('start', /start$/.test(this.getAttribute('position') || ''));
        part.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
      }
      if (!this._inline) {
        this._window.setAttribute('role', 'dialog');
        this._window.setAttribute('aria-label', text.title);
      }
      this._window.classList.toggle('inline', this._inline);
      this.shadowRoot.replaceChildren(this._launcher, this._window);
      dress(this.shadowRoot);
      this._paint();
      this._show(Boolean(open));
      if (this._inline) this._await();
      else if (open) this._load();
    }

    _paint() {
      const { accent, ink } = colours(this.getAttribute('accent'));
      for (const button of this.shadowRoot.querySelectorAll('button')) {
        button.style.background = accent || '';
        button.style.color = ink || '';
      }
      this._window.style.colorScheme = this._theme === 'auto' ? 'light dark' : this._theme;
    }

    _await() {
      if (this._watch) this._watch.disconnect();
      this._watch = new IntersectionObserver((seen) => {
        if (!seen.some((entry) => entry.isIntersecting)) return;
        this._watch.disconnect();
        this._load();
      }, { rootMargin: '200px' });
      this._watch.observe(this);
    }

    _load() {
      if (this._frame) return;
      this._say(this._text.loading, false);
      const frame = make('iframe', { src: this._shown, title: this._text.title, allow: 'clipboard-write', referrerpolicy: 'no-referrer' });
      frame.style.visibility = 'hidden';
      frame.addEventListener('load', () => this._expect(GRACE));
      this._frame = frame;
      this._expect(PATIENCE);
      this._window.append(frame);
    }

    _unload() {
      clearTimeout(this._timer);
      if (this._frame) this._frame.remove();
      this._frame = null;
      this._ready = false;
    }

    // Waits so long for the panel to say that it is there.
    _expect(milliseconds) {
      clearTimeout(this._timer);
      if (this._ready) return;
      this._timer = setTimeout(() => {
        this._unload();
        this._say(this._text.failed, true);
        this._emit('error', { code: 'unreachable' });
      }, milliseconds);
    }

    _say(text, failed) {
      this._state.parentNode.hidden = false;
      this._state.textContent = text;
      this._retry.hidden = !failed;
    }

    _show(open) {
      this._window.hidden = !open && !this._inline;
      this._launcher.hidden = this._inline || this.hasAttribute('launcher');
      for (const opener of [this._launcher, this._opener]) if (opener) opener.setAttribute('aria-expanded', String(open));
    }

    _toggle(opener) {
      if (!this._window.hidden) return this.close();
      this._opener = opener;
      this.open();
    }

    // The page's own button, found by the selector in `launcher`.
    _pressed(event) {
      const selector = this.getAttribute('launcher');
      if (!selector || this._inline || !(event.target instanceof Element)) return;
      const button = event.target.closest(selector);
      if (button) this._toggle(button);
    }

    _focus() {
      if (this._ready) {
        this._frame.focus();
        this._post('focus');
      } else this._window.querySelector('button:not([hidden])').focus();
    }

    _heard({ data, origin, source }) {
      if (origin !== HOST || !this._frame || source !== this._frame.contentWindow || !data || data.gnlcChat !== PROTOCOL) return;
      if (data.type === 'ready') this._arrived();
      else if (data.type === 'close') this.close();
      else if (data.type === 'answer' || data.type === 'error') this._emit(data.type, data.detail);
    }

    _arrived() {
      const waited = !this._inline && this.shadowRoot.activeElement;
      clearTimeout(this._timer);
      this._ready = true;
      this._frame.style.visibility = '';
      this._state.parentNode.hidden = true;
      this._configure();
      if (waited && waited !== this._launcher) this._focus();
      this._pass();
    }

    _configure() {
      const chats = [...document.querySelectorAll('gnlc-chat')];
      this._post('configure', {
        key: this.id || String(chats.indexOf(this)),
        mode: this.getAttribute('mode'),
        theme: this._theme,
        greeting: this.getAttribute('greeting'),
        suggestions: (this.getAttribute('suggestions') || '').split('|'),
        privacy: this.getAttribute('privacy'),
        ...colours(this.getAttribute('accent')),
      });
    }

    _pass() {
      for (const text of this._asked.splice(0)) this._post('ask', { text });
    }

    _post(type, values) {
      this._frame.contentWindow.postMessage({ gnlcChat: PROTOCOL, type, ...values }, HOST);
    }

    _emit(name, detail) {
      this.dispatchEvent(new CustomEvent(`gnlc-chat:${name}`, { bubbles: true, composed: true, detail }));
    }
  }

  if (!customElements.get('gnlc-chat')) customElements.define('gnlc-chat', GnlcChat);

  const add = () => {
    if (document.querySelector('gnlc-chat')) return;
    const chat = document.createElement('gnlc-chat');
    for (const name of OPTIONS) if (script.dataset[name]) chat.setAttribute(name, script.dataset[name]);
    if (script.dataset.mode === 'inline') script.after(chat);
    else document.body.append(chat);
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', add, { once: true });
  else add();
})();
