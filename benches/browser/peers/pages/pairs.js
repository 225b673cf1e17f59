// Pairs of Han characters, and Latin words and numbers as they stand.

export function pairs(text) {
  const found = [];
  for (const [run] of text.toLowerCase().matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+?(?=\p{Script=Han}|[^\p{L}\p{N}]|$)/gu)) {
    if (run.length < 3 || !/^\p{Script=Han}/u.test(run)) found.push(run);
    else for (let i = 0; i + 1 < run.length; i += 1) found.push(run.slice(i, i + 2));
  }
  return found;
}
