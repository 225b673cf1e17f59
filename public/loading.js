// Says how much has come where all of a large corpus is fetched, and lets the reader turn back.

const WORDS = {
  'zh-Hans': { coming: (done, all) => `正在取来全部文献：${done} / ${all} MB`, opening: '正在打开全部文献…', back: '返回' },
  'zh-Hant': { coming: (done, all) => `正在取來全部文獻：${done} / ${all} MB`, opening: '正在開啟全部文獻…', back: '返回' },
  en: { coming: (done, all) => `Fetching all documents: ${done} of ${all} MB`, opening: 'Opening all documents…', back: 'Back' },
};

const megabytes = (n) => (n / 1e6).toFixed(n < 1e7 ? 1 : 0);

/** The results under what the reader asked, as the page's own program shows them. A frame's history is that of the page around it. */
function turnBack() {
  const address = new URL(location.href);
  const asked = address.searchParams;
  for (const name of ['view', 'by', 'text', 'part', 'entity']) asked.delete(name);
  for (const name of [...asked.keys()]) if (/^[fx]\./.test(name)) asked.delete(name);
  if (globalThis.jianbaoIsWhole?.(address.search)) asked.delete('q');
  location.replace(address);
}

/** Speaks in the line that `notice` gives. */
export function listen(notice) {
  let bar;
  addEventListener('jianbao-loading', ({ detail: [done, all] }) => {
    if (document.documentElement.dataset.jianbao !== 'loading') return;
    const line = notice();
    const words = WORDS[line.lang] || WORDS['zh-Hans'];
    if (!bar?.isConnected) {
      bar = document.createElement('progress');
      const back = document.createElement('button');
      back.type = 'button';
      back.textContent = words.back;
      back.addEventListener('click', turnBack);
      // Those who listen hear of the bar, not of every megabyte.
      const say = document.createElement('span');
      say.setAttribute('aria-hidden', 'true');
      bar.setAttribute('aria-label', words.opening);
      line.replaceChildren(say, ' ', bar, ' ', back);
      line.hidden = false;
    }
    bar.max = all;
    bar.value = done;
    line.firstChild.textContent = done < all * 0.98 ? words.coming(megabytes(done), megabytes(all)) : words.opening;
  });
}
