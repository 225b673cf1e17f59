// Scanning by itself: a pack is opened in a worker, and its folded text looked through for each query that is one term.

import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { percentile } from '../report.mjs';
import { serve } from '../serve.mjs';

const OPENINGS = 3;

/** `folder` holds scan.js and scan_bg.wasm. */
export async function scans(browser, folder, pack, queries) {
  const site = mkdtempSync(path.join(tmpdir(), 'jianbao-scan-'));
  for (const file of ['scan.js', 'scan_bg.wasm']) copyFileSync(path.join(folder, file), path.join(site, file));
  for (const file of ['index.html', 'worker.js']) copyFileSync(path.join(import.meta.dirname, file), path.join(site, file));
  copyFileSync(pack, path.join(site, 'corpus.pack'));
  const server = await serve(site);
  const page = await browser.newPage();
  try {
    await page.goto(server.address);
    await page.evaluate(() => {
      globalThis.ask = (message) =>
        new Promise((resolve, reject) => {
          globalThis.worker ||= new Worker('worker.js', { type: 'module' });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = (event) => reject(new Error(event.message));
          worker.postMessage(message);
        });
    });
    const ask = (message) => page.evaluate((message) => ask(message), message);
    const openings = [];
    for (let i = 0; i < OPENINGS; i += 1) {
      await page.evaluate(() => globalThis.worker?.terminate());
      await page.evaluate(() => (globalThis.worker = undefined));
      openings.push(await ask({ open: 'corpus.pack' }));
    }
    const text = openings[0].found;
    if (typeof text !== 'number') throw new Error(text);
    const classes = {};
    for (const { kind, query } of queries) {
      if (query.includes(' ')) continue;
      const speeds = (classes[kind] ||= { memmem: [], plain: [] });
      for (const name of ['memmem', 'plain']) {
        const { ms } = await ask({ name, query });
        speeds[name].push(text / ms / 1e6);
      }
    }
    const told = (speeds) => ({ p50: percentile(speeds, 0.5), least: Math.min(...speeds), speeds });
    for (const [kind, { memmem, plain }] of Object.entries(classes)) {
      classes[kind] = { memmem: told(memmem), plain: told(plain) };
    }
    return {
      pack_bytes: statSync(pack).size,
      text_bytes: text,
      open_ms: percentile(openings.map(({ ms }) => ms), 0.5),
      classes,
    };
  } finally {
    await page.close();
    await server.close();
    rmSync(site, { recursive: true });
  }
}
