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
  /** The entry that is to be shown as soon as it is there. @type {number | undefined} */
  #wanted;

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
    if (this.#isAmongOthers(chosen)) this.#ofAll.checked = true;
    const sid = this.#ofChosen.checked ? chosen?.sid : undefined;
    const about = sid ?? '';
    if (about !== this.#about) {
      this.#about = about;
      this.#many = mostShown;
      this.#isAtEnd = true;
    }
    const entries = this.model.entries(sid);
    const wanted = entries.findIndex((one) => one.number === this.#wanted);
    if (wanted >= 0) this.#many = Math.max(this.#many, entries.length - wanted + mostShown / 2);
    const shown = entries.slice(-this.#many);
    this.#earlier.hidden = shown.length === entries.length;
    this.#none.hidden = entries.length > 0;
    write(this.#none, sid ? 'Nothing has happened to it yet.' : 'Nothing has happened yet.');
    this.#draw(shown);
    if (this.#wanted !== undefined) this.#showWanted();
  }

  /**
   * Shows one entry among all others, now or as soon as it is there, and puts the keyboard on it.
   * @param {number} number
   */
  show(number) {
    this.#wanted = number;
    document.body.dataset.view = 'timeline';
    this.update();
  }

  /** Whether what is to be shown is there, and not about the chosen one. */
  /** @param {import('./model.js').Address | undefined} chosen */
  #isAmongOthers(chosen) {
    const wanted = this.#wanted === undefined ? undefined : this.model.entry(this.#wanted);
    return wanted !== undefined && wanted.sid !== chosen?.sid;
  }

  #showWanted() {
    const line = this.#list.querySelector(`[data-number="${this.#wanted}"]`);
    if (!(line instanceof HTMLElement)) return;
    this.#wanted = undefined;
    this.#isAtEnd = false;
    for (const one of this.#list.querySelectorAll('[aria-current]'))
      one.removeAttribute('aria-current');
    line.setAttribute('aria-current', 'true');
    line.tabIndex = -1;
    line.scrollIntoView({ block: 'center', behavior: 'instant' });
    line.focus({ preventScroll: true });
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
