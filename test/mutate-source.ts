/** Plants faults in the sources of rooms, and asks their tests: `npm run mutate:source -- --help`. */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Judge, type Judged } from './mutation/judging.ts';
import type { SourceMutant } from './mutation/mutants.ts';
import { mutantsIn, type RoomName, rooms, sampled, sourcesOf } from './mutation/rooms.ts';
import { type RoomScore, roomScore, scoreLines } from './mutation/score.ts';
import { Progress } from './progress.ts';

const help = `npm run mutate:source -- [options]

  --room NAME   only faults in ${Object.keys(rooms).join(', ')}
  --every N     one fault in so many (20)
  --seed N      from this one on (today's; printed)
  --only TEXT   only mutants whose id contains TEXT
  --anew        judge again what was judged before; else only what survived, or has changed
  --each        print what came of each mutant
  --note        write the scores into test/mutation/score.json
  --help        print this

Runs at the lowest priority. Nothing is written to the tree: files are changed as they are loaded.
Stopped, it goes on from where it was. Exits with 1 when a mutant survives unargued.
`;
const { values: options } = parseArgs({
  options: {
    room: { type: 'string' },
    every: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    anew: { type: 'boolean' },
    each: { type: 'boolean' },
    note: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const scoreFile = resolve(import.meta.dirname, 'mutation/score.json');
const cache = resolve(import.meta.dirname, '../node_modules/.cache/mutation');

/** What was judged before, by id and the text of its file; it is kept as soon as it is known. */
class Known {
  readonly #file: string;
  readonly #judged = new Map<string, Judged>();

  constructor(room: string) {
    mkdirSync(cache, { recursive: true });
    this.#file = join(cache, `${room}.jsonl`);
    const lines = existsSync(this.#file) ? readFileSync(this.#file, 'utf8').trim().split('\n') : [];
    for (const line of lines.filter(Boolean)) {
      const { key, judged } = JSON.parse(line);
      this.#judged.set(key, judged);
    }
  }
  static key = ({ id }: SourceMutant, text: string) =>
    createHash('sha256').update(`${id}\n${text}`).digest('base64url');

  get = (key: string) => this.#judged.get(key);
  keep(key: string, judged: Judged) {
    this.#judged.set(key, judged);
    appendFileSync(this.#file, `${JSON.stringify({ key, judged })}\n`);
  }
}

async function judgeRoom(name: RoomName, every: number, seed: number) {
  const room = rooms[name];
  const sources = sourcesOf(room);
  const all = mutantsIn(sources);
  const chosen = sampled(all, every, seed).filter(({ id }) => id.includes(options.only ?? ''));
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  const judge = new Judge(room, folder, sources, chosen);
  const known = new Known(name);
  const progress = new Progress(name);
  const judged: (readonly [SourceMutant, Judged])[] = [];
  try {
    for (const [number, mutant] of chosen.entries()) {
      const key = Known.key(mutant, sources.get(mutant.file) as string);
      const before = options.anew ? undefined : known.get(key);
      const is = before && before.outcome !== 'survived' ? before : await judge.judge(number);
      if (is !== before) known.keep(key, is);
      judged.push([mutant, is]);
      if (options.each) {
        const by = 'by' in is ? ` by ${is.by.slice(0, 120)}` : '';
        process.stdout.write(`${mutant.file}:${mutant.line} ${is.outcome}${by}: ${mutant.id}\n`);
      }
      const alive = judged.filter(([, { outcome }]) => outcome === 'survived').length;
      progress.show({ mutants: judged.length, of: chosen.length, alive });
    }
  } finally {
    progress.done();
    judge.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const of = roomScore(all.length, { every, seed }, judged);
  process.stdout.write(scoreLines(name, of));
  return of.score;
}

function note(scores: Readonly<Record<string, RoomScore>>) {
  const before = existsSync(scoreFile) ? JSON.parse(readFileSync(scoreFile, 'utf8')) : {};
  const all = { ...before, ...scores };
  const inOrder = Object.keys(rooms).flatMap((name) => (all[name] ? [[name, all[name]]] : []));
  writeFileSync(scoreFile, `${JSON.stringify(Object.fromEntries(inOrder), null, 2)}\n`);
}

async function run(): Promise<boolean> {
  setPriority(19);
  const every = Number(options.every ?? 20);
  const seed = Number(options.seed ?? Math.floor(Date.now() / 86_400_000) % every);
  process.stdout.write(`seed ${seed}, one in ${every}\n`);
  const names = (Object.keys(rooms) as RoomName[]).filter(
    (name) => options.room === undefined || name === options.room,
  );
  if (names.length === 0)
    throw new Error(`--room ${options.room}: expected one of ${Object.keys(rooms).join(', ')}`);
  const scores: Record<string, RoomScore> = {};
  for (const name of names) scores[name] = await judgeRoom(name, every, seed);
  if (options.note) note(scores);
  return Object.values(scores).every(({ survived }) => survived === 0);
}

if (options.help) process.stdout.write(help);
else process.exitCode = (await run()) ? 0 : 1;
