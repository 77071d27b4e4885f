/**
 * `npm run follow:sequences`: every sequence in which bounded systems can be seen, breadth first, with all worlds
 * that each leaves, against what is believed. Prints a table; exits with 1 if something is so and not
 * believed, or believed in vain where the system may do whatever a follower thinks of.
 */
import { Command } from 'commander';
import { ends, smallSystems, systemNamed, whatever } from './follow/bounded.ts';
import { type PinnedSequences, pinnedSequences } from './follow/pinned-sequences.ts';
import { type SequencesHeld, sequencesHeld } from './follow/sequences.ts';

interface Options {
  readonly of?: string;
  readonly most?: string;
  readonly whatever: boolean;
}
/** Legs of one <Dial> are believed apart (D-39): more is believed than can be. */
const isWider = new Set(['two-legs', 'dial-two-legs']);

function held(name: string, isWhatever: boolean, most: number | undefined): boolean {
  const system = systemNamed(name);
  const isWhole = isWhatever || smallSystems.includes(system);
  const pinned = pinnedSequences[isWhatever ? `${name} and whatever` : name];
  const began = performance.now();
  const found = sequencesHeld(isWhatever ? whatever(system) : system, ends, most ?? pinned?.most);
  const seconds = Math.round((performance.now() - began) / 1_000);
  const { missed, vain, ...counts } = found;
  const wrong = [...missed, ...(isWhole && !isWider.has(name) ? vain : [])];
  const isAsPinned = most !== undefined || !pinned || sameCounts(counts, pinned);
  process.stdout.write(`${line(name, isWhole, counts)} (${seconds} s)${isAsPinned ? '' : ' *'}\n`);
  for (const one of wrong.slice(0, 5)) process.stdout.write(`  ${one}\n`);
  return wrong.length === 0 && isAsPinned;
}
type Counts = Omit<SequencesHeld, 'missed' | 'vain'>;
const sameCounts = (counts: Counts, { most: _, ...pinned }: PinnedSequences) =>
  Object.entries(pinned).every(([name, count]) => counts[name as keyof Counts] === count);

function line(name: string, isWhole: boolean, { isComplete, ...counts }: Counts): string {
  const { worlds, edges, beliefs, sightings, believed, inVain } = counts;
  const tight = isWhole ? `; ${inVain} of ${believed} states believed in vain` : '';
  return (
    `${name}: ${worlds} worlds, ${edges} edges, ${beliefs} beliefs${isComplete ? '' : ' (not all)'}, ` +
    `${sightings} sightings${tight}`
  );
}

const program = new Command('follow-sequences')
  .description('Hold every sequence in which bounded systems can be seen against what is believed.')
  .option('--of <names>', 'only these systems, separated by commas')
  .option('--most <n>', 'so many beliefs of each; as pinned when left out')
  .option('--whatever', 'network and media server do whatever a follower thinks of', false)
  .action(({ of, most, whatever: isWhatever }: Options) => {
    const names = of?.split(',') ?? Object.keys(pinnedSequences);
    for (const name of names) {
      const [own = name, and] = name.split(' and ');
      const isAll = isWhatever || and === 'whatever';
      if (!held(own, isAll, most === undefined ? undefined : Number(most))) process.exitCode = 1;
    }
  });

await program.parseAsync();
