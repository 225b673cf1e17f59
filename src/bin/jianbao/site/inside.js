// Unpacks the parts that lie in the page, gives each an address, and starts the program from them.
//
// It stands before the parts, which may take a while to come: until they are there it says so, and hears of an input method at work as `boot.js`
// would.
(() => {
  const SLOW_MILLIS = 800;
  const WORDS = {
    unable: '这个浏览器打不开检索 · 這個瀏覽器打不開檢索 · This browser cannot start the search',
    cut: '页面没有完整下载 · 頁面沒有完整下載 · The page did not arrive whole',
    again: '重新载入 · 重新載入 · Reload',
  };
  // In a folder on the disk no worker may start; a page that is one file has a script for that.
  const isOnDisk = location.protocol === 'file:';
  const root = document.documentElement;
  const notice = document.getElementById('notice');
  const box = document.querySelector('input[name=q]');
  const composition = new AbortController();
  let slow;

  /** What happens while the parts come. */
  const wait = () => {
    root.dataset.jianbao = 'loading';
    slow = setTimeout(() => {
      notice.hidden = false;
      notice.textContent = notice.dataset.loading;
    }, SLOW_MILLIS);
    const isComposing = (event) => box.toggleAttribute('data-composing', event.type === 'compositionstart');
    for (const name of ['compositionstart', 'compositionend']) {
      box?.addEventListener(name, isComposing, { signal: composition.signal });
    }
  };

  const decoded = (text) =>
    Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const unpack = async (element) => {
    const stream = new Blob([decoded(element.textContent)]).stream().pipeThrough(new DecompressionStream('gzip'));
    const { part, type } = element.dataset;
    element.textContent = '';
    const bytes = await new Response(stream).arrayBuffer();
    return [part, URL.createObjectURL(new Blob([bytes], { type }))];
  };

  const start = async () => {
    const elements = [...document.querySelectorAll('script[data-part]')];
    if (isOnDisk && !elements.some((element) => element.dataset.part === 'classic')) {
      clearTimeout(slow);
      notice.hidden = true;
      delete root.dataset.jianbao;
      return;
    }
    const { boot, ...files } = Object.fromEntries(await Promise.all(elements.map(unpack)));
    const meta = document.querySelector('meta[name=jianbao]');
    meta.content = [meta.content, ...Object.entries(files).map((pair) => pair.join('='))].filter(Boolean).join(' ');
    clearTimeout(slow);
    await import(boot);
    composition.abort();
  };

  const begin = () => start().catch((error) => {
    clearTimeout(slow);
    root.dataset.jianbao = 'failed';
    if (box) box.disabled = true;
    const isCut = !document.querySelector('script[data-last]');
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = WORDS.again;
    again.addEventListener('click', () => location.reload());
    notice.replaceChildren(isCut ? WORDS.cut : `${WORDS.unable} (${error.message || error})`, ' ', again);
    notice.hidden = false;
  });
  wait();
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
})();
