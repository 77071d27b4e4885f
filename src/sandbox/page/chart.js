/** The live chart: the server draws it; the page puts it in its place and keeps what is lit in sight. */
import { element, fill } from './dom.js';
import { paneOf } from './pane.js';

/** What charts are written in, and how wide Helvetica writes these words, in parts of its height. */
const faces = 'Helvetica, Arial, "Liberation Sans", sans-serif';
const words = { text: 'The media server was asked to capture.', wide: 17.785 };

/** Makes the letters of charts as narrow as Helvetica's, where another face stands in for it. */
export function narrowLetters() {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return;
  context.font = `100px ${faces}`;
  const narrowed = (words.wide * 100) / context.measureText(words.text).width;
  if (narrowed < 1) document.documentElement.style.setProperty('--narrowed', narrowed.toFixed(3));
}

/** How many pictures are remembered. */
const most = 60;
/** Unless it is asked for, no picture is drawn so small that its words cannot be read. */
const readable = 0.72;
/** How small and how large it can be, and how much each step is. */
const scales = { least: 0.2, most: 4 };
const zoomBy = 1.25;

export class Chart {
  #pane = paneOf('Chart', (by) => this.#zoomBy(by));
  #drawing = this.#pane.view;
  root = element('div', { className: 'chart' }, this.#drawing);
  tools = this.#pane.tools;
  /** How large it is drawn; undefined: so that it fits across, and can be read. @type {number | undefined} */
  #scale;
  /** @type {Map<string, string>} */
  #pictures = new Map();
  #shown = '';
  #machine = '';

  /**
   * @param {{ machine: string, sid: string, state: string }} at
   * @param {readonly string[]} open
   */
  async show({ machine, sid, state }, open) {
    const path = `/sandbox/pictures/${machine}/${encodeURIComponent(state)}?open=${open.join(',')}`;
    const wanted = `${sid} ${path}`;
    if (this.#shown === wanted) return;
    this.#shown = wanted;
    const text = await this.#picture(path);
    if (this.#shown !== wanted) return;
    const svg = text && drawingIn(text);
    if (!svg) {
      fill(this.#drawing, element('p', { className: 'none' }, 'The chart could not be loaded.'));
      return;
    }
    const isOther = this.#machine !== `${machine} ${sid}`;
    this.#machine = `${machine} ${sid}`;
    fill(this.#drawing, svg);
    this.#resize(svg);
    this.#reveal(isOther);
  }

  /** @param {boolean} isShown */
  toggle(isShown) {
    this.root.hidden = !isShown;
    this.tools.hidden = !isShown;
  }

  /** All of it is seen at once, or it grows and shrinks around what is in the middle. */
  /** @param {-1 | 0 | 1} by */
  #zoomBy(by) {
    const svg = this.#drawing.querySelector('svg');
    if (!svg) return;
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.#drawing;
    const { width, height } = svg.viewBox.baseVal;
    const before = svg.getBoundingClientRect().width / width;
    const whole = Math.min(clientWidth / width, clientHeight / height);
    const wanted = by === 0 ? whole : before * (by > 0 ? zoomBy : 1 / zoomBy);
    this.#scale = Math.min(scales.most, Math.max(Math.min(scales.least, whole), wanted));
    this.#resize(svg);
    const grown = this.#scale / before;
    this.#drawing.scrollTo({
      left: (scrollLeft + clientWidth / 2) * grown - clientWidth / 2,
      top: (scrollTop + clientHeight / 2) * grown - clientHeight / 2,
      behavior: 'instant',
    });
  }

  /** @param {SVGSVGElement} svg */
  #resize(svg) {
    const { width } = svg.viewBox.baseVal;
    const scale = this.#scale;
    svg.style.minWidth = scale === undefined ? `${Math.round(width * readable)}px` : '';
    svg.style.maxWidth = scale === undefined ? '' : 'none';
    svg.style.width = scale === undefined ? '' : `${Math.round(width * scale)}px`;
  }

  /** @param {string} path */
  async #picture(path) {
    const known = this.#pictures.get(path);
    if (known) return known;
    const response = await fetch(path).catch(() => undefined);
    if (!response?.ok) return undefined;
    const text = await response.text();
    const [oldest] = this.#pictures.keys();
    if (this.#pictures.size >= most && oldest) this.#pictures.delete(oldest);
    this.#pictures.set(path, text);
    return text;
  }

  /**
   * Brings the state that is lit into the middle.
   * @param {boolean} atOnce
   */
  #reveal(atOnce) {
    const lit = this.#drawing.querySelector('.here');
    if (!lit) return;
    const box = this.#drawing.getBoundingClientRect();
    const at = lit.getBoundingClientRect();
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#drawing.scrollBy({
      top: at.top + at.height / 2 - box.top - box.height / 2,
      left: at.left + at.width / 2 - box.left - box.width / 2,
      behavior: atOnce || calm ? 'instant' : 'smooth',
    });
  }
}

/**
 * The drawing. Its own styles are cut out unread, since the page allows none: tones.css says the
 * same, and follows the theme.
 * @param {string} text
 */
export function drawingIn(text) {
  const bare = text.replace(/<style>.*?<\/style>/s, '').replaceAll(/ style="[^"]*"/g, '');
  const parsed = new DOMParser().parseFromString(bare, 'image/svg+xml').documentElement;
  if (!(parsed instanceof SVGSVGElement)) return undefined;
  for (const script of parsed.querySelectorAll('script')) script.remove();
  return parsed;
}
