import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

import { close, createIndex } from 'pagefind';

export const about = { title: 'Pagefind', package: 'pagefind', form: 1 };

export async function build(documents, folder) {
  const { index } = await createIndex({ forceLanguage: 'zh' });
  for (const { id, title, text } of documents) {
    const url = `/${encodeURIComponent(id)}`;
    const { errors } = await index.addCustomRecord({ url, content: text, language: 'zh', meta: { title: title || id } });
    if (errors.length) throw new Error(errors.join('; '));
  }
  const site = path.join(folder, 'pagefind');
  await index.writeFiles({ outputPath: site });
  await close();
}

/** Which document each fragment is. */
export function names(folder) {
  const fragments = path.join(folder, 'pagefind', 'fragment');
  const MAGIC = 'pagefind_dcd';
  return new Map(
    readdirSync(fragments).map((file) => {
      const text = gunzipSync(readFileSync(path.join(fragments, file))).toString('utf8');
      const { url } = JSON.parse(text.startsWith(MAGIC) ? text.slice(MAGIC.length) : text);
      return [file.replace(/\.pf_fragment$/, ''), decodeURIComponent(url.slice(1))];
    }),
  );
}
