/** Runs TeXML documents: does what the readings of calls ask, with what the scenario has. */
import type { EffectFor, Verdict } from '../../../machines/index.ts';
import {
  type CommandsTo,
  commandOf,
  type DetectionKnown,
  type InstructionSource,
  isOfUnreached,
  type NewRow,
  type NewsOf,
  type Parameters,
  type Reading,
  type ReadingAsk,
  type ReadingNews,
  readOn,
  type Surroundings,
  toldBeside,
  type VoiceApplication,
} from '../../wire/index.ts';
import { origin, type Shelf } from '../format/documents.ts';
import type { VirtualClock } from './clock.ts';

/** What the runner needs of the world that it runs in. */
export interface RunnerStage {
  readonly clock: VirtualClock;
  readonly documents: Shelf;
  readonly strict: boolean;
  /** That of every call. */
  readonly application: VoiceApplication;
  readonly surroundings: (callSid: string, documentUrl: string | undefined) => Surroundings;
  readonly command: (
    callSid: string,
    command: CommandsTo['call'],
    rows: readonly NewRow[],
  ) => Verdict;
  /** What a request for a document says about its call. */
  readonly says: (callSid: string) => Parameters;
  /** The same of the action of a `<Dial>` that reached nobody, beside that. */
  readonly unreached: (callSid: string) => Parameters;
  /** What its first document may wait for. */
  readonly detection: (callSid: string) => DetectionKnown;
  /** As a call, or as a leg that becomes one. */
  readonly isThere: (callSid: string) => boolean;
  readonly isOver: (callSid: string) => boolean;
  readonly warn: (says: string) => void;
}
type AskOf<T extends ReadingAsk['type']> = Extract<ReadingAsk, { readonly type: T }>;

/** A request for a document, as the application would have had it. */
export interface DocumentRequest {
  readonly at: number;
  readonly callSid: string;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly parameters: Parameters;
  /** The document that was answered; left out: there was none. */
  readonly answer?: string;
}

/** A document that was asked for and has not come: by whom, when it comes, and what it is. */
interface Coming {
  readonly reading: Reading | undefined;
  readonly at: number;
  readonly came: NewsOf<'fetched' | 'failed'>;
}

export class DocumentRunner {
  /** All that was asked of the application, in order. */
  readonly requests: DocumentRequest[] = [];
  readonly #stage: RunnerStage;
  readonly #readings = new Map<string, Reading>();
  readonly #coming = new Map<string, Coming>();
  #newsCount = 0;

  constructor(stage: RunnerStage) {
    this.#stage = stage;
  }

  /** Says where a call's next document comes from; gives what takes that back. */
  point(callSid: string, source: InstructionSource | undefined): () => void {
    const before = this.#readings.get(callSid);
    const because = this.#stage.isThere(callSid) ? 'redirected' : 'answered';
    this.#hear(callSid, { type: 'pointed', because, ...(source ? { source } : {}) });
    return () => this.#keep(callSid, before);
  }

  /** Does what the call asks: fetch the next document, or go on with the one it has. */
  perform(effect: EffectFor<'instructions'>, parameters: Parameters) {
    this.#hear(
      effect.sid,
      effect.type === 'instructions.resumed'
        ? { type: 'resumed', again: effect.again }
        : { type: 'requested', because: effect.because, execute: effect.execute, parameters },
    );
    this.#goOn(effect.sid);
  }

  /** Takes a key that the caller pressed, of which the call has heard. */
  press(callSid: string, digit: string) {
    this.#newsCount += 1;
    this.#hear(callSid, { type: 'pressed', digit, id: `press-${this.#newsCount}` });
    this.#goOn(callSid);
  }

  /** The service is over that the document of a call waits for; its action is told the parameters. */
  serve(callSid: string, parameters: Parameters) {
    if (this.#readings.get(callSid)?.state !== 'serving') {
      throw new Error(`the document of ${callSid} waits for no service`);
    }
    this.#newsCount += 1;
    this.#hear(callSid, { type: 'served', parameters, id: `service-${this.#newsCount}` });
    this.#goOn(callSid);
  }

  /** It is found out who has answered a call, whose first document may wait for that. */
  detected(callSid: string) {
    if (this.#readings.has(callSid)) this.#goOn(callSid);
  }

  /** A call that is over has no use for its document any more. */
  ended(callSid: string) {
    if (this.#readings.has(callSid)) this.#goOn(callSid);
  }

  /** What is due at this time happens in its order; the document is among it. */
  #goOn(callSid: string, at = this.#stage.clock.now) {
    const step = () => {
      const before = this.#readings.get(callSid);
      this.#hear(callSid, { type: this.#stage.isOver(callSid) ? 'ended' : 'time' });
      if (this.#readings.get(callSid) !== before) this.#goOn(callSid);
    };
    this.#stage.clock.plan(at, step, `document of ${callSid}`);
  }

  /** Tells a reading what came about, and does what it asks. */
  #hear(callSid: string, news: ReadingNews) {
    const before = this.#readings.get(callSid);
    const { clock, says, unreached, strict, application, detection } = this.#stage;
    const context = {
      ...{ now: clock.now, call: says(callSid), application, strict },
      ...detection(callSid),
    };
    const { reading, asks } = readOn(before, news, context);
    const told = isOfUnreached(reading) ? toldBeside(reading, unreached(callSid)) : reading;
    this.#keep(callSid, told);
    for (const ask of asks) this.#do(callSid, ask, before);
  }

  #keep(callSid: string, reading: Reading | undefined) {
    if (reading) this.#readings.set(callSid, reading);
    else this.#readings.delete(callSid);
  }

  #do(callSid: string, ask: ReadingAsk, before: Reading | undefined) {
    switch (ask.type) {
      case 'run':
      case 'hangUp':
        return this.#give(callSid, ask, before);
      case 'fetch':
        return this.#fetch(callSid, ask);
      case 'tell':
        return this.#told(callSid, ask);
      case 'wait':
        return this.#goOn(callSid, ask.until);
      case 'warn':
        return this.#stage.warn(ask.says);
    }
  }

  /** Gives the call a command; if it refuses, the reading is as before, and the call is ended. */
  #give(callSid: string, ask: AskOf<'run' | 'hangUp'>, before: Reading | undefined) {
    const documentUrl = ask.type === 'run' ? ask.documentUrl : undefined;
    const { command, rows } = commandOf(ask, this.#stage.surroundings(callSid, documentUrl));
    const { verdict } = this.#stage.command(callSid, command, rows);
    if (verdict === 'accepted') return;
    if (ask.type === 'hangUp') throw new Error(`${callSid} cannot be ended: "${verdict}"`);
    this.#keep(callSid, before);
    this.#hear(callSid, {
      type: 'broken',
      says: `Error: the call answers "${verdict}" to ${command.type}`,
    });
  }

  /** Asks for a document once: a reading that asks again waits for what it asked for. */
  #fetch(callSid: string, ask: AskOf<'fetch'>) {
    const { now } = this.#stage.clock;
    const reading = this.#readings.get(callSid);
    const before = this.#coming.get(callSid);
    const coming =
      before && before.reading === reading ? before : { reading, ...this.#fetched(callSid, ask) };
    if (coming.at > now) {
      this.#coming.set(callSid, coming);
      return this.#goOn(callSid, coming.at);
    }
    this.#coming.delete(callSid);
    this.#hear(callSid, coming.came);
  }

  /** What the application answers to a request, and when. */
  #fetched(
    callSid: string,
    asked: Omit<AskOf<'fetch'>, 'type' | 'attempt'>,
  ): Omit<Coming, 'reading'> {
    const { method, parameters } = asked;
    const found = URL.parse(asked.url);
    // As it would be sent: what is behind a # is nobody's business but the document's.
    if (found) found.hash = '';
    const url = found?.href ?? asked.url;
    const { now: at } = this.#stage.clock;
    const request = { at, callSid, url, method, parameters };
    const answer = found ? this.#stage.documents.answer(found) : undefined;
    const { texml, after = 0, status = texml === undefined ? undefined : 200 } = answer ?? {};
    const isFine = texml !== undefined && status !== undefined && status < 300;
    this.requests.push(isFine ? { ...request, answer: texml } : request);
    const failed = (says: string) => ({ at: at + after, came: { type: 'failed', says } }) as const;
    if (!found) return failed(`${url} is no URL of http or https`);
    const { pathname, search } = found;
    const shown = (found.origin === origin ? '' : found.origin) + pathname;
    if (isFine) return { at: at + after, came: { type: 'fetched', text: texml, url, file: shown } };
    if (answer) return failed(`${shown} answers ${status ?? 'nothing'} instead of a document`);
    const known = this.#stage.documents.keys.join(', ') || 'nothing';
    return failed(`"documents" has none for ${shown}${search}; it has ${known}`);
  }

  #told(callSid: string, { attempts, ...asked }: AskOf<'tell'>) {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const { came } = this.#fetched(callSid, asked);
      if (came.type === 'fetched') return;
      if (attempt === attempts) this.#stage.warn(came.says);
    }
  }
}
