/** Prints what was played so that a person reads it with pleasure. */
import type { styleText } from 'node:util';
import type { Snapshot } from '../engine/index.ts';
import { transcriptionStatus } from '../wire/index.ts';
import { eventText } from './format/event-text.ts';
import { publicWord, type RecordingReport } from './life.ts';
import type { Played, PlayedStep } from './play.ts';
import { beginning, type Happening } from './playing/world.ts';
import type { ScenarioReport } from './report.ts';

/** Colours a text, or leaves it as it is where there is no terminal. */
export type Paint = (format: Format, text: string) => string;
type Format = Parameters<typeof styleText>[0];

/** A point of the virtual clock, from the beginning of the story: `0:13.1`, `4:00:13.1`. */
function clockTime(at: number): string {
  const tenths = Math.round((at - beginning) / 100);
  const [hours, minutes, rest] = [
    Math.floor(tenths / 36_000),
    Math.floor(tenths / 600) % 60,
    tenths % 600,
  ];
  const seconds = (rest / 10).toFixed(1).padStart(4, '0');
  return hours > 0
    ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`
    : `${minutes}:${seconds}`;
}

const verdictColours = {
  accepted: 'green',
  unchanged: 'blue',
  refused: 'red',
  ignored: 'gray',
} as const;

const widths = [10, 40, 10, 12, 13] as const;
type Cell = readonly [text: string, format?: Format];
const row = (paint: Paint, cells: readonly Cell[]) =>
  cells
    .map(([text, format], i) => {
      const padded = text.padEnd(widths[i] ?? 0);
      return format === undefined ? padded : paint(format, padded);
    })
    .join(' ')
    .trimEnd();

/** The word that the public sees of a recording, or of its transcription. */
const shownWord = (of: Snapshot) =>
  of.machine === 'transcription'
    ? (transcriptionStatus(of as Snapshot<'transcription'>) ?? 'deleted')
    : publicWord(of as Snapshot<'recording'>);

function happeningRow(paint: Paint, one: Happening): string {
  const { snapshot: now, before } = one;
  const isNews = now?.state !== before?.state;
  const callbacks = one.callbacks.map(({ parameters: sent }) =>
    String(sent.RecordingStatus ?? sent.TranscriptionStatus),
  );
  return row(paint, [
    [clockTime(one.at).padStart(9), 'gray'],
    [eventText(one.event)],
    [one.verdict.verdict, verdictColours[one.verdict.verdict]],
    [now?.state ?? '', isNews ? 'bold' : 'gray'],
    [now ? shownWord(now) : '', isNews ? 'cyan' : 'gray'],
    'reason' in one.verdict
      ? [one.verdict.reason, 'red']
      : [callbacks.map((word) => `→ ${word}`).join(' '), 'yellow'],
  ]);
}

const toldRow = (paint: Paint, { at, says, answer }: PlayedStep) =>
  `${paint('gray', clockTime(at).padStart(9))}  ${paint(
    'italic',
    `▸ ${says}${answer === undefined ? '' : ` → ${answer}`}`,
  )}`;

/**
 * One recording's timeline: its own events, those of its transcription, and the steps of the story
 * around them. The first recording also tells how the story began, the last how it ended.
 */
function timeline(paint: Paint, played: Played, { sid }: RecordingReport): string[] {
  const { transcription } = played.world.board.recording(sid)?.context ?? {};
  const own = played.world.happenings.filter(({ to }) =>
    [sid, transcription?.sid].includes(to.sid),
  );
  const recordings = [...played.world.board.all('recording')];
  const from = sid === recordings[0]?.sid ? 0 : (own[0]?.at ?? 0);
  const until = sid === recordings.at(-1)?.sid ? Number.POSITIVE_INFINITY : (own.at(-1)?.at ?? 0);
  const isOwn = ({ about }: PlayedStep) => about === sid;
  const lines = own.map((one) => ({ at: one.at, line: happeningRow(paint, one) }));
  const story = played.told
    .filter((one) => one.at >= from && one.at <= until && !isOwn(one))
    .map((one) => ({ at: one.at, line: toldRow(paint, one) }));
  // At the same time the story comes first: it is the cause.
  return [...story, ...lines].sort((a, b) => a.at - b.at).map(({ line }) => line);
}

function outcome({ end, endReason, errorCode, durationSeconds }: RecordingReport): string {
  const length = durationSeconds === null ? '' : `, ${durationSeconds} s`;
  const why = errorCode === null ? '' : `, error ${errorCode}`;
  return `${end}${length}${why}; ended: ${endReason ?? 'not yet'}`;
}

/** A scenario, with a timeline for each of its recordings. */
export function printScenario(paint: Paint, played: Played, report: ScenarioReport): string {
  const lines = [`${paint('bold', report.name)}  ${played.scenario.says}`, ''];
  for (const recording of report.recordings) {
    const { sid, path, source, host } = recording;
    lines.push(`  ${paint(['bold', 'cyan'], sid)}  ${path} · ${source} · records ${host}`);
    lines.push(...timeline(paint, played, recording));
    lines.push(`  ${paint('gray', '└')} ${outcome(recording)}`, '');
  }
  if (report.recordings.length === 0) {
    lines.push(...played.told.map((one) => toldRow(paint, one)), '  no recording was made', '');
  }
  for (const warning of played.world.warnings) lines.push(`  ${paint('yellow', `! ${warning}`)}`);
  for (const failure of report.failures) lines.push(`  ${paint('red', `✗ ${failure}`)}`);
  return `${lines.join('\n')}\n`;
}

const columns = ['scenario', 'recording', 'path', 'source', 'host', 'end', 'end reason', 'seconds'];

/** All recordings of all scenarios in one table, and whether everything was as expected. */
export function printSummary(paint: Paint, reports: readonly ScenarioReport[]): string {
  const rows = reports.flatMap(({ name, ok, recordings }) =>
    recordings.map((one) => ({
      ok,
      cells: [
        name,
        one.sid,
        one.path,
        one.source,
        one.host,
        one.end,
        one.endReason ?? '',
        one.durationSeconds === null ? '–' : String(one.durationSeconds),
      ],
    })),
  );
  const width = columns.map((column, i) =>
    Math.max(column.length, ...rows.map(({ cells }) => (cells[i] as string).length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(width[i] as number))
      .join('  ')
      .trimEnd();
  const failed = reports.filter(({ ok }) => !ok);
  const some = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
  const count = `${some(reports.length, 'scenario')}, ${some(rows.length, 'recording')}`;
  return [
    `  ${paint('bold', line(columns))}`,
    ...rows.map(
      ({ ok, cells }) => `${ok ? paint('green', '✓') : paint('red', '✗')} ${line(cells)}`,
    ),
    '',
    failed.length === 0
      ? paint('green', `${count}: all as expected.`)
      : paint('red', `${count}; not as expected: ${failed.map(({ name }) => name).join(', ')}.`),
    '',
  ].join('\n');
}
