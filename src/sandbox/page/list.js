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
/** How many rows beyond the edges are kept, so that scrolling meets no gaps. */
const spare = 6;

/** @param {string} value @param {string} [says] */
const optionOf = (value, says = value) => element('option', { value }, says);
const any = optionOf('', 'any');

/**
 * How many there are, of each kind.
 * @param {readonly import('./rows.js').Item[]} items
 */
const countOf = (items) =>
  machineNames
    .flatMap((machine) => {
      const many = items.filter(({ summary }) => summary.machine === machine).length;
      const { one, many: all } = nouns[machine];
      if (many === 0) return [];
      return [`${many.toLocaleString('en')} ${(many === 1 ? one : all).toLowerCase()}`];
    })
    .join(' · ');

export class List {
  #box = byId('list');
  #room = byId('list-room');
  #empty = byId('list-empty');
  #text = byId('search', HTMLInputElement);
  /** By slot. @type {Map<string, Row>} */
  #rows = new Map();
  /** @type {ReturnType<typeof rowsOf>} */
  #shown = { items: [], height: 0 };
  #filter = everything;
  #count = byId('list-count');
  #older = byId('older', HTMLButtonElement);
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
      this.#sift({ text: this.#text.value.trim() });
      clearTimeout(this.#searching);
      this.#searching = setTimeout(() => this.#searchAll(), searchMs);
    };
    this.#older.onclick = () => older(this.model, { behind: this.model.olderBehind });
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

  update() {
    this.#shown = rowsOf(this.model, this.#filter);
    const { items, height } = this.#shown;
    this.#room.style.height = `${height}px`;
    write(this.#count, countOf(items));
    this.#older.hidden = !this.model.hasOlder;
    this.#offer();
    const isNothing = this.model.machines.size === 0;
    write(
      this.#empty,
      isNothing
        ? 'Nothing yet. What you begin here, and what your application begins, appears here.'
        : 'Nothing of this kind.',
    );
    this.#empty.hidden = items.length > 0;
    // A list box of nothing is none.
    this.#box.setAttribute('role', items.length > 0 ? 'listbox' : 'region');
    this.#draw();
  }

  /** What ended long ago is found where it is kept. */
  #searchAll() {
    const { text } = this.#filter;
    if (text !== '' && this.model.hasOlder) void older(this.model, { search: text });
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
    const item = this.#items[this.#place];
    if (!item) return;
    const { scrollTop, clientHeight } = this.#box;
    if (item.top < scrollTop) this.#box.scrollTop = item.top - rowHeight;
    const below = item.top + item.height - clientHeight;
    if (below > scrollTop) this.#box.scrollTop = below;
    this.#draw();
  }

  search() {
    this.#text.focus();
    this.#text.select();
  }

  get #items() {
    return this.#shown.items;
  }
  /** Where the chosen row is; -1: nowhere. */
  get #place() {
    const { chosen } = this.model;
    if (!chosen) return -1;
    return this.#items.findIndex(
      ({ summary }) => summary.sid === chosen.sid && summary.machine === chosen.machine,
    );
  }

  /** @param {Partial<import('./sieve.js').Filter>} said */
  #sift(said) {
    this.#filter = { ...this.#filter, ...said };
    this.#box.scrollTop = 0;
    this.update();
  }

  #draw() {
    const { scrollTop, clientHeight } = this.#box;
    const from = scrollTop - spare * rowHeight;
    const to = scrollTop + clientHeight + spare * rowHeight;
    const place = this.#place;
    const stop = Math.max(0, place);
    const seen = this.#items.filter(
      ({ top, place: own }) => (top > from && top < to) || own === stop,
    );
    const old = this.#rows;
    this.#rows = new Map();
    for (const item of seen) {
      const slot = slotOf(item.summary);
      const row = old.get(slot) ?? newRow((one) => this.choose(one));
      old.delete(slot);
      row.show(item, this.model, this.#items.length);
      row.mark(item.place === place, item.place === stop);
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
    this.reveal();
    this.#rows.get(slotOf(item.summary))?.row.focus({ preventScroll: true });
  }

  /** Puts the keyboard on the list. */
  focus() {
    const stop = [...this.#rows.values()].find(({ row }) => row.tabIndex === 0);
    stop?.row.focus({ preventScroll: true });
  }
}
