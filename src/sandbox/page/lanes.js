/** The lives of all that belongs with the chosen one, over time: drawn by the server, kept up to date. */
import { controlPath } from './api.js';
import { drawingIn } from './chart.js';
import { element, fill, write } from './dom.js';
import { paneOf } from './pane.js';
import { timeOfDay } from './words.js';

/** @typedef {import('./model.js').Model} Model */

/** How often it is drawn anew at most, and how often while nothing but time goes on. */
const pauseMs = 500;
const tickMs = 2_000;
/** How many times as long as would fit the axis is at most, and how wide the box is taken to be. */
const mostZoom = 64;
const widths = { least: 320, most: 4_000 };
const hint = 'Arrow keys go from part to part, Enter shows the event, + and − zoom.';

export class Lanes {
  #pane = paneOf('Over time', (by) => this.#zoomBy(by));
  #view = this.#pane.view;
  #says = element('p', { className: 'readout' });
  #open = element('a', { className: 'quiet', target: '_blank' }, 'Open as SVG');
  root = element('div', { className: 'lanes', hidden: true }, this.#view, this.#says);
  tools = this.#pane.tools;
  #zoom = 1;
  #isDrawing = false;
  #isStale = false;
  /** What is drawn: of whom, and as which text. */
  #of = '';
  /** @type {string | undefined} */
  #shown;
  #drawnAt = 0;
  /** Which part the keyboard is on. */
  #part = '';

  /**
   * @param {Model} model
   * @param {(hash: string) => void} go shows what a part of the picture leads to
   */
  constructor(model, go) {
    this.model = model;
    this.tools.append(this.#open);
    this.tools.hidden = true;
    this.#view.addEventListener('scroll', () => this.#stay());
    this.#view.addEventListener('keydown', (event) => this.#press(event));
    for (const name of ['pointerover', 'focusin'])
      this.#view.addEventListener(name, ({ target }) => this.#tell(target));
    this.#view.addEventListener('pointerleave', () => write(this.#says, hint));
    this.#view.addEventListener('click', (event) => {
      const link = partAt(event.target)?.getAttribute('href');
      if (!link) return;
      event.preventDefault();
      go(link.slice(link.indexOf('#')));
    });
    new ResizeObserver(() => void this.update()).observe(this.#view);
  }

  /** @param {boolean} isShown */
  show(isShown) {
    this.root.hidden = !isShown;
    this.tools.hidden = !isShown;
    void this.update();
  }

  /** What goes on grows, also when nothing happens. */
  tick() {
    if (!this.root.hidden && performance.now() - this.#drawnAt > tickMs) void this.update();
  }

  /** Something may have happened to those that are drawn. */
  async update() {
    if (this.root.hidden) return;
    if (this.#isDrawing) {
      this.#isStale = true;
      return;
    }
    this.#isDrawing = true;
    do {
      this.#isStale = false;
      const isAnswered = await this.#draw();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      this.#isStale ||= !isAnswered;
    } while (this.#isStale && !this.root.hidden);
    this.#isDrawing = false;
  }

  /** Gives whether there is an answer. */
  async #draw() {
    const { chosen, chosenSummary, account } = this.model;
    const zoom = this.#zoom;
    // What is looked for in vain has no life to draw.
    if (!chosen || !chosenSummary) return true;
    const path = `${controlPath(account)}/lanes/${encodeURIComponent(chosen.sid)}`;
    this.#open.href = path;
    this.#drawnAt = performance.now();
    const width = Math.min(widths.most, Math.max(widths.least, this.#view.clientWidth));
    const response = await fetch(`${path}?width=${width}&zoom=${zoom}`).catch(() => undefined);
    const text = response?.ok ? await response.text() : '';
    if (this.model.chosen !== chosen || this.#zoom !== zoom) return true;
    if (text !== this.#shown) this.#put(text, chosen.sid);
    return response?.ok || response?.status === 404;
  }

  /** @param {string} text @param {string} sid */
  #put(text, sid) {
    this.#shown = text;
    const svg = text && drawingIn(text);
    const { activeElement } = document;
    const hadFocus = activeElement !== this.#view && this.#view.contains(activeElement);
    const none = element('p', { className: 'none' }, 'The picture could not be loaded.');
    fill(this.#view, svg || none);
    if (this.#of !== sid) write(this.#says, hint);
    this.#of = sid;
    this.#stay();
    this.#mark(hadFocus);
  }

  /** @param {-1 | 0 | 1} by */
  async #zoomBy(by) {
    const before = this.#zoom;
    this.#zoom = by === 0 ? 1 : Math.min(mostZoom, Math.max(1, by > 0 ? before * 2 : before / 2));
    if (this.#zoom === before) return;
    // What is in the middle stays there.
    const { scrollLeft, clientWidth } = this.#view;
    const middle = (scrollLeft + clientWidth / 2) * (this.#zoom / before) - clientWidth / 2;
    await this.#draw();
    this.#view.scrollTo({ left: middle, behavior: 'instant' });
  }

  /** Names and numbers do not go along with the axis; the name of a state does within its bar. */
  #stay() {
    const left = this.#view.scrollLeft;
    const stays = this.#view.querySelector('.stays');
    stays?.setAttribute('transform', `translate(${left} 0)`);
    const gutter = left + numberOf(stays?.querySelector('rect'), 'width');
    for (const bar of this.#view.querySelectorAll('.stretch:has(text)')) {
      const [rect, text] = [bar.querySelector('rect'), bar.querySelector('text')];
      const [from, width] = [numberOf(rect, 'x'), numberOf(rect, 'width')];
      const last = from + width - (text?.getComputedTextLength() ?? 0);
      text?.setAttribute('x', String(Math.max(from, Math.min(gutter, last - 8)) + 4));
    }
  }

  /** What the keyboard can be on, in order. */
  get #parts() {
    return /** @type {SVGElement[]} */ ([...this.#view.querySelectorAll('a, .stretch')]);
  }

  /** One part can be tabbed to; the arrow keys go on from there. @param {boolean} hadFocus */
  #mark(hadFocus) {
    const parts = this.#parts;
    const place = Math.max(0, parts.map(nameOf).indexOf(this.#part));
    for (const [i, part] of parts.entries()) {
      part.setAttribute('tabindex', i === place ? '0' : '-1');
      if (part.classList.contains('stretch')) part.setAttribute('role', 'img');
    }
    if (hadFocus) parts[place]?.focus();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const parts = this.#parts;
    const place = parts.findIndex((one) => one.matches(':focus'));
    const goals = /** @type {Record<string, number>} */ ({
      ArrowRight: place + 1,
      ArrowDown: place + 1,
      ArrowLeft: place - 1,
      ArrowUp: place - 1,
      Home: 0,
      End: parts.length - 1,
    });
    const next = parts[goals[event.key] ?? -1];
    if (!next || place < 0) return;
    event.preventDefault();
    parts[place]?.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    this.#part = nameOf(next);
    next.focus();
  }

  /** What it is, when and how long. @param {EventTarget | null} target */
  #tell(target) {
    const part = partAt(target);
    const at = part?.getAttribute('data-at');
    const texts = Array.from(part?.querySelectorAll('text') ?? [], (one) => one.textContent);
    const says = part?.querySelector(':scope > title')?.textContent || texts.join(' · ') || hint;
    write(this.#says, (at ? `${timeOfDay(Number(at))} · ` : '') + says.replaceAll('\n', ', '));
  }
}

/** @param {EventTarget | null} target */
const partAt = (target) =>
  target instanceof Element ? target.closest('.lanes a, .stretch') : undefined;

/** @param {Element | null | undefined} of @param {string} attribute */
const numberOf = (of, attribute) => Number(of?.getAttribute(attribute) ?? 0);

/** Tells a part from the others, also when the picture is drawn anew. @param {Element} part */
function nameOf(part) {
  const lanes = [...(part.parentElement?.parentElement?.children ?? [])];
  const own =
    part.getAttribute('class') === 'line' ? part.textContent : part.getAttribute('data-at');
  const lane = lanes.indexOf(/** @type {Element} */ (part.parentElement));
  return [part.getAttribute('class'), part.getAttribute('href'), own, lane].join(' ');
}
