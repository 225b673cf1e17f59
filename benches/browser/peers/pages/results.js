// What the peers' pages share: `bench.ids(query)`, and the first ten titles of the query in the address.

export function show(ids, titles) {
  globalThis.bench = { ids };
  const query = new URLSearchParams(location.search).get('q');
  if (query) ids(query).then(async (found) => list(await titles(found.slice(0, 10))));
}

function list(titles) {
  document.querySelector('ol').replaceChildren(
    ...titles.map((title) => {
      const item = document.createElement('li');
      item.textContent = title || '–';
      return item;
    }),
  );
}

export const json = async (name) => (await fetch(name)).json();
export const terms = (query) => query.split(' ');
