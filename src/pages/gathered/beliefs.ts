/**
 * What can be believed of one recorded call: a follower is shown everything that can be seen next, from
 * what it believes on, until nothing new comes of it.
 */
import { type CommandType, hasTag, leavesOf, tableOf } from '../../../machines/index.ts';
import {
  type Acceptance,
  type Followed,
  follow,
  type MachineSays,
  type Manner,
  type Observation,
} from '../../follow/index.ts';
import { recordingWords } from '../../wire/index.ts';

const call = { machine: 'call', sid: 'C' } as const;
const recording = { machine: 'recording', sid: 'R' } as const;
const manner: Manner = {
  skewMs: 1_000,
  lagMs: 5_000,
  tells: {
    call: ['in-progress', 'completed'],
    recording: ['in-progress', 'completed', 'absent'],
  },
};

/** Something that can be seen: a request that is done, a callback, or what a GET answers. */
export interface Sight {
  readonly kind: 'request' | 'callback' | 'read';
  readonly says: string;
  readonly seen: (at: number) => readonly Observation[];
}
type Asked = Extract<Observation, { kind: 'asked' }>;
const request = (says: string, to: Asked['to'], event: Asked['event']): Sight => ({
  kind: 'request',
  says: `${says} → 200`,
  seen: (at) => [
    { kind: 'asked', at, id: `${says} ${at}`, to, event },
    { kind: 'answered', at: at + 200, id: `${says} ${at}`, is: 'done' },
  ],
});
const control = (says: string, type: CommandType) =>
  request(says, recording, { type } as Asked['event']);
const callback = (status: string, of: typeof call | typeof recording = recording): Sight => ({
  kind: 'callback',
  says: status,
  seen: (at) => [{ kind: 'callback', at, of, status }],
});
const read = (status: string): Sight => ({
  kind: 'read',
  says: `GET: ${status}`,
  seen: (at) => [{ kind: 'read', at, of: recording, status }],
});

/** How it begins: a call that was dialled is recorded by request. */
const beginning = [
  request('dial', call, { type: 'call.dialOut' }),
  callback('in-progress', call),
  request('start', call, { type: 'call.startRecording', recording: { sid: recording.sid } }),
];
/** What leads on while it may still be recorded. */
const goesOn = [
  callback('in-progress'),
  control('pause', 'recording.pause'),
  control('resume', 'recording.resume'),
  read('in-progress'),
  read('paused'),
];
/** What ends that, whatever was believed. */
export const ending = [
  control('stop', 'recording.stop'),
  read('stopped'),
  callback('completed'),
  callback('absent'),
];

/** What is believed of the recording at some time. */
export interface ShownBelief {
  /** By number, in the order in which they were found. */
  readonly no: number;
  readonly followed: Followed;
  readonly at: number;
  readonly says: MachineSays;
}
/** From one belief to the next, by what is seen. */
export interface BeliefEdge {
  readonly from: number;
  readonly to: number;
  readonly by: Pick<Sight, 'kind' | 'says'>;
}
export interface Beliefs {
  readonly all: readonly ShownBelief[];
  readonly edges: readonly BeliefEdge[];
}

/** How long passes between what is seen, in milliseconds. */
const betweenMs = 3_000;
/** What comes of a sight; undefined: it cannot be seen then, or was seen before. */
function after(before: Followed | undefined, at: number, { seen }: Sight): Followed | undefined {
  let followed = before;
  for (const one of seen(at)) {
    followed = follow(followed?.belief, one, manner);
    if (followed.says.is === 'unexplained' || followed.says.is === 'repeat') return undefined;
  }
  return followed;
}
const saidOf = ({ says }: Followed) => says.machines.find(({ sid }) => sid === recording.sid);

const order = Object.keys(recordingWords);
/** The states that it can be in, in the order of a life. */
export const beliefStates = ({ states }: Pick<MachineSays, 'states'>) =>
  order.filter((one) => states.includes(one));
/** The states in which it captures, or from which something leads there: from all others it ends. */
function capturingAgain(): ReadonlySet<string> {
  const paths = leavesOf('recording').map(({ path }) => path);
  const found = new Set(paths.filter((path) => hasTag('recording', path, 'capturing')));
  const table = tableOf('recording');
  // What leads to what was found on the way is looked for in turn.
  for (const reached of found) {
    for (const { state, cell } of table) {
      if (cell.some(({ target }) => target === reached)) found.add(state);
    }
  }
  return found;
}
const live = capturingAgain();
/** Those of them in which it is not over yet, nor about to be. */
export const liveStates = (says: Pick<MachineSays, 'states'>) =>
  beliefStates(says).filter((one) => live.has(one));

/** All that can be believed, and what leads from one to another; what ends it, from each that `endsFrom` says. */
export function beliefsOf(endsFrom: (no: number) => boolean = (no) => no === 0): Beliefs {
  const all: ShownBelief[] = [];
  const edges: BeliefEdge[] = [];
  const found = (followed: Followed, at: number): number => {
    const says = saidOf(followed);
    if (!says) throw new Error('the recording is not followed');
    const key = [...says.states].sort().join();
    const known = all.find((one) => [...one.says.states].sort().join() === key);
    if (known) return known.no;
    all.push({ no: all.length, followed, at, says });
    return all.length - 1;
  };
  let first: Followed | undefined;
  for (const [i, sight] of beginning.entries()) first = after(first, i * betweenMs, sight);
  if (first) found(first, beginning.length * betweenMs);
  // What is found on the way is looked at in turn.
  for (const { no, followed, at, says } of all) {
    const sights = liveStates(says).length > 0 ? goesOn : [];
    for (const by of [...sights, ...(endsFrom(no) ? ending : [])]) {
      const then = after(followed, at + betweenMs, by);
      if (then) edges.push({ from: no, to: found(then, at + betweenMs), by });
    }
  }
  return { all, edges };
}

/** Which of the requests would be taken, by how sure that is. */
export const takenIn = ({ commands }: MachineSays, how: Acceptance) =>
  Object.entries(commands).flatMap(([type, is]) =>
    is === how ? [type.replace('recording.', '')] : [],
  );
