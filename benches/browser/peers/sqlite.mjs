import sqlite3InitModule from '@sqlite.org/sqlite-wasm';

import { copy, write } from './site.mjs';

export const about = { title: 'SQLite FTS5, trigrams, in WASM', package: '@sqlite.org/sqlite-wasm', form: 1 };

export async function build(documents, folder) {
  const sqlite3 = await sqlite3InitModule();
  const db = new sqlite3.oo1.DB(':memory:');
  db.exec(`CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, text, tokenize = 'trigram case_sensitive 1');
    CREATE TABLE titles(id PRIMARY KEY, title) WITHOUT ROWID; BEGIN`);
  const insert = db.prepare('INSERT INTO documents VALUES (?, ?)');
  const name = db.prepare('INSERT INTO titles VALUES (?, ?)');
  for (const { id, title, text } of documents) {
    insert.bind([id, text]).stepReset();
    name.bind([id, title]).stepReset();
  }
  insert.finalize();
  name.finalize();
  db.exec("COMMIT; INSERT INTO documents(documents) VALUES ('optimize'); VACUUM");
  write(folder, 'corpus.db', sqlite3.capi.sqlite3_js_db_export(db));
  copy(folder, '@sqlite.org/sqlite-wasm/dist/index.mjs', 'sqlite.js');
  copy(folder, '@sqlite.org/sqlite-wasm/dist/sqlite3.wasm', 'sqlite3.wasm');
}
