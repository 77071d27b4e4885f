/** Faults in sources: what is planted, that it can be taken out again, and that somebody notices. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { project } from '../house/tree.ts';
import { argued } from './argued.ts';
import { replayedBy, writePlan } from './judging.ts';
import { type SourceMutant, sourceMutants } from './mutants.ts';
import { mutantsIn, rooms, sampled, sourcesOf } from './rooms.ts';
import { isAbout, type RoomScore, roomScore, scoreLines } from './score.ts';
import { switched } from './switched.ts';

const small = `
export function first(of: readonly string[], least = 2): string | undefined {
  const long = of.filter((one) => one.length >= least && one !== 'no');
  if (long.length > 3) throw new Error('there are too many');
  return long[0] ?? 'none';
}
`;
const faults = (text: string) =>
  sourceMutants('small.ts', text).map(
    ({ id, operator }) => `${operator}: ${id.replace('small.ts first', '')}`,
  );

test('a fault of each kind is planted wherever it fits', () => {
  expect(faults(small)).toEqual([
    'literal changed: : 2 → 3',
    "call changed: .long: of.filter((one) => one.length >= least && one !== 'no') → of",
    "return emptied: .long: one.length >= least && one !== 'no' → undefined",
    "operator swapped: .long: one.length >= least && one !== 'no' → (one.length >= least) || (one !== 'no')",
    'boundary moved: .long: one.length >= least → (one.length) > (least)',
    "comparison turned: .long: one !== 'no' → (one) === ('no')",
    "literal changed: .long: 'no' → ''",
    'condition negated: : long.length > 3 → !(long.length > 3)',
    'boundary moved: : long.length > 3 → (long.length) >= (3)',
    'literal changed: : 3 → 4',
    "statement removed: : throw new Error('there are too many'); → ",
    "return emptied: : long[0] ?? 'none' → undefined",
    "default dropped: : long[0] ?? 'none' → long[0]",
    'literal changed: : 0 → 1',
    "literal changed: : 'none' → ''",
  ]);
});

test('words of people, types and names are left as they are', () => {
  const text = `type A = 'x'; export const a: Record<string, 'y'> = { 'z': say('Two words.') };`;
  expect(faults(text).filter((one) => one.startsWith('literal'))).toEqual([]);
});

test('a file does what it did until one of its mutants is planted', async () => {
  const mutants = sourceMutants('small.ts', small);
  const text = switched(small, [...mutants.entries()]).replaceAll(
    /: readonly string\[\]|: string \| undefined/g,
    '',
  );
  const { first } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  const given = [['ab'], ['a', 'no', 'long', 'longer', 'longest'], [], ['12', '345', '67', '89']];
  const said = () =>
    given.map((one) => {
      try {
        return String(first(one));
      } catch (error) {
        return (error as Error).message;
      }
    });
  const right = said();
  const before = globalThis.isPlanted;
  const unnoticed: string[] = [];
  for (const [number, { id }] of mutants.entries()) {
    globalThis.isPlanted = (asked) => asked === number;
    if (said().join() === right.join()) unnoticed.push(id);
  }
  globalThis.isPlanted = before;
  expect(unnoticed).toEqual([]);
  expect(said()).toEqual(right);
});

test('faults in what the machines do are noticed by the vectors, most of them', async () => {
  const sources = sourcesOf(rooms.deeds);
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  const chosen = sampled(mutantsIn(sources), 12, 5);
  try {
    let killed = 0;
    let judged = 0;
    for await (const { by, isLoaded } of replayedBy(writePlan(folder, sources, chosen))) {
      if (by !== undefined) killed += 1;
      if (!isLoaded) judged += 1;
    }
    expect(judged).toBeGreaterThan(40);
    expect(killed / judged).toBeGreaterThan(0.75);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('every argument is about mutants that can be planted, and says why', () => {
  const files = new Set(argued.map(({ id }) => id.slice(0, id.indexOf(' '))));
  const ids = [...files].flatMap((file) =>
    sourceMutants(file, readFileSync(resolve(project, file), 'utf8')).map(({ id }) => id),
  );
  const idle = argued.filter(({ id }) => !ids.some((one) => isAbout(id, one)));
  expect(idle).toEqual([]);
  expect(argued.filter(({ because }) => !/^[A-Z`].+\.$/.test(because))).toEqual([]);
});

test('a score tells survivors by their places, and counts those argued away apart', () => {
  const mutant = (id: string): SourceMutant => ({
    id,
    file: 'a.ts',
    line: 7,
    operator: 'not dropped',
    start: 0,
    end: 1,
    becomes: '',
  });
  const of = roomScore(40, { every: 20, seed: 3 }, [
    [mutant('a.ts one: !x → x'), { outcome: 'killed', by: 'a test' }],
    [mutant('a.ts two: !x → x'), { outcome: 'survived', isReached: true }],
  ]);
  expect(of.score).toMatchObject({ tried: 2, killed: 1, survived: 1, argued: 0 });
  expect(scoreLines('a', of)).toContain('a.ts:7 survives: two: !x → x');
});

test('every room has a score that is noted, which leaves nothing unargued', () => {
  const noted: Readonly<Record<string, RoomScore>> = JSON.parse(
    readFileSync(resolve(import.meta.dirname, 'score.json'), 'utf8'),
  );
  expect(Object.keys(noted)).toEqual(Object.keys(rooms));
  for (const score of Object.values(noted)) {
    const { tried, killed, notCompiled, timedOut, argued: kept, survived } = score;
    expect(survived).toBe(0);
    expect(killed + notCompiled + timedOut + kept).toBe(tried);
  }
});
