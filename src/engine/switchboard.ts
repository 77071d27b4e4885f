/** The switchboard: the live machines of one process, and the signals between them. */
import type { Contexts, EventTo, MachineName } from '../../machines/index.ts';
import { type Delivery, delivering } from './delivering.ts';
import type { Snapshot, To } from './snapshot.ts';

/**
 * Holds machines by sid, lets them answer, and finds recordings by what they are about.
 * @example
 * ```ts
 * import { Switchboard } from 'texml-recordings';
 *
 * const board = new Switchboard();
 * const call = { machine: 'call', sid: 'call-1' } as const;
 * board.deliver(call, { type: 'call.dialOut', at: 0, recording: { sid: 'recording-1' } });
 * board.deliver(call, { type: 'call.answered', at: 3_000 });
 * console.log(board.recording('recording-1')?.state); // starting
 * ```
 */
export class Switchboard {
  readonly #machines: Readonly<Record<MachineName, Map<string, Snapshot>>> = {
    call: new Map(),
    dialLeg: new Map(),
    conference: new Map(),
    recording: new Map(),
    transcription: new Map(),
  };
  /** By the sid of the call or leg that they are about. */
  readonly #byLine = new Map<string, string[]>();
  readonly #byConference = new Map<string, string[]>();

  /** A switchboard with the given snapshots, say those of a store. */
  constructor(snapshots: Iterable<Snapshot> = []) {
    this.keep(snapshots);
  }

  /**
   * Delivers an event that the machine understands, and the signals that follow from it, first in,
   * first out.
   * @throws InvalidInput for an event that the machine does not understand; nothing changes.
   */
  deliver<M extends MachineName>(to: To<M>, event: EventTo<M>): Delivery {
    const delivery = this.consider(to, event);
    this.keep(delivery.changed);
    return delivery;
  }

  /**
   * Works out what delivering an event comes to, and keeps nothing of it: for a host that has to
   * store what changed before it is so. What was stored, it hands to `keep`.
   * @throws InvalidInput for an event that the machine does not understand.
   */
  consider<M extends MachineName>(to: To<M>, event: EventTo<M>): Delivery {
    // It holds all there are, so nobody is left unread.
    return delivering((one) => this.find(one.machine, one.sid), to, event) as Delivery;
  }

  /** Holds these snapshots from now on, each in the place of the one before it. */
  keep(snapshots: Iterable<Snapshot>) {
    for (const snapshot of snapshots) this.#keep(snapshot);
  }

  /** The machine of this name and sid, or undefined. */
  find<M extends MachineName>(machine: M, sid: string): Snapshot<M> | undefined {
    return this.#machines[machine].get(sid) as Snapshot<M> | undefined;
  }

  /** A call or a dialled leg: to REST both are calls. */
  line(sid: string): Snapshot<'call'> | Snapshot<'dialLeg'> | undefined {
    return this.find('call', sid) ?? this.find('dialLeg', sid);
  }

  /** A recording by its sid, or undefined. */
  recording(sid: string): Snapshot<'recording'> | undefined {
    return this.find('recording', sid);
  }

  /**
   * The recordings of a call or leg, oldest first: all that are about it, whatever hosts them. Those
   * of a call that was a leg are of both. Where a call and another leg have the same sid, those of
   * the call are meant unless `machine` says otherwise.
   */
  recordingsOfCall(
    sid: string,
    machine: 'call' | 'dialLeg' | undefined = this.line(sid)?.machine,
  ): Snapshot<'recording'>[] {
    return recordingsMeant(
      this.#recordings(this.#byLine.get(sid)),
      this.find('call', sid),
      machine,
    );
  }

  /** The recordings of a conference, oldest first. */
  recordingsOfConference(sid: string): Snapshot<'recording'>[] {
    return this.#recordings(this.#byConference.get(sid));
  }

  /** Every machine of a name. */
  all<M extends MachineName>(machine: M): IterableIterator<Snapshot<M>> {
    return this.#machines[machine].values() as IterableIterator<Snapshot<M>>;
  }

  #recordings(sids: readonly string[] = []) {
    return sids.map((sid) => this.recording(sid) as Snapshot<'recording'>);
  }

  #keep(snapshot: Snapshot) {
    const kept = this.#machines[snapshot.machine];
    if (snapshot.machine === 'recording' && !kept.has(snapshot.sid)) {
      const { context } = snapshot as Snapshot<'recording'>;
      const { callSid, conferenceSid } = context;
      index(this.#byLine, callSid, snapshot.sid);
      if (conferenceSid !== null) index(this.#byConference, conferenceSid, snapshot.sid);
    }
    kept.set(snapshot.sid, snapshot);
  }
}

/** Where a leg is once its line has become a call's, which has its sid and its row. */
export const handedOverState = 'handedOver' satisfies Snapshot<'dialLeg'>['state'];
/** Whether a leg's line has become a call's. */
export const isHandedOver = (leg: Snapshot | undefined): boolean =>
  leg?.machine === 'dialLeg' && leg.state === handedOverState;
/** Whether a call was a dialled leg before. */
export const isTakenOver = (call: Snapshot<'call'> | undefined): boolean =>
  call !== undefined && call.context.takenOverAt !== null;

/** Whether a recording is about a call or a leg: its host, or whoever asked the conference for it. */
export function machineRecorded({ host, path }: Contexts['recording']): 'call' | 'dialLeg' {
  if (host.machine === 'call' || host.machine === 'dialLeg') return host.machine;
  return path === 'participant-request' ? 'dialLeg' : 'call';
}

/**
 * Of all recordings about lines of one sid, those that are meant: all of them where the call was a leg,
 * else those of the machine that is named, and those of the call before those of a leg where none is.
 */
export function recordingsMeant(
  all: readonly Snapshot<'recording'>[],
  call: Snapshot<'call'> | undefined,
  machine: 'call' | 'dialLeg' | undefined,
): Snapshot<'recording'>[] {
  if (isTakenOver(call)) return [...all];
  const of = (one: 'call' | 'dialLeg') =>
    all.filter(({ context }) => machineRecorded(context) === one);
  if (machine) return of(machine);
  const ofCall = of('call');
  return ofCall.length > 0 ? ofCall : of('dialLeg');
}

function index(by: Map<string, string[]>, key: string, sid: string) {
  const sids = by.get(key);
  if (sids) sids.push(sid);
  else by.set(key, [sid]);
}
