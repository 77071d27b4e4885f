/** What happened, to the chosen machine or to all; the newest is last, and stays in sight. */
import { byId, fill, write } from './dom.js';
import { lineOf } from './entries.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Entry} Entry */

/** How many entries have elements. */
const mostShown = 250;
/** How near to its end the timeline counts as being there. */
const nearPx = 40;

export class Timeline {
  #box = byId('timeline-box');
  #list = byId('timeline');
  #none = byId('timeline-none');
  #newest = byId('newest', HTMLButtonElement);
  #earlier = byId('earlier', HTMLButtonElement);
  #ofAll = byId('of-all', HTMLInputElement);
  #ofChosen = byId('of-chosen', HTMLInputElement);
  /** Which entries are shown: about whom, and how many. */
  #about = '';
  #many = mostShown;
  #isAtEnd = true;

  /**
   * @param {Model} model
   * @param {import('./entries.js').Go} to
   */
  constructor(model, to) {
    this.model = model;
    this.to = to;
    this.#box.onscroll = () => {
      const { scrollHeight, scrollTop, clientHeight } = this.#box;
      this.#isAtEnd = scrollHeight - scrollTop - clientHeight < nearPx;
      if (this.#isAtEnd) this.#newest.hidden = true;
    };
    this.#newest.onclick = () => this.#toEnd();
    this.#earlier.onclick = () => {
      this.#many += mostShown;
      this.update();
    };
    for (const input of [this.#ofAll, this.#ofChosen]) input.onchange = () => this.update();
  }

  update() {
    const { chosen } = this.model;
    this.#ofChosen.disabled = chosen === undefined;
    const sid = this.#ofChosen.checked ? chosen?.sid : undefined;
    const about = sid ?? '';
    if (about !== this.#about) {
      this.#about = about;
      this.#many = mostShown;
      this.#isAtEnd = true;
    }
    const entries = this.model.entries(sid);
    const shown = entries.slice(-this.#many);
    this.#earlier.hidden = shown.length === entries.length;
    this.#none.hidden = entries.length > 0;
    write(this.#none, sid ? 'Nothing has happened to it yet.' : 'Nothing has happened yet.');
    this.#draw(shown);
  }

  /**
   * Adds and removes at the ends; draws anew only what is about something else.
   * @param {readonly Entry[]} shown
   */
  #draw(shown) {
    const numbers = new Set(shown.map(({ number }) => String(number)));
    for (const line of [...this.#list.children]) {
      if (!numbers.has(/** @type {HTMLElement} */ (line).dataset.number ?? '')) line.remove();
    }
    const last = /** @type {HTMLElement | null} */ (this.#list.lastElementChild);
    const first = /** @type {HTMLElement | null} */ (this.#list.firstElementChild);
    const newest = Number(last?.dataset.number ?? 0);
    const fresh = shown.filter(({ number }) => number > newest);
    const isGap = shown.length - fresh.length !== this.#list.children.length;
    const lines = (isGap ? shown : fresh).map((entry) => lineOf(entry, this.model, this.to));
    if (isGap) fill(this.#list, ...lines);
    else this.#list.append(...lines);
    this.#list.classList.toggle('of-one', this.#about !== '');
    if (this.#isAtEnd || !first) this.#toEnd();
    else if (fresh.length > 0) this.#newest.hidden = false;
  }

  #toEnd() {
    this.#box.scrollTop = this.#box.scrollHeight;
    this.#isAtEnd = true;
    this.#newest.hidden = true;
  }
}
