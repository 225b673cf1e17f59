// Chromium without a window, and what it needs for one engine: a cold visit, sixty queries for the first time, and again.

import { existsSync } from 'node:fs';
import path from 'node:path';

import puppeteer from 'puppeteer-core';

const ROUNDS = 5;
const PATIENCE = 300_000;

export function launch() {
  const folders = (process.env.PATH || '').split(path.delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const own = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  own.push('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  const executablePath = own.find((file) => existsSync(file));
  if (!executablePath) throw new Error('no Chromium here; `.ci/setup browser` installs it');
  return puppeteer.launch({
    executablePath,
    headless: true,
    protocolTimeout: PATIENCE,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking'],
  });
}

/** Notes the longest task of the page's thread, when ten results are shown first, and the memories of WebAssembly. */
const WATCH = (selector, wanted) => {
  globalThis.benchTimes = { longest: 0, shown: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) benchTimes.longest = Math.max(benchTimes.longest, duration);
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    if (!benchTimes.shown && document.querySelectorAll(selector).length >= wanted) benchTimes.shown = performance.now();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true });

  globalThis.benchMemories = [];
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const instantiate = WebAssembly[name];
    WebAssembly[name] = async (source, imports) => {
      const made = await instantiate.call(WebAssembly, source, imports);
      const { exports } = made.instance || made;
      const all = [...Object.values(exports), ...Object.values(imports || {}).flatMap((module) => Object.values(module))];
      for (const value of all) if (value instanceof WebAssembly.Memory) benchMemories.push(value);
      return made;
    };
  }
};

async function visit(browser, server, engine, query, wanted) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const failures = [];
  page.on('pageerror', (error) => failures.push(error.message));
  await page.evaluateOnNewDocument(WATCH, engine.result, wanted);
  server.answered.length = 0;
  await page.goto(server.address + engine.query(query), { timeout: PATIENCE });
  await page.waitForFunction('benchTimes.shown > 0', { timeout: PATIENCE }).catch((error) => {
    throw new Error(`${error.message}; ${failures.join('; ')}`);
  });
  const cold = {
    ms: await page.evaluate('benchTimes.shown'),
    bytes: server.answered.reduce((sum, { bytes }) => sum + bytes, 0),
    requests: server.answered.length,
  };
  return { context, page, cold };
}

/** `engine` is {result, query, ids, more}: what to wait for, the address of a query, and how to ask in the page. */
export async function measure(browser, server, engine, queries) {
  const openings = queries.filter(({ kind }) => kind === 'common');
  const [opening] = openings;
  const visits = [];
  let last;
  for (const { query, truth } of openings) {
    await last?.context.close();
    last = await visit(browser, server, engine, query, Math.min(10, truth.length));
    visits.push(last.cold);
  }
  const { context, page } = last;
  const longestCold = await page.evaluate('benchTimes.longest');
  await page.evaluate('benchTimes.longest = 0');

  const ask = `async (query) => {
    const since = performance.now();
    const ids = await (${engine.ids})(query);
    return [ids, performance.now() - since];
  }`;
  const asked = [];
  server.answered.length = 0;
  for (const { query } of queries) {
    const [ids, ms] = await page.evaluate(`(${ask})(${JSON.stringify(query)})`);
    asked.push({ ids, first: ms, warm: [] });
  }
  const fetched = {
    bytes: server.answered.reduce((sum, { bytes }) => sum + bytes, 0),
    requests: server.answered.length,
  };
  const rounds = await page.evaluate(`(async () => {
    const ask = ${ask}, queries = ${JSON.stringify(queries.map(({ query }) => query))}, rounds = [];
    for (let i = 0; i < ${ROUNDS}; i += 1) {
      const round = [];
      for (const query of queries) round.push((await ask(query))[1]);
      rounds.push(round);
    }
    return rounds;
  })()`);
  for (const round of rounds) round.forEach((ms, i) => asked[i].warm.push(ms));
  const longest = await page.evaluate('benchTimes.longest');
  const more = engine.more ? await page.evaluate(engine.more(opening.query)) : undefined;
  const memory = await memoryOf(page);
  await context.close();
  const middle = (name) => visits.map((cold) => cold[name]).sort((a, b) => a - b)[visits.length >> 1];
  const cold = { ms: middle('ms'), bytes: middle('bytes'), requests: middle('requests') };
  return { cold, visits, longestCold, longest, fetched, asked, memory, more };
}

/** Bytes of the page and its workers after collecting garbage: objects, buffers, and memories of WebAssembly. */
async function memoryOf(page) {
  const sum = { objects: 0, buffers: 0, wasm: 0 };
  sum.wasm = await page.evaluate(() => benchMemories.reduce((all, one) => all + one.buffer.byteLength, 0));
  const workers = page.workers().map((worker) => worker.client);
  for (const session of [await page.createCDPSession(), ...workers]) {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage');
    sum.objects += usedSize;
    sum.buffers += backingStorageSize;
  }
  for (const session of workers) {
    const { result } = await session.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
    const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
    const { result: bytes } = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: 'function () { return this.reduce((all, one) => all + one.buffer.byteLength, 0); }',
      returnByValue: true,
    });
    sum.wasm += bytes.value;
  }
  return sum;
}
