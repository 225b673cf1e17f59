import MiniSearch from 'minisearch';

import { pairs } from './pages/pairs.js';
import { copy, copyPage, write } from './site.mjs';

export const about = { title: 'MiniSearch, pairs of characters', package: 'minisearch', form: 1 };

export async function build(documents, folder) {
  const index = new MiniSearch({
    fields: ['text'],
    storeFields: ['title'],
    tokenize: pairs,
    processTerm: (term) => term,
  });
  index.addAll(documents);
  write(folder, 'index.json', JSON.stringify(index));
  copy(folder, 'minisearch/dist/es/index.js', 'minisearch.js');
  copyPage(folder, 'pairs.js');
}
