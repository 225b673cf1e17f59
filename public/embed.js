// The page inside of another one: less around it, as tall as what it shows, and a voice. `boot.js` loads this where it is needed.
//
// It listens to its parent window alone and answers to the origin that spoke first; before, it only knocks, with nothing in it. Messages
// are objects with `jianbao: 1`, the version of the protocol, and a `type`; what is unknown or malformed is ignored. docs/embedding.md has all of them.

import { events, set, state, stateOf, addressOf } from './state.js';
import { wear } from './theme.js';

const PROTOCOL = 1;
const FORMS = ['full', 'compact', 'timeline', 'reader', 'search'];

/** Growing so often without a reader's doing or a new width is a page that follows its own frame. */
const MOST_STEPS = 40;
const QUIET_MILLIS = 3000;
const NARROWEST = 120;

const WORDS = {
  'zh-Hans': ['在新窗口打开全部', '回到开头'],
  'zh-Hant': ['在新視窗開啟全部', '回到開頭'],
  en: ['Open in full', 'Back to the start'],
};

const root = document.documentElement;
const isFramed = parent !== self;
const start = addressOf(state());

// ── how it looks ──────────────────────────────────────────────────────────────────────────────────────────────

const sheet = new Promise((resolve) => {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('./embed.css', import.meta.url).href;
  link.onload = link.onerror = resolve;
  document.head.append(link);
});

const bar = document.createElement('p');
bar.className = 'embed-bar';
const whole = document.createElement('a');
whole.target = '_blank';
whole.rel = 'noopener';
const back = document.createElement('a');
back.href = start;
bar.append(back, whole);

function dress() {
  const { embed, ...now } = state();
  if (FORMS.includes(embed)) root.dataset.embed = embed;
  else delete root.dataset.embed;
  const lang = root.lang in WORDS ? root.lang : 'en';
  [whole.textContent, back.textContent] = WORDS[lang];
  bar.lang = lang;
  whole.href = addressOf(now) === '?' ? location.pathname : addressOf(now);
  const [here, there] = [stateOf(start), state()];
  back.hidden = here.doc === there.doc && (here.view || '') === (there.view || '') && (here.query || '') === (there.query || '');
}

dress();
document.body.append(bar);
new MutationObserver(dress).observe(root, { attributes: true, attributeFilter: ['lang'] });
events.addEventListener('statechange', dress);

/** What opens beside what was pressed: a window on all of it does not know where the reader looks. */
const note = (event) => {
  const box = event.target.getBoundingClientRect?.();
  if (box && event.target !== document.body) root.style.setProperty('--embed-at', `${Math.max(0, Math.round(box.top + scrollY))}px`);
};
addEventListener('pointerdown', note, true);
addEventListener('focusin', note, true);

/** What leaves the explorer opens a page of its own. */
const lead = (event) => {
  const link = event.target.closest?.('a[href]');
  if (!link || /^[?#]/.test(link.getAttribute('href')) || link.hasAttribute('download')) return;
  link.target = '_blank';
  link.rel = 'noopener';
};
addEventListener('click', lead, true);
addEventListener('auxclick', lead, true);

// ── the page around it ────────────────────────────────────────────────────────────────────────────────────────

/** The origin that spoke first. */
let host;

function send(type, body = {}) {
  if (host === undefined) return;
  // A parent that is a file, or in a sandbox, has no origin to be named by.
  parent.postMessage({ jianbao: PROTOCOL, type, ...body }, host === 'null' ? '*' : host);
}

let said = {};
let isReady = false;

/** How far the program has come; one that failed before anybody spoke has said so to nobody. */
function tellHow() {
  if (root.dataset.jianbao === 'failed') send('error', { message: document.getElementById('notice')?.firstChild?.data || 'the program has failed' });
  else if (isReady) send('ready', { state: state() });
}

const isObject = (value) => Object.prototype.toString.call(value) === '[object Object]';
const isId = (id) => Number.isSafeInteger(id) || (typeof id === 'string' && id.length < 100);

/** Questions under way, by the numbers that the page around gave them. */
const asked = new Map();

async function answer(what, { id, query, options = {} }) {
  if (!isId(id) || typeof query !== 'string' || !isObject(options)) return;
  const control = new AbortController();
  asked.set(id, control);
  const onprogress = (share, soFar) => send('progress', { id, share, ...(soFar && { value: soFar }) });
  try {
    const scripts = await import(globalThis.jianbaoScripts);
    const value = await scripts[what](query, { ...options, signal: control.signal, onprogress });
    send('answer', { id, value });
  } catch (error) {
    if (!control.signal.aborted) send('answer', { id, error: String(error?.message || error) });
  }
  asked.delete(id);
}

const HEARD = {
  hello({ fit, style }) {
    root.toggleAttribute('data-fit', fit === true);
    if (isObject(style)) wear((said = style));
    tellHow();
    told = 0;
    measure();
  },
  style({ style }) {
    if (isObject(style)) wear((said = style));
  },
  set({ state }) {
    steps = 0;
    try {
      set(state);
    } catch {
      // Not a state.
    }
  },
  search: (message) => answer('search', message),
  ids: (message) => answer('ids', message),
  counts: (message) => answer('counts', message),
  cancel({ id }) {
    asked.get(id)?.abort();
    asked.delete(id);
  },
};

function hear({ source, origin, data }) {
  if (source !== parent || !isObject(data) || data.jianbao !== PROTOCOL || !Object.hasOwn(HEARD, data.type)) return;
  if (host !== undefined && host !== origin) return;
  host = origin;
  HEARD[data.type](data);
}

// ── how tall it is ────────────────────────────────────────────────────────────────────────────────────────────

let told = 0;
let width = innerWidth;
let steps = 0;
let last = 0;

function measure() {
  const { height } = document.body.getBoundingClientRect();
  const now = performance.now();
  if (innerWidth !== width || now - last > QUIET_MILLIS) steps = 0;
  // A frame that is hidden, or about to be, has no width to set a text in.
  if (innerWidth < NARROWEST || Math.abs(height - told) < 1 || host === undefined) return;
  if (height > told && (steps += 1) > MOST_STEPS) return;
  [told, width, last] = [height, innerWidth, now];
  send('resize', { height: Math.ceil(height) });
}

// ── a guest's manners ─────────────────────────────────────────────────────────────────────────────────────────

/** The focus and the place of the page around it are the reader's; only a reader who is in here has them moved. */
function behave() {
  for (const { prototype } of [HTMLElement, SVGElement]) {
    const own = prototype.focus;
    prototype.focus = function (options) {
      if (document.hasFocus()) own.call(this, options);
    };
  }
  const own = Element.prototype.scrollIntoView;
  Element.prototype.scrollIntoView = function (options) {
    const top = this.getBoundingClientRect().top + scrollY;
    if (!document.hasFocus()) return scrollBy(0, this.getBoundingClientRect().top - innerHeight / 3);
    own.call(this, options);
    send('scroll', { top });
  };
  const to = globalThis.scrollTo;
  globalThis.scrollTo = function (...place) {
    to.apply(this, place);
    const top = typeof place[0] === 'object' ? place[0].top : place[1];
    if (document.hasFocus() && Number.isFinite(top)) send('scroll', { top });
  };
}

/** Says when the program is ready, or that it has failed. */
function look() {
  const { jianbao } = root.dataset;
  if (jianbao === 'failed') tellHow();
  if (jianbao === 'ready' && !isReady) {
    isReady = true;
    tellHow();
  }
}

if (isFramed) {
  behave();
  addEventListener('message', hear);
  for (const type of ['statechange', 'select']) events.addEventListener(type, ({ detail }) => send(type, detail));
  for (const type of ['pointerdown', 'keydown']) addEventListener(type, () => (steps = 0), true);
  new MutationObserver(look).observe(root, { attributes: true, attributeFilter: ['data-jianbao'] });
  // The accent is fitted to the paper.
  const wearAgain = () => wear(said);
  new MutationObserver(wearAgain).observe(root, { attributes: true, attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', wearAgain);
  look();
  await sheet;
  new ResizeObserver(measure).observe(document.body);
  parent.postMessage({ jianbao: PROTOCOL, type: 'hello' }, '*');
}
