import { Charset, Index } from './flexsearch.js';
import { json, show } from './results.js';

async function open() {
  const [names, parts] = await Promise.all([json('titles.json'), json('parts.json')]);
  const index = new Index({ encoder: Charset.CJK });
  const texts = await Promise.all(parts.map(async ([, file]) => (await fetch(file)).text()));
  for (const [i, [key]] of parts.entries()) await index.import(key, texts[i]);
  return { names, index };
}
const opened = open();

show(
  async (query) => {
    const { names, index } = await opened;
    // It takes a space for a character to be found.
    return index.search(query.replaceAll(' ', ''), { limit: names.length }).map((number) => names[number][0]);
  },
  async (ids) => {
    const titles = new Map((await opened).names);
    return ids.map((id) => titles.get(id));
  },
);
