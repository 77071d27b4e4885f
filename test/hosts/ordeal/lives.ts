/** Lives that are lived while hosts are killed, and what each comes to when nobody is. */
import { type Effect, portOf, type TimerName, type Verdict } from '../../../machines/index.ts';
import { Switchboard, type To } from '../../../src/engine/index.ts';
import type { Message } from '../../../src/hosts/index.ts';

export type ToldStep = Required<Pick<Message, 'id' | 'to' | 'event'>>;
/** What is told, or a machine whose earliest timer is waited for. */
export type Step = ToldStep | { readonly fires: To };
export interface ToldLife {
  readonly steps: readonly Step[];
  /** What was answered to each step; undefined where a timer is waited for. */
  readonly verdicts: readonly (Verdict | undefined)[];
  /** The state of every machine at the end, by slot. */
  readonly states: ReadonlyMap<string, string>;
  /** What each port is asked by each sid, in order. */
  readonly lanes: ReadonlyMap<string, readonly string[]>;
}

type Said = { readonly to: To; readonly event: { readonly type: string } } | { readonly fires: To };

const kinds = [recorded, unanswered, lost, dialled];
export const kindsOfLives = kinds.length;

/** A life of one of the kinds, under sids of its own; `leaseMs` is that of the hosts. */
export function lifeOf(n: number, leaseMs: number): ToldLife {
  const said = (kinds[n % kinds.length] as (typeof kinds)[number])(n, leaseMs);
  const steps = said.map((one, i) =>
    'fires' in one ? one : ({ id: `${n}.${i}`, ...one } as Step),
  );
  return { steps, ...unharmed(steps) };
}

const call = (n: number) => ({ machine: 'call', sid: `CA${n}` }) as const;
const recording = (n: number) => ({ machine: 'recording', sid: `RE${n}` }) as const;
const leg = (n: number) => ({ machine: 'dialLeg', sid: `LE${n}` }) as const;
/** Nothing falls due while somebody is killed. */
const patientPolicy = { 'start-deadline-ms': 600_000, 'answer-deadline-ms': 600_000 };

function recorded(n: number): Said[] {
  const order = (type: string, order: number) => ({ to: recording(n), event: { type, order } });
  const tell = (type: string) => ({ to: recording(n), event: { type } });
  const dial = {
    type: 'call.dialOut',
    recording: { sid: `RE${n}` },
    policy: patientPolicy,
    ringTimeoutMs: 600_000,
  };
  return [
    { to: call(n), event: dial },
    { to: call(n), event: { type: 'call.answered' } },
    order('media.started', 1),
    tell('recording.pause'),
    order('media.paused', 2),
    tell('recording.resume'),
    order('media.resumed', 3),
    { to: call(n), event: { type: 'call.hungUp' } },
    order('media.stopped', 4),
    {
      to: recording(n),
      event: { type: 'media.saved', location: '/1.mp3', durationMs: 1_000 } as { type: string },
    },
    tell('recording.delete'),
  ];
}

/** Nobody answers: the line is given up by a timer. */
function unanswered(n: number): Said[] {
  const ringTimeoutMs = 500 + (n % 7) * 300;
  const dial = { type: 'call.dialOut', recording: { sid: `RE${n}` }, ringTimeoutMs };
  return [{ to: call(n), event: dial }, { fires: call(n) }];
}

/** The media server says nothing: the recording is given up by a timer. */
function lost(n: number, leaseMs: number): Said[] {
  const policy = { ...patientPolicy, 'start-deadline-ms': 3 * leaseMs + (n % 5) * 200 };
  const dial = {
    type: 'call.dialOut',
    recording: { sid: `RE${n}` },
    policy,
    ringTimeoutMs: 600_000,
  };
  return [
    { to: call(n), event: dial },
    { to: call(n), event: { type: 'call.answered' } },
    { fires: recording(n) },
    { to: call(n), event: { type: 'call.hungUp' } },
  ];
}

/** One line dials another: what is told to one goes on to the next. */
function dialled(n: number): Said[] {
  const policy = patientPolicy;
  const dial = { type: 'call.dialOut', policy, ringTimeoutMs: 600_000 };
  const legs = { type: 'call.dial', legs: [`LE${n}`], ringTimeoutMs: 600_000 };
  return [
    { to: call(n), event: dial },
    { to: call(n), event: { type: 'call.answered' } },
    { to: call(n), event: legs },
    { to: leg(n), event: { type: 'call.rang' } },
    { to: leg(n), event: { type: 'call.answered' } },
    { to: leg(n), event: { type: 'call.hungUp' } },
    { to: call(n), event: { type: 'call.hungUp' } },
  ];
}

/** What it comes to in one piece, on a clock that stands still but for timers. */
function unharmed(steps: readonly Step[]) {
  const board = new Switchboard();
  const lanes = new Map<string, string[]>();
  const states = new Map<string, string>();
  let now = 1_000;
  const deliver = (to: To, event: object): Verdict => {
    const { verdict, effects, changed } = board.deliver(to, { at: now, ...event } as never);
    for (const effect of effects) {
      if (portOf(effect) === 'clock') continue;
      const lane = laneOf(effect);
      lanes.set(lane, [...(lanes.get(lane) ?? []), saidIn(effect)]);
    }
    for (const { machine, sid, state } of changed) states.set(`${machine} ${sid}`, state);
    return verdict;
  };
  const verdicts = steps.map((step) => {
    if (!('fires' in step)) return deliver(step.to, step.event);
    const { timers } = board.find(step.fires.machine, step.fires.sid)?.context ?? {};
    const dues = Object.entries(timers ?? {}) as [TimerName, number][];
    const [timer, dueAt] = dues.toSorted((a, b) => a[1] - b[1])[0] ?? [];
    now = dueAt ?? now;
    deliver(step.fires, { type: 'timer.fired', timer });
    return undefined;
  });
  return { verdicts, states, lanes };
}

export const laneOf = (effect: Effect) => `${portOf(effect)} ${effect.sid}`;
/** What of an effect does not depend on when it was. */
export const saidIn = (effect: Effect) => {
  const { type, order, status } = effect as Effect & { order?: number; status?: string };
  return [type, order, status].filter((one) => one !== undefined).join(' ');
};
