/** What the compiled step does not know is refused when it is compiled, at its place. */
import { expect, test } from 'vitest';
import { machines } from '../../machines/index.ts';
import { InvalidInput, onTables } from '../../src/engine/index.ts';

interface Written {
  [key: string]: unknown;
  on: Record<string, unknown>;
  states: Record<string, Written>;
}
type Change = (recording: Written, call: Written) => void;
const inState = (name: string, key: string, value: unknown): Change => {
  return ({ states }) => {
    (states[name] as Written)[key] = value;
  };
};
const inCell = (name: string, type: string, value: unknown): Change => {
  return ({ states }) => {
    (states[name] as Written).on[type] = value;
  };
};
const inner: Change = (_, { states }) => {
  (states.inProgress?.states.dialing as Written).after = { 100: 'executing' };
};
const atRoot =
  (key: string, value: unknown): Change =>
  (recording) => {
    recording[key] = value;
  };

/** A construct, and the place by which it is refused. */
const refused: readonly (readonly [string, Change, string])[] = [
  ['a final state', inState('deleted', 'type', 'final'), 'states.deleted.type'],
  ['a parallel state', inState('paused', 'type', 'parallel'), 'states.paused.type'],
  ['a parallel machine', atRoot('type', 'parallel'), 'type'],
  ['a history state', inState('paused', 'history', 'deep'), 'states.paused.history'],
  ['a delay', inState('starting', 'after', { 100: 'absent' }), 'states.starting.after'],
  ['a delay inside a state', inner, 'states.inProgress.states.dialing.after'],
  ['an eventless transition', inState('paused', 'always', 'absent'), 'states.paused.always'],
  ['an invocation', inState('paused', 'invoke', { src: 'x' }), 'states.paused.invoke'],
  ['onDone', inState('paused', 'onDone', 'absent'), 'states.paused.onDone'],
  ['an output', inState('deleted', 'output', 'x'), 'states.deleted.output'],
  ['a state with an id', inState('paused', 'id', 'held'), 'states.paused.id'],
  ['events of the machine itself', atRoot('on', { x: 'none' }), 'on'],
  ['an entry of the machine itself', atRoot('entry', 'stamp'), 'entry'],
  ['another first state', atRoot('initial', 'starting'), 'initial'],
  ['a context that is no function', atRoot('context', {}), 'context'],
  ['an entry of none', inState('none', 'entry', 'stamp'), 'states.none.entry'],
  [
    'an initial state that is not there',
    inState('paused', 'initial', 'x'),
    'states.paused.initial',
  ],
  ['every event', inCell('paused', '*', 'absent'), 'states.paused.on'],
  ['every event of a kind', inCell('paused', 'media.*', 'absent'), 'states.paused.on'],
  ['the empty event', inCell('paused', '', 'absent'), 'states.paused.on'],
  ['a forbidden event', inCell('paused', 'x', undefined), 'states.paused.on.x'],
  ['a target that is not there', inCell('paused', 'x', 'gone'), 'states.paused.on.x.target'],
  ['a child as a target', inCell('paused', 'x', '.a'), 'states.paused.on.x.target'],
  ['a target by another id', inCell('paused', 'x', '#call.deleted'), 'states.paused.on.x.target'],
  [
    'two targets',
    inCell('paused', 'x', { target: ['absent', 'deleted'] }),
    'states.paused.on.x.target',
  ],
  ['a key of a transition', inCell('paused', 'x', { delay: 5 }), 'states.paused.on.x.delay'],
  [
    'a guard of guards',
    inCell('paused', 'x', [{ guard: { type: 'xstate.and', guards: ['isAsked'] } }]),
    'states.paused.on.x[0].guard.guards',
  ],
  [
    'a guard that nobody knows',
    inCell('paused', 'x', { guard: 'isX' }),
    'states.paused.on.x.guard',
  ],
  ['a guard in place', inCell('paused', 'x', { guard: () => true }), 'states.paused.on.x.guard'],
  [
    'params that are computed',
    inCell('paused', 'x', { guard: { type: 'isAsked', params: () => 1 } }),
    'states.paused.on.x.guard',
  ],
  [
    'an action in place',
    inCell('paused', 'x', { actions: () => {} }),
    'states.paused.on.x.actions',
  ],
  ['an action that nobody knows', inState('paused', 'exit', ['x']), 'states.paused.exit[0]'],
  ['an action that is no deed', inState('paused', 'exit', 'plain'), 'states.paused.exit'],
];

const requested = (cell: object) => inCell('none', 'recording.requested', cell);
const begins = 'states.none.on.recording.requested[0]';
/** Where something is created, or asked of what is not, and the place by which it is refused. */
const uncreated: readonly (readonly [string, Change, string])[] = [
  ['a way into life that creates nothing', requested({ target: 'starting' }), `${begins}.actions`],
  [
    'a way into life that does something first',
    requested({ target: 'starting', actions: ['stamp', 'create'] }),
    `${begins}.actions[0]`,
  ],
  [
    'a machine that is created twice',
    requested({ target: 'starting', actions: ['create', 'create'] }),
    `${begins}.actions[1]`,
  ],
  [
    'a machine that is created and is not there',
    requested({ actions: 'create' }),
    `${begins}.actions[0]`,
  ],
  [
    'a machine that is created while it lives',
    inCell('paused', 'recording.pause', { actions: 'create' }),
    'states.paused.on.recording.pause[0].actions[0]',
  ],
  ['a machine that is created at an entry', inState('paused', 'entry', 'create'), 'states.paused'],
  ['a write to nothing', requested({ actions: 'stamp' }), `${begins}.actions[0]`],
  ['a word of nothing', requested({ actions: 'tellEndAgain' }), `${begins}.actions[0]`],
  [
    'a question about nothing',
    requested([{ guard: 'isItsRequest', actions: 'ignore' }, { actions: 'ignore' }]),
    `${begins}.guard`,
  ],
];

/** The machines, written once more with a change; a plain XState action is among the actions. */
function changed(change: Change): typeof machines {
  const { recording, call } = machines;
  const written = JSON.parse(JSON.stringify([recording.config, call.config])) as [Written, Written];
  for (const [i, { config }] of [recording, call].entries()) {
    (written[i] as Written).context = config.context;
  }
  change(...written);
  const actions = { ...recording.implementations.actions, plain: () => {} };
  const { guards } = recording.implementations;
  return {
    ...machines,
    recording: { config: written[0], implementations: { actions, guards } },
    call: { config: written[1], implementations: call.implementations },
  } as unknown as typeof machines;
}
function refusalOf(change: Change): InvalidInput {
  try {
    onTables(changed(change));
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('the machines are taken', () => {
  expect(onTables(changed(() => {}))).toBeTypeOf('function');
});

test.each([...refused, ...uncreated])('%s is refused', (_says, change, field) => {
  expect(refusalOf(change).field).toBe(field);
});

const inDialing =
  (type: string, cell: unknown): Change =>
  (_, { states }) => {
    const around = states.inProgress as Written;
    (around.states.dialing as Written).on[type] = cell;
    delete around.on[type];
  };
const guarded = { guard: { type: 'isAnswerTo', params: { verb: 'pause' } }, actions: 'ignore' };

test.each<[says: string, change: Change, place: string]>([
  [
    'a missing answer',
    ({ states }) => delete states.paused?.on['media.started'],
    'states.paused.on.media.started',
  ],
  [
    'an answer that a guard may withhold',
    inCell('paused', 'media.started', [guarded]),
    'states.paused.on.media.started',
  ],
  ['a cell without a way', inCell('paused', 'media.started', []), 'states.paused.on.media.started'],
  [
    'a guarded answer inside a state that has none',
    inDialing('leg.rang', { guard: 'isInbound', actions: 'ignore' }),
    'states.inProgress.states.executing.on.leg.rang',
  ],
])('%s is refused', (_says, change, field) => {
  expect(refusalOf(change).field).toBe(field);
});

test('the message says which event has no answer, and what is expected', () => {
  expect(refusalOf(({ states }) => delete states.paused?.on['media.started']).message).toBe(
    'machine recording: "states.paused.on.media.started" is missing; expected an answer: every ' +
      'state answers every event.',
  );
  expect(refusalOf(inCell('paused', 'media.started', guarded)).message).toBe(
    'machine recording: "states.paused.on.media.started" is ' +
      '{"type":"isAnswerTo","params":{"verb":"pause"}}; expected one way more, without a guard, ' +
      'for when none of them holds.',
  );
});

test('a step that is given what its machine does not hear throws', () => {
  const advance = onTables(machines);
  const [to, event] = [
    { machine: 'call', sid: 'C' },
    { type: 'media.started', at: 1, order: 1 },
  ] as const;
  expect(() => advance(to, undefined, event)).toThrow(InvalidInput);
});

test('the message says which machine, what was found and what the compiled step knows', () => {
  expect(refusalOf(inState('starting', 'after', { 100: 'absent' })).message).toBe(
    'machine recording: "states.starting.after" is {"100":"absent"}; expected no such key; the ' +
      'compiled step knows description, tags, entry, exit, on, initial, states, meta.',
  );
});
