/** Runs TeXML documents: fetches them from the scenario, and gives each call one verb at a time. */
import type { EffectFor, Verdict } from '../../../machines/index.ts';
import {
  begin,
  type Cursor,
  endOfDocument,
  type Gather,
  type Instruction,
  type NewRow,
  next,
  readTexml,
  type Surroundings,
  type TimelessCommand,
  translate,
  type Warning,
} from '../../wire/index.ts';
import type { VirtualClock } from './clock.ts';

/** What the runner needs of the world that it runs in. */
export interface RunnerStage {
  readonly clock: VirtualClock;
  readonly documents: Readonly<Record<string, string>>;
  readonly surroundings: (callSid: string, documentUrl: string) => Surroundings;
  readonly command: (callSid: string, command: TimelessCommand, rows: readonly NewRow[]) => Verdict;
  readonly isOver: (callSid: string) => boolean;
  readonly warn: (url: string, warning: Warning) => void;
}

/** Where a call stands in its documents. */
interface Reading {
  /** Where the next document comes from, once it is asked for. */
  nextUrl: string;
  url: string;
  cursor: Cursor;
  current: Instruction | undefined;
  /** Counts what made the call go on, so that what was planned before is dropped. */
  turn: number;
  gathered: string;
}

/** Where the documents of scenarios pretend to live. */
export const origin = 'https://app.example';
/** What a prompt takes to be heard; scenarios do not speak. */
const promptMs = 1_000;

export class DocumentRunner {
  readonly #stage: RunnerStage;
  readonly #readings = new Map<string, Reading>();

  constructor(stage: RunnerStage) {
    this.#stage = stage;
  }

  /** Says where a call's next document comes from: a new call's first, or a redirect's. */
  point(callSid: string, url: string) {
    const reading = this.#readings.get(callSid);
    if (reading) reading.nextUrl = url;
    else {
      const fresh = {
        url: origin,
        cursor: { left: [] },
        current: undefined,
        turn: 0,
        gathered: '',
      };
      this.#readings.set(callSid, { nextUrl: url, ...fresh });
    }
  }

  /** Takes back where the next document comes from; call it when the request was refused. */
  pointer(callSid: string): () => void {
    const before = this.#readings.get(callSid)?.nextUrl;
    return () => {
      if (before === undefined) this.#readings.delete(callSid);
      else this.point(callSid, before);
    };
  }

  /** Does what the call asks: fetch the next document, or go on with the one it has. */
  perform(effect: EffectFor<'instructions'>) {
    const reading = this.#of(effect.sid);
    if (effect.type === 'instructions.requested') {
      if (!effect.execute) return;
      this.#fetch(reading);
    } else if (effect.again && reading.current) {
      reading.cursor = { left: [reading.current, ...reading.cursor.left] };
    }
    this.#goOn(effect.sid, reading, 0);
  }

  /** Takes a key that the caller pressed: only a `<Gather>` is waiting for it here. */
  press(callSid: string, digit: string) {
    const reading = this.#readings.get(callSid);
    if (reading?.current?.verb !== 'Gather') return;
    const { finishOnKey = '#', numDigits } = reading.current.attributes;
    const isFinished = finishOnKey.includes(digit);
    if (!isFinished) reading.gathered += digit;
    if (isFinished || reading.gathered.length === numDigits) {
      this.#finishGather(callSid, reading, reading.current);
    } else this.#awaitDigits(callSid, reading, reading.current);
  }

  #of(callSid: string): Reading {
    const reading = this.#readings.get(callSid);
    if (!reading) throw new Error(`${callSid} has no document`);
    return reading;
  }

  #fetch(reading: Reading) {
    const url = new URL(reading.nextUrl, reading.url);
    const text = this.#stage.documents[url.pathname];
    if (text === undefined) {
      const known = Object.keys(this.#stage.documents).join(', ') || 'nothing';
      throw new Error(`"documents" has none for ${url.pathname}; it has ${known}`);
    }
    const document = readTexml(text, { file: url.pathname });
    for (const warning of document.warnings) this.#stage.warn(url.pathname, warning);
    Object.assign(reading, { url: url.href, cursor: begin(document), current: undefined });
  }

  #goOn(callSid: string, reading: Reading, delayMs: number) {
    reading.turn += 1;
    const { turn } = reading;
    const { clock } = this.#stage;
    clock.plan(clock.now + delayMs, () => {
      if (reading.turn === turn && !this.#stage.isOver(callSid)) this.#runNext(callSid, reading);
    });
  }

  #runNext(callSid: string, reading: Reading) {
    const found = next(reading.cursor);
    if (!found) {
      this.#stage.command(callSid, endOfDocument(callSid).command, []);
      return;
    }
    const { instruction, cursor } = found;
    reading.cursor = cursor;
    reading.current = instruction;
    const around = this.#stage.surroundings(callSid, reading.url);
    const translated = translate(instruction, around);
    if ('host' in translated) {
      this.#wait(callSid, reading, translated.host);
      return;
    }
    if (translated.nextDocument) reading.nextUrl = translated.nextDocument.url;
    this.#stage.command(callSid, translated.command, translated.rows);
    if (translated.command.type === 'call.startBackgroundRecording') {
      this.#goOn(callSid, reading, 0);
    }
  }

  /** What the host performs by itself takes its time, and then the document goes on. */
  #wait(callSid: string, reading: Reading, instruction: Instruction) {
    if (instruction.verb === 'Gather') {
      reading.gathered = '';
      this.#awaitDigits(callSid, reading, instruction);
    } else if (instruction.verb === 'Pause') {
      this.#goOn(callSid, reading, (instruction.attributes.length ?? 1) * 1_000);
    } else this.#goOn(callSid, reading, instruction.verb === 'Leave' ? 0 : promptMs);
  }

  #awaitDigits(callSid: string, reading: Reading, gather: Gather) {
    reading.turn += 1;
    const { turn } = reading;
    const { clock } = this.#stage;
    clock.plan(clock.now + (gather.attributes.timeout ?? 5) * 1_000, () => {
      if (reading.turn === turn) this.#finishGather(callSid, reading, gather);
    });
  }

  #finishGather(callSid: string, reading: Reading, gather: Gather) {
    const { action } = gather.attributes;
    if (reading.gathered !== '' && action !== undefined) {
      reading.nextUrl = action;
      this.#fetch(reading);
    }
    this.#goOn(callSid, reading, 0);
  }
}
