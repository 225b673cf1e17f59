// node peers/build.mjs PEER CORPUS FOLDER: builds a peer's index; the time without reading the corpus goes to stdout.

import { read } from '../corpus.mjs';

const [peer, corpus, folder] = process.argv.slice(2);
const { build } = await import(`./${peer}.mjs`);
const { documents } = await read(corpus);
const since = performance.now();
await build(documents, folder);
console.log(JSON.stringify({ seconds: (performance.now() - since) / 1e3 }));
process.exit(0);
