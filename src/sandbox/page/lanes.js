/** The lives of all that belongs with the chosen one, over time: drawn by the server, kept up to date. */
import { controlPath } from './api.js';
import { drawingIn } from './chart.js';
import { element, fill } from './dom.js';

/** @typedef {import('./model.js').Model} Model */

/** How often it is drawn anew at most. */
const pauseMs = 500;

export class Lanes {
  root = element('div', {
    className: 'drawing lanes',
    tabIndex: 0,
    role: 'group',
    'aria-label': 'Lives over time',
    hidden: true,
  });
  #isDrawing = false;
  #isStale = false;
  #shown = '';

  /** @param {Model} model */
  constructor(model) {
    this.model = model;
  }

  /** @param {boolean} isShown */
  show(isShown) {
    this.root.hidden = !isShown;
    void this.update();
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
      await this.#draw();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    } while (this.#isStale && !this.root.hidden);
    this.#isDrawing = false;
  }

  async #draw() {
    const { chosen, account } = this.model;
    if (!chosen) return;
    const path = `${controlPath(account)}/lanes/${encodeURIComponent(chosen.sid)}`;
    const response = await fetch(path).catch(() => undefined);
    const text = response?.ok ? await response.text() : '';
    if (this.model.chosen !== chosen || text === this.#shown) return;
    this.#shown = text;
    const svg = text && drawingIn(text);
    fill(this.root, svg || element('p', { className: 'none' }, 'It cannot be drawn.'));
  }
}
