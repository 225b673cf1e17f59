// `<jianbao-explorer>`: an explorer inside of another page. Protocol 1, for good: this name goes on to exist and to speak it, and every
// later page of a site understands it.
//
//   <script src="https://example.org/reports/jianbao-1.js" async></script>
//   <jianbao-explorer src="https://example.org/reports/" query="网络"><a href="https://example.org/reports/">Reports</a></jianbao-explorer>
//
// A plain script, which any host serves to any page; modules it would have to allow. It puts a frame into the element's shadow, speaks to
// that window and to the origin of `src` alone, and needs no other right in the page. What is between the tags is seen where this does not run.

(() => {
  if (customElements.get('jianbao-explorer')) return;

  const PROTOCOL = 1;
  const FORMS = ['full', 'compact', 'timeline', 'reader', 'search'];
  /** Attributes that are part of the state; the address calls the query otherwise. */
  const STATE = ['query', 'from', 'to', 'doc', 'view', 'lang', 'theme'];
  const PROPERTIES = [
    'accent', 'background', 'text', 'line', 'mark', 'font', 'reading-font', 'font-size', 'radius', 'gutter',
  ].map((name) => `--jianbao-${name}`);

  /** Modules and workers of a site need an origin; being another one than the page's around it, the site reaches nothing there. */
  const SANDBOX = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads';
  const FIRST_HEIGHT = 360;
  const MOST_HEIGHT = 200000;
  const PATIENCE_MILLIS = 20000;

  const script = document.currentScript?.src || [...document.scripts].map(({ src }) => src).find((src) => /\/jianbao(-1)?\.js(\?|$)/.test(src));

  /** The site's address out of an attribute; without one, the folder of this script. */
  function siteOf(src) {
    try {
      const address = src ? new URL(src, document.baseURI) : new URL('./', script);
      return /^https?:$/.test(address.protocol) ? address : undefined;
    } catch {
      return undefined;
    }
  }

  /** A height as a style has it; `undefined` for that of the content. */
  function heightOf(text) {
    if (!text || /^auto$/i.test(text.trim())) return undefined;
    const height = /^\d+(\.\d+)?$/.test(text.trim()) ? `${text.trim()}px` : text.trim();
    return CSS.supports('height', height) ? height : undefined;
  }

  const isObject = (value) => Object.prototype.toString.call(value) === '[object Object]';

  class JianbaoExplorer extends HTMLElement {
    static observedAttributes = [...STATE, 'src', 'embed', 'height', 'style', 'class', 'title'];

    #frame;
    #origin;
    #slot = document.createElement('slot');
    #state = {};
    #isReady = false;
    #hasFailed = false;
    /** Whether the frame has said anything, which may be before it is loaded. */
    #hasSpoken = false;
    #ready;
    #questions = new Map();
    #last = 0;
    #patience;
    #hear = (event) => this.#heard(event);
    #dark = matchMedia('(prefers-color-scheme: dark)');
    #restyle = () => this.restyle();

    constructor() {
      super();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(':host { display: block } :host([hidden]) { display: none } iframe { display: block; width: 100%; border: 0 }');
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
      this.#expect();
    }

    /** Kept when the program is ready, broken when it has failed. */
    get ready() {
      return this.#ready.promise;
    }

    /** What is shown, as it was told last. */
    get state() {
      return { ...this.#state };
    }

    /** Changes what is shown: `{query, from, to, doc, view, lang, theme, …}`; an empty value takes one away. */
    set(state) {
      return this.#called(() => this.#send('set', { state }));
    }

    search(query, options) {
      return this.#ask('search', query, options);
    }

    ids(query, options) {
      return this.#ask('ids', query, options);
    }

    counts(query, options) {
      return this.#ask('counts', query, options);
    }

    /** Reads the custom properties again, after a style sheet changed. */
    restyle() {
      this.#send('style', { style: this.#style() });
    }

    connectedCallback() {
      addEventListener('message', this.#hear);
      this.#dark.addEventListener('change', this.#restyle);
      this.#load();
    }

    disconnectedCallback() {
      removeEventListener('message', this.#hear);
      this.#dark.removeEventListener('change', this.#restyle);
      this.#unload('the element was taken out of the page');
    }

    attributeChangedCallback(name, before, now) {
      if (!this.isConnected || before === now) return;
      if (name === 'src' || name === 'embed') return this.#load();
      if (!this.#frame) return;
      if (name === 'height') this.#fit();
      else if (name === 'title') this.#frame.title = this.#title();
      else if (STATE.includes(name)) this.#send('set', { state: { [name]: now ?? '' } });
      else this.restyle();
    }

    // ── the frame ───────────────────────────────────────────────────────────────────────────────────────────

    #expect() {
      this.#hasFailed = false;
      this.#ready = {};
      this.#ready.promise = new Promise((resolve, reject) => Object.assign(this.#ready, { resolve, reject }));
      // Whoever does not wait for it does not hear of it either.
      this.#ready.promise.catch(() => {});
    }

    #load() {
      this.#unload('another page is loaded');
      const site = siteOf(this.getAttribute('src'));
      if (!site) return this.#fail(`src is the address of a site, https://…; found ${this.getAttribute('src')}`);
      for (const name of STATE) {
        if (this.hasAttribute(name)) site.searchParams.set(name === 'query' ? 'q' : name, this.getAttribute(name));
      }
      const form = (this.getAttribute('embed') || '').trim().toLowerCase();
      if (form || !site.searchParams.has('embed')) site.searchParams.set('embed', FORMS.includes(form) ? form : 'compact');
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', SANDBOX);
      frame.setAttribute('allow', 'clipboard-write');
      frame.referrerPolicy = 'no-referrer';
      frame.loading = this.getAttribute('loading') === 'eager' ? 'eager' : 'lazy';
      frame.title = this.#title();
      frame.addEventListener('load', () => {
        if (this.#frame !== frame || this.#hasSpoken) return;
        this.#patience = setTimeout(() => this.#fail(`${site.origin} does not answer`), PATIENCE_MILLIS);
      }, { once: true });
      this.#origin = site.origin;
      this.#frame = frame;
      this.#fit();
      frame.src = site.href;
      this.shadowRoot.replaceChildren(frame);
    }

    #unload(why) {
      clearTimeout(this.#patience);
      this.#forget(why);
      if (this.#isReady || this.#hasFailed) this.#expect();
      this.#isReady = false;
      this.#hasSpoken = false;
      this.#frame = undefined;
      this.shadowRoot.replaceChildren();
    }

    /** What is between the tags takes the place of a frame that is no explorer. */
    #fail(message) {
      this.shadowRoot.replaceChildren(this.#slot);
      this.#frame = undefined;
      this.#break(message);
    }

    /** Nothing is answered until another page is loaded; whoever asks hears so at once. */
    #break(message) {
      if (this.#isReady) this.#expect();
      this.#isReady = false;
      this.#hasFailed = true;
      this.#ready.reject(new Error(message));
      this.#forget(message);
      // Whoever has just made the element listens only after that.
      queueMicrotask(() => this.#tell('error', { message }));
    }

    #forget(why) {
      for (const question of this.#questions.values()) question.reject(new Error(why));
      this.#questions.clear();
    }

    #title() {
      return this.title || this.textContent.trim().slice(0, 100) || 'Jianbao';
    }

    #fit() {
      const height = heightOf(this.getAttribute('height'));
      this.#frame.style.height = height ?? `${FIRST_HEIGHT}px`;
      if (this.#isReady) this.#send('hello', { fit: height === undefined, style: this.#style() });
    }

    #style() {
      const style = getComputedStyle(this);
      const said = PROPERTIES.map((name) => [name, style.getPropertyValue(name).trim()]);
      return Object.fromEntries(said.filter(([, value]) => value));
    }

    // ── messages ────────────────────────────────────────────────────────────────────────────────────────────

    #send(type, body = {}) {
      this.#frame?.contentWindow?.postMessage({ jianbao: PROTOCOL, type, ...body }, this.#origin);
    }

    #tell(type, detail) {
      this.dispatchEvent(new CustomEvent(type, { detail }));
    }

    #called(call) {
      // A frame that waits until it is scrolled to would wait for ever.
      if (this.#frame) this.#frame.loading = 'eager';
      const called = this.ready.then(call);
      // `error` says it to those who do not wait.
      called.catch(() => {});
      return called;
    }

    #ask(what, query, { signal, onprogress, ...options } = {}) {
      return this.#called(() => new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const id = (this.#last += 1);
        this.#questions.set(id, { resolve, reject, onprogress });
        this.#send(what, { id, query: String(query), options });
        signal?.addEventListener('abort', () => {
          if (!this.#questions.delete(id)) return;
          this.#send('cancel', { id });
          reject(signal.reason);
        });
      }));
    }

    #heard({ source, origin, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#origin) return;
      if (!isObject(data) || data.jianbao !== PROTOCOL || !Object.hasOwn(this.#said, data.type)) return;
      this.#hasSpoken = true;
      clearTimeout(this.#patience);
      this.#said[data.type](data);
    }

    /** What the page says. */
    #said = {
      hello: () => {
        // A reader has loaded a page again that had failed.
        if (this.#hasFailed) this.#expect();
        this.#send('hello', { fit: heightOf(this.getAttribute('height')) === undefined, style: this.#style() });
      },
      ready: ({ state }) => {
        if (isObject(state)) this.#state = state;
        if (this.#isReady) return;
        if (this.#hasFailed) this.#expect();
        this.#isReady = true;
        this.#ready.resolve();
        this.#tell('ready', { state: this.state });
      },
      statechange: ({ state }) => {
        if (!isObject(state)) return;
        this.#state = state;
        this.#tell('statechange', { state: this.state });
      },
      select: ({ doc, at }) => this.#tell('select', { doc, at }),
      resize: ({ height }) => {
        if (!Number.isFinite(height) || height < 0 || height > MOST_HEIGHT) return;
        if (heightOf(this.getAttribute('height')) !== undefined) return;
        const pixels = `${Math.max(1, Math.ceil(height))}px`;
        if (this.#frame.style.height === pixels) return;
        this.#frame.style.height = pixels;
        this.#tell('resize', { height });
      },
      scroll: ({ top }) => {
        if (!Number.isFinite(top) || heightOf(this.getAttribute('height')) !== undefined) return;
        const place = this.#frame.getBoundingClientRect().top + Math.min(Math.max(top, 0), this.#frame.offsetHeight);
        if (place < 0 || place > innerHeight) scrollBy(0, place - innerHeight / 3);
      },
      error: ({ message }) => this.#break(String(message)),
      answer: ({ id, value, error }) => {
        const question = this.#questions.get(id);
        if (!this.#questions.delete(id)) return;
        if (error === undefined) question.resolve(value);
        else question.reject(new Error(String(error)));
      },
      progress: ({ id, share, value }) => this.#questions.get(id)?.onprogress?.(share, value),
    };
  }

  customElements.define('jianbao-explorer', JianbaoExplorer);
})();
