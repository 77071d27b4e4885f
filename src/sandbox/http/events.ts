/** What happens in a world, told while it happens: server-sent events. */
import { slotOf } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import { limits } from '../limits.ts';
import { summaryOf } from '../summary.ts';
import type { Entry } from '../timeline.ts';
import type { World } from '../world.ts';
import { failure } from './errors.ts';
import { accountOf, clockIn, machinesIn } from './views.ts';

/** What happens within this time is told together. */
const togetherMs = 100;
const heartbeatMs = 15_000;
/** A reader that is so far behind is cut off; it comes back and is told everything anew. */
const mostBehindBytes = 1024 * 1024;

/** The streams that are open. */
export class Streams {
  readonly #open = new Set<Stream>();

  /**
   * Begins to tell what happens in a world; behind the entry `from`, if the reader has been told
   * up to there.
   * @throws HttpError if too many are told already.
   */
  begin(world: World, from: number | undefined): Response {
    if (this.#open.size >= limits.streams) {
      throw failure('unavailable', `${limits.streams} streams are open already; close one.`);
    }
    const stream = new Stream(world, from, () => this.#open.delete(stream));
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
  readonly #world: World;
  readonly #onEnd: () => void;
  readonly #callOff: (() => void)[] = [];
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  /** What is to be told next: machines by sid as they are now, and entries in order. */
  readonly #changed = new Map<string, Snapshot>();
  #entries: Entry[] = [];
  #isClockMoved = false;
  #flushing: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor(world: World, from: number | undefined, onEnd: () => void) {
    this.#world = world;
    this.#onEnd = onEnd;
    const hello = this.#helloBehind(from);
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
    this.#listen();
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

  #listen() {
    const { timeline, closing } = this.#world;
    const end = () => this.end();
    closing.addEventListener('abort', end, { once: true });
    const beat = setInterval(() => this.#send(': still here\n\n'), heartbeatMs);
    beat.unref();
    this.#callOff.push(
      () => clearInterval(beat),
      () => closing.removeEventListener('abort', end),
      timeline.listen((entry) => {
        this.#entries.push(entry);
        this.#flushSoon();
      }),
      this.#world.listen(({ machines = [], clock }) => {
        for (const one of machines) this.#changed.set(slotOf(one), one);
        this.#isClockMoved ||= clock ?? false;
        this.#flushSoon();
      }),
    );
  }

  /** Everything as it is, and what a reader that comes back has missed. */
  #helloBehind(from: number | undefined): Uint8Array<ArrayBuffer> {
    const world = this.#world;
    const hello = message('hello', { ...accountOf(world), machines: machinesIn(world) });
    const missed = from === undefined ? [] : world.timeline.latest({ behind: from, most: 5_000 });
    return asBytes.encode(hello + entriesAs(missed));
  }

  #flushSoon() {
    this.#flushing ??= setTimeout(() => this.#flush(), togetherMs);
  }

  #flush() {
    this.#flushing = undefined;
    const { host } = this.#world;
    const changed = Array.from(this.#changed.values(), (one) => summaryOf(host, one));
    let text = this.#isClockMoved ? message('clock', clockIn(this.#world)) : '';
    if (changed.length > 0) text += message('machine', changed);
    text += entriesAs(this.#entries);
    this.#changed.clear();
    this.#entries = [];
    this.#isClockMoved = false;
    if (text !== '') this.#send(text);
  }

  #send(text: string) {
    if (this.#hasEnded) return;
    this.#controller.enqueue(asBytes.encode(text));
    if ((this.#controller.desiredSize ?? 0) > 0) return;
    this.#controller.error(new Error('The reader is too slow.'));
    this.end();
  }
}

const message = (event: string, data: object, id?: number) =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const entriesAs = (entries: readonly Entry[]) =>
  entries.length === 0 ? '' : message('entry', entries, entries.at(-1)?.number);

/** The number that a reader that comes back has been told up to. */
export function lastEventId(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
