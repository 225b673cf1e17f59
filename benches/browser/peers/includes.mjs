import { write } from './site.mjs';

export const about = { title: '`String.includes` over the texts', form: 1 };

export async function build(documents, folder) {
  write(folder, 'texts.json', JSON.stringify(documents.map(({ id, title, text }) => [id, title, text])));
}
