// Measures search in Chromium: the site that Jianbao built, and its peers on the same documents. README.md says what and how.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, homedir, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { launch, measure } from './browser.mjs';
import { draw, read } from './corpus.mjs';
import { copyPage, version } from './peers/site.mjs';
import { scans } from './scan/scan.mjs';
import { markdown, summary } from './report.mjs';
import { serve } from './serve.mjs';
import { watch } from './watch.mjs';

const OURS = ['jianbao', 'jianbao-exact'];
const PEERS = ['includes', 'flexsearch', 'minisearch', 'sqlite', 'pagefind', 'pagefind-quoted'];
const LIMIT = { seconds: 600, bytes: 8e9 };
/** Pagefind reads so many bytes at most; more takes it longer than the limit. */
const PAGEFIND_BYTES = 20e6;

const here = import.meta.dirname;
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string' },
    site: { type: 'string' },
    engines: { type: 'string', default: [...OURS, ...PEERS].join() },
    jianbao: { type: 'string' },
    scan: { type: 'string' },
    cache: { type: 'string', default: path.join(homedir(), '.cache', 'jianbao-bench') },
    out: { type: 'string' },
    seed: { type: 'string', default: '20200206' },
    command: { type: 'string', default: 'node benches/browser/run.mjs' },
  },
});
if (!options.corpus?.endsWith('.jsonl')) throw new Error('say --corpus FILE.jsonl: one {id, title, text} a line');
const say = (text) => process.stderr.write(`${text}\n`);

say('reading the documents and drawing queries …');
const { documents, bytes, hash } = await read(options.corpus);
const queries = draw(documents, Number(options.seed));
for (const query of queries) query.ids = new Set(query.truth.map((number) => documents[number].id));

const load = Number(loadavg()[0].toFixed(1));
const browser = await launch();
const results = {};
for (const engine of options.engines.split(',')) {
  say(`${engine} …`);
  try {
    results[engine] = await (OURS.includes(engine) ? ours(engine) : peer(engine));
  } catch (error) {
    results[engine] = { title: title(engine), stopped: error.message.split('\n')[0] };
  }
  const { stopped } = results[engine];
  if (stopped) say(`  stopped: ${stopped}`);
}
let scan;
if (options.scan) {
  say('scanning …');
  scan = await packed((pack) => scans(browser, options.scan, pack, queries));
}
const chromium = await browser.version();
await browser.close();

const report = {
  date: new Date().toISOString().slice(0, 10),
  commit: git('rev-parse', '--short', 'HEAD'),
  command: options.command,
  machine: { cpu: cpus()[0].model.trim(), cores: cpus().length, memory_gb: Math.round(totalmem() / 2 ** 30), load },
  chromium,
  node: process.version,
  seed: Number(options.seed),
  corpus: { documents: documents.length, text_bytes: bytes, sha256: hash },
  queries: queries.map(({ kind, query, truth }) => ({ kind, characters: [...query].length, documents: truth.length })),
  engines: results,
  scan,
};
const table = markdown(report);
process.stdout.write(table);
if (options.out) {
  mkdirSync(options.out, { recursive: true });
  const name = path.join(options.out, `search-${Math.round(bytes / 1e6)}mb`);
  writeFileSync(`${name}.json`, `${JSON.stringify(report, null, 1).replace(/\n\s+(?=[\d\]-])/g, ' ')}\n`);
  writeFileSync(`${name}.md`, table);
  say(`written: ${name}.json, ${name}.md`);
}

function git(...args) {
  try {
    return execFileSync('git', ['-C', here, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

function title(engine) {
  if (engine === 'jianbao') return '**Jianbao**';
  if (engine === 'jianbao-exact') return '**Jianbao**, `exact`';
  return engine;
}

/** What the measured figures say of the queries. */
function judged(measured, names = (ids) => ids) {
  const asked = measured.asked.map(({ ids, first, warm }, i) => {
    const found = names(ids);
    const hits = found.filter((id) => queries[i].ids.has(id)).length;
    return { found: found.length, hits, first, warm };
  });
  return { ...measured, asked, ...summary(queries, asked) };
}

/** Our own site: in the page as scripts use it. The corpus alone is built anew, for its time. */
async function ours(engine) {
  if (!options.site || !existsSync(path.join(options.site, 'index.html'))) throw new Error('no site: say --site FOLDER');
  const server = await serve(options.site);
  const isExact = engine === 'jianbao-exact';
  const page = {
    result: '.hit',
    query: (query) => `?q=${encodeURIComponent(query)}`,
    ids: `(query) => jianbao.ids(query, { exact: ${isExact} })`,
    more: counting,
  };
  try {
    const hasFiles = existsSync(path.join(options.site, 'data', 'catalog.bin'));
    return {
      title: title(engine),
      build: isExact ? results.jianbao?.build : await split(),
      index_bytes: server.bytes((name) => !hasFiles || name.startsWith('/data/')),
      ...judged(await measure(browser, server, page, queries)),
    };
  } finally {
    await server.close();
  }
}

/** Times what the page offers beside finding: counts by facet and by time. In the page. */
function counting(query) {
  return `(async () => {
    const found = {};
    for (const name of ['counts', 'facets', 'timeline']) {
      if (typeof jianbao[name] !== 'function') continue;
      try {
        const times = [];
        for (let i = 0; i < 6; i += 1) {
          const since = performance.now();
          await jianbao[name](${JSON.stringify(query)});
          times.push(performance.now() - since);
        }
        found[name] = { first: times[0], warm: times.slice(1) };
      } catch (error) {
        found[name] = { refused: String(error.message || error) };
      }
    }
    return found;
  })()`;
}

async function split() {
  if (!options.jianbao) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'jianbao-bench-'));
  try {
    const { seconds, bytes, stopped } = await watch(
      options.jianbao,
      ['split', options.corpus, '--out', path.join(folder, 'data')],
      LIMIT,
    );
    return stopped ? undefined : { seconds, bytes };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Makes a pack of the documents, for as long as it is used. */
async function packed(use) {
  const folder = mkdtempSync(path.join(tmpdir(), 'jianbao-bench-'));
  try {
    const pack = path.join(folder, 'corpus.pack');
    const { stopped } = await watch(options.jianbao, ['pack', options.corpus, '--out', pack], LIMIT);
    return stopped ? { stopped } : await use(pack);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A peer: its index is built once for each version and corpus, and kept in the cache. */
async function peer(engine) {
  const [name, variant] = engine.split('-');
  const { about, names } = await import(`./peers/${name}.mjs`);
  const found = { title: variant ? `${about.title}, ${variant}` : about.title, version: version(about.package) };
  if (name === 'pagefind' && bytes > PAGEFIND_BYTES) return { ...found, stopped: `not tried over ${PAGEFIND_BYTES / 1e6} MB` };
  const key = [name, found.version || 'own', about.form, hash.slice(0, 16)].join('-');
  const folder = path.join(options.cache, key);
  const kept = path.join(folder, 'built.json');
  const site = path.join(folder, 'site');
  if (!existsSync(kept)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(site, { recursive: true });
    say('  building …');
    const args = [`--max-old-space-size=${LIMIT.bytes / 1e6}`, path.join(here, 'peers', 'build.mjs'), name, options.corpus, site];
    const run = await watch(process.execPath, args, LIMIT);
    const seconds = run.stopped ? run.seconds : JSON.parse(run.output).seconds;
    writeFileSync(kept, JSON.stringify({ seconds, bytes: run.bytes, stopped: run.stopped }));
  }
  const { stopped, ...build } = JSON.parse(readFileSync(kept, 'utf8'));
  if (stopped) return { ...found, build, stopped };
  for (const file of ['index.html', 'results.js']) copyPage(site, file);
  copyPage(site, `${name}.js`, 'page.js');
  const server = await serve(site);
  const page = {
    result: 'li',
    query: (query) => `?q=${encodeURIComponent(query)}${variant ? `&${variant}` : ''}`,
    ids: '(query) => bench.ids(query)',
  };
  const known = names?.(site);
  try {
    return {
      ...found,
      build,
      index_bytes: server.bytes((file) => !/\.(js|html|wasm)$/.test(file)),
      ...judged(await measure(browser, server, page, queries), known && ((ids) => ids.map((id) => known.get(id)))),
    };
  } finally {
    await server.close();
  }
}
