/** Judges what was seen by the check of logs: whether there is one way in which all of it was so (D-66). */
import { entriesOf, type LogEntry, type LogLine, type SessionVerdict } from '../../check/index.ts';
import { judging } from '../../check/judging/judge.ts';
import type { SessionOptions } from '../../check/judging/puzzle-of.ts';
import { type SessionEntries, Sessions } from '../../check/sessions/sessions.ts';
import { Slices } from '../../check/work/slices.ts';
import { CheckFailed, NotTestable } from '../checks/check.ts';
import { apartByRecording } from './apart.ts';

/**
 * So many places are looked at for a way: what was asked in one moment, and told late, can be so in many
 * more than a log of the usual pace. For what would repair it, so many are looked at each time.
 */
const mostPlaces = 6_000;
const mostForRepair = 500;

/** Nobody can tell within reason whether it can be so. */
export class TooManyWays extends NotTestable {
  constructor() {
    super('What was seen can be so in too many ways to tell.');
  }
}

/**
 * Judges the lines of a log that lacks nothing.
 * @throws CheckFailed where it is proven that it cannot be so; TooManyWays where nobody can tell.
 */
export async function judgeLines(
  lines: readonly LogLine[],
  options: SessionOptions,
): Promise<void> {
  const sessions = new Sessions();
  const over: SessionEntries[] = [];
  const texts = lines.map((line) => JSON.stringify(line));
  for await (const read of entriesOf(texts, { file: 'seen', form: 'ndjson' })) {
    if (read.kind === 'odd') throw new Error(read.says);
    over.push(...sessions.add(read).sessions);
  }
  const all = [...over, ...sessions.end().sessions].flatMap(({ entries }) =>
    apartByRecording(entries),
  );
  // The platform is answered meanwhile, and what is proven goes before what nobody can tell.
  const slices = new Slices();
  let isUntold = false;
  for (const entries of all)
    if (!(await isTold(entries, { ...options, lacks: [] }, slices))) isUntold = true;
  if (isUntold) throw new TooManyWays();
}

/** Whether it can be so; false: nobody can tell. @throws CheckFailed where it cannot. */
async function isTold(
  entries: readonly LogEntry[],
  options: SessionOptions,
  slices: Slices,
): Promise<boolean> {
  const most = { most: mostPlaces, mostForRepair };
  const verdict = await slices.done(judging(entries, { ...options, ...most }));
  if (verdict.is === 'explained') return true;
  if (!verdict.isProven) return false;
  throw new CheckFailed(wrongIn(verdict));
}

function wrongIn({ wrong, repairs: [nearest] }: SessionVerdict): string {
  const what = wrong ? `: ${wrong.says}` : '';
  const otherwise = nearest ? ` It would be explained by: ${nearest.says}.` : '';
  const breaks = wrong?.breaks ? ` It breaks ${wrong.breaks.id}: ${wrong.breaks.says}` : '';
  return `What was seen cannot all be so${what}.${otherwise}${breaks}`;
}
