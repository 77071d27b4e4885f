/** Runs the TeXML of calls: fetches documents, and gives each call one verb at a time. */
import { randomUUID } from 'node:crypto';
import type { InstructionsRequested, Verdict } from '../../machines/index.ts';
import { hasEnded, type Snapshot } from '../engine/index.ts';
import type { Note, Performers } from '../hosts/index.ts';
import { begin, endOfDocument, type InstructionSource, next, translate } from '../wire/index.ts';
import { actionOf, begunAt, withKey } from './host-verbs.ts';
import { Hurry } from './hurry.ts';
import { limits } from './limits.ts';
import { Mover } from './mover.ts';
import {
  afterVerb,
  type Changed,
  type Fetching,
  type Gathering,
  type Reading,
  readersIn,
  readingIn,
  readingNote,
} from './reading.ts';
import { applicationOf, askInVain, fetchDocument, fetchingFor } from './sources.ts';
import type { Digit, Stage } from './stage.ts';
import { surroundingsOf } from './surroundings.ts';

/** How many keys are remembered by the ids of their news. */
const mostPressed = 20;

export class Documents {
  readonly #stage: Stage;
  readonly #mover: Mover;
  readonly #hurry = new Hurry();
  /** Keys come one after another; how many have not come to their end, and the end of the last. */
  #pressing = 0;
  #lastPress: Promise<void> = Promise.resolve();

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#mover = new Mover(
      stage.clock,
      (sid, signal) => this.#step(sid, signal),
      (sid, error) => this.#warn(sid, `The document cannot go on: ${error}`),
    );
  }

  /** What is to be kept with the command that gives a call a document: it will be asked for. */
  sourceNote(callSid: string, given: InstructionSource | undefined): Note {
    const { action: _action, given: _given, ...reading } = this.#reading(callSid) ?? unread;
    return this.#changed(callSid, reading as Reading, {
      state: 'awaiting',
      because: this.#stage.host.machines.find('call', callSid) ? 'redirected' : 'answered',
      ...(given ? { given } : {}),
    });
  }

  /** Takes up what a call asks; documents are fetched by and by, so that another overtakes them. */
  readonly perform: Performers['instructions'] = async ({
    effect,
    key,
    snapshot,
    attempt,
    signal,
  }) => {
    const { sid } = effect;
    const reading = this.#reading(sid) ?? unread;
    if (reading.lastKey === key) return this.#mover.go(sid);
    const because = 'because' in effect ? effect.because : undefined;
    // New instructions were given meanwhile: nobody waits for these any more.
    if (reading.state === 'awaiting' && reading.because !== because) return;
    if (effect.type === 'instructions.resumed') {
      const { current, cursor } = reading;
      const left = effect.again && current ? [current, ...cursor.left] : cursor.left;
      await this.#keep(sid, reading, { state: 'ready', cursor: { left }, lastKey: key });
    } else {
      const fetching = fetchingFor(this.#stage, effect, snapshot as Snapshot<'call'>, reading);
      if (!effect.execute) {
        await askInVain(this.#stage, sid, fetching, attempt, signal);
        return this.#forget(sid);
      }
      this.#mover.giveUp(sid);
      await this.#keep(sid, reading, { state: 'fetching', fetching, lastKey: key });
    }
    this.#mover.go(sid);
  };

  /** A key is pressed: a `<Gather>` may wait for it, and so may the call. */
  press(callSid: string, digit: Digit, id: string): Promise<Verdict> {
    const turn = this.#lastPress.then(() => this.#press(callSid, digit, id));
    this.#pressing += 1;
    const ended = () => {
      this.#pressing -= 1;
    };
    this.#lastPress = turn.then(ended, ended);
    return turn;
  }

  async #press(callSid: string, digit: Digit, id: string): Promise<Verdict> {
    const reading = this.#reading(callSid);
    const isKnown = reading?.pressed?.includes(id) === true;
    const kept =
      reading?.state === 'gathering' && !isKnown
        ? this.#gather(callSid, reading, digit, id)
        : undefined;
    // The call is told at once, while its `<Gather>` still runs: a verb that follows would take the
    // key for its own. A key that was gathered before a crash comes too late for that.
    const told = this.#stage.host.take({
      id,
      to: { machine: 'call', sid: callSid },
      event: { type: 'digit.pressed', digit },
      isStill: () => !isKnown,
    });
    const [verdict] = await Promise.all([told, kept]);
    this.#mover.go(callSid);
    return verdict;
  }

  /** Goes on with every call that was under way when the world was closed. */
  resume() {
    for (const sid of readersIn(this.#stage.host.notes)) this.#mover.go(sid);
  }

  get isIdle(): boolean {
    return this.#mover.isIdle && this.#pressing === 0;
  }

  close() {
    this.#mover.close();
  }

  #reading(callSid: string): Reading | undefined {
    return readingIn(this.#stage.host.notes, callSid);
  }

  #changed(callSid: string, reading: Reading | undefined, change: Changed): Note {
    const turn = randomUUID();
    return readingNote(callSid, { cursor: { left: [] }, ...reading, ...change, turn } as Reading);
  }
  #isStill(callSid: string, { turn }: Reading) {
    return () => (this.#reading(callSid) ?? unread).turn === turn;
  }
  #keep(callSid: string, reading: Reading, change: Changed): Promise<void> {
    const notes = [this.#changed(callSid, reading, change)];
    return this.#stage.host.keep({ notes, isStill: this.#isStill(callSid, reading) });
  }

  #forget(callSid: string): Promise<void> {
    return this.#stage.host.keep({ notes: [readingNote(callSid, undefined)] });
  }

  /** One step; if it changed something, there may be another. */
  async #step(sid: string, signal: AbortSignal): Promise<boolean> {
    const reading = this.#reading(sid);
    if (!reading || this.#isOver(sid)) {
      this.#hurry.forget(sid);
      // Who was in a verb may still have to ask its action, in vain.
      const mayAsk = reading?.state === 'blocked' && reading.action;
      if (reading && !mayAsk) await this.#forget(sid);
      return false;
    }
    await this.#move(sid, reading, signal);
    return this.#reading(sid)?.turn !== reading.turn;
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
    const came = await fetchDocument(this.#stage, sid, fetching, signal);
    if (signal.aborted) return;
    if (!came) return this.#hangUp(sid, reading);
    const url = came.url ?? applicationOf(this.#stage, sid)?.voice_url;
    await this.#keep(sid, reading, {
      state: 'ready',
      cursor: begin(came.document),
      ...(url === undefined ? {} : { url }),
    });
  }

  /** Runs the next instruction: gives it to the call, or performs it here. */
  async #run(sid: string, reading: Reading) {
    const found = next(reading.cursor);
    if (!found) return this.#hangUp(sid, reading);
    if (this.#hurry.isTooMuch(sid, this.#stage.clock.now())) {
      const most = limits.instructionsAtOnce;
      this.#warn(sid, `More than ${most} instructions within a second: the call is ended.`);
      return this.#hangUp(sid, reading);
    }
    const { instruction, cursor } = found;
    const translated = translate(instruction, surroundingsOf(this.#stage, sid, reading.url));
    const at = { cursor, current: instruction };
    if ('host' in translated) {
      if (instruction.verb === 'Gather' && instruction.attributes.input?.includes('speech')) {
        this.#warn(sid, '<Gather> hears keys only: nobody understands speech here.');
      }
      await this.#keep(sid, reading, {
        ...at,
        ...begunAt(this.#stage.clock.now(), translated.host),
      });
      return;
    }
    const { command, rows, nextDocument, to } = translated;
    const notes = [
      this.#changed(sid, reading, { ...at, ...afterVerb(command.type, nextDocument) }),
    ];
    await this.#take(sid, reading, { to, event: command, rows, notes });
  }

  async #gather(sid: string, reading: Gathering, digit: Digit, id: string) {
    const { isLast, ...gathered } = withKey(reading, digit, this.#stage.clock.now());
    const pressed = [...(reading.pressed ?? []), id].slice(-mostPressed);
    const after = { ...reading, ...gathered, pressed };
    await (isLast ? this.#gathered(sid, after) : this.#keep(sid, reading, after));
  }

  /** The keys are there, or nobody pressed any: then the document goes on. */
  #gathered(sid: string, reading: Gathering): Promise<void> {
    const { digits, pressed = [] } = reading;
    const action = actionOf(reading);
    const call = this.#stage.host.machines.find('call', sid);
    if (!action || !call) return this.#keep(sid, reading, { state: 'ready', pressed });
    const asking = { ...reading, action };
    const fetching = fetchingFor(this.#stage, keysOf(sid), call, asking, { Digits: digits });
    const about = 'gathered';
    return this.#keep(sid, reading, {
      state: 'fetching',
      fetching: { ...fetching, about },
      pressed,
    });
  }

  #hangUp(sid: string, reading: Reading) {
    const { to, command } = endOfDocument(sid);
    const notes = [readingNote(sid, undefined)];
    return this.#take(sid, reading, { to, event: command, notes });
  }

  async #take(
    sid: string,
    reading: Reading,
    message: Omit<Parameters<Stage['host']['take']>[0], 'isStill'>,
  ) {
    await this.#stage.host.take({ ...message, isStill: this.#isStill(sid, reading) });
  }

  #isOver(sid: string): boolean {
    const call = this.#stage.host.machines.find('call', sid);
    return call !== undefined && hasEnded(call);
  }

  #warn(sid: string, says: string) {
    this.#stage.timeline.note({ kind: 'warning', sid, says });
  }
}

/** Of a call that nobody has given a document. */
const unread: Reading = { state: 'awaiting', because: 'answered', cursor: { left: [] }, turn: '' };

/** A request for a document that no machine asks for: that of a `<Gather>`. */
const keysOf = (sid: string): InstructionsRequested => ({
  type: 'instructions.requested',
  machine: 'call',
  sid,
  because: 'answered',
  execute: true,
});
