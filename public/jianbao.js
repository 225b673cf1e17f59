// `window.jianbao`: searching for other scripts. What it needs, it fetches when it is first asked.
//
//   await jianbao.ready
//   await jianbao.search('网络', {limit: 10})   // {total, articles, documents, hits, ms}
//   await jianbao.ids('网络')                   // ids of all matching documents, best first
//   await jianbao.counts('网络')                // {n_hits, n_articles, n_documents, facets, times}
//   await jianbao.set({query: '网络'})          // changes what `jianbao.state` says
//   await jianbao.on('statechange', listener)
//
// In a page of another site this brings the element of `jianbao-1.js` instead.
//
// A call takes an AbortSignal as `signal`; `onprogress` is told how far a long search has come, and what it has so far.

const meta = document.querySelector('meta[name="jianbao"]');
const addresses = Object.fromEntries(
  (meta?.content || '').split(' ').filter(Boolean).map((pair) => {
    const [key, path] = pair.split('=');
    return [key, new URL(path, document.baseURI).href];
  }),
);

/** Questions under way, by their numbers, each with the worker that answers it. */
const waiting = new Map();
let last = 0;
/** Whom questions go to. */
let worker;
/** One with the whole engine, until it is ready to take the other's place. */
let larger;
let names;

/** Where the whole engine lies. A page of a corpus in files has one of its own that leaves regular expressions to it. */
const whole = ['worker', 'wasm'].map((part) => addresses[`more.${part}`] || addresses[`whole.${part}`]);
const large = new WeakSet();

function start() {
  worker ||= open(addresses.worker, addresses.wasm, globalThis.jianbaoProgram);
  return worker;
}

/** The worker with the whole engine. */
function grow() {
  if (worker && large.has(worker)) return worker;
  larger ||= open(...whole);
  large.add(larger);
  return larger;
}

/** Starts a worker; `program` is the page's own where that is the engine too. */
function open(script, wasm, program) {
  // A page that is one file has the worker as a plain script: browsers refuse modules there.
  const own = addresses.classic ? new Worker(addresses.classic) : new Worker(script, { type: 'module' });
  own.addEventListener('message', ({ data }) => {
    if (data.error && !data.id) return fail(own, data.error);
    if (data.ready && own === larger) return take(own);
    if (data.loading) return dispatchEvent(new CustomEvent('jianbao-loading', { detail: data.loading }));
    const question = waiting.get(data.id);
    if (!question) return;
    if (data.beyond) return passOn(data.id, question);
    if ('progress' in data) return question.onprogress(data);
    waiting.delete(data.id);
    if (data.error) question.reject(new Error(data.error));
    else question.resolve(data);
    leave(own);
  });
  own.addEventListener('error', (event) => fail(own, event.message || 'the worker has stopped'));
  // A worker may not be able to fetch what lies in the page; a catalog beside it can come while the program does.
  const inside = addresses.classic ? addresses.pack : addresses.inside;
  const early = inside
    ? fetch(inside).then((response) => response.arrayBuffer())
    : addresses.catalog && unpacked(addresses.catalog).catch(() => undefined);
  Promise.resolve(program).catch(() => undefined).then(
    (program) => own.postMessage({ open: { ...addresses, wasm, program, isBrought: Boolean(early) } }),
  );
  if (early) {
    early.then(
      (bytes) => own.postMessage({ brought: bytes }, bytes ? [bytes] : []),
      (error) => fail(own, String(error.message || error)),
    );
  }
  return own;
}

/** The bytes of a file that is packed (raw deflate). */
async function unpacked(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} cannot be fetched (${response.status})`);
  return new Response(response.body.pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
}

/** Has the whole engine answer a question. */
function passOn(id, question) {
  const own = question.worker;
  if (!whole[0] || large.has(own)) {
    waiting.delete(id);
    question.reject(new Error('this site has no program for regular expressions'));
    return;
  }
  question.worker = grow();
  question.worker.postMessage({ id, ask: question.question });
  leave(own);
}

/** Lets the worker with the whole engine answer all that comes. */
function take(own) {
  const old = worker;
  worker = own;
  larger = undefined;
  if (old) leave(old);
}

/** Ends a worker that no question goes to any more, when it has answered its last. */
function leave(own) {
  if (own === worker || own === larger) return;
  if (![...waiting.values()].some((question) => question.worker === own)) own.terminate();
}

/** Ends all questions to a worker; the next one starts anew. */
function fail(own, message) {
  own.terminate();
  if (worker === own) worker = undefined;
  if (larger === own) larger = undefined;
  for (const [id, question] of waiting) {
    if (question.worker !== own) continue;
    waiting.delete(id);
    question.reject(new Error(message));
  }
}

/** Asks the engine; resolves with the worker's message. */
export function ask(asked, { signal, onprogress = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const id = (last += 1);
    // What a script changes afterwards is another question.
    const question = asked instanceof Uint8Array ? asked : JSON.parse(JSON.stringify(asked));
    waiting.set(id, { question, resolve, reject, onprogress, worker: start() });
    worker.postMessage({ id, ask: question });
    signal?.addEventListener('abort', () => {
      const own = waiting.get(id)?.worker;
      if (!waiting.delete(id)) return;
      own.postMessage({ id, cancel: true });
      leave(own);
      reject(signal.reason);
    });
  });
}

const SORTS = ['relevance', 'date', 'order', 'hits'];

const FACETS = [
  'document', 'publisher', 'year', 'month', 'language', 'organisation', 'person', 'place', 'service', 'unit', 'copies',
];
const AXES = ['mentioned', 'published'];

function known(values, value, name) {
  if (!values.includes(value)) throw new TypeError(`${name} is one of ${values.join(', ')}; found ${value}`);
  return value;
}

/** A filter as the engine takes it. */
function filter(query, { exact = false, from = null, to = null, axis = 'mentioned', documents = [], choices = [] }) {
  known(AXES, axis, 'axis');
  const facets = choices.map(({ facet, chosen = [], excluded = [] }) => ({ facet: known(FACETS, facet, 'facet'), chosen, excluded }));
  return { query: String(query), exact, from, to, axis, documents, facets };
}

function sorting({ sort = 'relevance' }) {
  return known(SORTS, sort, 'sort');
}

function wholeNumber(number, name) {
  if (!Number.isSafeInteger(number) || number < 0 || number > 0xffffffff) {
    throw new TypeError(`${name} is a whole number from 0; found ${number}`);
  }
  return number;
}

/** A page of results. */
export async function search(query, options = {}) {
  const { limit = 10, offset = 0, snippets = 3 } = options;
  const since = performance.now();
  const request = {
    filter: filter(query, options),
    sort: sorting(options),
    offset: wholeNumber(offset, 'offset'),
    limit: wholeNumber(limit, 'limit'),
    n_snippets: wholeNumber(snippets, 'snippets'),
  };
  const found = (json) => ({ ...JSON.parse(json).listing, ms: performance.now() - since });
  const onprogress = ({ progress, soFar }) => options.onprogress?.(progress, soFar && found(soFar));
  const { answer } = await ask({ search: request }, { signal: options.signal, onprogress });
  return found(answer);
}

/** Answers to `ids`, the one that was asked last at the end: what the page shows never changes while it is open. */
const kept = new Map();
const MOST_KEPT = 500_000;
let nKept = 0;

function keep(key, found) {
  if (kept.delete(key)) nKept -= found.length;
  if (found.length > MOST_KEPT) return;
  kept.set(key, found);
  nKept += found.length;
  for (const [old, { length }] of kept) {
    if (nKept <= MOST_KEPT) break;
    kept.delete(old);
    nKept -= length;
  }
}

/** Ids of all matching documents, best first. */
export async function ids(query, options = {}) {
  options.signal?.throwIfAborted();
  const question = { ids: { filter: filter(query, options), sort: sorting(options) } };
  const key = JSON.stringify(question);
  let found = kept.get(key);
  if (!found) {
    names ||= ask('names').then(({ answer }) => JSON.parse(answer).names);
    names.catch(() => (names = undefined));
    const [all, { documents }] = await Promise.all([names, ask(question, { signal: options.signal })]);
    found = Array.from(documents, (number) => all[number]);
  }
  keep(key, found);
  // The caller's own.
  return found.slice();
}

/** How many results fall on the values of facets and on time; all counts are exact, `n_hits` is null where it is not known. */
export async function counts(query, options = {}) {
  const { facets = ['publisher', 'year', 'language'], times = AXES, limit = 20 } = options;
  const request = {
    filter: filter(query, options),
    facets: facets.map((facet) => ({ facet: known(FACETS, facet, 'facet'), limit: wholeNumber(limit, 'limit') })),
    times: times.map((axis) => ({ axis: known(AXES, axis, 'axis'), grain: null })),
  };
  const { answer } = await ask({ counts: request }, { signal: options.signal });
  return JSON.parse(answer).counts;
}

/** Bytes of memory that the engine took at most. */
export async function memory() {
  return JSON.parse((await ask('memory')).answer).memory;
}

/** Whether answers are under way. */
globalThis.jianbaoIsBusy = () => waiting.size > 0;

const ready = new Promise((resolve) => {
  const root = document.documentElement;
  const look = () => root.dataset.jianbao === 'ready' && (observer.disconnect(), resolve());
  const observer = new MutationObserver(look);
  observer.observe(root, { attributes: true, attributeFilter: ['data-jianbao'] });
  look();
});

/** How the page asks: `tell` hears of every answer, whole or not; the result takes the question back. */
globalThis.jianbaoRelay = (question, tell) => {
  const control = new AbortController();
  const onprogress = ({ soFar }) => soFar && tell('sofar', soFar);
  ask(question, { signal: control.signal, onprogress }).then(
    ({ answer }) => tell('answer', answer),
    (error) => control.signal.aborted || tell('error', error.message),
  );
  return () => control.abort();
};

// A page whose worker answers can do nothing without it; it says when it is shown.
if (addresses.catalog || 'whole' in document.documentElement.dataset) {
  globalThis.jianbaoShown = new Promise((resolve) => {
    globalThis.jianbaoShow = resolve;
  });
  start();
}

/** What the address says; a value that is there more than once is an array. */
function state() {
  const state = {};
  for (const [name, value] of new URLSearchParams(location.search)) {
    const key = name === 'q' ? 'query' : name;
    state[key] = Object.hasOwn(state, key) ? [state[key], value].flat() : value;
  }
  return state;
}

/** The address of a file beside this one, which may lie in the page. */
const beside = (name) => new URL(name, import.meta.url.startsWith('blob:') ? document.baseURI : import.meta.url).href;

/** Few change the page, or listen to it. */
const later = (name) => async (...rest) => (await import(beside('state.js')))[name](...rest);

if ('jianbao' in document.documentElement.dataset) {
  globalThis.jianbao = { ready, search, ids, counts, memory, get state() { return state(); }, set: later('set'), on: later('on') };
} else import(beside('jianbao-1.js'));
