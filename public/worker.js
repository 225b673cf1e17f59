// The engine in a worker: opens the corpus, fetches the files that an answer needs, and passes questions and answers.
//
// From the page: {id, ask} with what to find out, {id, cancel: true} to stop, and once at the start {open: {glue, wasm, pack} or
// {glue, wasm, catalog}} with addresses. To the page: {ready: true}, {id, progress, soFar}, {id, answer} with JSON or bytes,
// {id, documents} with numbers, {id, error}; an error without an id is one of opening.

/** Questions that the page has not given up. */
const asked = new Set();

/** Files under way, so that two questions fetch a file once. */
const coming = new Map();

let call;
let folder;
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
  else if (ask) answer(id, ask);
});

/** The engine's result, or its failure as an error. */
function checked(result) {
  if (result && result.error) throw new Error(result.error);
  return result;
}

async function open({ glue, wasm, pack, catalog }) {
  const { default: init } = await import(glue);
  const [, bytes] = await Promise.all([init({ module_or_path: wasm }), load(pack || catalog, !pack)]);
  call = (name, a, b) => checked(globalThis.jianbaoEngine(name, a, b));
  folder = new URL('.', pack || catalog);
  call(pack ? 'pack' : 'library', null, bytes);
}

/** A file's bytes; unpacked by the browser where they are packed. */
async function load(address, isPacked) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} cannot be fetched (${response.status})`);
  const body = isPacked ? response.body.pipeThrough(new DecompressionStream('deflate-raw')) : response.body;
  return new Uint8Array(await new Response(body).arrayBuffer());
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
    for (;;) {
      const step = call('step', task);
      if (step.documents) return postMessage({ id, documents: step.documents }, [step.documents.buffer]);
      if (step.answer) return postMessage({ id, answer: step.answer });
      postMessage({ id, progress: step.progress, soFar: step.soFar });
      await Promise.all(step.need.map(supply));
      if (!asked.has(id)) return;
    }
  } catch (error) {
    postMessage({ id, error: String(error.message || error) });
  } finally {
    asked.delete(id);
    if (task) call('end', task);
  }
}
