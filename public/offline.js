// Lets the site be opened without a network: has the browser install `sw.js` once the page is ready and at rest.
//
// `<html data-offline>` says that all is there; the footer shows it. Where something is missing or forbidden, nothing is said
// and nothing else changes. `?nosw` leaves it out and removes what there is.

const REST_MILLIS = 3000;
const LOOK_AGAIN_MILLIS = 60 * 60 * 1000;

const WORDS = {
  'zh-Hans': ['网站有了新版本。', '载入新版本'],
  'zh-Hant': ['網站有了新版本。', '載入新版本'],
  en: ['There is a new version of this site.', 'Load it'],
};

const container = navigator.serviceWorker;
const worker = new URL('./sw.js', import.meta.url);
const scope = new URL('./', worker).href;

/** The address as it was opened: the program may have written another one since. */
const opened = new URL(performance.getEntriesByType('navigation')[0]?.name || location.href);

const rest = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** Removes the worker and all that it keeps. */
async function remove() {
  const registration = await container.getRegistration(scope);
  if (registration?.scope === scope) await registration.unregister();
  const own = `jianbao ${new URL(scope).pathname} `;
  const names = (await caches.keys()).filter((name) => name.startsWith(own));
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** Whether the site has another page than this one: each edition loads its first script by another address, or names it so where it lies in the page. */
async function isOutdated() {
  const script = document.querySelector('script[src*="boot.js"], script[data-edition]');
  const loader = script?.dataset.edition || script?.getAttribute('src').replace('./', '');
  const response = await fetch(scope, { cache: 'no-cache' });
  return Boolean(loader) && response.ok && !(await response.text()).includes(loader);
}

/** Says that there is a new version, which comes when the reader asks for it. */
async function offer(waiting) {
  const notice = document.getElementById('notice');
  if (!notice || !notice.hidden || !(await isOutdated())) return;
  const lang = document.documentElement.lang in WORDS ? document.documentElement.lang : 'en';
  const [said, button] = WORDS[lang];
  const load = document.createElement('button');
  load.type = 'button';
  load.textContent = button;
  load.addEventListener('click', () => {
    container.addEventListener('controllerchange', () => location.reload());
    waiting.postMessage('take over');
    // Where the worker does not answer, the network still has the new page.
    setTimeout(() => location.reload(), 2000);
  });
  notice.lang = lang;
  notice.textContent = `${said} `;
  notice.append(load);
  notice.hidden = false;
}

function watch(registration) {
  const { installing } = registration;
  installing?.addEventListener('statechange', () => {
    if (installing.state === 'installed' && registration.active) offer(installing).catch(() => {});
  });
}

async function start() {
  if (opened.searchParams.has('nosw')) return remove();
  // A page inside of another one is not what a reader comes back to.
  if (self !== top || navigator.connection?.saveData) return;
  if (container.controller) document.documentElement.dataset.offline = '';
  await rest(REST_MILLIS);
  if (self.requestIdleCallback) await new Promise((resolve) => requestIdleCallback(resolve, { timeout: REST_MILLIS }));
  const registration = await container.register(worker);
  registration.addEventListener('updatefound', () => watch(registration));
  watch(registration);
  if (registration.waiting && registration.active) offer(registration.waiting).catch(() => {});
  await container.ready;
  document.documentElement.dataset.offline = '';
  // A page that stays open for days learns of a new version too.
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - looked < LOOK_AGAIN_MILLIS) return;
    looked = Date.now();
    registration.update().catch(() => {});
  });
}

if (container && self.caches) start().catch(() => {});
