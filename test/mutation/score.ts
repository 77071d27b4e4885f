/** The score of a room: how many mutants were noticed, and by whom; and which were not. */
import { argued } from './argued.ts';
import type { Judged } from './judging.ts';
import type { SourceMutant } from './mutants.ts';

/** A room's figures; `test/mutation/score.json` has one for each room. */
export interface RoomScore {
  /** How many mutants there are, and how many of them were tried: one in `every`, from `seed` on. */
  readonly mutants: number;
  readonly every: number;
  readonly seed: number;
  readonly tried: number;
  /** Noticed: by a test or vector, by the compiler, or because tests went on for ever. */
  readonly killed: number;
  readonly notCompiled: number;
  readonly timedOut: number;
  /** Not noticed: argued away, or not. */
  readonly argued: number;
  readonly survived: number;
}
export interface Survivor {
  readonly place: string;
  readonly id: string;
  readonly isReached: boolean;
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
export const isAbout = (pattern: string, id: string) =>
  new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`).test(id);
const isArgued = (id: string) => argued.some((one) => isAbout(one.id, id));

/** Adds up what was judged of a room. */
export function roomScore(
  all: number,
  { every, seed }: Pick<RoomScore, 'every' | 'seed'>,
  judged: readonly (readonly [SourceMutant, Judged])[],
): { readonly score: RoomScore; readonly survivors: readonly Survivor[] } {
  const count = (outcome: Judged['outcome']) =>
    judged.filter(([, one]) => one.outcome === outcome).length;
  const survivors = judged.flatMap(([{ id, file, line }, one]) =>
    one.outcome === 'survived' && !isArgued(id)
      ? [{ place: `${file}:${line}`, id, isReached: 'isReached' in one && one.isReached }]
      : [],
  );
  const score = {
    mutants: all,
    every,
    seed,
    tried: judged.length,
    killed: count('killed'),
    notCompiled: count('not compiled'),
    timedOut: count('timed out'),
    argued: count('survived') - survivors.length,
    survived: survivors.length,
  };
  return { score, survivors };
}

/** A room's score in a line, and its survivors in one each. */
export function scoreLines(
  room: string,
  { score, survivors }: ReturnType<typeof roomScore>,
): string {
  const { tried, mutants, killed, notCompiled, timedOut, argued: kept, survived } = score;
  return [
    ...survivors.map(({ place, id, isReached }) => {
      const unreached = isReached ? '' : ' (no test comes by)';
      return `  ${place} survives${unreached}: ${id.slice(id.indexOf(' ') + 1)}`;
    }),
    `${room}: ${tried} of ${mutants} tried: ${killed} killed, ${notCompiled} not compiled, ` +
      `${timedOut} timed out, ${kept} argued, ${survived} survive.`,
    '',
  ].join('\n');
}
