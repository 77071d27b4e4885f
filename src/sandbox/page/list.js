/** The list of all that is there. Only what can be seen of it has elements: thousands cost nothing. */
import { byId, element, fill, write } from './dom.js';
import { slotOf } from './model.js';
import { newRow, rowHeight, rowsOf } from './rows.js';
import { everything } from './sieve.js';
import { older } from './stream.js';
import { machineNames, nouns } from './words.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {ReturnType<typeof newRow>} Row */

/** How long nothing is typed before the sandbox is asked what it has. */
const searchMs = 250;
/** What is found out quickly is found out at every letter; else when nothing is typed for a moment. */
const quickMs = 30;
const typingMs = 150;
/** How many rows beyond the edges are kept, so that scrolling meets no gaps. */
const spare = 6;
/** To find out what is shown takes this part of the time at most: one in so many. */
const restsFor = 6;

/** @param {string} value @param {string} [says] */
const optionOf = (value, says = value) => element('option', { value }, says);
const any = optionOf('', 'any');

/**
 * How many there are, of each kind.
 * @param {readonly import('./rows.js').Item[]} items
 */
function countOf(items) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { summary } of items)
    counts.set(summary.machine, (counts.get(summary.machine) ?? 0) + 1);
  return machineNames
    .flatMap((machine) => {
      const many = counts.get(machine) ?? 0;
      const { one, many: all } = nouns[machine];
      if (many === 0) return [];
      return [`${many.toLocaleString('en')} ${(many === 1 ? one : all).toLowerCase()}`];
    })
    .join(' · ');
}

export class List {
  #box = byId('list');
  #room = byId('list-room');
  #empty = byId('list-empty');
  #text = byId('search', HTMLInputElement);
  /** By slot. @type {Map<string, Row>} */
  #rows = new Map();
  /** @type {ReturnType<typeof rowsOf>} */
  #items = [];
  /** Where the chosen row is; -1: nowhere. */
  #place = -1;
  /** How long it took to find out what is shown, and when that was. */
  #took = { ms: 0, at: 0 };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;
  #filter = everything;
  #count = byId('list-count');
  #older = byId('older', HTMLButtonElement);
  #says = byId('list-says');
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #searching;
  #status = byId('status', HTMLSelectElement);
  #path = byId('path', HTMLSelectElement);

  /**
   * @param {Model} model
   * @param {(address: import('./model.js').Address, how?: { isPassing: boolean }) => void} choose
   * @param {() => void} enter
   */
  constructor(model, choose, enter) {
    this.model = model;
    this.choose = choose;
    this.enter = enter;
    this.#box.onscroll = () => this.#draw();
    this.#box.onkeydown = (event) => this.#press(event);
    this.#text.oninput = () => {
      clearTimeout(this.#typing);
      clearTimeout(this.#searching);
      const sift = () => this.#sift({ text: this.#text.value.trim() });
      if (this.#took.ms < quickMs) sift();
      else this.#typing = setTimeout(sift, typingMs);
      this.#searching = setTimeout(() => this.#searchAll(), searchMs);
    };
    this.#older.onclick = () => this.#ask({ behind: this.model.olderBehind });
    for (const input of document.querySelectorAll('input[name="life"]')) {
      if (!(input instanceof HTMLInputElement)) continue;
      input.onchange = () =>
        this.#sift({ life: /** @type {import('./sieve.js').Filter['life']} */ (input.value) });
    }
    const machine = byId('machine', HTMLSelectElement);
    const within = byId('within', HTMLSelectElement);
    fill(
      machine,
      any.cloneNode(true),
      ...machineNames.map((one) => optionOf(one, nouns[one].many)),
    );
    fill(
      this.#path,
      any.cloneNode(true),
      ...Object.keys(model.words.paths).map((one) => optionOf(one)),
    );
    machine.onchange = () => this.#sift({ machine: machine.value });
    this.#status.onchange = () => this.#sift({ status: this.#status.value });
    this.#path.onchange = () => this.#sift({ path: this.#path.value });
    within.onchange = () => this.#sift({ withinMs: Number(within.value) });
    new ResizeObserver(() => this.#draw()).observe(this.#box);
  }

  /** Something may be another: of very many it is looked for less often. */
  update() {
    const waitMs = this.#took.at + this.#took.ms * restsFor - performance.now();
    if (waitMs > 0) this.#later ??= setTimeout(() => this.#update(), waitMs);
    else this.#update();
  }

  #update() {
    clearTimeout(this.#later);
    this.#later = undefined;
    const began = performance.now();
    const items = rowsOf(this.model, this.#filter);
    this.#items = items;
    this.#room.style.height = `${items.length * rowHeight}px`;
    write(this.#count, countOf(items));
    this.#older.hidden = !this.model.hasOlder;
    this.#offer();
    const isNothing = this.model.machines.size === 0;
    write(
      this.#empty,
      isNothing
        ? 'Nothing yet. What you start here, and what your application starts, appears here.'
        : 'Nothing matches.',
    );
    this.#empty.hidden = items.length > 0;
    // A list box of nothing is none.
    this.#box.setAttribute('role', items.length > 0 ? 'listbox' : 'region');
    this.mark();
    const at = performance.now();
    this.#took = { ms: at - began, at };
  }

  /** Another one may be chosen. */
  mark() {
    const { chosen } = this.model;
    this.#place = this.#items.findIndex(
      ({ summary }) => summary.sid === chosen?.sid && summary.machine === chosen.machine,
    );
    this.#draw();
  }

  /** What ended long ago is found where it is kept. */
  #searchAll() {
    const { text } = this.#filter;
    if (text !== '' && this.model.hasOlder) void this.#ask({ search: text });
  }

  /** @param {{ behind: number } | { search: string }} asked */
  async #ask(asked) {
    const isFine = await older(this.model, asked);
    write(this.#says, isFine ? '' : 'What ended earlier could not be loaded. Try again.');
  }

  /** Offers the statuses that there are. */
  #offer() {
    const there = new Set([this.#filter.status]);
    for (const { status } of this.model.machines.values()) there.add(status);
    const statuses = [...there].filter(Boolean).sort();
    const said = statuses.join(' ');
    if (this.#status.dataset.said === said) return;
    this.#status.dataset.said = said;
    fill(this.#status, any.cloneNode(true), ...statuses.map((one) => optionOf(one)));
    this.#status.value = this.#filter.status;
  }

  tick() {
    for (const row of this.#rows.values()) row.tick(this.model);
  }

  /** Shows the chosen row, if it is out of sight. */
  reveal() {
    if (this.#place < 0) return;
    const { scrollTop, clientHeight } = this.#box;
    const top = this.#place * rowHeight;
    if (top < scrollTop) this.#box.scrollTop = top - rowHeight;
    const below = top + rowHeight - clientHeight;
    if (below > scrollTop) this.#box.scrollTop = below;
    this.#draw();
  }

  search() {
    this.#text.focus();
    this.#text.select();
  }

  /** @param {Partial<import('./sieve.js').Filter>} said */
  #sift(said) {
    this.#filter = { ...this.#filter, ...said };
    this.#box.scrollTop = 0;
    this.#update();
  }

  #draw() {
    const { scrollTop, clientHeight } = this.#box;
    const many = this.#items.length;
    const from = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
    const to = Math.min(many, Math.ceil((scrollTop + clientHeight) / rowHeight) + spare);
    const stop = Math.max(0, this.#place);
    const places = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
    // The row that can be tabbed to is there also while it is out of sight.
    if (stop < many && (stop < from || stop >= to)) places.push(stop);
    const old = this.#rows;
    this.#rows = new Map();
    for (const place of places) {
      const item = this.#items[place];
      if (!item) continue;
      const slot = slotOf(item.summary);
      const row = old.get(slot) ?? newRow((one) => this.choose(one));
      old.delete(slot);
      row.show(item, this.model, { place, many });
      row.mark(place === this.#place, place === stop);
      if (!row.row.isConnected) this.#room.append(row.row);
      this.#rows.set(slot, row);
    }
    for (const { row } of old.values()) row.remove();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const last = this.#items.length - 1;
    const place = this.#place;
    const page = Math.max(1, Math.floor(this.#box.clientHeight / rowHeight) - 1);
    const goals = /** @type {Record<string, number>} */ ({
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      PageDown: place + page,
      PageUp: place - page,
      Home: 0,
      End: last,
    });
    const goal = goals[event.key];
    if (event.key === 'Enter' && place >= 0) this.enter();
    else if (goal === undefined) return;
    else this.#go(Math.min(last, Math.max(0, goal)));
    event.preventDefault();
  }

  /** @param {number} place */
  #go(place) {
    const item = this.#items[place];
    if (!item) return;
    const { machine, sid } = item.summary;
    this.choose({ machine, sid }, { isPassing: true });
    this.mark();
    this.reveal();
    this.#rows.get(slotOf(item.summary))?.row.focus({ preventScroll: true });
  }
}
