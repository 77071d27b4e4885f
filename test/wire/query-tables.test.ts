/** Every parameter of every query, against the table that was copied from the documentation. */
import { describe, expect, test } from 'vitest';
import { operations, type ReadName, RequestError, type Row } from '../../src/wire/index.ts';
import { readNames as names } from './named.ts';
import { answered } from './tables/adapter.ts';
import type { Holding } from './tables/holding.ts';
import { queryTables } from './tables/queries.ts';
import type { Line } from './tables/rows.ts';
import { callRow, conferenceRow, legRow, recordingRow, transcriptionRow, World } from './world.ts';

const day = 24 * 60 * 60;
const ends = {
  canceled: { type: 'call.hangUp' },
  completed: { type: 'call.hungUp' },
  failed: { type: 'call.failed' },
  busy: { type: 'call.busy' },
  'no-answer': { type: 'call.unanswered' },
} as const;

/**
 * Five days from Monday, 15 January 2024. Each has a call for every end, which comes the next day;
 * a conference of each status; another recording of the same call, and of the same conference; and
 * another transcription of the first recording.
 */
function fiveDays() {
  const world = new World();
  const rows = new Map<string, Row>();
  world.tell('call', 'call-0', { type: 'call.receive' });
  world.tell('call', 'call-0', { type: 'call.answered' });
  rows.set('call-0', { ...callRow, from: '' });
  for (let today = 0; today < 5; today += 1) {
    for (const status of Object.keys(ends)) {
      const sid = `call-${status}-${today}`;
      world.tell('call', sid, { type: 'call.dialOut' });
      if (status === 'completed') world.tell('call', sid, { type: 'call.answered' });
      rows.set(sid, { ...callRow, to: `+1555${today}`, from: today < 2 ? 'a' : 'sip:b@c' });
    }
    conferences(world, rows, today);
    world.tell('call', 'call-0', {
      type: 'call.startRecording',
      recording: { sid: `recording-${today}` },
    });
    rows.set(`recording-${today}`, recordingRow);
    world.transcribe(`transcription-${today}`, 'recording-0');
    rows.set(`transcription-${today}`, transcriptionRow);
    world.wait(day);
    for (const [status, event] of Object.entries(ends))
      world.tell('call', `call-${status}-${today}`, event);
    world.tell('conference', `conference-completed-${today}`, { type: 'conference.end' });
  }
  return { world, rows };
}
/** One that waits for its first participant, one that is there and recorded, one that will end. */
function conferences(world: World, rows: Map<string, Row>, today: number) {
  for (const status of ['init', 'in-progress', 'completed']) {
    const sid = `conference-${status}-${today}`;
    const legSid = `leg-${status}-${today}`;
    const conferenceRecording = { sid: `recording-${legSid}` };
    const stay = `stay-${status}-${today}`;
    world.tell('conference', sid, {
      type: 'conference.addParticipant',
      legSid,
      stay,
      conferenceRecording,
    });
    if (status !== 'init') world.tell('dialLeg', legSid, { type: 'call.answered' });
    rows.set(sid, { ...conferenceRow, friendlyName: today < 2 ? 'room' : `hall ${today}` });
    rows.set(legSid, { ...legRow, to: 'leg' });
    rows.set(conferenceRecording.sid, recordingRow);
  }
  recordAnew(world, rows, today);
}
/** The conference of the first day has a new recording every day; the one before has its file. */
function recordAnew(world: World, rows: Map<string, Row>, today: number) {
  const before = today === 0 ? 'recording-leg-in-progress-0' : `recording-leg-more-${today - 1}`;
  world.tell('recording', before, { type: 'media.started', order: 1 });
  world.tell('recording', before, { type: 'media.stopped' });
  world.tell('recording', before, { type: 'media.saved', location: `s3://bucket/${before}` });
  const legSid = `leg-more-${today}`;
  const conferenceRecording = { sid: `recording-${legSid}` };
  world.tell('conference', 'conference-in-progress-0', {
    type: 'conference.addParticipant',
    legSid,
    stay: `stay-more-${today}`,
    conferenceRecording,
  });
  world.tell('dialLeg', legSid, { type: 'call.answered' });
  rows.set(legSid, { ...legRow, to: 'leg' });
  rows.set(conferenceRecording.sid, recordingRow);
}

const { world, rows } = fiveDays();
const path = { conference_sid: 'conference-in-progress-0' };

type Said = Readonly<Record<string, string>>;
type Item = Readonly<Record<string, unknown>>;
interface Body {
  readonly items: readonly Item[];
  readonly next_page_uri?: string;
}
function answer(read: ReadName, said: Said): Body {
  const query = new URLSearchParams(said).toString();
  const reading = answered(read, query, { machines: world.board, rows }, path);
  if ('refused' in reading) throw new Error(`refused: ${reading.refused}`);
  expect(reading.warnings).toEqual([]);
  const { calls, conferences, recordings, participants, transcriptions, ...rest } =
    reading.body as object as Record<string, unknown>;
  return {
    ...rest,
    items: (calls ?? conferences ?? recordings ?? participants ?? transcriptions) as Item[],
  };
}
function problems(read: ReadName, said: Said) {
  try {
    answer(read, said);
  } catch (error) {
    if (error instanceof RequestError) return error.problems;
    throw error;
  }
  return [];
}
const everything = { PageSize: '1000' };
const all = (read: ReadName) => answer(read, everything).items;

/** What the problem says that may be there. */
function expectation({ kind, words, least, most }: Holding): string {
  const days = 'a date such as 2023-05-22';
  const operators = ', perhaps after <, <=, > or >=';
  switch (kind) {
    case 'number':
      return `a whole number from ${least} ${Number.isFinite(most) ? `to ${most}` : 'on'}`;
    case 'words':
      return `one of ${words.join(', ')}`;
    case 'day':
      return days;
    case 'days':
      return days + operators;
    case 'times':
      return `a date or time such as 2023-05-22 or 2023-05-22T00:00:00Z${operators}`;
    case 'token':
      return 'the PageToken of a next_page_uri';
    default:
      return 'a string';
  }
}

const compare: Readonly<Record<string, (shown: string, said: string) => boolean>> = {
  '': (shown, said) => shown === said,
  '=': (shown, said) => shown === said,
  '>': (shown, said) => shown > said,
  '<': (shown, said) => shown < said,
  '>=': (shown, said) => shown >= said,
  '<=': (shown, said) => shown <= said,
};
const isoOf = (shown: unknown) => new Date(String(shown)).toISOString();

/** Whether a list lets through what shows these fields, as the table says it. */
function passes(does: string, said: string, item: Item): boolean {
  const [field = '', unit, fixed] = does.split(' ');
  const shown = item[field];
  if (shown === undefined || shown === null) return false;
  if (unit === '=') return shown === said;
  const [, operator = '', text = ''] = /^([<>]=?)?(.*)$/s.exec(said) ?? [];
  const by = compare[fixed ?? operator] as (shown: string, said: string) => boolean;
  if (!text.includes('T')) return by(isoOf(shown).slice(0, 10), text);
  return by(`${isoOf(shown).slice(0, 19)}Z`, text);
}

/** What may be said in general, and what fits the list that is there. */
function samples(read: ReadName, { holding, does }: Line): readonly string[] {
  const [field = ''] = does.split(' ');
  const shown = [...new Set(all(read).map((one) => one[field]))].filter((one) => one !== undefined);
  const operators = ['', '>', '>=', '<', '<='];
  switch (holding.kind) {
    case 'day':
      return shown.map((one) => isoOf(one).slice(0, 10));
    case 'days':
    case 'times': {
      const days = shown.map((one) => isoOf(one).slice(0, 10));
      const times =
        holding.kind === 'times' ? shown.map((one) => `${isoOf(one).slice(0, 19)}Z`) : [];
      return operators.flatMap((operator) => [...days, ...times].map((one) => operator + one));
    }
    case 'text':
    case 'dialled':
      return [...shown.map(String), 'nobody'];
    default:
      return holding.words;
  }
}

const shapeOf = (read: ReadName): object => operations[read].parameters.shape;
const lines = names.flatMap((read) =>
  queryTables[read].map((line) => [read, line.name, line] as const),
);
const named = (name: string) => lines.filter(([, one]) => one === name);
const filters = lines.filter(([, , { does }]) => !does.startsWith('<'));

test.each(names)('%s has the parameters of its table and no others', (read) => {
  expect(Object.keys(shapeOf(read)).sort()).toEqual(
    queryTables[read].map(({ name }) => name).sort(),
  );
});

test.each(lines)('%s: %s takes all that it may hold', (read, name, { holding }) => {
  for (const { said } of holding.taken) expect(problems(read, { [name]: said })).toEqual([]);
});

test.each(lines)('%s: %s refuses everything else', (read, parameter, { holding }) => {
  for (const found of holding.refused) {
    const code = { words: '10032', dialled: '10016' }[holding.kind as string] ?? '10026';
    const lost = 'the + was lost, as it is a blank in a form unless it is sent as %2B';
    const expected =
      holding.kind === 'dialled' ? `${found.replace(/\s+/, '+')}: ${lost}` : expectation(holding);
    const problem = { code, parameter, found, expected };
    expect(problems(read, { [parameter]: found })).toEqual([problem]);
  }
});

test.each(filters)('%s: %s lets through what shows it', (read, name, line) => {
  const everybody = all(read);
  const sizes = samples(read, line).map((said) => {
    const expected = everybody.filter((one) => passes(line.does, said, one));
    expect(answer(read, { ...everything, [name]: said }).items, said).toEqual(expected);
    return expected.length;
  });
  expect(Math.max(...sizes)).toBeGreaterThan(0);
  expect(Math.min(...sizes)).toBeLessThan(everybody.length);
});

describe('A page', () => {
  test.each(named('PageSize'))('%s: has as many as %s says', (read, _, line) => {
    const everybody = all(read);
    for (const size of [1, 2, everybody.length, everybody.length + 1])
      expect(answer(read, { PageSize: String(size) }).items).toEqual(everybody.slice(0, size));
    expect(answer(read, { PageSize: line.byDefault ?? '' })).toEqual(answer(read, {}));
    expect(everybody.length).toBeGreaterThan(4);
  });
  test('has twenty unless it is said', () => {
    expect(answer('listCalls', {}).items).toHaveLength(20);
  });
  test.each(named('Page'))('%s: is counted from 0 on by %s', (read, _, line) => {
    const everybody = all(read);
    for (const page of [0, 1, 2])
      expect(answer(read, { Page: String(page), PageSize: '2' }).items).toEqual(
        everybody.slice(page * 2, page * 2 + 2),
      );
    expect(answer(read, { Page: line.byDefault ?? '', PageSize: '2' })).toEqual(
      answer(read, { PageSize: '2' }),
    );
  });
  test.each(named('PageToken'))('%s: goes on behind the one whose %s it has', (read) => {
    const { next_page_uri: next = '' } = answer(read, { PageSize: '2' });
    const token = new URL(next, 'http://localhost').searchParams.get('PageToken') ?? '';
    expect(answer(read, { ...everything, PageToken: token }).items).toEqual(all(read).slice(2));
  });
});
