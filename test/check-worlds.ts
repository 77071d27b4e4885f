/**
 * `node test/check-worlds.ts --worlds 10000`: random worlds as the outside sees them, each checked, and
 * lives of systems also followed (`--follow 0` leaves that out, `--follow 10` takes every tenth). It
 * prints its seed, and whatever is not explained with the seed of that world; exit code 1 then.
 */
import { parseArgs } from 'node:util';
import { mostFor } from '../src/check/judging/judge.ts';
import { worldKinds } from './check/worlds.ts';
import { Progress } from './progress.ts';

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    steps: { type: 'string', default: '60' },
    follow: { type: 'string', default: '1' },
    of: { type: 'string' },
    brief: { type: 'boolean' },
  },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const kinds = worldKinds(Number(values.steps)).filter(
  ({ name }) => values.of === undefined || values.of.split(',').includes(name),
);
const follows = Number(values.follow);
console.log(`seed ${seed}`);

const progress = new Progress('worlds');
const count = { worlds: 0, seen: 0, followed: 0, wrong: 0, hard: 0, looked: 0 };
/** Of each kind: how many worlds, and how long they took. */
const byKind = new Map<string, { worlds: number; ms: number; most: number }>();
const tell = (name: string, own: number, what: string) => {
  progress.done();
  count.wrong += 1;
  process.exitCode = 1;
  console.log(`${name} --seed ${own}: ${values.brief ? what.split('\n')[0] : what}`);
};
for (let i = 0; i < Number(values.worlds); i += 1) {
  const kind = kinds[i % kinds.length];
  if (!kind) throw new Error(`nothing is called ${values.of}`);
  const own = seed + Math.floor(i / kinds.length);
  const began = process.cpuUsage();
  const { failure, seen, looked = 0, follow } = kind.check(own);
  const { user, system } = process.cpuUsage(began);
  const ms = (user + system) / 1_000;
  const known = byKind.get(kind.name) ?? { worlds: 0, ms: 0, most: 0 };
  byKind.set(kind.name, {
    worlds: known.worlds + 1,
    ms: known.ms + ms,
    most: Math.max(known.most, ms),
  });
  count.worlds += 1;
  count.seen += seen;
  count.looked = Math.max(count.looked, looked);
  if (looked > mostFor(seen)) count.hard += 1;
  if (failure !== undefined) tell(kind.name, own, failure);
  if (follow && follows > 0 && i % follows === 0) {
    const lived = follow();
    count.followed += 1;
    if (lived.failure) tell(kind.name, own, `followed: ${lived.failure}`);
  }
  if (count.worlds % 1_000 === 0) console.log(JSON.stringify(count));
  progress.show(count);
}
progress.done();
const { worlds, seen, followed, wrong, hard, looked } = count;
const slowest = [...byKind].toSorted(([, a], [, b]) => b.ms - a.ms);
for (const [name, { worlds: each, ms, most }] of values.brief ? slowest.slice(0, 12) : slowest) {
  console.log(
    `${name.padEnd(34)} ${each} worlds, ${Math.round(ms / each)} ms each, ${Math.round(most)} at most`,
  );
}
console.log(`${worlds} worlds, ${seen} observations, ${followed} followed, ${wrong} wrong`);
console.log(`${hard} of them took more places than a check looks at, the hardest ${looked}`);
