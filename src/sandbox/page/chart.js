/** The live chart: the server draws it; the page puts it in its place and keeps what is lit in sight. */
import { button, element, fill } from './dom.js';

/** How many pictures are remembered. */
const most = 60;
/** No picture is drawn so small that its words cannot be read. */
const leastScale = 0.72;

export class Chart {
  #drawing = element('div', {
    className: 'drawing',
    tabIndex: 0,
    role: 'group',
    'aria-label': 'Chart',
  });
  #fit = button('Fit', () => this.#resize(), { className: 'fit', 'aria-pressed': 'false' });
  root = element('div', { className: 'chart' }, this.#drawing, this.#fit);
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
      fill(this.#drawing, element('p', { className: 'none' }, 'The chart cannot be drawn.'));
      return;
    }
    const isOther = this.#machine !== `${machine} ${sid}`;
    this.#machine = `${machine} ${sid}`;
    fill(this.#drawing, svg);
    this.#scale(svg);
    this.#reveal(isOther);
  }

  /** All of it at once, or large enough to be read. */
  #resize() {
    const fits = this.#drawing.classList.toggle('fits');
    this.#fit.setAttribute('aria-pressed', String(fits));
    const svg = this.#drawing.querySelector('svg');
    if (svg) this.#scale(svg);
    this.#reveal(true);
  }

  /** @param {SVGSVGElement} svg */
  #scale(svg) {
    const isWhole = this.#drawing.classList.contains('fits');
    const least = Math.round(Number(svg.getAttribute('width')) * leastScale);
    svg.style.minWidth = isWhole ? '' : `${least}px`;
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
