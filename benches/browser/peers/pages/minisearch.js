import MiniSearch from './minisearch.js';
import { pairs } from './pairs.js';
import { show } from './results.js';

const options = {
  fields: ['text'],
  storeFields: ['title'],
  tokenize: pairs,
  processTerm: (term) => term,
  searchOptions: { combineWith: 'AND', tokenize: pairs, processTerm: (term) => term },
};
const opened = fetch('index.json').then(async (response) => MiniSearch.loadJSON(await response.text(), options));

show(
  async (query) => (await opened).search(query).map(({ id }) => id),
  async (ids) => {
    const index = await opened;
    return ids.map((id) => index.getStoredFields(id).title);
  },
);
