// Keeps the site in the browser, so that it opens without a network.
//
// `jianbao build` writes into SITE what the site is made of: each file's address and its checksum. `page` is a script that the
// page of this edition, and of no other, names. All of it is fetched when this script is installed, and belongs together: a file
// that is not the one of the list ends the installation, and the next visit tries again.
//
// Several sites may share an origin and with it the caches; those of this one begin with its path.

const SITE = { version: '', page: '', files: [] };

const SCOPE = registration.scope;
const OWN = `jianbao ${new URL(SCOPE).pathname} `;
const SHELL = OWN + SITE.version;

/** What was fetched besides: texts, files of a large corpus, and all of one. */
const KEPT = `${OWN}kept`;
const KEEPS = /^((data|doc)\/|corpus\.pack(\?|$)|(worker|engine)-[\da-f]{8}\.(js|wasm)$)/;

/** Names that change with their bytes: what is in a cache is what the network would give. */
const NAMED = /-[\da-f]{8,16}(_bg)?\.(js|css|wasm)$|\.[\da-f]{8}\.bin$|^boot\.js\?v=|^corpus\.pack\?/;

/** How long a network that may be gone is waited for where there is a copy. */
const PATIENCE_MILLIS = 4000;

const LISTED = new Set(SITE.files.map(([address]) => new URL(address, SCOPE).href));

/** A file of the list, from an older cache where it is the same. */
async function fetched([address, integrity]) {
  const url = new URL(address, SCOPE).href;
  const isNamed = NAMED.test(address);
  const cached = isNamed && (await caches.match(url));
  if (cached) return [url, cached];
  const response = await fetch(url, { cache: isNamed ? 'default' : 'no-cache', ...(integrity && { integrity }) });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  if (url === SCOPE && !(await response.clone().text()).includes(SITE.page)) throw new Error('the page is of another edition');
  return [url, response];
}

async function install() {
  // A page that no build has filled has nothing to keep.
  if (!SITE.version) throw new Error('there is no list of files');
  try {
    const files = await Promise.all(SITE.files.map(fetched));
    const cache = await caches.open(SHELL);
    await Promise.all(files.map(([url, response]) => cache.put(url, response)));
  } catch (error) {
    await caches.delete(SHELL);
    throw error;
  }
}

async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OWN) && name !== SHELL);
  await Promise.all(names.map((name) => caches.delete(name)));
  await clients.claim();
}

/** What the caches of this site have; those of another edition are not asked. */
async function copy(url) {
  const shell = await caches.open(SHELL);
  return (await shell.match(url)) || (await (await caches.open(KEPT)).match(url));
}

/** Keeps an answer that nothing else would bring back; a full disk is no reason to fail. */
async function keep(url, response) {
  if (response.status !== 200 || LISTED.has(url) || !KEEPS.test(url.slice(SCOPE.length))) return;
  const own = response.clone();
  try {
    await (await caches.open(KEPT)).put(url, own);
  } catch {
    // There is no room; the reader has the answer all the same.
  }
}

/** The page is one file whatever its address asks for: the browser's own cache keeps one, and asks whether that is still new. */
async function pageOf(request) {
  const response = await fetch(SCOPE, { cache: 'no-cache' });
  return response.redirected ? fetch(request) : response;
}

async function answer(event, url) {
  const fetchAndKeep = async () => {
    const response = await (url === SCOPE ? pageOf(event.request) : fetch(event.request));
    event.waitUntil(keep(url, response));
    return response;
  };
  const cached = await copy(url);
  if (!cached) return fetchAndKeep();
  if (NAMED.test(url.slice(SCOPE.length))) return cached;
  const coming = fetchAndKeep().then((response) => (response.status < 500 ? response : cached), () => cached);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLIS, cached));
  return Promise.race([coming, late]);
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));
addEventListener('message', ({ data }) => {
  if (data === 'take over') skipWaiting();
});
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || request.headers.has('Range') || !request.url.startsWith(SCOPE)) return;
  const [url] = request.url.split('#');
  const path = url.slice(SCOPE.length);
  // The page says with its address what it shows; the file is one.
  if (/^(index\.html)?(\?|$)/.test(path)) event.respondWith(answer(event, SCOPE));
  else if (LISTED.has(url) || KEEPS.test(path)) event.respondWith(answer(event, url));
});
