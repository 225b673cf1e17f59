// Files of a peer's site.

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const modules = path.join(here, '..', 'node_modules');

export const write = (folder, name, data) => writeFileSync(path.join(folder, name), data);
export const copy = (folder, from, to) => copyFileSync(path.join(modules, from), path.join(folder, to));
export const copyPage = (folder, name, to = name) => copyFileSync(path.join(here, 'pages', name), path.join(folder, to));
export const version = (name) =>
  name ? JSON.parse(readFileSync(path.join(modules, name, 'package.json'), 'utf8')).version : null;
