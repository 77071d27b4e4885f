/** Runs the TeXML of calls: does what their readings ask, and keeps them with the machines. */
import type { Verdict } from '../../../machines/index.ts';
import { type Delivery, hasEnded } from '../../engine/index.ts';
import { Closed, type Note, type Performers } from '../../hosts/index.ts';
import {
  commandOf,
  endOfDocument,
  type InstructionSource,
  isOfUnreached,
  type Reading,
  type ReadingNews,
  readOn,
  type Parameters as Told,
} from '../../wire/index.ts';
import { FetchError } from '../network/fetching.ts';
import type { Digit, Stage } from '../stage/stage.ts';
import type { WarningEntry } from '../stage/timeline.ts';
import { Mover } from './mover.ts';
import { type KeptReading, Readings } from './readings.ts';
import { askInVain, askOftenInVain, contextIn, fetchDocument } from './requesting.ts';
import { askedIn, type InstructionsTask, toldIn } from './saying.ts';
import { surroundingsIn } from './surroundings.ts';

type CommandAsk = Parameters<typeof commandOf>[0];

/** Of what takes no time. */
const never = new AbortController().signal;

export class Documents {
  readonly #stage: Stage;
  readonly #readings: Readings;
  readonly #mover: Mover;
  /** Keys come one after another; this is the end of the last. */
  #lastPress: Promise<void> = Promise.resolve();

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#readings = new Readings(stage.host);
    this.#mover = new Mover(
      stage.clock,
      (sid, signal) => this.#step(sid, signal),
      (sid, error) => this.#breakOff(sid, error),
      stage.host.activity,
    );
  }

  /** What is to be kept with the command that gives a call a document: it will be asked for. */
  sourceNotes(callSid: string, source: InstructionSource | undefined): Note[] {
    const { host, clock } = this.#stage;
    const because = host.machines.line(callSid) ? 'redirected' : 'answered';
    const news = { type: 'pointed', because, ...(source ? { source } : {}) } as const;
    const { reading } = readOn(this.#readings.of(callSid), news, { now: clock.now(), call: {} });
    return this.#readings.notesOf(callSid, reading);
  }

  /** Takes up what a call asks; documents are fetched by and by, so that another overtakes them. */
  readonly perform: Performers['instructions'] = async (task) => {
    const { sid } = task.effect;
    try {
      await this.#takeUp(task);
    } catch (error) {
      // It is asked for again, here or by the next process.
      if (error instanceof FetchError || error instanceof Closed) throw error;
      if (task.signal.aborted) throw error;
      await this.#breakOff(sid, error);
    }
  };

  async #takeUp(task: InstructionsTask) {
    const { sid } = task.effect;
    const news = await askedIn(this.#stage, task);
    const before = this.#readings.of(sid);
    const { reading, asks } = readOn(before, news, contextIn(this.#stage, sid));
    for (const ask of asks) {
      if (ask.type === 'tell') {
        const first = await this.#readings.firstSaid(sid, task.key, ask);
        await askInVain(this.#stage, sid, first, task.attempt, task.signal);
      }
    }
    if (reading !== before) {
      if (news.type === 'requested') this.#mover.giveUp(sid);
      await this.#readings.keep(sid, before, reading);
    }
    this.#mover.go(sid);
  }

  /**
   * A key is pressed: a `<Gather>` may wait for it, and so may the call.
   * `untilKept`: nobody would press it again if the store failed.
   */
  press(callSid: string, digit: Digit, id: string, untilKept = false): Promise<Verdict> {
    const press = () => this.#press(callSid, digit, id, untilKept);
    const turn = this.#stage.host.activity.during(() => this.#lastPress.then(press));
    const ended = () => undefined;
    this.#lastPress = turn.then(ended, ended);
    return turn;
  }

  async #press(callSid: string, digit: Digit, id: string, untilKept: boolean): Promise<Verdict> {
    const { host } = this.#stage;
    const isKnown = () => this.#readings.of(callSid)?.pressed?.includes(id) === true;
    // The call is told first, while its `<Gather>` still runs: a verb that follows would take the
    // key for its own. A key that was gathered before a crash comes too late for that.
    const verdict = await host.take({
      id,
      to: { machine: 'call', sid: callSid },
      event: { type: 'digit.pressed', digit },
      isStill: () => !isKnown(),
      untilKept,
    });
    await this.#hear(callSid, { type: 'pressed', digit, id }, never);
    this.#mover.go(callSid);
    return verdict;
  }

  /**
   * The service that the document of a call waits for is over; its action is told `parameters`
   * beside what all are told. Whether it waits for any.
   */
  serve(callSid: string, id: string, parameters?: Told): Promise<boolean> {
    return this.#stage.host.activity.during(async () => {
      if (this.#readings.of(callSid)?.state !== 'serving') return false;
      const news = { type: 'served', id, ...(parameters ? { parameters } : {}) } as const;
      await this.#hear(callSid, news, never);
      const { timeline } = this.#stage;
      timeline.note({ kind: 'service', sid: callSid, parameters: parameters ?? {} });
      this.#mover.go(callSid);
      return true;
    });
  }

  /** It is found out who has answered a call, whose first document may wait for that. */
  detected(callSid: string) {
    if (this.#readings.of(callSid)?.state === 'detecting') this.#mover.go(callSid);
  }

  /** A call that is over has no use for its document any more. */
  delivered({ changed }: Delivery) {
    for (const one of changed) {
      if (one.machine === 'call' && hasEnded(one) && this.#readings.of(one.sid)) {
        this.#mover.go(one.sid);
      }
    }
  }

  /** Goes on with every call that was under way when the world was closed. */
  resume() {
    for (const sid of this.#readings.calls) this.#mover.go(sid);
  }

  /** Begins nothing more; what is being fetched has a grace to come. */
  close(graceMs = 0): Promise<void> {
    return this.#mover.close(graceMs);
  }

  /** One step; if it changed something, there may be another. */
  async #step(sid: string, signal: AbortSignal): Promise<boolean> {
    const reading = this.#readings.of(sid);
    if (!reading) return false;
    await this.#hear(sid, { type: this.#isOver(sid) ? 'ended' : 'time' }, signal);
    return this.#readings.of(sid)?.turn !== reading.turn;
  }

  /** Tells a reading what came about, and does what it asks. */
  async #hear(
    sid: string,
    news: ReadingNews,
    signal: AbortSignal,
    before = this.#readings.of(sid),
  ): Promise<void> {
    const { reading, asks } = readOn(before, news, contextIn(this.#stage, sid));
    for (const ask of asks) if (ask.type === 'warn') this.#warn(sid, ask);
    const ask = asks.find(({ type }) => type !== 'warn');
    switch (ask?.type) {
      case 'run':
      case 'hangUp':
        return this.#give(sid, before, reading, ask);
      case 'wait':
        if (this.#mover.isDue(sid, ask.until)) this.#mover.go(sid);
        return;
      case 'tell': {
        const first = await this.#readings.firstSaid(sid, before?.turn ?? '', ask);
        await askOftenInVain(this.#stage, sid, first, signal);
        return this.#readings.keep(sid, before, reading);
      }
      case 'fetch': {
        const came = await fetchDocument(this.#stage, sid, ask, signal);
        return came && this.#hear(sid, came, signal, before);
      }
      default: {
        if (reading === before) return;
        const isWhole = !before || !isOfUnreached(reading);
        const whole = isWhole ? reading : await toldIn(this.#stage, sid, before, reading);
        return this.#readings.keep(sid, before, whole);
      }
    }
  }

  /** Gives the call a command, and keeps with it what its reading becomes. */
  async #give(
    sid: string,
    before: KeptReading | undefined,
    after: Reading | undefined,
    ask: CommandAsk,
  ): Promise<void> {
    const documentUrl = ask.type === 'run' ? ask.documentUrl : undefined;
    const around = surroundingsIn(this.#stage, sid, documentUrl);
    const { to, command, rows } = commandOf(ask, around);
    const isStill = this.#readings.isStill(sid, before);
    const { verdict } = await this.#stage.host.take({
      to,
      event: command,
      rows,
      notes: this.#readings.notesOf(sid, after),
      isStill: () => isStill() && around.isStill(),
      untilKept: true,
    });
    if (verdict === 'accepted' || !isStill() || this.#isOver(sid)) return;
    // What was looked up for it was out of date when its turn came.
    if (verdict === 'ignored') return this.#give(sid, before, after, ask);
    throw new Error(`the call answers "${verdict}" to ${command.type}`);
  }

  /** What nobody foresaw in a document ends its call, which would wait for ever otherwise. */
  async #breakOff(sid: string, error: unknown) {
    if (error instanceof Closed) return;
    const { clock, host } = this.#stage;
    const context = { now: clock.now(), call: {} };
    const { asks } = readOn(this.#readings.of(sid), { type: 'broken', says: `${error}` }, context);
    for (const ask of asks) if (ask.type === 'warn') this.#warn(sid, ask);
    const { to, command } = endOfDocument(sid);
    try {
      await host.take({ to, event: command, untilKept: true });
      await this.#readings.forget(sid);
    } catch (another) {
      if (another instanceof Closed) return;
      this.#warn(sid, { says: `The call cannot be ended: ${another}` });
    }
  }

  #isOver(sid: string): boolean {
    const call = this.#stage.host.machines.find('call', sid);
    return call !== undefined && hasEnded(call);
  }

  #warn(sid: string, { says, noticed }: Omit<WarningEntry, 'kind' | 'sid'>) {
    this.#stage.timeline.note({ kind: 'warning', sid, says, ...(noticed ? { noticed } : {}) });
  }
}
