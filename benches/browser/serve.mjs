// A static host: what gzip makes smaller goes out as gzip -6, as from GitHub Pages; the rest as it is.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** All files of a folder as they go out. */
function pack(folder) {
  const files = new Map();
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name);
    if (!statSync(file).isFile()) continue;
    const raw = readFileSync(file);
    const packed = gzipSync(raw, { level: 6 });
    const isPacked = packed.length < raw.length * 0.97;
    files.set(`/${name.split(path.sep).join('/')}`, { body: isPacked ? packed : raw, isPacked });
  }
  return files;
}

/** Serves a folder until closed. `answered` lists the bytes of each answer. */
export async function serve(folder) {
  const files = pack(folder);
  const answered = [];
  const server = createServer((request, response) => {
    let name = decodeURIComponent(new URL(request.url, 'http://host').pathname);
    if (name.endsWith('/')) name += 'index.html';
    const file = files.get(name);
    // With these two headers the browser's clock is finer: steps of 5 µs instead of 100.
    const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
    if (!file) {
      if (name !== '/favicon.ico') answered.push({ name, bytes: 0 });
      response.writeHead(404, headers).end();
      return;
    }
    answered.push({ name, bytes: file.body.length });
    headers['Content-Type'] = TYPES[path.extname(name)] || 'application/octet-stream';
    headers['Content-Length'] = file.body.length;
    headers['Cache-Control'] = 'max-age=600';
    if (file.isPacked) headers['Content-Encoding'] = 'gzip';
    response.writeHead(200, headers).end(file.body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    answered,
    /** Bytes, as they go out, of all files whose path passes. */
    bytes: (passes = () => true) =>
      [...files].filter(([name]) => passes(name)).reduce((sum, [, file]) => sum + file.body.length, 0),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
