/** Random small machines of the subset that is compiled, and random events to put to them. */
import { fc } from '@fast-check/vitest';
import { declaring, type Perhaps, unborn } from '../../machines/declaring/declare.ts';
import { asMachine, setUp } from '../../machines/declaring/machine.ts';
import { send, tell } from '../../machines/declaring/said.ts';
import { type AnyEvent, eventsTo, type MachineName, machines } from '../../machines/index.ts';
import type { Advance, Snapshot } from '../../src/engine/index.ts';

/** What a small machine remembers: how often it acted, and the names of what it did. */
interface Memory {
  readonly sid: string;
  readonly count: number;
  readonly last: string;
}
const { verdicts, begin, act, say, ask } = declaring<Memory, MachineName>();

const base = setUp({
  types: { context: {} as Perhaps<Memory>, events: {} as AnyEvent, input: {} as { sid: string } },
  actions: {
    ...verdicts,
    create: begin(['recording.pause'], (sid) => ({ sid, count: 0, last: '' })),
    /** Remembers its word, and says what it found. */
    say: act((c, { at }, said, { word }: { word: string }) => {
      const from = { machine: 'recording', sid: c.sid } as const;
      tell(said, { type: 'recording.orphaned', ...from, location: c.last });
      c.count += 1;
      c.last = `${c.last}${word}`.slice(-12);
      tell(said, { type: 'timer.set', ...from, timer: 'silence', dueAt: at });
    }),
    tell: say((c, { at }, said, { word }: { word: string }) =>
      send(
        said,
        { machine: 'call', sid: word },
        { type: 'leg.released', at: at + c.count, parent: { machine: 'call', sid: word } },
      ),
    ),
    forget: act(() => {}),
    idle: say(() => {}),
  },
  guards: {
    isMultiple: ask((c, { at }, { of }: { of: number }) => (c.count + at) % of === 0),
    isFresh: ask((c) => c.count < 3),
  },
});
const words = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const types = ['recording.pause', 'media.paused', 'host.ended'];
const first = 'recording.pause';

interface Shape {
  readonly inner: readonly Shape[];
}
/** The tree of states: one to three a level, and three levels at most. */
const shape = (depth: number): fc.Arbitrary<Shape> =>
  depth === 0
    ? fc.constant({ inner: [] })
    : fc.array(shape(depth - 1), { maxLength: 3 }).map((inner) => ({ inner }) satisfies Shape);

const action = fc.oneof(
  fc.record({
    type: fc.constantFrom('say', 'tell'),
    params: fc.record({ word: fc.constantFrom(...words) }),
  }),
  fc.constantFrom('forget', 'idle', 'ignore', 'unchanged'),
  fc.constant({ type: 'refuse', params: { reason: 'call-busy' } }),
);
const actions = fc.array(action, { maxLength: 3 });
const guard = fc.oneof(
  fc.record({
    type: fc.constant('isMultiple'),
    params: fc.record({ of: fc.constantFrom(2, 3) }),
  }),
  fc.constant('isFresh'),
);

const transition = (targets: readonly string[]) =>
  fc.record(
    {
      target: fc.constantFrom(...targets),
      guard,
      actions,
      reenter: fc.boolean(),
    },
    { requiredKeys: [] },
  );

/** Where a transition of a state can lead: to siblings by name, to any state by its path. */
const targetsOf = (siblings: readonly string[], paths: readonly string[]) => [
  ...siblings,
  ...paths.map((path) => `#small.${path}`),
];

const pathsOf = (shapes: readonly Shape[], around = ''): string[] =>
  shapes.flatMap(({ inner }, i) => {
    const path = `${around}s${i}`;
    return [path, ...pathsOf(inner, `${path}.`)];
  });

function state({ inner }: Shape, siblings: readonly string[], paths: readonly string[]) {
  const cell = fc.array(transition(targetsOf(siblings, paths)), { minLength: 1, maxLength: 3 });
  const children = inner.map((_, i) => `s${i}`);
  const one: fc.Arbitrary<object> = fc.record(
    {
      entry: actions,
      exit: actions,
      on: fc.dictionary(fc.constantFrom(...types), cell, { maxKeys: 3 }),
    },
    { requiredKeys: ['on'] },
  );
  if (inner.length === 0) return one;
  return fc
    .tuple(one, fc.constantFrom(...children), states(inner, paths))
    .map(([own, initial, states]) => ({ ...own, initial, states }));
}
function states(shapes: readonly Shape[], paths: readonly string[]): fc.Arbitrary<object> {
  const names = shapes.map((_, i) => `s${i}`);
  return fc.record(
    Object.fromEntries(shapes.map((one, i) => [names[i], state(one, names, paths)])),
  ) as fc.Arbitrary<object>;
}

/** What a small machine is made from, as data: `none` leads in, and any state can lead anywhere. */
export const smallConfig = fc.array(shape(2), { minLength: 1, maxLength: 3 }).chain((shapes) => {
  const born = pathsOf(shapes);
  return fc
    .tuple(states(shapes, [...born, 'none']), fc.constantFrom(...targetsOf([], born)), actions)
    .map(([inner, target, done]) => ({
      none: { on: { [first]: [{ target, actions: ['create', ...done] }] } },
      ...inner,
    }))
    .map((all) => Object.fromEntries(Object.entries(all).map(([name, one]) => [name, whole(one)])));
});

/** The same state with an answer to every event at the end of each of its cells. */
function whole<S extends object>(of: S): S {
  const { on = {} } = of as { readonly on?: Readonly<Record<string, readonly object[]>> };
  const cells = eventsTo('recording').map((type) => {
    return [type, [...(on[type] ?? []), { actions: 'ignore' }]] as const;
  });
  return { ...of, on: Object.fromEntries(cells) };
}

/** The machines, with a small one in the place of the recording machine. */
export function withSmall(states: object): typeof machines {
  const context = ({ input }: { input: { sid: string } }) => unborn(input.sid);
  const config = { id: 'small', initial: 'none', context, states };
  return { ...machines, recording: asMachine(base.createMachine(config as never)) } as never;
}

export const someEvents = fc.array(
  fc.record({ type: fc.constantFrom(first, ...types), at: fc.nat(5) }) as fc.Arbitrary<AnyEvent>,
  { minLength: 5, maxLength: 25 },
);

export const small = { machine: 'recording', sid: 'small' } as const;

/** Puts events to the small machine, one after another. */
export function live(step: Advance, events: readonly AnyEvent[]) {
  let before: Snapshot<'recording'> | undefined;
  return events.map((event) => {
    const moment = { before, event, ...step(small, before, event) };
    before = moment.snapshot;
    return moment;
  });
}
