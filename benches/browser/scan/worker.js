// {open: address} or {name, query} → milliseconds and what was found; a short scan is repeated until the clock is no matter.

import init from './scan.js';

const ready = init();

addEventListener('message', async ({ data: { open, name, query } }) => {
  await ready;
  if (open) {
    const bytes = new Uint8Array(await (await fetch(open)).arrayBuffer());
    const since = performance.now();
    const found = jianbaoScan('open', bytes);
    return postMessage({ found, ms: performance.now() - since });
  }
  const times = [];
  let found;
  for (let sum = 0; times.length < 3 || (sum < 60 && times.length < 50); sum += times.at(-1)) {
    const since = performance.now();
    found = jianbaoScan(name, query);
    times.push(performance.now() - since);
  }
  times.sort((a, b) => a - b);
  return postMessage({ found, ms: times[times.length >> 1] });
});
