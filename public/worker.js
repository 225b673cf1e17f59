// The engine in a worker: opens the corpus, fetches the files that an answer needs, and passes questions and answers.
//
// The build puts this script behind the glue that wasm-bindgen wrote, so that readers fetch one file.
//
// From the page: {id, ask} with what to find out, {id, cancel: true} to stop, and once at the start {open: {wasm, pack} or
// {wasm, catalog}} with addresses, or the compiled program as `program` in place of the address `wasm`; with `isBrought` the pack or catalog itself comes in {brought: bytes}. To the page: {ready: true}, {id, progress, soFar}, {id, answer} with JSON or bytes,
// {id, documents} with numbers, {id, beyond: true} where only the whole engine can answer, {id, error}; an error without an id is one of opening. {loading: [bytes, of]} tells how much of a large pack has come.

import init from './engine.js';

/** Questions that the page has not given up. */
const asked = new Set();

/** Answers under way, except those that wait for the others. */
const running = new Map();

/** Files that bars over time and facets need, which stand beside results: these come first, and are drawn before such files are fetched. */
const LATER = new Set(['mentions', 'names', 'titles']);
const DRAWING_MILLIS = 150;

/** Files under way, so that two questions fetch a file once. */
const coming = new Map();

let call;
let folder;
/** A pack or a catalog that the page has fetched; nothing where it could not. */
const brought = new Promise((resolve) => {
  addEventListener('message', ({ data }) => 'brought' in data && resolve(data.brought));
});

const opened = new Promise((resolve, reject) => {
  addEventListener('message', ({ data }) => {
    if (data.open) open(data.open).then(resolve, reject);
  });
});
opened.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ error: String(error.message || error) }),
);

addEventListener('message', ({ data: { id, ask, cancel } }) => {
  if (cancel) asked.delete(id);
  else if (ask) running.set(id, answer(id, ask).finally(() => running.delete(id)));
});

/** The engine's result, or its failure as an error. */
function checked(result) {
  if (result && result.error) throw new Error(result.error);
  return result;
}

/** The bytes of the pack or of the catalog. */
async function corpusOf({ pack, catalog, size, isBrought }) {
  const given = isBrought && (await brought);
  if (given) return new Uint8Array(given);
  // All addresses are whole ones; this one ends with a number.
  const n = Number(size?.split('/').pop());
  return n ? loadLarge(pack, n) : load(pack || catalog, !pack);
}

async function open(addresses) {
  const { program, wasm, pack, catalog } = addresses;
  const [, bytes] = await Promise.all([
    init({ module_or_path: program || fetched(wasm) }),
    corpusOf(addresses),
  ]);
  call = (name, a, b) => checked(globalThis.jianbaoEngine(name, a, b));
  if (catalog) folder = new URL('.', catalog);
  call(pack ? 'pack' : 'library', null, bytes);
  // Questions that have come meanwhile are answered first: many need no search.
  if (pack) setTimeout(() => call('fold'));
}

/** A file on its way. */
async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} cannot be fetched (${response.status})`);
  return response;
}

/** A file's bytes; unpacked by the browser where they are packed. */
async function load(address, isPacked) {
  const response = await fetched(address);
  const body = isPacked ? response.body.pipeThrough(new DecompressionStream('deflate-raw')) : response.body;
  return new Uint8Array(await new Response(body).arrayBuffer());
}

/** How often the page hears how much has come. */
const TELL_MILLIS = 100;

/** A pack of `n` bytes, telling the page how much of it has come. */
async function loadLarge(address, n) {
  const response = await fetched(address);
  const bytes = new Uint8Array(n);
  const reader = response.body.getReader();
  let told = 0;
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > n) throw new Error(`${address} is of another edition; load the page again`);
    bytes.set(value, at);
    at += value.length;
    if (performance.now() - told > TELL_MILLIS) {
      told = performance.now();
      postMessage({ loading: [at, n] });
    }
  }
  if (at < n) throw new Error(`${address} is of another edition; load the page again`);
  return bytes;
}

function supply([key, name, isPacked]) {
  let file = coming.get(key);
  if (!file) {
    file = load(new URL(name, folder), isPacked)
      .then((bytes) => call('supply', key, bytes))
      .finally(() => coming.delete(key));
    coming.set(key, file);
  }
  return file;
}

async function answer(id, ask) {
  asked.add(id);
  let task;
  try {
    await opened;
    if (!asked.has(id)) return;
    task = call('begin', ask);
    if (task === 'beyond') {
      task = undefined;
      return postMessage({ id, beyond: true });
    }
    for (;;) {
      const step = call('step', task);
      if (step.documents) return postMessage({ id, documents: step.documents }, [step.documents.buffer]);
      if (step.answer) return postMessage({ id, answer: step.answer });
      postMessage({ id, progress: step.progress, soFar: step.soFar });
      const first = step.need.filter(([key]) => !step.isBeside || !LATER.has(key));
      if (first.length === 0) {
        running.delete(id);
        if (running.size) {
          await Promise.allSettled(running.values());
          await new Promise((resolve) => setTimeout(resolve, DRAWING_MILLIS));
        }
        if (!asked.has(id)) return;
      }
      await Promise.all((first.length ? first : step.need).map(supply));
      if (!asked.has(id)) return;
    }
  } catch (error) {
    postMessage({ id, error: String(error.message || error) });
  } finally {
    asked.delete(id);
    if (task) call('end', task);
  }
}
