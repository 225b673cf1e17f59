// The documents, sixty queries drawn from them, and the documents that truly hold each query.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export async function read(file) {
  const hash = createHash('sha256');
  const documents = [];
  let bytes = 0;
  const input = createReadStream(file).on('data', (chunk) => hash.update(chunk));
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (!line.trim()) continue;
    const { id, title = '', text } = JSON.parse(line);
    documents.push({ id: String(id), title: String(title), text });
    bytes += Buffer.byteLength(text);
  }
  return { documents, bytes, hash: hash.digest('hex') };
}

/** Numbers from 0 up to `n`, the same for the same seed (mulberry32). */
export function dice(seed) {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

export const terms = (query) => query.split(' ');

/** Numbers of the documents whose text has every term. */
export function holding(documents, query) {
  const wanted = terms(query);
  const found = [];
  documents.forEach(({ text }, number) => wanted.every((term) => text.includes(term)) && found.push(number));
  return found;
}

const isHan = (text) => /^\p{Script=Han}+$/u.test(text);
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** How many queries of each class. */
const CLASSES = { common: 9, middling: 9, rare: 10, cut: 10, absent: 6, latin: 8, and: 8 };

/** Sixty different queries with their classes and true documents; the same for the same documents and seed. */
export function draw(documents, seed) {
  const roll = dice(seed);
  const queries = [];
  const known = new Set();
  const share = (truth) => truth.length / documents.length;

  const stretch = (n) => {
    for (;;) {
      const { text } = documents[roll(documents.length)];
      const start = roll(Math.max(1, text.length - n));
      const found = text.slice(start, start + n);
      if (found.length === n && isHan(found)) return { found, text, start };
    }
  };
  const frequent = frequentPairs(documents, roll);

  /** A stretch that begins or ends within a word. */
  const cut = () => {
    for (;;) {
      const n = 2 + roll(4);
      const { found, text, start } = stretch(n);
      const near = Math.max(0, start - 20);
      const edges = new Set([...words.segment(text.slice(near, start + n + 20))].map((word) => near + word.index));
      if (!edges.has(start) || !edges.has(start + n)) return found;
    }
  };
  const latin = () => {
    for (;;) {
      const { text } = documents[roll(documents.length)];
      const all = text.match(/[A-Za-z][A-Za-z0-9]+|[0-9][0-9.]*[0-9%年月日万亿]/g);
      if (all) return all[roll(all.length)];
    }
  };
  const absent = () => {
    const { found } = stretch(4);
    return found.slice(2) + found.slice(0, 2);
  };
  const both = () => {
    const { found, text } = stretch(2);
    for (let i = 0; i < 50; i += 1) {
      const start = roll(Math.max(1, text.length - 2));
      const other = text.slice(start, start + 2);
      if (other !== found && other.length === 2 && isHan(other)) return `${found} ${other}`;
    }
    return `${found} ${frequent[roll(20)]}`;
  };
  const candidates = {
    common: [() => frequent[roll(60)], (truth) => share(truth) >= 0.05],
    middling: [() => stretch(2 + roll(3)).found, (truth) => share(truth) >= 0.002 && share(truth) <= 0.02],
    rare: [() => stretch(3 + roll(6)).found, (truth) => truth.length <= 5],
    cut: [cut, () => true],
    absent: [absent, (truth) => truth.length === 0],
    latin: [latin, () => true],
    and: [both, (truth) => truth.length > 0],
  };
  for (const [kind, n] of Object.entries(CLASSES)) {
    const [next, fits] = candidates[kind];
    for (let made = 0, tries = 0; made < n; tries += 1) {
      const query = next();
      if (known.has(query)) continue;
      const truth = holding(documents, query);
      // Where a corpus has too few that fit, the next one is taken.
      if (!fits(truth) && tries < 500) continue;
      known.add(query);
      queries.push({ kind, query, truth });
      made += 1;
    }
  }
  return queries;
}

/** Pairs of Han characters that occur most often in two thousand documents. */
function frequentPairs(documents, roll) {
  const counts = new Map();
  for (let i = 0; i < 2000; i += 1) {
    const { text } = documents[roll(documents.length)];
    for (let at = 0; at + 1 < Math.min(text.length, 2000); at += 1) {
      const pair = text.slice(at, at + 2);
      if (isHan(pair)) counts.set(pair, (counts.get(pair) || 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 60).map(([pair]) => pair);
}
