// Results are named by their fragments, whose files hold the documents' ids; the benchmark knows which is which.

import { show } from './results.js';

const quoted = new URLSearchParams(location.search).has('quoted');
const opened = import('./pagefind/pagefind.js').then(async (pagefind) => {
  await pagefind.options({ baseUrl: '/' });
  await pagefind.init();
  return pagefind;
});
let last = [];

show(
  async (query) => {
    // Quotation marks go around all or nothing.
    const asked = quoted && !query.includes(' ') ? `"${query}"` : query;
    last = (await (await opened).search(asked)).results;
    return last.map(({ id }) => id);
  },
  async () => {
    const shown = await Promise.all(last.slice(0, 10).map((result) => result.data()));
    return shown.map(({ meta }) => meta.title);
  },
);
