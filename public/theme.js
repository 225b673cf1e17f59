// What a page around this one may say of its looks: colours, fonts and lengths, and nothing else.
//
// The values come from another site. Each must be a value of its kind by a strict rule and by the browser's own reading, and is put into
// a custom property by the style object: nothing in it can be an address, another declaration, or markup.

/** Functions that make a colour out of numbers and colours. */
const COLOUR_FUNCTIONS = ['rgb', 'rgba', 'hsl', 'hsla', 'hwb', 'lab', 'lch', 'oklab', 'oklch', 'color', 'color-mix'];
const LONGEST = 200;

const isText = (value) => typeof value === 'string' && value.length > 0 && value.length <= LONGEST;

/** What means something else at each place. */
const isGlobal = (value) => /^(inherit|initial|unset|revert|revert-layer|currentcolor)$/i.test(value.trim());

/** A style ends what is left open at its own end; within other values, a colour must end by itself. */
function isBalanced(value) {
  let depth = 0;
  for (const letter of value) {
    if (letter === '(') depth += 1;
    if (letter === ')' && (depth -= 1) < 0) return false;
  }
  return depth === 0;
}

/** Whether a text is a colour that stands for itself. */
export function isColour(value) {
  if (!isText(value) || !/^#?[\w\s.,%/()+-]+$/.test(value) || !isBalanced(value)) return false;
  const functions = [...value.matchAll(/([\w-]*)\s*\(/g)].map(([, name]) => name.toLowerCase());
  return !isGlobal(value) && functions.every((name) => COLOUR_FUNCTIONS.includes(name)) && CSS.supports('color', value);
}

/** Whether a text names fonts. */
export function isFont(value) {
  const isName = (name) => /^\s*("[^"\\\n]+"|'[^'\\\n]+'|[\p{L}_-][\p{L}\p{N}\s_-]*)\s*$/u.test(name);
  return isText(value) && !isGlobal(value) && value.split(',').every(isName) && CSS.supports('font-family', value);
}

/** Whether a text is a length that cannot be negative. */
export function isLength(value) {
  return isText(value) && /^(0|\d{1,4}(\.\d{1,3})?(px|rem|em|pt|%))$/.test(value);
}

/** What may be said, of which kind it is, and which tokens of `tokens.css` it becomes. */
const PROPERTIES = {
  '--jianbao-accent': [isColour, accent],
  '--jianbao-background': [isColour, background],
  '--jianbao-text': [isColour, text],
  '--jianbao-line': [isColour, (value) => ({ '--line': value, '--line-2': value })],
  '--jianbao-mark': [isColour, (value) => ({ '--t1': value })],
  '--jianbao-font': [isFont, (value) => ({ '--font-ui': value, '--font-ui-hant': value })],
  '--jianbao-reading-font': [isFont, (value) => ({ '--font-read': value, '--font-read-hant': value })],
  '--jianbao-font-size': [isLength, (value) => ({ 'font-size': `clamp(8px, ${value}, 32px)` })],
  '--jianbao-radius': [isLength, (value) => ({ '--r-1': `min(${value}, 4px)`, '--r-2': value })],
  '--jianbao-gutter': [isLength, (value) => ({ '--gutter': value })],
};

/** Puts what was said onto the page; what is not of its kind is as if it were not said. */
export function wear(said) {
  const { style } = document.documentElement;
  for (const token of worn) style.removeProperty(token);
  worn.clear();
  for (const [name, [isFit, tokens]] of Object.entries(PROPERTIES)) {
    const value = Object.hasOwn(said, name) && typeof said[name] === 'string' ? said[name].trim() : undefined;
    if (!isFit(value)) continue;
    for (const [token, worth] of Object.entries(tokens(value))) {
      style.setProperty(token, worth);
      worn.add(token);
    }
  }
}

const worn = new Set();

function background(value) {
  const shade = (share) => `color-mix(in srgb, ${value}, var(--ink) ${share}%)`;
  return { '--paper': value, '--paper-2': shade(3), '--paper-3': shade(8), '--sheet': value };
}

function text(value) {
  const shade = (share) => `color-mix(in srgb, ${value} ${share}%, var(--paper))`;
  return { '--ink': value, '--ink-2': shade(85), '--ink-3': shade(72), '--ink-4': shade(58) };
}

/** As a fill it stays what it is; as text and line it is drawn towards the ink until it can be read. */
function accent(value) {
  const own = pixels(value);
  const paper = pixels(token('--paper'));
  const ink = pixels(token('--ink'));
  const mixed = (share) => own.map((part, index) => part + (ink[index] - part) * share);
  const share = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].find((share) => contrast(mixed(share), paper) >= 4.5) ?? 1;
  const seal = share ? `rgb(${mixed(share).map(Math.round).join(' ')})` : value;
  const soft = (share) => `color-mix(in srgb, ${value} ${share}%, transparent)`;
  const white = contrast(own, [255, 255, 255]) >= contrast(own, [0, 0, 0]);
  return { '--seal': seal, '--seal-fill': value, '--on-seal': white ? '#fff' : '#000', '--seal-soft': soft(12), '--brush': soft(8) };
}

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Red, green and blue of a colour, however it is written. */
function pixels(colour) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext('2d');
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

/** WCAG's contrast of two colours. */
function contrast(one, other) {
  const light = (colour) => {
    const [red, green, blue] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}
