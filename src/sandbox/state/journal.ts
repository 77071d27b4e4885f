/**
 * What happened is kept beside the machines: in whatever the world writes next, or by itself soon
 * after. A world that is killed loses the last moment of it, and nothing else.
 */
import { type Change, type Note, noChange, type Store, type Stored } from '../../hosts/index.ts';
import { mostEntries, type TimelineEntry } from '../stage/timeline.ts';
import type { KeptExchange } from '../traffic/exchange.ts';
import type { TrafficKeeper } from '../traffic/traffic.ts';
import { shelfWithout } from './shelf-without.ts';

const entriesWord = 'happened';
const exchangeWord = 'exchange';
const words = [entriesWord, exchangeWord].map((word) => `${word} `);
const isOurs = (key: string) => words.some((word) => key.startsWith(word));
const exchangeKey = ({ number }: KeptExchange) => `${exchangeWord} ${number}`;

/**
 * What happened waits for more of it for so long, and is written with whatever comes then: by itself it
 * is when it has waited longer. A note for each moment would double what the world writes.
 */
const gathersMs = 100;
const waitsMs = 200;
/** How much goes at a time of what is kept no longer: one by one, that costs as much as to keep it. */
const goesAtOnce = 64;

/** What was kept of a world's past, oldest first. */
export interface Past {
  readonly entries: readonly TimelineEntry[];
  readonly exchanges: readonly KeptExchange[];
}
/** The notes in which a past is kept. */
export function notesOfPast({ entries, exchanges }: Past): Note[] {
  const page = pageOf(entries);
  return [
    ...(page ? [{ key: page.key, value: entries }] : []),
    ...exchanges.map((one) => ({ key: exchangeKey(one), value: one })),
  ];
}
/** Entries that were kept together. */
interface Page {
  readonly key: string;
  readonly many: number;
}

export class Journal implements TrafficKeeper {
  /** The store for whoever keeps the rest: it shows nothing of the journal, and takes it along. */
  readonly store: Store;
  readonly #of: Store;
  #past: Past = { entries: [], exchanges: [] };
  readonly #pages: Page[] = [];
  readonly #entries: TimelineEntry[] = [];
  /** By key: exchanges that are new. */
  readonly #exchanges = new Map<string, Note>();
  /** The keys of exchanges that are gone. */
  readonly #gone = new Set<string>();
  #many = 0;
  #soon: NodeJS.Timeout | undefined;
  /** Since when something waits, by the clock of `performance`. */
  #since: number | undefined;
  readonly #gathersMs: number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(of: Store, { gathersMs: ms = gathersMs } = {}) {
    this.#of = of;
    this.#gathersMs = ms;
    const { shelf } = of;
    if (shelf) this.#readPast(words.flatMap((word) => [...shelf.notes(word)]));
    this.store = {
      ...(shelf ? { shelf: shelfWithout(shelf, isOurs) } : {}),
      load: async () => this.#read(await of.load()),
      commit: (change) =>
        this.#inTurn(async () =>
          this.#isReady ? await this.#write(change) : await this.#of.commit(change),
        ),
      close: async () => {
        clearTimeout(this.#soon);
        // Whoever closes it has been told already if nothing can be written.
        await this.flush().catch(() => undefined);
        clearTimeout(this.#soon);
        await of.close();
      },
    };
  }

  /** What was kept before, as far as the store has been read. */
  get past(): Past {
    return this.#past;
  }

  /** An entry is to be kept. */
  noted(entry: TimelineEntry) {
    this.#entries.push(entry);
    this.#writeSoon();
  }
  /** An exchange is to be kept. */
  kept(exchange: KeptExchange) {
    const key = exchangeKey(exchange);
    this.#exchanges.set(key, { key, value: exchange });
    this.#gone.delete(key);
    this.#writeSoon();
  }
  /** An exchange is not kept any longer: by and by, since whoever reads it says so again. */
  gone(exchange: KeptExchange) {
    const key = exchangeKey(exchange);
    this.#exchanges.delete(key);
    this.#gone.add(key);
  }

  /** Writes what is to be kept now. @throws what the store throws; then it is written later. */
  async flush() {
    await this.#inTurn(async () => {
      if (this.#entries.length > 0 || this.#exchanges.size > 0) await this.#write(noChange);
    });
  }

  /** Whether what waits has waited long enough to go with something else. */
  get #isReady(): boolean {
    return this.#since !== undefined && performance.now() - this.#since >= this.#gathersMs;
  }

  #writeSoon() {
    this.#since ??= performance.now();
    if (this.#soon) return;
    this.#soon = setTimeout(() => {
      this.#soon = undefined;
      // It is written with whatever comes next.
      this.flush().catch(() => undefined);
    }, waitsMs);
    this.#soon.unref();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /**
   * What is written is taken off only afterwards: what fails is written with the next, and so is what
   * happens meanwhile.
   */
  async #write(change: Change) {
    const entries = [...this.#entries];
    const exchanges = [...this.#exchanges.values()];
    if (entries.length === 0 && exchanges.length === 0) return this.#of.commit(change);
    const since = performance.now();
    const page = pageOf(entries);
    const old = this.#outlived(entries.length);
    const gone = this.#gone.size < goesAtOnce ? [] : [...this.#gone];
    const pages = page ? [{ key: page.key, value: entries }] : [];
    const dropped = [...old.map(({ key }) => key), ...gone].map((key) => ({
      key,
      value: undefined,
    }));
    const notes = [...change.notes, ...pages, ...exchanges, ...dropped];
    await this.#of.commit({ ...change, notes });
    this.#entries.splice(0, entries.length);
    for (const one of exchanges)
      if (this.#exchanges.get(one.key) === one) this.#exchanges.delete(one.key);
    for (const key of gone) this.#gone.delete(key);
    this.#pages.splice(0, old.length);
    if (page) this.#pages.push(page);
    this.#many += (page?.many ?? 0) - manyIn(old);
    const isLeft = this.#entries.length > 0 || this.#exchanges.size > 0;
    this.#since = isLeft ? since : undefined;
    if (isLeft) return;
    clearTimeout(this.#soon);
    this.#soon = undefined;
  }

  /** The pages that are not needed once so many more entries are kept; none as long as they are few. */
  #outlived(more: number): Page[] {
    const old: Page[] = [];
    let many = this.#many + more;
    for (const page of this.#pages) {
      many -= page.many;
      if (many < mostEntries) break;
      old.push(page);
    }
    return manyIn(old) < goesAtOnce ? [] : old;
  }

  #read(stored: Stored): Stored {
    this.#readPast(stored.notes.filter(({ key }) => isOurs(key)));
    return { ...stored, notes: stored.notes.filter(({ key }) => !isOurs(key)) };
  }

  #readPast(ours: readonly Note[]) {
    const pages = ours.filter(({ key }) => key.startsWith(entriesWord));
    const exchanges = ours.filter(({ key }) => key.startsWith(exchangeWord));
    const read = pages
      .map(({ key, value }) => ({ key, entries: value as readonly TimelineEntry[] }))
      .toSorted((a, b) => firstOf(a.entries) - firstOf(b.entries));
    this.#pages.splice(0, Number.POSITIVE_INFINITY);
    for (const { key, entries } of read) this.#pages.push({ key, many: entries.length });
    this.#many = manyIn(this.#pages);
    this.#past = {
      entries: read.flatMap(({ entries }) => entries),
      exchanges: exchanges
        .map(({ value }) => value as KeptExchange)
        .toSorted((a, b) => a.number - b.number),
    };
  }
}

const firstOf = (entries: readonly TimelineEntry[]) => entries[0]?.number ?? 0;
const manyIn = (pages: readonly Page[]) => pages.reduce((sum, { many }) => sum + many, 0);

const pageOf = (entries: readonly TimelineEntry[]): Page | undefined =>
  entries.length === 0
    ? undefined
    : { key: `${entriesWord} ${firstOf(entries)}`, many: entries.length };
