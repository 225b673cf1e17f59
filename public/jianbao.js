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

/** Questions under way, by their numbers. */
const waiting = new Map();
let last = 0;
let worker;
let names;

function start() {
  if (worker) return worker;
  // A page that is one file has the worker as a plain script: browsers refuse modules there.
  worker = addresses.classic ? new Worker(addresses.classic) : new Worker(addresses.worker, { type: 'module' });
  worker.addEventListener('message', ({ data }) => {
    if (data.error && !data.id) return fail(data.error);
    if (data.loading) return dispatchEvent(new CustomEvent('jianbao-loading', { detail: data.loading }));
    const question = waiting.get(data.id);
    if (!question) return;
    if ('progress' in data) return question.onprogress(data);
    waiting.delete(data.id);
    if (data.error) question.reject(new Error(data.error));
    else question.resolve(data);
  });
  worker.addEventListener('error', (event) => fail(event.message || 'the worker has stopped'));
  const own = worker;
  // The page's own program where that is the engine too.
  const program = Promise.resolve(globalThis.jianbaoProgram).catch(() => undefined);
  // A worker of a page that is one file may not fetch the page's parts.
  const bytes = addresses.classic && fetch(addresses.pack).then((response) => response.arrayBuffer());
  Promise.all([program, bytes]).then(
    ([program, bytes]) => own.postMessage({ open: { ...addresses, program, bytes } }),
    (error) => fail(String(error.message || error)),
  );
  return worker;
}

/** Ends all questions; the next one starts anew. */
function fail(message) {
  worker?.terminate();
  worker = undefined;
  for (const question of waiting.values()) question.reject(new Error(message));
  waiting.clear();
}

/** Asks the engine; resolves with the worker's message. */
export function ask(question, { signal, onprogress = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const id = (last += 1);
    waiting.set(id, { resolve, reject, onprogress });
    start().postMessage({ id, ask: question instanceof Uint8Array ? question : JSON.stringify(question) });
    signal?.addEventListener('abort', () => {
      if (!waiting.delete(id)) return;
      worker?.postMessage({ id, cancel: true });
      reject(signal.reason);
    });
  });
}

const SORTS = { relevance: 'Relevance', date: 'Date', order: 'Order', hits: 'Hits' };

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
  if (!Object.hasOwn(SORTS, sort)) throw new TypeError(`sort is one of ${Object.keys(SORTS).join(', ')}; found ${sort}`);
  return SORTS[sort];
}

function whole(number, name) {
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
    offset: whole(offset, 'offset'),
    limit: whole(limit, 'limit'),
    n_snippets: whole(snippets, 'snippets'),
  };
  const found = (json) => ({ ...JSON.parse(json).listing, ms: performance.now() - since });
  const onprogress = ({ progress, soFar }) => options.onprogress?.(progress, soFar && found(soFar));
  const { answer } = await ask({ search: request }, { signal: options.signal, onprogress });
  return found(answer);
}

/** Ids of all matching documents, best first. */
export async function ids(query, options = {}) {
  names ||= ask('names').then(({ answer }) => JSON.parse(answer).names);
  names.catch(() => (names = undefined));
  const question = { ids: [filter(query, options), sorting(options)] };
  const [all, { documents }] = await Promise.all([names, ask(question, { signal: options.signal })]);
  return Array.from(documents, (number) => all[number]);
}

/** How many results fall on the values of facets and on time; all counts are exact, `n_hits` is null where it is not known. */
export async function counts(query, options = {}) {
  const { facets = ['publisher', 'year', 'language'], times = AXES, limit = 20 } = options;
  const request = {
    filter: filter(query, options),
    facets: facets.map((facet) => ({ facet: known(FACETS, facet, 'facet'), limit: whole(limit, 'limit') })),
    times: times.map((axis) => ({ axis: known(AXES, axis, 'axis'), grain: null })),
  };
  const { answer } = await ask({ counts: request }, { signal: options.signal });
  return JSON.parse(answer).counts;
}

/** Bytes of memory that the engine took at most. */
export async function memory() {
  return JSON.parse((await ask('memory')).answer).memory;
}

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

/** Few change the page, or listen to it. */
const later = (name) => async (...rest) => (await import('./state.js'))[name](...rest);

if ('jianbao' in document.documentElement.dataset) {
  globalThis.jianbao = { ready, search, ids, counts, memory, get state() { return state(); }, set: later('set'), on: later('on') };
} else import('./jianbao-1.js');
