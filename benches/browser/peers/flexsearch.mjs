import { Charset, Index } from 'flexsearch';

import { copy, write } from './site.mjs';

export const about = { title: 'FlexSearch, CJK', package: 'flexsearch', form: 1 };

export async function build(documents, folder) {
  const index = new Index({ encoder: Charset.CJK });
  documents.forEach(({ text }, number) => index.add(number, text));
  const parts = [];
  await index.export((key, data) => {
    if (data === undefined || data === null) return;
    const file = `part-${parts.length}.json`;
    write(folder, file, data);
    parts.push([key, file]);
  });
  write(folder, 'parts.json', JSON.stringify(parts));
  write(folder, 'titles.json', JSON.stringify(documents.map(({ id, title }) => [id, title])));
  copy(folder, 'flexsearch/dist/flexsearch.bundle.module.min.mjs', 'flexsearch.js');
}
