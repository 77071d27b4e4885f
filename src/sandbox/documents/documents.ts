/** Runs the TeXML of calls: fetches documents, and gives each call one verb at a time. */
import type { InstructionsRequested, Verdict } from '../../../machines/index.ts';
import { hasEnded, type Snapshot } from '../../engine/index.ts';
import { Closed, type Note, type Performers, type Taking } from '../../hosts/index.ts';
import { endOfDocument, type InstructionSource, translate } from '../../wire/index.ts';
import { FetchError } from '../network/fetching.ts';
import { limits } from '../stage/limits.ts';
import type { Digit, Stage } from '../stage/stage.ts';
import { actionOf, begunAt, withKey } from './host-verbs.ts';
import { Hurry } from './hurry.ts';
import { Mover } from './mover.ts';
import { afterVerb, type Fetching, type Gathering, type Reading, unread } from './reading.ts';
import { Readings } from './readings.ts';
import { applicationOf, askInVain, fetchDocument, fetchingFor } from './sources.ts';
import { surroundingsIn } from './surroundings.ts';

/** How many keys are remembered by the ids of their news. */
const mostPressed = 20;

export class Documents {
  readonly #stage: Stage;
  readonly #readings: Readings;
  readonly #mover: Mover;
  readonly #hurry = new Hurry();
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
  sourceNotes(callSid: string, given: InstructionSource | undefined): Note[] {
    const { action: _, ...reading } = this.#readings.of(callSid) ?? unread;
    return this.#readings.notesOf(callSid, reading, {
      state: 'awaiting',
      because: this.#stage.host.machines.find('call', callSid) ? 'redirected' : 'answered',
      given,
    });
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

  async #takeUp({ effect, key, snapshot, attempt, signal }: InstructionsTask) {
    const { sid } = effect;
    const reading = this.#readings.of(sid) ?? unread;
    if (reading.lastKey === key) return this.#mover.go(sid);
    const because = 'because' in effect ? effect.because : undefined;
    // New instructions were given meanwhile: nobody waits for these any more.
    if (reading.state === 'awaiting' && reading.because !== because) return;
    if (effect.type === 'instructions.resumed') {
      const place = Math.max(0, reading.place - (effect.again ? 1 : 0));
      await this.#readings.keep(sid, reading, { state: 'ready', place, lastKey: key });
    } else {
      const fetching = fetchingFor(this.#stage, effect, snapshot as Snapshot<'call'>, reading);
      if (!effect.execute) {
        await askInVain(this.#stage, sid, fetching, attempt, signal);
        return this.#readings.forget(sid);
      }
      this.#mover.giveUp(sid);
      await this.#readings.keep(sid, reading, { state: 'fetching', fetching, lastKey: key });
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
    const reading = this.#readings.of(callSid);
    if (reading?.state === 'gathering' && !isKnown()) {
      await this.#gather(callSid, reading, digit, id);
    }
    this.#mover.go(callSid);
    return verdict;
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
    if (!reading || this.#isOver(sid)) {
      this.#hurry.forget(sid);
      // Who was in a verb may still have to ask its action, in vain.
      const mayAsk = reading?.state === 'blocked' && reading.action;
      if (reading && !mayAsk) await this.#readings.forget(sid);
      return false;
    }
    await this.#move(sid, reading, signal);
    return this.#readings.of(sid)?.turn !== reading.turn;
  }

  async #move(sid: string, reading: Reading, signal: AbortSignal) {
    switch (reading.state) {
      case 'awaiting':
      case 'blocked':
        return;
      case 'fetching':
        return this.#fetch(sid, reading, reading.fetching, signal);
      case 'ready':
        return this.#run(sid, reading);
      case 'waiting':
        if (this.#mover.isDue(sid, reading.until)) await this.#run(sid, reading);
        return;
      case 'gathering':
        if (this.#mover.isDue(sid, reading.until)) await this.#gathered(sid, reading);
    }
  }

  async #fetch(sid: string, reading: Reading, fetching: Fetching, signal: AbortSignal) {
    const came = await fetchDocument(this.#stage, sid, fetching, reading.given, signal);
    if (signal.aborted) return;
    if (!came) return this.#hangUp(sid, reading);
    const url = came.url ?? applicationOf(this.#stage, sid)?.voice_url;
    await this.#readings.keep(sid, reading, {
      state: 'ready',
      instructions: came.document.instructions,
      place: 0,
      ...(url === undefined ? {} : { url }),
    });
  }

  /** Runs the next instruction: gives it to the call, or performs it here. */
  async #run(sid: string, reading: Reading) {
    const instruction = reading.instructions[reading.place];
    if (!instruction) return this.#hangUp(sid, reading);
    if (this.#hurry.isTooMuch(sid, this.#stage.clock.now())) {
      const most = limits.instructionsAtOnce;
      this.#warn(sid, `More than ${most} instructions within a second: the call is ended.`);
      return this.#hangUp(sid, reading);
    }
    const around = surroundingsIn(this.#stage, sid, reading.url);
    const translated = translate(instruction, around);
    const place = reading.place + 1;
    if ('host' in translated) {
      await this.#readings.keep(sid, reading, {
        ...begunAt(this.#stage.clock.now(), translated.host),
        place,
      });
      return;
    }
    const { command, rows, nextDocument, to } = translated;
    const after = { ...afterVerb(command.type, nextDocument), place };
    const notes = this.#readings.notesOf(sid, reading, after);
    await this.#take(sid, reading, { to, event: command, rows, notes }, around.isStill);
  }

  async #gather(sid: string, reading: Gathering, digit: Digit, id: string) {
    const now = this.#stage.clock.now();
    const { isLast, digits, until = reading.until } = withKey(reading, digit, now);
    const pressed = [...(reading.pressed ?? []), id].slice(-mostPressed);
    await (isLast
      ? this.#gathered(sid, { ...reading, digits, pressed })
      : this.#readings.keep(sid, reading, { state: 'gathering', until, digits, pressed }));
  }

  /** The keys are there, or nobody pressed any: then the document goes on. */
  #gathered(sid: string, reading: Gathering): Promise<void> {
    const { digits, pressed = [] } = reading;
    const action = actionOf(reading);
    const call = this.#stage.host.machines.find('call', sid);
    if (!action || !call) return this.#readings.keep(sid, reading, { state: 'ready', pressed });
    const asking = { ...reading, action };
    const fetching = fetchingFor(this.#stage, keysOf(sid), call, asking, { Digits: digits });
    const about = 'gathered';
    return this.#readings.keep(sid, reading, {
      state: 'fetching',
      fetching: { ...fetching, about },
      pressed,
    });
  }

  #hangUp(sid: string, reading: Reading) {
    const { to, command } = endOfDocument(sid);
    const notes = this.#readings.forgetting(sid);
    return this.#take(sid, reading, { to, event: command, notes });
  }

  async #take(
    sid: string,
    reading: Reading,
    message: Omit<Parameters<Stage['host']['take']>[0], keyof Taking>,
    isMeant = () => true,
  ): Promise<void> {
    const isStill = this.#readings.isStill(sid, reading);
    const { verdict } = await this.#stage.host.take({
      ...message,
      isStill: () => isStill() && isMeant(),
      untilKept: true,
    });
    if (verdict === 'accepted' || !isStill() || this.#isOver(sid)) return;
    // What was looked up for it was out of date when its turn came.
    if (verdict === 'ignored') return this.#run(sid, reading);
    throw new Error(`the call answers "${verdict}" to ${message.event.type}`);
  }

  /** What nobody foresaw in a document ends its call, which would wait for ever otherwise. */
  async #breakOff(sid: string, error: unknown) {
    if (error instanceof Closed) return;
    this.#warn(sid, `The document cannot go on, and the call is ended: ${error}`);
    const { to, command } = endOfDocument(sid);
    try {
      await this.#stage.host.take({ to, event: command, untilKept: true });
      await this.#readings.forget(sid);
    } catch (another) {
      if (another instanceof Closed) return;
      this.#warn(sid, `The call cannot be ended: ${another}`);
    }
  }

  #isOver(sid: string): boolean {
    const call = this.#stage.host.machines.find('call', sid);
    return call !== undefined && hasEnded(call);
  }

  #warn(sid: string, says: string) {
    this.#stage.timeline.note({ kind: 'warning', sid, says });
  }
}

type InstructionsTask = Parameters<Performers['instructions']>[0];

/** A request for a document that no machine asks for: that of a `<Gather>`. */
const keysOf = (sid: string): InstructionsRequested => ({
  type: 'instructions.requested',
  machine: 'call',
  sid,
  because: 'answered',
  execute: true,
});
