/** The declarations are data, whole and without slips that TypeScript lets pass. */
import { describe, expect, test } from 'vitest';
import {
  announcements,
  assumptions,
  conferenceEnds,
  dismissalReasons,
  endReasons,
  errorCodes,
  eventsTo,
  leavesOf,
  lineEnds,
  machineNames,
  machines,
  policies,
  refusalReasons,
  statesOf,
  tableOf,
  timers,
} from '../../machines/index.ts';
import { isNamed, namedIn, writtenStates, writtenTransitions } from './raw.ts';

const known = {
  machine: ['id', 'description', 'context', 'initial', 'states'],
  state: ['description', 'tags', 'entry', 'exit', 'on', 'initial', 'states'],
  transition: ['target', 'guard', 'actions', 'reenter', 'description', 'meta'],
  meta: ['authority'],
  named: ['type', 'params'],
};
const unknownKeys = (of: unknown, keys: readonly string[]) =>
  Object.keys(of as object).filter((key) => !keys.includes(key));

/** What XState made of a state. */
interface Node {
  readonly type: string;
  readonly always?: readonly unknown[];
  readonly after: readonly unknown[];
  readonly invoke: readonly unknown[];
  readonly states: Readonly<Record<string, Node>>;
}
const nodesOf = (node: Node): readonly Node[] => [
  node,
  ...Object.values(node.states).flatMap(nodesOf),
];

describe.each(machineNames)('The declaration of %s', (machine) => {
  const states = writtenStates(machine);
  const transitions = writtenTransitions(machine);
  const nameds = [
    ...states.flatMap(([, { entry, exit }]) => [...namedIn(entry), ...namedIn(exit)]),
    ...transitions.flatMap(({ transition }) => [
      ...namedIn(transition.actions),
      ...namedIn(transition.guard),
    ]),
  ];

  test('has the keys of a state only', () => {
    const found = states.flatMap(([path, state]) =>
      unknownKeys(state, path === '' ? known.machine : known.state).map((key) => `${path}: ${key}`),
    );
    expect(found).toEqual([]);
  });

  test('has the keys of a transition only', () => {
    const found = transitions.flatMap(({ state, type, transition }) =>
      [
        ...unknownKeys(transition, known.transition),
        ...unknownKeys(transition.meta ?? {}, known.meta),
      ].map((key) => `${state} ${type}: ${key}`),
    );
    expect(found).toEqual([]);
    expect(nameds.flatMap((one) => unknownKeys(one, known.named))).toEqual([]);
  });

  test('answers the events of the vocabulary only, without a wildcard', () => {
    const understood = eventsTo(machine) as readonly string[];
    expect(transitions.filter(({ type }) => !understood.includes(type))).toEqual([]);
  });

  test('leads to states that exist', () => {
    const leaves = leavesOf(machine).map(({ path }) => path);
    const targets = tableOf(machine).flatMap(({ cell }) => cell.map(({ target }) => target));
    expect(targets.filter((to) => to !== undefined && !leaves.includes(to))).toEqual([]);
    const initials = states.flatMap(([path, { initial, states: inner }]) =>
      (initial === undefined) === (inner === undefined) &&
      (initial === undefined || Object.hasOwn(inner as object, initial as string))
        ? []
        : [path],
    );
    expect(initials).toEqual([]);
  });

  test('names its actions and guards, and each is there and used', () => {
    const { actions, guards } = machines[machine].implementations;
    expect(states.every(([, { entry, exit }]) => isNamed(entry) && isNamed(exit))).toBe(true);
    expect(
      transitions.every(({ transition: { actions: a, guard } }) => isNamed(a) && isNamed(guard)),
    ).toBe(true);
    const used = new Set(nameds.map(({ type }) => type));
    expect([...used].sort()).toEqual([...Object.keys(actions), ...Object.keys(guards)].sort());
  });

  test('feeds them words of the vocabulary', () => {
    const words: Readonly<Record<string, readonly string[]>> = {
      timer: Object.keys(timers),
      status: [...announcements[machine], ...lineEnds],
      reason: [refusalReasons, endReasons, dismissalReasons]
        .flatMap(Object.keys)
        .concat(conferenceEnds),
      code: Object.keys(errorCodes),
      dismissal: Object.keys(dismissalReasons),
    };
    const strange = nameds.flatMap(({ type, params = {} }) =>
      Object.entries(params)
        .filter(([name, value]) => words[name] && !words[name].includes(String(value)))
        .map(([name, value]) => `${type} ${name} ${value}`),
    );
    expect(strange).toEqual([]);
  });

  test('has a description and a tag for every state, of its own or of its parent', () => {
    const tagged = (path: string): boolean => {
      const state = statesOf(machine).find((one) => one.path === path);
      return !!state && (state.tags.length > 0 || (!!state.parent && tagged(state.parent)));
    };
    const bare = statesOf(machine).filter(({ path, says }) => !says.endsWith('.') || !tagged(path));
    expect(bare.map(({ path }) => path)).toEqual([]);
  });

  test('is flat: nothing final, parallel, remembered, waiting or invoked', () => {
    for (const node of nodesOf(machines[machine].root as unknown as Node)) {
      expect(['atomic', 'compound']).toContain(node.type);
      expect([...(node.always ?? []), ...node.after, ...node.invoke]).toEqual([]);
    }
  });

  test('leads out of an ended state by deletion only, and a leg where no call takes its line', () => {
    const isEnded = (path: string) =>
      statesOf(machine).some((one) => one.path === path && one.tags.includes('ended'));
    const ways = tableOf(machine).flatMap(({ state, type, cell }) =>
      isEnded(state) && cell.some(({ target }) => target !== undefined) ? [`${state} ${type}`] : [],
    );
    const ends: Readonly<Partial<Record<typeof machine, readonly string[]>>> = {
      dialLeg: ['handedOver line.declined'],
      recording: ['completed recording.delete', 'absent recording.delete'],
      transcription: ['completed', 'failed'].flatMap((state) => [
        `${state} transcription.delete`,
        `${state} recording.deleted`,
      ]),
    };
    expect(ways).toEqual(ends[machine] ?? []);
  });
});

test('every authority is Telnyx, Twilio, the model or an assumption with a sentence', () => {
  const ids = Object.keys(assumptions);
  expect(Object.values(assumptions).filter((says) => !/^[A-Z<].+\.$/.test(says))).toEqual([]);
  const named = machineNames.flatMap((machine) =>
    tableOf(machine).flatMap(({ cell }) => cell.map(({ authority }) => authority)),
  );
  const strange = (id: string) => !['telnyx', 'twilio', 'model', ...ids].includes(id);
  expect([...new Set(named)].filter(strange)).toEqual([]);
  const sources = Object.values(policies).flatMap(({ source }) => source.match(/\bA\d+\b/g) ?? []);
  expect(sources.filter(strange)).toEqual([]);
});
