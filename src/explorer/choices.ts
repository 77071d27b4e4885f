/** What can be told next in a walk: each with what would be answered. */
import {
  type Address,
  type AnyEvent,
  commands,
  hasTag,
  type MachineName,
  type Verdict,
} from '../../machines/index.ts';
import { movesOf } from '../../properties/generators/moves.ts';
import type { ModelWorld } from '../../properties/generators/world.ts';
import type { Snapshot } from '../engine/index.ts';
import { advance } from '../engine/step.ts';
import { fired, nextDue, surroundings, type WalkStep } from './journey.ts';

/** Who would tell it. */
export type ChoiceBy = 'request or document' | 'caller' | 'network' | 'media server' | 'clock';
/** Something that can be told next. */
export interface Choice extends WalkStep {
  readonly by: ChoiceBy;
  /** What it is, in a few words. */
  readonly says: string;
  /** What its machine would answer. */
  readonly verdict: Verdict;
}

type Untimed = { [T in AnyEvent as T['type']]: Omit<T, 'at'> }[AnyEvent['type']];

/** Everything that can come next `afterMs` later, in an order that never changes. */
export function choicesIn(world: ModelWorld, afterMs: number): Choice[] {
  const at = world.now + afterMs;
  const asked = (to: Address, event: Untimed, says?: string): Choice => {
    const by = event.type === 'digit.pressed' ? 'caller' : 'request or document';
    return judged(world, by, { to, event: { ...event, at } as AnyEvent }, says);
  };
  const due = nextDue(world);
  return [
    ...Object.values(world.machines).flatMap((snapshot) =>
      ofMachine(world, snapshot).map(([event, says]) => asked(snapshot, event, says)),
    ),
    ...movesOf(surroundings, { ...world, now: at }).flatMap((move) => {
      if ('now' in move || move.event.type === 'timer.fired') return [];
      const by = move.says === 'network' ? 'network' : 'media server';
      return [judged(world, by, { to: move.to, event: move.event }, factSaid(move.event))];
    }),
    ...beginnings(world).map(([to, event, says]) => asked(to, event, says)),
    ...(due ? [judged(world, 'clock', fired(due, world.now), `${due.timer} is due`)] : []),
  ];
}

function judged(
  world: ModelWorld,
  by: ChoiceBy,
  told: WalkStep,
  says = saidOf(told.event),
): Choice {
  const { machine, sid } = told.to;
  const snapshot = world.machines[`${machine} ${sid}`];
  const to = { machine, sid };
  const { verdict } = advance(to, snapshot, told.event);
  return { ...told, to, by, says, verdict };
}
const saidOf = ({ type }: AnyEvent) =>
  Object.hasOwn(commands, type) ? commands[type as keyof typeof commands].says : type;
const factSaid = (event: AnyEvent) => {
  if (event.type === 'media.saved' && event.isEmpty) return 'media.saved, and nothing is in it';
  return event.type;
};

/** The first sid of a kind that nobody has. */
function free(world: ModelWorld, machine: MachineName, name: string): string {
  for (let i = 1; ; i += 1) if (!world.machines[`${machine} ${name}-${i}`]) return `${name}-${i}`;
}
const wanted = (world: ModelWorld) => ({
  recording: { sid: free(world, 'recording', 'recording') },
});

/** How something begins of which there is nothing yet. */
function beginnings(world: ModelWorld): [Address, Untimed, string][] {
  const call = { machine: 'call', sid: free(world, 'call', 'call') } as const;
  return [
    [call, { type: 'call.dialOut', ...wanted(world) }, 'Initiate a call with Record=true.'],
    [call, { type: 'call.dialOut' }, 'Initiate a call.'],
    [call, { type: 'call.receive' }, 'Take an inbound call.'],
  ];
}

type Offered = [Untimed, string?];
/** What can be asked of a machine; of one that is over, what asks for nothing new. */
function ofMachine(world: ModelWorld, snapshot: Snapshot): Offered[] {
  const { machine, state } = snapshot;
  const isOver = hasTag(machine, state, 'ended');
  const offered = byMachine[machine](world, snapshot);
  return isOver ? offered.filter(([{ type }]) => bare.has(type)) : offered;
}
/** Commands without fields: asking again is always possible. */
const bare = new Set<string>(
  Object.entries(commands).flatMap(([type, { fields }]) =>
    Object.keys(fields).length === 0 ? [type] : [],
  ),
);

const byMachine: Readonly<
  Record<MachineName, (world: ModelWorld, snapshot: Snapshot) => Offered[]>
> = {
  call: (world) => {
    const leg = free(world, 'dialLeg', 'leg');
    const stay = { conferenceSid: 'conference-1', stay: `stay-${Object.keys(world.spent).length}` };
    return [
      [{ type: 'call.startRecording', ...wanted(world) }, 'Record this call from now on.'],
      [{ type: 'call.record', ...wanted(world), hasAction: true }, 'Run a <Record>.'],
      [{ type: 'call.startBackgroundRecording', ...wanted(world) }, 'Run a <Start><Recording>.'],
      [{ type: 'call.dial', legs: [leg] }, 'Run a <Dial>.'],
      [{ type: 'call.dial', legs: [leg], ...wanted(world) }, 'Run a <Dial record>.'],
      [{ type: 'call.joinConference', ...stay }, 'Run a <Dial><Conference>.'],
      [{ type: 'call.joinConference', ...stay, ...wanted(world) }, 'Run a <Conference record>.'],
      [{ type: 'call.redirect' }, 'Give it a new document.'],
      [{ type: 'call.hangUp' }, 'End the call.'],
      [{ type: 'digit.pressed', digit: '#' }, 'Press #.'],
      [{ type: 'digit.pressed', digit: '*' }, 'Press *.'],
    ];
  },
  dialLeg: (world) => [
    [{ type: 'call.startRecording', ...wanted(world) }, 'Record this leg from now on.'],
    [{ type: 'call.hangUp' }, 'End the leg.'],
  ],
  conference: (world) => {
    const legSid = free(world, 'dialLeg', 'leg');
    const added = { type: 'conference.addParticipant', legSid, stay: `stay-of-${legSid}` } as const;
    return [
      [added, 'Dial somebody into it.'],
      [{ ...added, ...wanted(world) }, 'Dial somebody into it with Record=true.'],
      [{ type: 'conference.end' }],
    ];
  },
  recording: () => [
    [{ type: 'recording.pause' }],
    [{ type: 'recording.resume' }],
    [{ type: 'recording.stop' }],
    [{ type: 'recording.delete' }],
  ],
  transcription: () => [[{ type: 'transcription.delete' }]],
};
