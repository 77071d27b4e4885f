/** The rooms in whose sources faults are planted, and the tests that have to notice. */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type SourceMutant, sourceMutants } from './mutants.ts';

const project = resolve(import.meta.dirname, '../..');

export interface Room {
  /** Whether the vectors say what its sources come to. */
  readonly isReplayed?: boolean;
  /** Which files, and which of them not. */
  readonly sources: readonly string[];
  readonly except?: readonly string[];
  /** The tests that are for the room: who stands on it tests something else. */
  readonly tests: readonly string[];
  /** Those of them that look at the texts of sources, in which nothing is planted. */
  readonly blind?: readonly string[];
}

export const rooms = {
  /** What the machines do, as against what they declare: `npm run mutate` plants faults in that. */
  deeds: {
    isReplayed: true,
    sources: ['machines/*/{deeds,lengths,timing}.ts'],
    tests: ['test/machines/*.test.ts'],
    blind: ['test/machines/whole.test.ts'],
  },
  wire: {
    sources: ['src/wire/**/*.ts'],
    tests: ['test/wire/**/*.test.ts', 'test/said/*.test.ts'],
  },
  /** Postgres and Restate need servers, and their tests take minutes. */
  hosts: {
    sources: ['src/hosts/**/*.ts'],
    except: ['src/hosts/{postgres,restate}/**'],
    tests: ['test/hosts/*.test.ts'],
  },
  follow: {
    sources: ['src/follow/**/*.ts'],
    tests: ['test/follow/*.test.ts'],
  },
  check: {
    sources: ['src/check/**/*.ts'],
    tests: ['test/check/*.test.ts'],
  },
  conform: {
    sources: ['src/conform/**/*.ts'],
    tests: ['test/conform/*.test.ts'],
  },
} as const satisfies Record<string, Room>;
export type RoomName = keyof typeof rooms;

const found = (patterns: readonly string[], exclude: readonly string[] = []) =>
  patterns.flatMap((pattern) => globSync(pattern, { cwd: project, exclude })).sort();

/** The texts of a room's sources, by their paths in the project. */
export const sourcesOf = ({ sources, except }: Room): ReadonlyMap<string, string> =>
  new Map(
    found(sources, except).map((file) => [file, readFileSync(resolve(project, file), 'utf8')]),
  );
export const testsOf = ({ tests, blind }: Room) => found(tests, blind);
/** Every mutant of a room, in the order of its files and places. */
export const mutantsIn = (sources: ReadonlyMap<string, string>): SourceMutant[] =>
  [...sources].flatMap(([file, text]) => sourceMutants(file, text));

/** One in so many, from a place on that the seed says: spread over all files and operators. */
export const sampled = <T>(all: readonly T[], every: number, seed: number): T[] =>
  all.filter((_, i) => i % every === seed % every);
