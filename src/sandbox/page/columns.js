/** The columns of the page: resized and folded by pointer and by keys, and remembered. */
import { byId, element } from './dom.js';

/** @typedef {{ px?: number, isFolded?: boolean }} Kept */

const storage = 'texml-recordings-columns';
/** How far an arrow key goes. */
const stepPx = 24;
/** Without room for three columns the timeline stands below: there its height is changed. */
const narrow = matchMedia('(max-width: 1180px)');

/** Which way each arrow key goes. */
const ways = /** @type {const} */ ({ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 });

/** As all of it was left, by name. A browser that keeps nothing forgets it with the page. */
const memory = {
  /** @type {Record<string, Kept>} */
  kept: read(),
  /** @param {string} name @param {Kept} said */
  keep(name, said) {
    memory.kept[name] = { ...memory.kept[name], ...said };
    try {
      localStorage.setItem(storage, JSON.stringify(memory.kept));
    } catch {}
  },
};

function read() {
  try {
    return Object(JSON.parse(localStorage.getItem(storage) ?? '{}'));
  } catch {
    return {};
  }
}

/** The line at the edge of a column, by which its size is changed. */
class Separator {
  /**
   * @param {object} about
   * @param {string} about.says what the column is called
   * @param {HTMLElement} about.of
   * @param {1 | -1} about.way 1: it stands before the line; -1: behind it
   * @param {{ least: number, most: number }} about.px
   * @param {boolean} about.canBeBelow
   */
  constructor({ says, of, way, px, canBeBelow }) {
    this.of = of;
    this.way = way;
    this.px = px;
    this.canBeBelow = canBeBelow;
    this.line = element('div', {
      className: 'separator',
      role: 'separator',
      tabIndex: 0,
      title: 'Drag or use the arrow keys to resize; double-click or Enter folds',
      'aria-label': `Size of the ${says}`,
      'aria-controls': of.id,
      'aria-valuemin': 0,
      'aria-valuemax': px.most,
      'data-of': of.id,
    });
    of.append(this.line);
    this.line.onkeydown = (event) => this.#press(event);
    this.line.ondblclick = () => this.fold(!this.isFolded);
    this.line.onpointerdown = (event) => this.#take(event);
    this.line.onlostpointercapture = () => {
      this.line.onpointermove = null;
    };
    narrow.addEventListener('change', () => this.#show());
    new ResizeObserver(() => this.#say()).observe(of);
    this.#show();
  }

  get #isBelow() {
    return this.canBeBelow && narrow.matches;
  }
  get #name() {
    return this.#isBelow ? `${this.of.id}-below` : this.of.id;
  }
  get #size() {
    return this.#isBelow ? this.of.offsetHeight : this.of.offsetWidth;
  }
  get isFolded() {
    return memory.kept[this.#name]?.isFolded ?? false;
  }

  /** @param {boolean} isFolded */
  fold(isFolded) {
    if (isFolded !== this.isFolded) this.#put({ isFolded });
  }

  /** @param {number} px */
  #resize(px) {
    const { least, most } = this.px;
    this.#put({ px: Math.round(Math.min(most, Math.max(least, px))), isFolded: false });
  }

  /** @param {Kept} said */
  #put(said) {
    memory.keep(this.#name, said);
    this.#show();
  }

  #show() {
    const { px } = memory.kept[this.#name] ?? {};
    const { style } = document.documentElement;
    this.of.classList.toggle('folded', this.isFolded);
    this.line.classList.toggle('folds', this.isFolded);
    const size = this.isFolded ? 0 : px;
    if (typeof size === 'number') style.setProperty(`--${this.#name}`, `${size}px`);
    else style.removeProperty(`--${this.#name}`);
    this.#say();
  }

  #say() {
    const now = this.isFolded ? 0 : this.#size;
    this.line.setAttribute('aria-orientation', this.#isBelow ? 'horizontal' : 'vertical');
    this.line.setAttribute('aria-valuenow', String(now));
    this.line.setAttribute('aria-valuetext', this.isFolded ? 'folded' : `${now} pixels`);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key } = event;
    const { least, most } = this.px;
    const isAlong = this.#isBelow ? /^Arrow(Up|Down)$/ : /^Arrow(Left|Right)$/;
    if (isAlong.test(key)) {
      const grows = ways[/** @type {keyof typeof ways} */ (key)] === this.way;
      if (this.isFolded) grows && this.fold(false);
      else this.#resize(this.#size + (grows ? stepPx : -stepPx));
    } else if (key === 'Home') this.#resize(least);
    else if (key === 'End') this.#resize(most);
    else if (key === 'Enter') this.fold(!this.isFolded);
    else return;
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  #take(event) {
    event.preventDefault();
    this.line.focus();
    this.line.setPointerCapture(event.pointerId);
    const at = (/** @type {PointerEvent} */ one) => (this.#isBelow ? one.clientY : one.clientX);
    const [from, px] = [at(event), this.#size];
    this.line.onpointermove = (moved) => {
      if (at(moved) !== from) this.#resize(px + (at(moved) - from) * this.way);
    };
  }
}

export class Columns {
  #separators = [
    new Separator({
      ...{ says: 'list', of: byId('there'), way: 1, canBeBelow: false },
      px: { least: 200, most: 640 },
    }),
    new Separator({
      ...{ says: 'timeline', of: byId('happened'), way: -1, canBeBelow: true },
      px: { least: 120, most: 800 },
    }),
  ];

  /** Has a column seen that may be folded. @param {string} id */
  open(id) {
    for (const one of this.#separators) if (one.of.id === id) one.fold(false);
  }
}
