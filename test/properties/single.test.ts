/** One machine at a time: how far it can come, and the shortest way there. */
import { describe, expect, test } from 'vitest';
import {
  type Candidate,
  leavesOf,
  type MachineName,
  machineNames,
  machines,
} from '../../machines/index.ts';
import {
  candidateName,
  candidateOf,
  declaredBy,
  unreachable,
} from '../../properties/check/coverage.ts';
import { configurations } from '../../properties/check/graph.ts';
import {
  bySearch,
  idle,
  keyOf,
  pathTo,
  pathToTransition,
  type Single,
  singleOf,
} from '../../properties/check/single.ts';
import { inputsTo, isFar, subjects } from '../../properties/generators/inputs/index.ts';
import { onTables, type Snapshot, step } from '../../src/engine/index.ts';

const counts = ({ places, edges }: Single) => ({
  places: places.length,
  followed: places.filter(({ ways }) => ways.length > 0).length,
  edges,
});
const advance = onTables(machines);
const searches = new Map<MachineName, Single>();
/** A machine searched on tables, once. */
function searched(machine: MachineName): Single {
  const known = searches.get(machine) ?? bySearch(machine, advance);
  searches.set(machine, known);
  return known;
}
/** Where every input leads, place by place. */
const everything = ({ places }: Single) =>
  places.map(({ key, ways }) => `${key}: ${ways.map(({ to }) => to.key).join(' ')}`);

/** A change of behaviour changes these: read the difference as a reviewer would, then pin it. */
test.each([
  ['call', { places: 1238, followed: 424, edges: 22247 }],
  ['dialLeg', { places: 61, followed: 61, edges: 2115 }],
  ['conference', { places: 1428, followed: 1128, edges: 38289 }],
  ['recording', { places: 3238, followed: 1164, edges: 38891 }],
  ['transcription', { places: 6, followed: 6, edges: 55 }],
] as const)('%s comes as far as it is pinned, whoever explores it', (machine, pinned) => {
  const found = singleOf(machine);
  expect(counts(found)).toEqual(pinned);
  // On tables; `test/engine/compile.test.ts` takes each of these edges on XState's transition too.
  const own = searched(machine);
  expect(counts(own)).toEqual(pinned);
  expect(everything(own)).toEqual(everything(found));
});

describe('The search', () => {
  const withKey = (
    key: (snapshot: Snapshot<'recording'> | undefined) => string,
    most = 1_000_000,
  ) =>
    configurations(subjects.recording, {
      eventsAt: (snapshot) => inputsTo('recording', snapshot, 0).map(({ event }) => event),
      keyOf: key,
      isFar: (snapshot) => isFar('recording', snapshot),
      most,
    });

  test('sees too little when a state alone is its key', () => {
    const states = withKey((snapshot) => snapshot?.state ?? 'none');
    expect(states.length).toBeLessThanOrEqual(leavesOf('recording').length);
    expect(singleOf('recording').places.length).toBeGreaterThan(10 * states.length);
  });

  test('leaves nothing out of its key that makes a difference', () => {
    for (const { machine, places } of machineNames.map(searched)) {
      for (const { snapshot, ways } of places) {
        if (!snapshot) continue;
        const context: Record<string, unknown> = { ...snapshot.context };
        for (const name of idle) {
          if (typeof context[name] === 'number') context[name] += 7;
        }
        const other = { ...snapshot, context } as unknown as typeof snapshot;
        for (const { input, to } of ways) {
          const { snapshot: next } = advance(subjects[machine], other, input.event);
          if (keyOf(next) !== to.key) expect(keyOf(next), input.name).toBe(to.key);
        }
      }
    }
  });

  test('stops with an error where it is not bounded', () => {
    expect(() => withKey(keyOf, 1_000)).toThrow('limit');
  });

  test('counts otherwise when a transition leads elsewhere', () => {
    const { config, implementations } = machines.dialLeg;
    const wrong = JSON.parse(JSON.stringify(config));
    wrong.states.ringing.on['call.busy'].target = 'failed';
    const dialLeg = { config: { ...wrong, context: config.context }, implementations };
    const catalogue = { ...machines, dialLeg } as unknown as typeof machines;
    const [right, planted] = [machines, catalogue].map((one) => bySearch('dialLeg', onTables(one)));
    expect(everything(planted as Single)).not.toEqual(everything(right as Single));
  });
});

/** What a machine is in after these events, by steps that are checked at the edge. */
const answersTo = (machine: (typeof machineNames)[number], events: readonly unknown[]) => {
  const answers: ReturnType<typeof step>[] = [];
  for (const event of events) {
    answers.push(step(subjects[machine] as never, answers.at(-1)?.snapshot, event as never));
  }
  return answers;
};
const stateOf = (snapshot: Snapshot | undefined) => snapshot?.state ?? 'none';

describe.each(machineNames)('A path of %s', (machine) => {
  test('leads to every state', () => {
    for (const { path } of leavesOf(machine)) {
      expect(stateOf(answersTo(machine, pathTo(machine, path)).at(-1)?.snapshot)).toBe(path);
    }
  });

  test('ends with every transition, but for those out of reach', () => {
    const outcome = ({ verdict, reason, target }: Candidate, state: string) =>
      [verdict, reason, target ?? state].join(' ');
    for (const one of declaredBy(machine)) {
      const path = () => pathToTransition(machine, one.state, one.type, one.index);
      if (Object.hasOwn(unreachable, candidateName(one))) {
        expect(path).toThrow('nothing leads');
        continue;
      }
      const answers = answersTo(machine, path());
      const { verdict, snapshot } = answers.at(-1) as (typeof answers)[number];
      const reason = verdict.verdict === 'refused' ? verdict.reason : undefined;
      expect(stateOf(answers.at(-2)?.snapshot)).toBe(one.state);
      expect([verdict.verdict, reason, stateOf(snapshot)].join(' ')).toBe(
        outcome(candidateOf(one), one.state),
      );
    }
  });
});

test('a path is a shortest one', () => {
  const types = (...path: Parameters<typeof pathTo>) => pathTo(...path).map(({ type }) => type);
  expect(types('recording', 'none')).toEqual([]);
  expect(types('recording', 'deleted')).toEqual([
    'recording.requested',
    'media.refused',
    'recording.delete',
  ]);
  expect(types('call', 'inProgress')).toEqual(['line.handedOver']);
  expect(types('call', 'inProgress.bridged')).toEqual([
    'line.handedOver',
    'call.dial',
    'leg.answered',
  ]);
});

test('a path to nowhere is an error that says so', () => {
  expect(() => pathTo('conference', 'paused')).toThrow('conference has no state "paused"');
  expect(() => pathToTransition('conference', 'init', 'call.rang')).toThrow('nothing leads');
});
