import { json, show, terms } from './results.js';

const documents = json('texts.json');

show(
  async (query) => {
    const wanted = terms(query);
    const found = [];
    for (const [id, , text] of await documents) if (wanted.every((term) => text.includes(term))) found.push(id);
    return found;
  },
  async (ids) => {
    const titles = new Map((await documents).map(([id, title]) => [id, title]));
    return ids.map((id) => titles.get(id));
  },
);
