// The state of the page for other scripts: what its address says, by names; setting it, and hearing that it changed.
//
// The program reads and writes the address; this reads it too, and tells the program of one that another script wrote. Names are those
// of the address, but for the query, which scripts call by its name. A value that is there more than once is an array.

/** Tells `statechange` ({state}) and `select` ({doc, at}: a text, or a place in it, was opened). */
export const events = new EventTarget();

const QUERY = 'q';
const known = (name) => (name === QUERY ? 'query' : name);

/** The state that the part of an address from `?` on says. */
export function stateOf(search) {
  const values = new Map();
  for (const [name, value] of new URLSearchParams(search)) values.set(known(name), [...(values.get(known(name)) || []), value]);
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length > 1 ? all : all[0]]));
}

/** The part of an address from `?` on that says a state; what is empty is left out. */
export function addressOf(state) {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    for (const one of [value].flat()) {
      if (!['string', 'number'].includes(typeof one) && one != null) throw new TypeError(`${name} is a text or a number; found ${typeof one}`);
      if (one != null && one !== '') address.append(name === 'query' ? QUERY : name, one);
    }
  }
  return `?${address}`;
}

/** The state. */
export const state = () => stateOf(location.search);

/** Changes the state: what is named takes its value, or goes where that is empty; what is not named stays. */
export function set(change) {
  if (Object.prototype.toString.call(change) !== '[object Object]') throw new TypeError('a state is an object of names and values');
  const next = { ...state(), ...change };
  // A text is read from its beginning, whatever was shown before.
  if (change.doc && !('view' in change)) delete next.view;
  if ('doc' in change && !('at' in change)) delete next.at;
  const address = addressOf(next);
  if (address === addressOf(state())) return;
  if (!('whole' in document.documentElement.dataset) && globalThis.jianbaoIsWhole?.(address)) return location.replace(address);
  history.replaceState(null, '', address === '?' ? location.pathname : address);
  dispatchEvent(new PopStateEvent('popstate', { state: null }));
}

/** Calls `listener` with the details of an event each time. */
export function on(type, listener) {
  events.addEventListener(type, ({ detail }) => listener(detail));
}

let told = location.search;
let isTelling = false;

/** Several changes in one go are one. */
function changed() {
  if (isTelling) return;
  isTelling = true;
  queueMicrotask(() => {
    isTelling = false;
    if (told === location.search) return;
    const [before, now] = [stateOf(told), state()];
    told = location.search;
    events.dispatchEvent(new CustomEvent('statechange', { detail: { state: now } }));
    if (!now.doc || (now.doc === before.doc && now.at === before.at)) return;
    const at = 'at' in now ? Number(now.at) : null;
    events.dispatchEvent(new CustomEvent('select', { detail: { doc: now.doc, at } }));
  });
}

for (const name of ['pushState', 'replaceState']) {
  const own = history[name];
  history[name] = function (...rest) {
    own.apply(this, rest);
    changed();
  };
}
addEventListener('popstate', changed);
