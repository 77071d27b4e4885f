/** Runs the TeXML of calls: fetches documents, and gives each call one verb at a time. */
import { randomUUID } from 'node:crypto';
import type { EventOf, InstructionsRequested, Verdict } from '../../machines/index.ts';
import { hasEnded, type Snapshot } from '../engine/index.ts';
import type { Note, Performers } from '../hosts/index.ts';
import {
  actionParameters,
  begin,
  endOfDocument,
  type InstructionSource,
  next,
  translate,
} from '../wire/index.ts';
import { actionOf, begunAt, withKey } from './host-verbs.ts';
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
import { askInVain, fetchDocument, sourcesOf } from './sources.ts';
import type { Stage } from './stage.ts';
import { surroundingsOf } from './surroundings.ts';

type Digit = EventOf<'digit.pressed'>['digit'];
/** How many keys are remembered by the ids of their news. */
const mostPressed = 20;

export class Documents {
  readonly #stage: Stage;
  readonly #mover: Mover;
  /** How many instructions each call has run since a moment. */
  readonly #hurry = new Map<string, { since: number; count: number }>();
  #pressing = 0;

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
    return this.#changed(callSid, this.#reading(callSid), {
      state: 'awaiting',
      because: this.#stage.host.machines.find('call', callSid) ? 'redirected' : 'answered',
      next: given ? { given } : {},
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
    const reading = this.#reading(sid);
    if (!reading || reading.lastKey === key) return this.#mover.go(sid);
    const because = 'because' in effect ? effect.because : undefined;
    // New instructions were given meanwhile: nobody waits for these any more.
    if (reading.state === 'awaiting' && reading.because !== because) return;
    if (effect.type === 'instructions.resumed') {
      const { current, cursor } = reading;
      const left = effect.again && current ? [current, ...cursor.left] : cursor.left;
      await this.#keep(sid, reading, { state: 'ready', cursor: { left }, lastKey: key });
    } else {
      const fetching = this.#fetchingFor(effect, snapshot as Snapshot<'call'>, reading);
      if (!effect.execute) return askInVain(this.#stage, sid, fetching, attempt, signal);
      this.#mover.giveUp(sid);
      await this.#keep(sid, reading, { state: 'fetching', fetching, lastKey: key });
    }
    this.#mover.go(sid);
  };

  /** A key is pressed: a `<Gather>` may wait for it, and so may the call. */
  async press(callSid: string, digit: Digit, id: string): Promise<Verdict> {
    this.#pressing += 1;
    try {
      for (;;) {
        const reading = this.#reading(callSid);
        if (reading?.state !== 'gathering' || reading.pressed?.includes(id)) break;
        // Another key may come first; then this one comes after it.
        await this.#gather(callSid, reading, digit, id);
      }
      const to = { machine: 'call', sid: callSid } as const;
      return await this.#stage.host.take({ id, to, event: { type: 'digit.pressed', digit } });
    } finally {
      this.#pressing -= 1;
    }
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
    return () => this.#reading(callSid)?.turn === turn;
  }
  #keep(callSid: string, reading: Reading, change: Changed): Promise<void> {
    const notes = [this.#changed(callSid, reading, change)];
    return this.#stage.host.keep({ notes, isStill: this.#isStill(callSid, reading) });
  }

  #applicationOf(callSid: string) {
    const connectionId = this.#stage.directory.line(callSid)?.connectionId ?? '';
    return this.#stage.settings().applications[connectionId];
  }

  #fetchingFor(
    effect: InstructionsRequested,
    snapshot: Snapshot<'call'>,
    reading: Reading,
    more: Fetching['parameters'] = {},
  ): Fetching {
    const { sid, because } = effect;
    const row = this.#stage.directory.line(sid);
    const said = row ? actionParameters(effect, snapshot, row, this.#stage.mediaUrl) : {};
    const sources = sourcesOf(reading.next, this.#applicationOf(sid));
    return { sources, parameters: { ...said, ...more }, about: because };
  }

  /** One step; if it changed something, there may be another. */
  async #step(sid: string, signal: AbortSignal): Promise<boolean> {
    const reading = this.#reading(sid);
    if (!reading || this.#isOver(sid)) return false;
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
    const url = came.url ?? this.#applicationOf(sid)?.voice_url;
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
    if (this.#isHurried(sid)) {
      const most = limits.instructionsAtOnce;
      this.#warn(sid, `More than ${most} instructions within a second: the call is ended.`);
      return this.#hangUp(sid, reading);
    }
    const { instruction, cursor } = found;
    const translated = translate(instruction, surroundingsOf(this.#stage, sid, reading.url));
    const at = { cursor, current: instruction };
    if ('host' in translated) {
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
    this.#mover.go(sid);
  }

  /** The keys are there, or nobody pressed any: then the document goes on. */
  #gathered(sid: string, reading: Gathering): Promise<void> {
    const { digits, pressed = [] } = reading;
    const action = actionOf(reading);
    const call = this.#stage.host.machines.find('call', sid);
    if (!action || !call) return this.#keep(sid, reading, { state: 'ready', pressed });
    const asking = { ...reading, next: { action } };
    const fetching = this.#fetchingFor(keysOf(sid), call, asking, { Digits: digits });
    const about = 'gathered';
    return this.#keep(sid, reading, {
      state: 'fetching',
      fetching: { ...fetching, about },
      pressed,
    });
  }

  #hangUp(sid: string, reading: Reading) {
    const { to, command } = endOfDocument(sid);
    return this.#take(sid, reading, { to, event: command });
  }

  async #take(
    sid: string,
    reading: Reading,
    message: Omit<Parameters<Stage['host']['take']>[0], 'id' | 'isStill'>,
  ) {
    await this.#stage.host.take({
      ...message,
      id: `${sid}/${reading.turn}`,
      isStill: this.#isStill(sid, reading),
    });
  }

  #isOver(sid: string): boolean {
    const call = this.#stage.host.machines.find('call', sid);
    return call !== undefined && hasEnded(call);
  }

  /** Whether a call runs so many instructions that it must be going in circles. */
  #isHurried(sid: string): boolean {
    const now = this.#stage.clock.now();
    const before = this.#hurry.get(sid);
    const hurry = before && now - before.since < 1_000 ? before : { since: now, count: 0 };
    hurry.count += 1;
    this.#hurry.set(sid, hurry);
    return hurry.count > limits.instructionsAtOnce;
  }

  #warn(sid: string, says: string) {
    this.#stage.timeline.note({ kind: 'warning', sid, says });
  }
}

/** A request for a document that no machine asks for: that of a `<Gather>`. */
const keysOf = (sid: string): InstructionsRequested => ({
  type: 'instructions.requested',
  machine: 'call',
  sid,
  because: 'answered',
  execute: true,
});
