// Unpacks the parts of a page that is one file, gives each an address, and starts the program from them.
(async () => {
  const unpack = async (element) => {
    const bytes = Uint8Array.from(atob(element.textContent), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    const type = element.dataset.type;
    element.remove();
    const part = new Blob([await new Response(stream).arrayBuffer()], { type });
    return [element.dataset.part, URL.createObjectURL(part)];
  };
  const parts = Object.fromEntries(await Promise.all([...document.querySelectorAll('script[data-part]')].map(unpack)));
  const { boot, ...files } = parts;
  document.querySelector('meta[name=jianbao]').content = Object.entries(files).map((pair) => pair.join('=')).join(' ');
  await import(boot);
})().catch((error) => {
  const notice = document.getElementById('notice');
  notice.hidden = false;
  notice.textContent = `这个浏览器打不开检索 · 這個瀏覽器打不開檢索 · This browser cannot start the search (${error.message || error})`;
});
