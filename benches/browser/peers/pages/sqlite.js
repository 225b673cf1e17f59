// The whole database in memory. Terms of three characters and more go through the trigrams, shorter ones through the texts.

import sqlite3InitModule from './sqlite.js';
import { show, terms } from './results.js';

async function open() {
  const [sqlite3, bytes] = await Promise.all([
    sqlite3InitModule({ locateFile: (name) => new URL(name, import.meta.url).href }),
    fetch('corpus.db').then(async (response) => new Uint8Array(await response.arrayBuffer())),
  ]);
  const db = new sqlite3.oo1.DB();
  const place = sqlite3.wasm.allocFromTypedArray(bytes);
  const flags = sqlite3.capi.SQLITE_DESERIALIZE_FREEONCLOSE;
  db.checkRc(sqlite3.capi.sqlite3_deserialize(db.pointer, 'main', place, bytes.length, bytes.length, flags));
  return db;
}
const opened = open();

show(
  async (query) => {
    const all = terms(query);
    const long = all.filter((term) => [...term].length > 2).map((term) => `"${term.replaceAll('"', '""')}"`);
    const short = all.filter((term) => [...term].length < 3);
    const tests = [...(long.length ? ['text MATCH ?'] : []), ...short.map(() => 'instr(text, ?)')];
    const bind = [...(long.length ? [long.join(' AND ')] : []), ...short];
    return (await opened).selectValues(`SELECT id FROM documents WHERE ${tests.join(' AND ')}`, bind);
  },
  async (ids) => {
    const db = await opened;
    return ids.map((id) => db.selectValue('SELECT title FROM titles WHERE id = ?', [id]));
  },
);
