// Unpacks the parts that lie in the page, gives each an address, and starts the program from them.
//
// It stands before the parts, which may take a while to come: until they are there it says so, and hears of an input method at work as `boot.js`
// would.
(() => {
  const SLOW_MILLIS = 800;
  const notice = document.getElementById('notice');
  const { loading } = notice.dataset;
  const slow = setTimeout(() => {
    notice.hidden = false;
    notice.textContent = loading;
  }, SLOW_MILLIS);
  const box = document.querySelector('input[name=q]');
  const isComposing = (event) => box.toggleAttribute('data-composing', event.type === 'compositionstart');
  const composition = ['compositionstart', 'compositionend'];
  for (const name of composition) box?.addEventListener(name, isComposing);

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
    const parts = await Promise.all([...document.querySelectorAll('script[data-part]')].map(unpack));
    const { boot, ...files } = Object.fromEntries(parts);
    const meta = document.querySelector('meta[name=jianbao]');
    meta.content = [meta.content, ...Object.entries(files).map((pair) => pair.join('='))].filter(Boolean).join(' ');
    clearTimeout(slow);
    await import(boot);
  };
  const begin = () => start().catch((error) => {
    clearTimeout(slow);
    notice.hidden = false;
    notice.textContent = `这个浏览器打不开检索 · 這個瀏覽器打不開檢索 · This browser cannot start the search (${error.message || error})`;
  });
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
})();
