// Loads the program into the static page, and says so in the reader's language when that fails.
//
// The page is readable before this runs and stays readable when it fails: whatever goes wrong here or later in the
// program, the text pages that the static page links to still open. The head names the two files to load:
// `link[data-glue]` is the JavaScript that wasm-bindgen wrote, `link[data-wasm]` the WebAssembly with the corpus; or `meta[name=jianbao]` does,
// where a worker answers, and gives the addresses of parts that lie in the page.
//
// `<html data-jianbao>` says how far it has come: `loading`, `ready` or `failed`.

const SLOW_MILLIS = 800;
const REST_MILLIS = 500;

const WORDS = {
  'zh-Hans': {
    loading: '正在载入搜索…',
    blocked: '这个浏览器不能运行 WebAssembly，或者它被设置、策略关闭了，所以不能搜索。下面的全文仍可阅读。',
    unreachable: '搜索程序没有下载成功：可能没有网络，也可能网站刚刚更新。下面的全文仍可阅读。',
    damaged: '下载到的搜索程序已损坏。下面的全文仍可阅读。',
    stopped: '程序出错，已经停止。下面的全文仍可阅读。',
    again: '重新载入',
  },
  'zh-Hant': {
    loading: '正在載入搜尋…',
    blocked: '這個瀏覽器不能執行 WebAssembly，或者它被設定、政策關閉了，所以不能搜尋。下面的全文仍可閱讀。',
    unreachable: '搜尋程式沒有下載成功：可能沒有網路，也可能網站剛剛更新。下面的全文仍可閱讀。',
    damaged: '下載到的搜尋程式已損壞。下面的全文仍可閱讀。',
    stopped: '程式出錯，已經停止。下面的全文仍可閱讀。',
    again: '重新載入',
  },
  en: {
    loading: 'Loading the search…',
    blocked: 'This browser cannot run WebAssembly, or a setting or policy forbids it, so there is no search. The full texts below can still be read.',
    unreachable: 'The search program could not be fetched: there may be no network, or the site has just been updated. The full texts below can still be read.',
    damaged: 'The search program arrived damaged. The full texts below can still be read.',
    stopped: 'The program met an error and has stopped. The full texts below can still be read.',
    again: 'Reload',
  },
};

/** A failure with the word that explains it. */
class BootError extends Error {
  constructor(word, cause) {
    super(word);
    this.word = word;
    this.cause = cause;
  }
}

/** The reader's language: the address, else the stored choice, else the browser's. */
function readerLanguage() {
  let stored = null;
  try {
    stored = localStorage.getItem('jianbao.lang');
  } catch {
    // Storage is forbidden here; there is no choice to honour.
  }
  const wanted = [new URLSearchParams(location.search).get('lang'), stored, ...navigator.languages];
  for (const tag of wanted) {
    if (!tag) continue;
    if (/^zh\b/i.test(tag)) return /hant|tw|hk|mo/i.test(tag) ? 'zh-Hant' : 'zh-Hans';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'zh-Hans';
}

/** What only the whole program shows; the address alone tells, before any program is there. */
const OF_WHOLE = ['concordance', 'figures', 'names', 'map', 'words', 'copies', 'export', 'tray'];
const FIELD = /(^|[\s(（-])(org|person|place|service|unit|value)[:：<>＜＞=≤≥]/i;
const PATTERN = /(^|\s)\/.+\/(\s|$)/;

/** Facets that files do not have. */
const OF_NAMES = /\.(org|person|place|service|unit|copies)/;

/** The whole address of a file of the site. This script may lie in the page, as may others, whose addresses are whole ones. */
const beside = (path) => new URL(path, document.baseURI).href;

/** Where the files of the site lie, by their names. */
const meta = document.querySelector('meta[name=jianbao]');
const head = (meta?.content || '').split(' ').filter(Boolean).map((pair) => pair.split('='));
let files = Object.fromEntries(head);

/** A corpus in files may have a pack of all besides, and the program that shows what needs all. */
const larger = head.filter(([name]) => name.startsWith('whole.')).map(([name, value]) => [name.slice(6), value]);

/**
 * Whether the whole program runs the page: always where there is no other, and in a page that is one file, whose parts have addresses of
 * their own; else where the address needs it.
 */
function isWhole(address = location.search) {
  const isLarge = larger.length > 0;
  if (files.classic || (files.catalog && !isLarge)) return true;
  if (!files.pack && !isLarge) return false;
  const asked = new URLSearchParams(address);
  const chosen = [...asked.keys()].filter((key) => /^[fx]\./.test(key) && key !== 'f.doc');
  const query = asked.get('q') || '';
  if (OF_WHOLE.includes(asked.get('view')) || asked.has('by') || asked.get('text') === 'both') return true;
  // Nobody fetches all of a large corpus unasked: its files have most facets, and patterns by another worker.
  if (isLarge) return FIELD.test(query) || chosen.some((key) => OF_NAMES.test(key));
  if (chosen.length || FIELD.test(query) || PATTERN.test(query)) return true;
  try {
    // Who has collected something finds it in every text.
    return sessionStorage.getItem('jianbao.whole') === '1' || 'jianbao.tray ' + location.pathname.replace(/[^/]*$/, '') in localStorage;
  } catch {
    return false;
  }
}

const language = readerLanguage();
const words = WORDS[language];
const staticPage = document.getElementById('app')?.cloneNode(true);
let slow;
let hasBegun = false;
let hasStopped = false;

/** The line that speaks to the reader; the page has one, above everything that the program replaces. */
function noticeElement() {
  let notice = document.getElementById('notice');
  if (!notice) {
    notice = document.createElement('p');
    notice.id = 'notice';
    notice.className = 'notice';
    notice.setAttribute('role', 'status');
    document.body.prepend(notice);
  }
  notice.lang = language;
  return notice;
}

function say(word) {
  const notice = noticeElement();
  notice.hidden = false;
  notice.textContent = words[word];
  if (word === 'loading') return;
  const again = document.createElement('button');
  again.type = 'button';
  again.textContent = words.again;
  again.addEventListener('click', () => location.reload());
  notice.append(' ', again);
}

function clearNotice() {
  const notice = document.getElementById('notice');
  if (!notice) return;
  notice.hidden = true;
  notice.textContent = '';
}

function setState(state) {
  document.documentElement.dataset.jianbao = state;
}

/** Whether WebAssembly is there and allowed: the smallest module compiles. */
function canCompile() {
  try {
    return new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}

/** Fetches and compiles, while it arrives where the server says that it is WebAssembly, and afterwards where not. */
async function compile(address) {
  let response;
  try {
    response = await fetch(address);
  } catch (cause) {
    throw new BootError('unreachable', cause);
  }
  if (!response.ok) throw new BootError('unreachable', response.status);
  const type = (response.headers.get('Content-Type') || '').split(';')[0].trim().toLowerCase();
  try {
    if (type === 'application/wasm' && WebAssembly.compileStreaming) {
      return await WebAssembly.compileStreaming(response);
    }
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    // What is no module is damaged; anything else went wrong on the way.
    throw new BootError(cause instanceof WebAssembly.CompileError ? 'damaged' : 'unreachable', cause);
  }
}

async function loadGlue(address) {
  try {
    return await import(address);
  } catch (cause) {
    throw new BootError(cause instanceof SyntaxError ? 'damaged' : 'unreachable', cause);
  }
}

async function start() {
  const [glueAddress, wasmAddress] = isRemote
    ? [files.worker, files.wasm].map((path) => path && beside(path))
    : ['glue', 'wasm'].map((name) => document.querySelector(`link[data-${name}]`)?.href);
  if (!glueAddress || !wasmAddress) throw new BootError('unreachable');
  if (!canCompile()) throw new BootError('blocked');
  const compiled = compile(wasmAddress);
  // The worker runs the same program.
  if (isRemote) globalThis.jianbaoProgram = compiled;
  const [glue, module] = await Promise.all([loadGlue(glueAddress), compiled, isRemote && loadScripts()]);
  hasBegun = true;
  // The corpus lies in a section of the program's file that the program itself does not read.
  const [pack] = isRemote ? [] : WebAssembly.Module.customSections(module, 'jianbao');
  if (pack) globalThis.jianbaoPack = new Uint8Array(pack);
  try {
    await glue.default({ module_or_path: module });
  } catch (cause) {
    // A module and glue that do not fit together fail to link; everything else is an error of the program itself.
    throw new BootError(cause instanceof WebAssembly.LinkError ? 'damaged' : 'stopped', cause);
  }
  delete globalThis.jianbaoPack;
  // Where a worker answers, the page comes later than the program.
  const isThere = await globalThis.jianbaoShown;
  // Much had to come for it: the reader may try again, or stay with what needs less.
  if (isThere === false && isChosen && larger.length) throw new BootError('unreachable');
}

/** Says why it ends, and puts the static page back where the program has taken its place. */
function stop(word) {
  if (hasStopped) return;
  hasStopped = true;
  setState('failed');
  clearTimeout(slow);
  if (hasBegun && staticPage) {
    const app = document.getElementById('app');
    if (app) app.replaceWith(staticPage);
    else document.body.append(staticPage);
  }
  const searchBox = document.querySelector('input[name=q]');
  if (searchBox) searchBox.disabled = true;
  say(word);
}

/** An error that leaves the program in no state to go on: a panic ends in one. */
function isTrap(error) {
  return typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError;
}

addEventListener('error', (event) => {
  if (isTrap(event.error)) stop('stopped');
});
addEventListener('unhandledrejection', (event) => {
  if (isTrap(event.reason)) stop('stopped');
});

// The program waits for an input method at work in the static search box; only the events say that one is.
document.querySelector('input[name=q]')?.addEventListener('compositionstart', (event) => {
  event.target.setAttribute('data-composing', '');
});
document.querySelector('input[name=q]')?.addEventListener('compositionend', (event) => {
  event.target.removeAttribute('data-composing');
});

/** `window.jianbao`; a page whose worker answers needs it itself, others can wait. */
const scripts = beside(files.scripts || 'jianbao.js');
globalThis.jianbaoScripts = scripts;
// A page that is one file has nothing beside it.
const isAlone = Boolean(files.classic);
const loadScripts = () => import(scripts).catch(() => {});
const isChosen = isWhole();
// Whether a worker answers.
const isRemote = isChosen || Boolean(files.catalog);
globalThis.jianbaoIsWhole = isWhole;
if (isChosen && larger.length) {
  files = Object.fromEntries(larger);
  meta.content = larger.map((pair) => pair.join('=')).join(' ');
  import(beside('loading.js')).then(({ listen }) => listen(noticeElement)).catch(() => {});
}
// What a page inside of another one does besides.
if (!isAlone && (self !== parent || /[?&]embed=/.test(location.search))) import(beside('embed.js')).catch(() => {});
if (isChosen) {
  document.documentElement.dataset.whole = '';
  const small = !files.catalog && document.querySelector('link[data-wasm]')?.href;
  if (small) {
    // The head asked for the small program before anybody knew; taking it over ends that.
    const control = new AbortController();
    fetch(small, { signal: control.signal }).then(() => control.abort(), () => {});
  }
  if (files.style) {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = files.style;
    document.head.append(sheet);
  }
  try {
    if (!larger.length) sessionStorage.setItem('jianbao.whole', '1');
  } catch {
    // Storage is forbidden here; each page that needs the whole program says so by its address.
  }
}

/** Whether a copy of the site in the browser answers; a frame without an origin may not even ask. */
function isCopy() {
  try {
    return Boolean(navigator.serviceWorker?.controller);
  } catch {
    return false;
  }
}

setState('loading');
slow = setTimeout(() => say('loading'), SLOW_MILLIS);
start()
  .then(() => {
    clearTimeout(slow);
    if (hasStopped) return;
    clearNotice();
    setState('ready');
    loadScripts();
    if (isAlone) return;
    // Results come first, unless a copy of the site answers anyway.
    const keep = () => {
      if (!isCopy() && globalThis.jianbaoIsBusy?.()) setTimeout(keep, REST_MILLIS);
      else import(beside('offline.js')).catch(() => {});
    };
    setTimeout(keep, isCopy() ? 0 : REST_MILLIS);
  })
  .catch((error) => {
    stop(error instanceof BootError ? error.word : 'stopped');
  });
