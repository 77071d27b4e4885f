/** What the page knows of an account's world. Whoever draws is told once a frame what has changed. */

/** @typedef {import('../../wire/resources/summary.ts').Summary} Summary */
/** @typedef {import('../stage/timeline.ts').TimelineEntry} Entry */
/** @typedef {import('../http/words.ts').ModelWords} Words */
/** @typedef {import('../lines/numbers.ts').MagicNumber} MagicNumber */
/** @typedef {{ readonly now: number, readonly isFrozen: boolean }} Clock */
/** @typedef {{ readonly machine: Summary['machine'], readonly sid: string }} Address */
/** @typedef {'machines' | 'entries' | 'clock' | 'chosen' | 'connection'} Change */

/** How many entries of the timeline the page remembers. */
const mostEntries = 5_000;

/** What a machine says that it belongs to. @param {Summary} one */
export const belongingOf = ({ callSid, conferenceSid, parentCallSid, recordingSid, host }) => [
  callSid,
  conferenceSid,
  parentCallSid,
  recordingSid,
  host?.sid,
];
/** @param {Address} address */
export const slotOf = ({ machine, sid }) => `${machine} ${sid}`;

export class Model {
  /** @type {Map<string, Summary>} */
  machines = new Map();
  /** Which slots have this sid, and which name it as what they belong to. @type {Map<string, Set<string>>} */
  #bySid = new Map();
  /** How often each was told of: more than a summary says may have changed. @type {Map<string, number>} */
  #told = new Map();
  /** By running number, in order. @type {Map<number, Entry>} */
  #entries = new Map();
  #newest = 0;
  /** @type {Address | undefined} */
  chosen;
  isConnected = true;
  /** Those that are set up, by ApplicationSid. @type {readonly string[]} */
  applications = [];
  /** How many have ended and are not known here; and when those were counted that are there. */
  #unknown = { many: 0, at: 0 };
  /** Behind how many of each kind those come that ended earlier than what was told. */
  olderBehind = 0;
  /** @type {Clock} */
  #clock = { now: Date.now(), isFrozen: false };
  #clockCame = performance.now();
  /** @type {Set<(changed: ReadonlySet<Change>) => void>} */
  #listeners = new Set();
  /** @type {Set<Change>} */
  #changed = new Set();

  /**
   * @param {string} account
   * @param {Words} words
   */
  constructor(account, words) {
    this.account = account;
    this.words = words;
  }

  /** @param {(changed: ReadonlySet<Change>) => void} to */
  listen(to) {
    this.#listeners.add(to);
  }

  /** @param {Change} what */
  changed(what) {
    if (this.#changed.size === 0) requestAnimationFrame(() => this.#tell());
    this.#changed.add(what);
  }

  #tell() {
    const changed = this.#changed;
    this.#changed = new Set();
    for (const listen of this.#listeners) listen(changed);
  }

  /** @param {Iterable<Summary>} summaries all that there are */
  replace(summaries) {
    this.machines = new Map();
    this.#bySid = new Map();
    this.#entries = new Map();
    this.#newest = 0;
    this.put(summaries);
    this.changed('entries');
  }

  /** @param {Iterable<Summary>} summaries */
  put(summaries) {
    for (const one of summaries) {
      const slot = slotOf(one);
      // What is new is none of those that were there when they were counted.
      if (one.createdAt < this.#unknown.at && !this.machines.has(slot)) this.#unknown.many -= 1;
      this.machines.set(slot, one);
      this.#told.set(slot, (this.#told.get(slot) ?? 0) + 1);
      for (const sid of [one.sid, ...belongingOf(one)]) {
        if (sid === undefined) continue;
        const slots = this.#bySid.get(sid);
        if (slots) slots.add(slot);
        else this.#bySid.set(sid, new Set([slot]));
      }
    }
    this.changed('machines');
  }

  /** All of this sid, and all that name it as what they belong to. @param {string} sid */
  around(sid) {
    const slots = [...(this.#bySid.get(sid) ?? [])];
    return slots.flatMap((slot) => this.machines.get(slot) ?? []);
  }
  /** All of this sid. @param {string} sid */
  known(sid) {
    return this.around(sid).filter((one) => one.sid === sid);
  }

  /** Those that were not known, as they ended long ago. @param {readonly Summary[]} summaries */
  add(summaries) {
    this.put(summaries.filter((one) => !this.machines.has(slotOf(one))));
  }
  /** How many there are of each kind, now. @param {Record<string, { all: number }>} counts */
  count(counts) {
    let many = -this.machines.size;
    for (const one of Object.values(counts)) many += one.all;
    this.#unknown = { many, at: this.now };
  }
  /** Whether more have ended than are known here. */
  get hasOlder() {
    return this.#unknown.many > 0;
  }

  /** @param {readonly Entry[]} entries */
  note(entries) {
    let newest = this.#newest;
    let isInOrder = true;
    for (const entry of entries) {
      isInOrder &&= entry.number > newest;
      newest = Math.max(newest, entry.number);
      this.#entries.set(entry.number, entry);
    }
    this.#newest = newest;
    if (!isInOrder) this.#entries = new Map([...this.#entries].sort(([a], [b]) => a - b));
    for (const number of this.#entries.keys()) {
      if (this.#entries.size <= mostEntries) break;
      this.#entries.delete(number);
    }
    if (entries.length > 0) this.changed('entries');
  }

  /** @param {string} [sid] */
  entries(sid) {
    const all = [...this.#entries.values()];
    return sid === undefined ? all : all.filter((one) => one.sid === sid);
  }

  /** @param {number} number */
  entry(number) {
    return this.#entries.get(number);
  }

  get clock() {
    return this.#clock;
  }
  set clock(said) {
    this.#clock = said;
    this.#clockCame = performance.now();
    this.changed('clock');
  }
  /** The world's time. */
  get now() {
    const { now, isFrozen } = this.#clock;
    return isFrozen ? now : now + performance.now() - this.#clockCame;
  }

  /** @param {Address | undefined} address */
  choose(address) {
    this.chosen = address;
    this.changed('chosen');
  }
  /** Another each time that something was told of the chosen one. */
  get chosenRevision() {
    return this.chosen && this.#told.get(slotOf(this.chosen));
  }
  get chosenSummary() {
    return this.chosen && this.machines.get(slotOf(this.chosen));
  }

  /** @param {boolean} isConnected */
  connect(isConnected) {
    if (this.isConnected === isConnected) return;
    this.isConnected = isConnected;
    this.changed('connection');
  }

  /**
   * All machines of a kind, newest first.
   * @param {Summary['machine']} machine
   */
  all(machine) {
    const found = [];
    for (const one of this.machines.values()) if (one.machine === machine) found.push(one);
    return found.reverse().sort((a, b) => b.createdAt - a.createdAt);
  }
}
