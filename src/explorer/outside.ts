/** What an observer sees of a walk from outside, and what it can know by that: the truth is beside it. */
import {
  type AnyEvent,
  commands,
  documentCommands,
  type MachineName,
  slotOf,
  statesOf,
  vocabulary,
} from '../../machines/index.ts';
import type { Snapshot } from '../engine/index.ts';
import {
  type Belief,
  follow,
  type MachineSays,
  type Manner,
  type Observation,
  usualManner,
} from '../follow/index.ts';
import type { WalkAnswer, WalkTurn } from './journey.ts';

/** Of what an observer of a walk is told, by what it has subscribed to. */
export const watched = {
  'everything that can be subscribed to': usualManner,
  'documents, and ends of calls and recordings': {
    ...usualManner,
    tells: { call: ['completed', 'asks'], recording: ['completed'] },
  },
  'nothing: it asks, and knows what it has asked': { ...usualManner, tells: {} },
} as const satisfies Readonly<Record<string, Manner>>;
/** How a walk is watched. */
export type WatchedHow = keyof typeof watched;

/** What is known of one machine, beside what it is. */
export interface MachineKnown extends MachineSays {
  /** The state that it is in. */
  readonly is: string;
  /** Whether it is followed; of one that is not, anything is believed. */
  readonly isFollowed: boolean;
}
/** What an observer knows after a turn. */
export interface KnownTurn {
  readonly belief: Belief | undefined;
  /** What it has seen in this turn, in order. */
  readonly seen: readonly Observation[];
  /** Machines of which it knows nothing are left out. */
  readonly machines: readonly MachineKnown[];
  /** What it has seen and cannot explain; a sound follower has none of this. */
  readonly unexplained: readonly Observation[];
}
/** Before anything was told. */
export const nothingKnown: KnownTurn = {
  belief: undefined,
  seen: [],
  machines: [],
  unexplained: [],
};

/** What is known after one turn more. */
export function knownAfter(before: KnownTurn, turn: WalkTurn, how: WatchedHow): KnownTurn {
  const manner: Manner = watched[how];
  const seen = seenOf(turn, manner);
  const unexplained: Observation[] = [];
  let { belief, machines: says }: { belief: Belief | undefined; machines: readonly MachineSays[] } =
    before;
  let beyond: readonly string[] = [];
  for (const one of seen) {
    // Before anything is seen nobody follows.
    if (!belief && one.kind === 'time') continue;
    const followed = follow(belief, one, manner);
    if (followed.says.is === 'unexplained') unexplained.push(one);
    ({ belief } = followed);
    says = followed.says.machines;
    beyond = followed.says.beyond ?? [];
  }
  const machines = says.map((one) => ({
    ...one,
    states: inOrderOfLife(one),
    is: turn.world.machines[slotOf(one)]?.state ?? 'none',
    isFollowed: !beyond.includes(slotOf(one)),
  }));
  return { belief, seen, machines, unexplained };
}

function inOrderOfLife({ machine, states }: MachineSays): readonly string[] {
  const all = statesOf(machine).map(({ path }) => path);
  return states.toSorted((a, b) => all.indexOf(a) - all.indexOf(b));
}

/** What of a turn is seen: what was asked and answered, callbacks, requests for documents, and the time. */
function seenOf({ told: { to, event }, heard, world }: WalkTurn, { tells }: Manner): Observation[] {
  const { at, type, ...rest } = event;
  const { machine, sid } = to;
  const of = { machine, sid };
  const said = { ...rest, type } as Omit<AnyEvent, 'at'> as Extract<
    Observation,
    { kind: 'asked' }
  >['event'];
  const id = `${slotOf(of)} ${type} ${at}`;
  const isAsked = Object.hasOwn(commands, type) && vocabulary[type].kind === 'command';
  const before: Observation[] = [];
  const behind: Observation[] = [];
  if (type === 'call.receive') before.push({ kind: 'cameIn', at, of, event: said });
  else if (Object.hasOwn(documentCommands, type))
    before.push({ kind: 'document', at, of, commands: [said] });
  else if (isAsked) {
    before.push({ kind: 'asked', at, id, to: of, event: said });
    behind.push({ kind: 'answered', at, id, ...answerOf(heard[0]) });
  }
  const told = heard.flatMap((one) => toldBy(one, world.machines, tells));
  return [...before, ...told, ...behind, { kind: 'time', at: world.now }];
}

function answerOf(first: WalkAnswer | undefined) {
  const { verdict } = first ?? {};
  return verdict?.verdict === 'refused'
    ? ({ is: 'refused', reason: verdict.reason } as const)
    : ({ is: 'done' } as const);
}

function toldBy(
  { effects, event: { at } }: WalkAnswer,
  machines: Readonly<Record<string, Snapshot>>,
  tells: Manner['tells'],
): Observation[] {
  const isTold = (machine: MachineName, word: string) => tells[machine]?.includes(word) === true;
  return effects.flatMap((effect): Observation[] => {
    const { machine, sid } = effect;
    const of = { machine, sid };
    if (effect.type === 'instructions.requested')
      return isTold('call', 'asks') ? [{ kind: 'documentAsked', at, of }] : [];
    if (effect.type !== 'announced' || !isTold(machine, effect.status)) return [];
    const about = 'callSid' in effect ? { callSid: effect.callSid as string } : {};
    return [{ kind: 'callback', at, of, status: effect.status, ...about, ...lengthOf(effect) }];
  });

  function lengthOf({
    machine,
    sid,
    status,
  }: {
    machine: MachineName;
    sid: string;
    status: string;
  }) {
    const { durationSeconds } = (machines[slotOf({ machine, sid })]?.context ?? {}) as {
      readonly durationSeconds?: number | null;
    };
    const isFile = machine === 'recording' && status === 'completed';
    return isFile && typeof durationSeconds === 'number' ? { durationSeconds } : {};
  }
}
