/** The portable vectors: what they cover, that the model passes them, and that a wrong one fails. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  type AnyEvent,
  creationPaths,
  kindOf,
  type MachineName,
  machineNames,
  machines,
  tableOf,
} from '../../machines/index.ts';
import { takenBy } from '../../properties/check/coverage.ts';
import { vectorFiles } from '../../properties/vectors/index.ts';
import { journeyKinds } from '../../properties/vectors/journeys.ts';
import { type Implementation, replay, replayed } from '../../properties/vectors/replay.ts';
import type { Vector, VectorFile } from '../../properties/vectors/vector.ts';
import { InvalidInput, onTables, Switchboard, step } from '../../src/engine/index.ts';
import { shown, staleFiles } from '../vectors.ts';

const { files, counts } = vectorFiles(shown);
const fileOf = (name: string) => JSON.parse(files.get(`${name}.json`) ?? '{}') as VectorFile;
const vectors = machineNames.flatMap((name) => fileOf(name).vectors ?? []);
const journeys = fileOf('journeys').journeys ?? [];
const invalid = fileOf('invalid').invalid ?? [];
const checked: Implementation = (to, before, event) => step(to, before as never, event as never);

describe('The vectors', () => {
  test('are those that are written', () => {
    expect(staleFiles(resolve(import.meta.dirname, '../../diagrams/vectors'), files)).toEqual([]);
  });

  test('are as many as pinned, and take every candidate that can be taken', () => {
    expect(counts).toEqual([
      { name: 'call', vectors: 63, steps: 583, candidates: 444, covered: 444 },
      { name: 'dialLeg', vectors: 38, steps: 362, candidates: 284, covered: 284 },
      { name: 'conference', vectors: 21, steps: 124, candidates: 95, covered: 95 },
      { name: 'recording', vectors: 69, steps: 520, candidates: 298, covered: 298 },
      { name: 'transcription', vectors: 11, steps: 48, candidates: 35, covered: 35 },
    ]);
    expect(counts.map(({ covered }) => covered)).toEqual(
      counts.map(({ candidates }) => candidates),
    );
  });

  test('show every refusal of every machine', () => {
    const refusals = machineNames.flatMap((machine) =>
      tableOf(machine).flatMap(({ state, type, cell }) =>
        cell
          .filter(({ verdict }) => verdict === 'refused')
          .map(({ reason }) => `${machine} ${state} ${type} ${reason}`),
      ),
    );
    const seen = new Set(
      vectors.flatMap(({ machine, steps }) =>
        steps.map(
          ({ event, reason }, i) =>
            `${machine} ${steps[i - 1]?.state ?? 'none'} ${event.type} ${reason}`,
        ),
      ),
    );
    expect(refusals.filter((one) => !seen.has(one))).toEqual([]);
  });

  test('are passed by the model', () => {
    expect(vectors.flatMap((vector) => replay(vector, checked, shown))).toEqual([]);
  });

  test('each have an id of their own, and end with or contain what it names', () => {
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
    for (const vector of vectors) {
      const [, state, type, index] = vector.id.split('/');
      const taken = replayed(vector).map((moment) => takenBy(moment));
      const shows = taken.some(
        (one) =>
          one.state === state &&
          (type === undefined || (one.type === type && `${one.index + 1}` === index)),
      );
      expect(shows, vector.id).toBe(true);
    }
  });

  test('let time go on, but for overtaken news of speech, and what comes again as it was', () => {
    for (const { id, steps } of vectors) {
      let now = 0;
      for (const { event } of steps) {
        if (!/^speech\.|\.requested$|^line\.handedOver$/.test(event.type)) {
          expect(event.at, `${id} ${event.type}`).toBeGreaterThanOrEqual(now);
        }
        now = Math.max(now, event.at);
      }
    }
  });

  test('stay small, and the same input gives the same bytes', () => {
    const size = [...files.values()].reduce((sum, text) => sum + text.length, 0);
    expect(size).toBeLessThan(725_000);
    expect(vectorFiles(shown).files).toEqual(files);
  });
});

/** States as data, open for a fault. */
type States = Record<string, State>;
interface State {
  entry?: unknown;
  on: Record<string, object>;
  states: States;
}
function altered<M extends MachineName>(name: M, plant: (states: States) => void): typeof machines {
  const { config, implementations } = machines[name];
  const wrong = JSON.parse(JSON.stringify(config));
  plant(wrong.states);
  const machine = { config: { ...wrong, context: config.context }, implementations };
  return { ...machines, [name]: machine } as unknown as typeof machines;
}
const failing = (catalogue: typeof machines) => {
  const advance = onTables(catalogue);
  return vectors.flatMap((vector) => replay(vector, advance, shown));
};

describe('A model with a fault fails', () => {
  test('none, as long as it has none', () => {
    expect(failing(machines)).toEqual([]);
  });

  test.each<[fault: string, machine: MachineName, plant: (states: States) => void]>([
    [
      'a refusal for another reason',
      'recording',
      ({ completed }) => {
        set(completed, 'recording.stop', {
          actions: { type: 'refuse', params: { reason: 'not-found' } },
        });
      },
    ],
    [
      'a refusal that became an ignore',
      'conference',
      ({ completed }) => {
        set(completed, 'conference.end', { actions: 'ignore' });
      },
    ],
    [
      'a transition to another state',
      'recording',
      ({ processing }) => {
        set(processing, 'media.failed', { target: 'completed', actions: 'failAsTold' });
      },
    ],
    [
      'an announcement that is missing',
      'recording',
      ({ completed }) => {
        if (completed) completed.entry = ['stamp'];
      },
    ],
    [
      'a stray answer that is not hung up',
      'dialLeg',
      ({ canceled }) => {
        set(canceled, 'call.answered', { actions: 'ignore' });
      },
    ],
    [
      'a signal that is missing',
      'call',
      ({ inProgress }) => {
        const dialing = inProgress?.states.dialing;
        set(dialing, 'call.hangUp', { target: '#call.completed', actions: [order('hangUp')] });
      },
    ],
    [
      'a guard that is not asked',
      'call',
      ({ inProgress }) => {
        const recording = inProgress?.states.recording;
        set(recording, 'digit.pressed', { actions: 'finishRecord' });
      },
    ],
  ])('%s', (_fault, machine, plant) => {
    expect(failing(altered(machine, plant)).length).toBeGreaterThan(0);
  });

  test('and the failure names the vector, the step and the field', () => {
    const wrong = altered('recording', ({ deleted }) =>
      set(deleted, 'media.saved', { actions: 'ignore' }),
    );
    expect(failing(wrong)[0]).toMatch(
      /^recording\/deleted.*, step \d+, media\.saved: verdict: "accepted" expected, "ignored" found$/,
    );
  });
});
const order = (verb: string) => ({ type: 'order', params: { verb } });
function set(state: State | undefined, type: string, cell: object) {
  if (!state?.on[type]) throw new Error(`no cell ${type} to plant a fault in`);
  state.on[type] = cell;
}

describe('The journeys', () => {
  test('are one at least for each kind of recording', () => {
    const kinds = Object.entries(creationPaths).flatMap(([path, { kinds }]) =>
      Object.keys(kinds).map((kind) => `${path}/${kind}`),
    );
    expect([...journeyKinds].sort()).toEqual(kinds.sort());
  });

  test.each(journeys.map((journey) => [journey.id, journey] as const))('%s', (id, { steps }) => {
    const switchboard = new Switchboard();
    for (const { to, event, verdict, changed, effects } of steps) {
      const found = switchboard.deliver(to, event);
      expect(found.verdict.verdict).toBe(verdict);
      expect(found.effects).toEqual(effects);
      expect(found.changed.map(({ sid, state }) => `${sid} ${state}`)).toEqual(
        changed.map(({ sid, state }) => `${sid} ${state}`),
      );
    }
    const kind = kindOf([...journeyKinds].find((one) => id.startsWith(one)) as never);
    const recording = switchboard.recording('R');
    expect(recording).toMatchObject({ state: 'completed', context: { path: kind.path } });
    expect(kind.hosts).toContain(recording?.context.host.machine);
  });
});

describe('The invalid inputs', () => {
  test('are turned away, each for the field that it names', () => {
    const refusal = (machine: MachineName, event: unknown) => {
      try {
        step({ machine, sid: 'X' }, undefined, event as never);
        return 'it was taken';
      } catch (error) {
        return error instanceof InvalidInput ? error.field : String(error);
      }
    };
    const found = invalid.map(({ id, machine, event }) => `${id}: ${refusal(machine, event)}`);
    expect(found).toEqual(invalid.map(({ id, field }) => `${id}: ${field}`));
    expect(new Set(invalid.map(({ id }) => id)).size).toBe(invalid.length);
    expect(invalid.length).toBeGreaterThan(200);
  });

  test('are of every type of event', () => {
    const types = new Set(invalid.map(({ event }) => (event as AnyEvent | null)?.type));
    const understood = machineNames.flatMap((machine) => tableOf(machine).map(({ type }) => type));
    expect(understood.filter((type) => !types.has(type))).toEqual([]);
  });
});

test('the schema takes every file, and no other shape', () => {
  const schema = z.fromJSONSchema(JSON.parse(files.get('schema.json') ?? ''));
  const names = [...machineNames, 'journeys', 'invalid'];
  for (const name of names) expect(schema.safeParse(fileOf(name)).error).toBeUndefined();
  const [vector] = vectors as [Vector];
  const withStep = (more: object) => ({
    format: 1,
    vectors: [{ ...vector, steps: [{ ...vector.steps[0], ...more }] }],
  });
  const withEffect = (effect: object) => withStep({ effects: [effect] });
  const withEvent = (event: object) => withStep({ event });
  const sound = [
    withEffect({ type: 'network.dial', machine: 'call', sid: 'C' }),
    withEvent({ type: 'call.rang', at: 1 }),
  ];
  for (const one of sound) expect(schema.safeParse(one).error).toBeUndefined();
  const broken: unknown[] = [
    { vectors: [] },
    { format: 2, vectors: [] },
    { format: 1, vectors: [{ ...vector, machine: 'nonsense' }] },
    { format: 1, vectors: [{ ...vector, surplus: 1 }] },
    { format: 1, vectors: [{ ...vector, steps: [{ ...vector.steps[0], verdict: 'maybe' }] }] },
    { format: 1, vectors: [{ ...vector, steps: [{ ...vector.steps[0], effects: undefined }] }] },
    withEffect({ type: 'network.dial', machine: 'call', sid: '' }),
    withEffect({ type: 'network.dial', machine: 'conference', sid: 'C' }),
    withEffect({ type: 'network.dial', machine: 'call', sid: 'C', surplus: 1 }),
    withEffect({ type: 'network.bridge', machine: 'call', sid: 'C' }),
    withEvent({ type: 'call.rang', at: -1 }),
  ];
  for (const one of broken) expect(schema.safeParse(one).success).toBe(false);
});

test('the script says which files are stale, and fails', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
  try {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    expect(staleFiles(folder, files)).toEqual([]);
    writeFileSync(join(folder, 'call.json'), '{}');
    writeFileSync(join(folder, 'old.json'), '{}');
    rmSync(join(folder, 'README.md'));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['test/vectors.ts', '--check', '--json', '--out', folder],
      { cwd: resolve(import.meta.dirname, '../..'), encoding: 'utf8' },
    );
    expect(status).toBe(1);
    expect(stderr).toContain('Stale: README.md, call.json, old.json.');
    expect(JSON.parse(stdout)).toEqual({ machines: counts });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
