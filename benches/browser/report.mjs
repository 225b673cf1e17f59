// Figures of sixty queries in a few numbers, and the table.

const sorted = (values) => [...values].sort((a, b) => a - b);
/** The value below which a share of all values lies. */
export const percentile = (values, share) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))];
export const median = (values) => percentile(values, 0.5);
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function summary(queries, asked) {
  const recalls = [];
  const precisions = [];
  let exact = 0;
  asked.forEach(({ found, hits }, i) => {
    const wanted = queries[i].truth.length;
    if (wanted) recalls.push(hits / wanted);
    if (found) precisions.push(hits / found);
    exact += Number(found === wanted && hits === wanted);
  });
  const first = asked.map(({ first }) => first);
  const warm = asked.map(({ warm }) => median(warm));
  return {
    recall: 100 * mean(recalls),
    precision: 100 * mean(precisions),
    exact,
    first_ms: { p50: median(first), p95: percentile(first, 0.95) },
    warm_ms: { p50: median(warm), p95: percentile(warm, 0.95) },
  };
}

/** Three digits. */
const short = (value) => {
  if (value === undefined || value === null || Number.isNaN(value)) return '–';
  if (value >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(value < 10 ? 2 : 3)));
};
const megabytes = (bytes) => short(bytes === undefined ? undefined : bytes / 1e6);
/** So that 99.99 % is not read as all. */
const percent = (value) => String(Math.floor(value * 10) / 10);
const pair = ({ p50, p95 }) => `${short(p50)} / ${short(p95)}`;

const COLUMNS = [
  ['build s', ({ build }) => short(build?.seconds)],
  ['build GB', ({ build }) => short(build && build.bytes / 1e9)],
  ['index gzip MB', ({ index_bytes }) => megabytes(index_bytes)],
  ['cold MB / requests', ({ cold }) => `${megabytes(cold.bytes)} / ${cold.requests}`],
  ['cold ms', ({ cold }) => short(cold.ms)],
  ['first asked ms p50 / p95', ({ first_ms }) => pair(first_ms)],
  ['warm ms p50 / p95', ({ warm_ms }) => pair(warm_ms)],
  ['recall %', ({ recall }) => percent(recall)],
  ['precision %', ({ precision }) => percent(precision)],
  ['exact', ({ exact }) => String(exact)],
  ['JS heap + WASM MB', ({ memory }) => `${megabytes(memory.objects + memory.buffers)} + ${megabytes(memory.wasm)}`],
  ['longest task ms, cold / asking', ({ longestCold, longest }) => `${short(longestCold)} / ${short(longest)}`],
];

export function markdown(report) {
  const { corpus, machine, queries } = report;
  const lines = [
    `# Search in Chromium, ${Math.round(corpus.text_bytes / 1e6)} MB of text`,
    '',
    `${corpus.documents} documents, ${queries.length} queries (seed ${report.seed}). ${report.date}, commit ${report.commit}, ${report.chromium},`,
    `Node ${report.node}, ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, load ${machine.load} before.`,
    `Command: \`${report.command}\`. What each column means: [../browser/README.md](../browser/README.md).`,
    '',
    `| | ${COLUMNS.map(([name]) => (name === 'exact' ? `exact of ${queries.length}` : name)).join(' | ')} |`,
    `|---|${COLUMNS.map(() => '--:').join('|')}|`,
  ];
  for (const engine of Object.values(report.engines)) {
    const name = engine.version ? `${engine.title} (${engine.version})` : engine.title;
    if (engine.stopped) lines.push(`| ${name} | stopped: ${engine.stopped} |${' |'.repeat(COLUMNS.length - 1)}`);
    else lines.push(`| ${name} | ${COLUMNS.map(([, cell]) => cell(engine)).join(' | ')} |`);
  }
  for (const { title, more = {} } of Object.values(report.engines)) {
    for (const [name, { first, warm, refused }] of Object.entries(more)) {
      const times = refused ? `refused: ${refused}` : `${short(first)} ms first, ${short(median(warm))} ms again`;
      lines.push('', `${title}, \`${name}\`: ${times}.`);
    }
  }
  if (report.scan) lines.push('', ...scanned(report.scan));
  return `${lines.join('\n')}\n`;
}

function scanned(scan) {
  if (scan.stopped) return [`Scanning: stopped: ${scan.stopped}.`];
  const lines = [
    '## Scanning in the worker',
    '',
    `A pack of ${megabytes(scan.pack_bytes)} MB, once its bytes are there, is open after ${short(scan.open_ms)} ms;`,
    `its folded text is ${megabytes(scan.text_bytes)} MB. GB of it a second, median and slowest query of each class:`,
    '',
    '| | `memmem`, all occurrences | ours, article by article |',
    '|---|--:|--:|',
  ];
  for (const [kind, { memmem, plain }] of Object.entries(scan.classes)) {
    lines.push(`| ${kind} | ${short(memmem.p50)} / ${short(memmem.least)} | ${short(plain.p50)} / ${short(plain.least)} |`);
  }
  return lines;
}
