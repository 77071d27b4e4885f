/** Faults that are planted have to be noticed; and the tool that plants them has to see. */
import { beforeAll, describe, expect, test } from 'vitest';
import { machineNames, machines, policies } from '../../machines/index.ts';
import { claims } from '../../properties/claims/index.ts';
import { type Argued, argued } from '../../properties/mutants/argued.ts';
import { mutants, quick, quickGlances } from '../../properties/mutants/index.ts';
import { Judge } from '../../properties/mutants/judge.ts';
import { type Judgement, type Mutant, operators } from '../../properties/mutants/mutant.ts';
import { scoreOf, scoreText } from '../../properties/mutants/report.ts';
import { differingCell } from '../../properties/mutants/tables.ts';
import { tellingName, toldBy } from '../../properties/mutants/tells.ts';
import { originalMachines } from '../../properties/mutants/written.ts';
import { explore } from '../../properties/search/explore.ts';
import { systems } from '../../properties/systems/index.ts';
import { onTables } from '../../src/engine/index.ts';

/** One for all tests: what it knows of the right model is worked out once. */
const judge = new Judge({ systems, claims, glances: quickGlances });
const mutant = (id: string) => mutants.find((one) => one.id === id) as Mutant;

test('a fixed sample of all mutants is noticed or argued away', () => {
  const judged = quick.map((one) => judge.judge(one));
  const found = scoreOf(judged, argued, false);
  expect([...found.survivors, ...found.wronglyArgued], scoreText(found)).toEqual([]);
});

test('the sample has mutants of every operator and machine', () => {
  expect(new Set(quick.map(({ operator }) => operator))).toEqual(new Set(Object.keys(operators)));
  expect(new Set(quick.map(({ machine }) => machine))).toEqual(
    new Set([...machineNames, 'policy']),
  );
});

test('a machine alone is judged by all claims but those that only a whole system can keep', () => {
  const asking = machineNames.map((name) => [name, [...judge.askingOf(name)].sort()]);
  expect(Object.fromEntries(asking)).toEqual({
    ...Object.fromEntries(machineNames.map((name) => [name, []])),
    call: ['CALL-11', 'CALL-17'],
    conference: ['CONF-6', 'SYS-10'],
  });
});

describe('The tool', () => {
  const harmless: Mutant = {
    id: 'recording/changes nothing',
    operator: 'drop',
    machine: 'recording',
    says: 'Nothing is changed.',
    shows: ['recording'],
    change: (of) => ({ ...of, config: { ...of.config } }),
  };
  const tell = mutant('recording/tells/recording.ended');
  /** All that it could show is looked at, which takes a while: once. */
  let alive: Judgement;
  beforeAll(() => {
    alive = judge.judge(harmless);
  });

  test('lets live what changes nothing', () => {
    expect(scoreOf([alive], [], false).survivors.map(({ id }) => id)).toEqual([harmless.id]);
    const same: Argued = { id: 'recording/*', because: '', where: 'same' };
    expect(scoreOf([alive], [same], false).argued).toBe(1);
  });

  test('reports what is argued away and noticed', () => {
    const entries: readonly Argued[] = [{ id: tell.id, because: 'Nobody listens.' }];
    const { killed, wronglyArgued } = scoreOf([judge.judge(tell)], entries, false);
    expect([killed, wronglyArgued.length]).toEqual([1, 1]);
    expect(wronglyArgued[0]).toContain(`${tell.id} is noticed`);
  });

  test('reports what is argued away and does not exist', () => {
    const { wronglyArgued } = scoreOf([alive], [{ id: 'fax/*', because: 'Gone.' }], true);
    expect(wronglyArgued).toEqual(['fax/* argues for no survivor']);
  });

  test('takes no argument from steps that are not the same', () => {
    const blind = new Judge({ systems: [], claims: [], glances: [] });
    const untold = mutant('recording/tells/announced');
    const entries: readonly Argued[] = [{ id: '*', because: 'All the same.', where: 'same' }];
    const { survivors } = scoreOf([blind.judge(untold)], entries, false);
    expect(survivors.map(({ id }) => id)).toEqual([untold.id]);
  });

  test('names who has noticed', () => {
    const by = (id: string) => judge.judge(mutant(id)).death?.by;
    expect(by('recording/paused/media.resumed[0]/remove')).toBe('table');
    expect(by('recording/tells/media.erase')).toBe('claim');
    expect(by('recording/none/recording.requested[0]/drop create')).toBe('error');
  });
});

describe('A mutant', () => {
  test('has an id of its own', () => {
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  });

  test('differs in one place, though states share their fragments', () => {
    const { change } = mutant('recording/starting/recording.stop[0]/remove');
    const before = JSON.stringify(originalMachines.recording.config);
    const { states = {} } = change(originalMachines.recording).config;
    const changed = Object.entries(states).filter(
      ([name, of]) =>
        JSON.stringify(of) !== JSON.stringify(originalMachines.recording.config.states?.[name]),
    );
    expect(changed.map(([name]) => name)).toEqual(['starting']);
    expect(JSON.stringify(originalMachines.recording.config)).toBe(before);
  });

  test('of a policy lasts no longer than it is looked at', () => {
    const before = JSON.stringify(policies);
    for (const { during } of mutants.filter(({ machine }) => machine === 'policy')) {
      expect(during?.(() => JSON.stringify(policies))).not.toBe(before);
      expect(() =>
        during?.(() => {
          throw new Error('in the middle');
        }),
      ).toThrow('in the middle');
      expect(JSON.stringify(policies)).toBe(before);
    }
  });
});

test('what mutants are made from is the model as it is', () => {
  for (const machine of machineNames)
    expect(differingCell(machine, originalMachines[machine])).toBeUndefined();
});

test('everything that a machine tells can be left untold', () => {
  const told = new Set<string>();
  for (const system of systems) {
    explore(system, {
      advance: onTables(machines),
      claims: [],
      // Within these all is told that is told at all: twice as many tell nothing more.
      most: 500,
      onMoment: ({ to, signals, effects }) => {
        for (const { event } of signals) told.add(`${to.machine} ${event.type}`);
        for (const effect of effects) told.add(`${to.machine} ${tellingName(effect)}`);
      },
    });
  }
  const known = machineNames.flatMap((name) => toldBy(name).map((type) => `${name} ${type}`));
  expect([...told].filter((one) => !known.includes(one))).toEqual([]);
  // A conference has no time limit unless a policy sets one (A21), and no system does.
  expect(known.filter((one) => !told.has(one))).toEqual([
    'conference timer.set',
    'conference timer.cancel',
  ]);
});
