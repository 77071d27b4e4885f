/** What happens in a world, told while it happens: server-sent events. */
import { slotOf } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import { summaryOf } from '../../wire/resources/summary.ts';
import { limits } from '../stage/limits.ts';
import type { TimelineEntry } from '../stage/timeline.ts';
import type { World } from '../world/world.ts';
import type { Worlds } from '../world/worlds.ts';
import { failure } from './edge/errors.ts';
import { accountOf, clockIn, endedAtFirst, machinesAtFirst, unusedAccount } from './views.ts';

/** What happens within this time is told together. */
const togetherMs = 100;
const heartbeatMs = 15_000;
/** A reader that is so far behind is cut off; it comes back and is told everything anew. */
const mostBehindBytes = 1024 * 1024;

/** The streams that are open. */
export class Streams {
  readonly #open = new Set<Stream>();

  /**
   * Begins to tell what happens in the world of an account, also if it is made only later: looking
   * makes none. It begins behind the entry `from`, if the reader has been told up to there.
   * @throws HttpError if too many are told already.
   */
  begin(worlds: Worlds, accountSid: string, from: number | undefined): Response {
    if (this.#open.size >= limits.streams) {
      throw failure('unavailable', `${limits.streams} streams are open already; close one.`);
    }
    const stream = new Stream(worlds, accountSid, from, () => this.#open.delete(stream));
    this.#open.add(stream);
    return new Response(stream.body, {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
    });
  }

  close() {
    for (const stream of this.#open) stream.end();
  }
}

const asBytes = new TextEncoder();

class Stream {
  readonly body: ReadableStream<Uint8Array>;
  /** Undefined as long as nobody has used the account. */
  #world: World | undefined;
  readonly #onEnd: () => void;
  readonly #callOff: (() => void)[] = [];
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  /** What is to be told next: machines by sid as they are now, and entries in order. */
  readonly #changed = new Map<string, Snapshot>();
  #entries: TimelineEntry[] = [];
  #isClockMoved = false;
  #flushing: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor(worlds: Worlds, accountSid: string, from: number | undefined, onEnd: () => void) {
    this.#onEnd = onEnd;
    const world = worlds.find(accountSid);
    const unused = () => asBytes.encode(message('hello', unusedAccount(accountSid, worlds.said)));
    const hello = world ? helloBehind(world, from) : unused();
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
          controller.enqueue(hello);
        },
        cancel: () => this.end(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: hello.byteLength + mostBehindBytes }),
    );
    const beat = setInterval(() => this.#send(asBytes.encode(': still here\n\n')), heartbeatMs);
    beat.unref();
    this.#callOff.push(() => clearInterval(beat));
    if (world) this.#follow(world);
    else this.#await(worlds, accountSid);
  }

  /** Ends it from this side. */
  end() {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    for (const callOff of this.#callOff) callOff();
    clearTimeout(this.#flushing);
    this.#onEnd();
    try {
      this.#controller.close();
    } catch {
      // The reader was faster.
    }
  }

  /** Once there is a world, all that it begins with is told. */
  #await(worlds: Worlds, accountSid: string) {
    const callOff = worlds.listen((made) => {
      if (made.accountSid !== accountSid) return;
      callOff();
      this.#send(helloBehind(made, 0));
      this.#follow(made);
    });
    this.#callOff.push(callOff);
  }

  #follow(world: World) {
    if (this.#hasEnded) return;
    this.#world = world;
    const { timeline, closing } = world;
    const end = () => this.end();
    closing.addEventListener('abort', end, { once: true });
    this.#callOff.push(
      () => closing.removeEventListener('abort', end),
      timeline.listen((entry) => {
        this.#entries.push(entry);
        this.#flushSoon();
      }),
      world.listen(({ machines = [], steps = [], clock }) => {
        // What a machine was told in vain may have changed what is known beside it.
        for (const { to, snapshot } of steps) if (snapshot) this.#changed.set(slotOf(to), snapshot);
        for (const one of machines) this.#changed.set(slotOf(one), one);
        this.#isClockMoved ||= clock ?? false;
        this.#flushSoon();
      }),
    );
  }

  #flushSoon() {
    this.#flushing ??= setTimeout(() => this.#flush(), togetherMs);
  }

  #flush() {
    this.#flushing = undefined;
    const world = this.#world;
    if (!world) return;
    const changed = Array.from(this.#changed.values(), (one) => summaryOf(world.host, one));
    let text = this.#isClockMoved ? message('clock', clockIn(world)) : '';
    if (changed.length > 0) text += message('machine', changed);
    text += entriesAs(this.#entries);
    this.#changed.clear();
    this.#entries = [];
    this.#isClockMoved = false;
    if (text !== '') this.#send(asBytes.encode(text));
  }

  #send(bytes: Uint8Array) {
    if (this.#hasEnded) return;
    this.#controller.enqueue(bytes);
    if ((this.#controller.desiredSize ?? 0) > 0) return;
    this.#controller.error(new Error('The reader is too slow.'));
    this.end();
  }
}

const message = (event: string, data: object, id?: number) =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** What lives as it is, the newest of the rest, and what a reader that comes back has missed. */
function helloBehind(world: World, from: number | undefined): Uint8Array<ArrayBuffer> {
  const machines = machinesAtFirst(world);
  const hello = message('hello', { ...accountOf(world), endedTold: endedAtFirst, machines });
  const missed = from === undefined ? [] : world.timeline.latest({ behind: from, most: 5_000 });
  return asBytes.encode(hello + entriesAs(missed));
}

const entriesAs = (entries: readonly TimelineEntry[]) =>
  entries.length === 0 ? '' : message('entry', entries, entries.at(-1)?.number);

/** The number that a reader that comes back has been told up to. */
export function lastEventId(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
