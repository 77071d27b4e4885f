/** Reads: what each finds, what its query may say, and what is wrong with it. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { mediaLinkMs } from '../../src/wire/resources/recording-resource.ts';
import type { Operation, PathName } from '../../src/wire/rest/operation.ts';
import { operations, type ReadName } from '../../src/wire/rest/operations.ts';
import { methodsAt, route } from '../../src/wire/rest/route.ts';
import { decode } from '../../src/wire/rest/spelling/query.ts';
import { RequestError } from '../../src/wire/rest/spelling/request-error.ts';
import { type Found, foundBy, readNames as names } from './named.ts';
import { fourDays } from './reader.ts';

const { readerOf } = fourDays();
const home: Record<PathName, string> = {
  account_sid: 'account-0',
  call_sid: 'call-0',
  connection_id: 'app-0',
  recording_sid: 'recording-0',
  recording_transcription_sid: 'transcription-0',
  streaming_sid: 'stream-0',
  siprec_sid: 'siprec-0',
  conference_sid: 'conference-0',
  call_sid_or_participant_label: 'leg-0',
};

function answer(
  read: ReadName,
  query = '',
  path: Partial<Record<PathName, string>> = {},
): ReturnType<typeof foundBy> {
  const mediaUrl = (sid: string) => `https://example.com/${sid}`;
  const mint = () => 'new';
  const meant = { ...home, ...path };
  const directory = readerOf(meant.account_sid);
  return foundBy(read, { path: meant, query, directory, mint, mediaUrl });
}
function found(...args: Parameters<typeof answer>): Found {
  const reading = answer(...args);
  if ('refused' in reading) throw new Error(`refused: ${reading.refused}`);
  return reading;
}
function problems(...args: Parameters<typeof answer>) {
  try {
    answer(...args);
  } catch (error) {
    if (error instanceof RequestError) return error.problems;
    throw error;
  }
  throw new Error('nothing was wrong');
}

type Item = { readonly sid?: string; readonly call_sid?: string; readonly media_url?: string };
const itemName = /^(calls|conferences|participants|recordings|transcriptions)$/;
/** The sids of what a list shows. */
function listed(...args: Parameters<typeof answer>): string {
  const lists = Object.entries(found(...args).body).filter(([name]) => itemName.test(name));
  return lists.flatMap(([, items]) => items.map((one: Item) => one.sid ?? one.call_sid)).join(' ');
}
const lists = names.filter((name) => name.startsWith('list'));
/** The parameters of a read's query; fetches have none. */
const shapeOf = (read: ReadName): object => operations[read].parameters.shape;

describe('A fetch answers with what the path names', () => {
  test.each([
    ['fetchCall', {}, { sid: 'call-0', status: 'completed' }],
    ['fetchCall', { call_sid: 'leg-0' }, { sid: 'leg-0', status: 'in-progress' }],
    ['fetchRecording', {}, { sid: 'recording-0', status: 'completed' }],
    ['fetchRecording', { recording_sid: 'recording-3' }, { status: 'stopped' }],
    ['fetchConference', {}, { sid: 'conference-0', status: 'in-progress' }],
    ['fetchConference', { conference_sid: 'room' }, { sid: 'conference-0' }],
    ['fetchConference', { conference_sid: 'conference-1' }, { status: 'completed' }],
    ['fetchParticipant', {}, { call_sid: 'leg-0', status: 'connected' }],
    [
      'fetchParticipant',
      { call_sid_or_participant_label: 'customer' },
      { call_sid: 'leg-0', conference_sid: 'conference-0' },
    ],
    [
      'fetchParticipant',
      { conference_sid: 'room', call_sid_or_participant_label: 'call-1' },
      { call_sid: 'call-1', status: 'connected' },
    ],
    [
      'fetchParticipant',
      { call_sid_or_participant_label: 'leg-1' },
      { call_sid: 'leg-1', status: 'connecting' },
    ],
  ] as const)('%s %j', (read, path, expected) => {
    expect(found(read, '', path).body).toMatchObject(expected);
  });
});

describe('A list has all that is the account’s, newest first', () => {
  test.each([
    ['listCalls', {}, 'call-2 leg-1 leg-0 call-1 call-0'],
    ['listCalls', { account_sid: 'account-9' }, 'call-9'],
    ['listCalls', { account_sid: 'account-5' }, ''],
    ['listConferences', {}, 'conference-1 conference-0'],
    ['listConferences', { account_sid: 'account-9' }, 'conference-9'],
    ['listParticipants', {}, 'leg-1 leg-0 call-1'],
    ['listParticipants', { conference_sid: 'conference-1' }, ''],
    // Only its conference still shows a deleted recording.
    ['listRecordings', {}, 'recording-3 recording-1 recording-0'],
    ['listRecordings', { account_sid: 'account-9' }, 'recording-9'],
    ['listRecordingsOfCall', {}, 'recording-0'],
    ['listRecordingsOfCall', { call_sid: 'call-1' }, 'recording-1'],
    ['listRecordingsOfCall', { call_sid: 'call-2' }, 'recording-3'],
    ['listRecordingsOfCall', { call_sid: 'leg-0' }, ''],
    ['listRecordingsOfConference', {}, 'recording-1'],
    ['listRecordingsOfConference', { conference_sid: 'conference-1' }, ''],
    ['listConferenceRecordings', {}, 'recording-1'],
    ['listConferenceRecordings', { conference_sid: 'conference-1' }, 'recording-2'],
  ] as const)('%s %j: %s', (read, path, expected) => {
    expect(listed(read, '', path)).toBe(expected);
  });

  test('leaves out deleted recordings before anything is counted', () => {
    expect(listed('listRecordings', 'PageSize=2')).toBe('recording-3 recording-1');
    expect(listed('listRecordings', 'PageSize=2&Page=1')).toBe('recording-0');
    const { body } = found('listRecordingsOfCall', 'PageSize=1', { call_sid: 'call-2' });
    expect(body).not.toHaveProperty('next_page_uri');
  });
});

describe('What the path names has to be there', () => {
  test.each([
    ['fetchCall', { call_sid: 'nobody' }],
    ['fetchCall', { call_sid: 'call-9' }],
    ['fetchCall', { account_sid: 'account-9' }],
    ['fetchCall', { call_sid: 'recording-0' }],
    ['fetchRecording', { recording_sid: 'nothing' }],
    ['fetchRecording', { recording_sid: 'recording-9' }],
    ['fetchRecording', { recording_sid: 'recording-2' }],
    ['fetchRecording', { account_sid: 'account-9' }],
    ['fetchConference', { conference_sid: 'cellar' }],
    ['fetchConference', { conference_sid: 'conference-9' }],
    ['fetchConference', { account_sid: 'account-9' }],
    ['fetchParticipant', { conference_sid: 'conference-9' }],
    ['fetchParticipant', { call_sid_or_participant_label: 'nobody' }],
    ['fetchParticipant', { call_sid_or_participant_label: 'call-0' }],
    ['fetchParticipant', { conference_sid: 'hall', call_sid_or_participant_label: 'call-2' }],
    ['listParticipants', { conference_sid: 'conference-9' }],
    ['listRecordingsOfCall', { call_sid: 'nobody' }],
    ['listRecordingsOfCall', { call_sid: 'call-9' }],
    ['listRecordingsOfConference', { conference_sid: 'cellar' }],
    ['listRecordingsOfConference', { conference_sid: 'conference-9' }],
    ['listConferenceRecordings', { conference_sid: 'conference-9' }],
  ] as const)('%s %j is not found, whatever its query says', (read, path) => {
    expect(answer(read, '', path)).toEqual({ refused: 'not-found' });
    expect(answer(read, 'PageSize=many', path)).toEqual({ refused: 'not-found' });
  });
});

describe('A filter lets through what it names', () => {
  test.each([
    ['listCalls', 'To=%2B15550002', 'leg-1 leg-0'],
    ['listCalls', 'To=%2B15550002&Status=completed', ''],
    ['listCalls', 'From=%2B15550009', 'call-1'],
    ['listCalls', 'Status=completed', 'call-2 call-0'],
    ['listCalls', 'Status=busy', ''],
    ['listCalls', 'StartTime=2024-01-16', 'leg-1 leg-0 call-1'],
    ['listCalls', 'StartTime_gt=2024-01-16', 'call-2'],
    ['listCalls', 'StartTime_lt=2024-01-16', 'call-0'],
    ['listCalls', 'StartTime_gt=2024-01-15&StartTime_lt=2024-01-17', 'leg-1 leg-0 call-1'],
    ['listCalls', 'EndTime=2024-01-15', 'call-0'],
    ['listCalls', 'EndTime_gt=2024-01-15', 'call-2'],
    ['listCalls', 'EndTime=2024-01-17', ''],
    ['listCalls', 'EndTime_lt=2024-01-18', 'call-0'],
    ['listCalls', 'EndTime_lt=2024-01-19', 'call-2 call-0'],
    ['listConferences', 'FriendlyName=hall', 'conference-1'],
    ['listConferences', 'FriendlyName=attic', ''],
    ['listConferences', 'Status=in-progress', 'conference-0'],
    ['listConferences', 'Status=init', ''],
    ['listConferences', 'DateCreated=2024-01-17', 'conference-1'],
    ['listConferences', 'DateCreated<2024-01-17', 'conference-0'],
    ['listConferences', 'DateUpdated=2024-01-17', ''],
    ['listConferences', 'DateUpdated>2024-01-17', 'conference-1'],
    ['listConferences', 'DateUpdated=2024-01-16', 'conference-0'],
    ['listRecordings', 'DateCreated=2024-01-16', 'recording-1'],
    ['listRecordings', 'DateCreated=2024-01-16T10:30:08Z', 'recording-1'],
    ['listRecordings', 'DateCreated=2024-01-16T11:30:08%2B01:00', 'recording-1'],
    ['listRecordings', 'DateCreated=2024-01-16T10:30:09Z', ''],
    ['listRecordings', 'DateCreated=2024-01-16T10:30:08.000Z', 'recording-1'],
    ['listRecordings', 'DateCreated=2024-01-16T10:30:08.001Z', ''],
  ] as const)('%s?%s: %s', (read, query, expected) => {
    expect(listed(read, query)).toBe(expected);
  });

  /** The day of recording-1, against recordings of the days before, of it and after. */
  test.each([
    ['', 'recording-1'],
    ['>', 'recording-3'],
    ['>=', 'recording-3 recording-1'],
    ['<', 'recording-0'],
    ['<=', 'recording-1 recording-0'],
  ])('DateCreated%s a day, however the operator is spelled: %s', (operator, expected) => {
    const day = '2024-01-16';
    const spellings = [
      `DateCreated=${encodeURIComponent(operator)}${day}`,
      ...(operator === '' ? [] : [`DateCreated${operator}${day}`]),
      ...(operator === '' ? [] : [`DateCreated${encodeURIComponent(operator)}${day}`]),
    ];
    for (const query of spellings) expect(listed('listRecordings', query)).toBe(expected);
  });

  test.each([
    ['>', 'recording-3'],
    ['>=', 'recording-3 recording-1'],
    ['<', 'recording-0'],
    ['<=', 'recording-1 recording-0'],
  ])('DateCreated%s a second: %s', (operator, expected) => {
    expect(listed('listRecordings', `DateCreated${operator}2024-01-16T10:30:08Z`)).toBe(expected);
  });

  test('which is repeated with other operators means all of them', () => {
    const between = 'DateCreated>2024-01-15&DateCreated<=2024-01-16';
    expect(listed('listRecordings', between)).toBe('recording-1');
    expect(listed('listConferences', between)).toBe('conference-0');
  });

  test('stays in the links to other pages', () => {
    const { body } = found('listCalls', 'Page=0&PageSize=1&StartTime=2024-01-16');
    const next = new URL((body as { next_page_uri: string }).next_page_uri, 'http://localhost');
    expect(next.searchParams.get('StartTime')).toBe('2024-01-16');
    expect(listed('listCalls', next.search)).toBe('leg-0');
    const recordings = found('listRecordings', 'PageSize=1&DateCreated>2024-01-15').body;
    expect(recordings).toMatchObject({
      uri: '/v2/texml/Accounts/account-0/Recordings.json?Page=0&PageSize=1&DateCreated=%3E2024-01-15',
    });
  });
});

describe('What is wrong is named', () => {
  const whole = 'a whole number from 0 on';
  const size = 'a whole number from 1 to 1000';
  const day = 'a date such as 2023-05-22';
  const days = `${day}, perhaps after <, <=, > or >=`;
  const times =
    'a date or time such as 2023-05-22 or 2023-05-22T00:00:00Z, perhaps after <, <=, > or >=';
  const token = 'the PageToken of a next_page_uri';
  const ends = 'one of canceled, completed, failed, busy, no-answer';
  const words = 'one of init, in-progress, completed';
  /** Read, parameter, what it says, code, what is expected. */
  const wrong: readonly (readonly [ReadName, string, string, string, string])[] = [
    ...lists.map((read) => [read, 'Page', '-1', '10026', whole] as const),
    ...lists.map((read) => [read, 'PageSize', '0', '10026', size] as const),
    ['listCalls', 'Page', 'first', '10026', whole],
    ['listCalls', 'Page', '', '10026', whole],
    ['listCalls', 'Page', '1.5', '10026', whole],
    ['listCalls', 'Page', '9'.repeat(20), '10026', whole],
    ['listCalls', 'PageSize', '1001', '10026', size],
    ['listCalls', 'PageSize', '1e2', '10026', size],
    ['listCalls', 'PageToken', '', '10026', token],
    ['listCalls', 'PageToken', 'next', '10026', token],
    ['listCalls', 'Status', 'in-progress', '10032', ends],
    ['listCalls', 'Status', '', '10032', ends],
    ['listCalls', 'StartTime', 'yesterday', '10026', day],
    ['listCalls', 'StartTime', '2023-02-29', '10026', day],
    ['listCalls', 'StartTime', '>=2023-05-22', '10026', day],
    ['listCalls', 'StartTime', '2023-05-22T00:00:00Z', '10026', day],
    ['listCalls', 'StartTime_gt', '22.05.2023', '10026', day],
    ['listCalls', 'StartTime_lt', '2023-5-22', '10026', day],
    ['listCalls', 'EndTime', '2023-13-01', '10026', day],
    ['listCalls', 'EndTime_gt', '', '10026', day],
    ['listCalls', 'EndTime_lt', '<2023-05-22', '10026', day],
    ['listConferences', 'Status', 'ended', '10032', words],
    ['listConferences', 'DateCreated', '2023-05-22T00:00:00Z', '10026', days],
    ['listConferences', 'DateCreated', '=>2023-05-22', '10026', days],
    ['listConferences', 'DateUpdated', '>', '10026', days],
    ['listConferences', 'DateUpdated', '<>2023-05-22', '10026', days],
    ['listRecordings', 'DateCreated', '2023-05-22 00:00:00', '10026', times],
    ['listRecordings', 'DateCreated', '>=2023-05-22T00:00:00', '10026', times],
    ['listRecordings', 'DateCreated', '2023-05-22T24:00:01Z', '10026', times],
  ];
  test.each(wrong)('%s: %s=%s is %s', (read, parameter, found, code, expected) => {
    const query = `${parameter}=${encodeURIComponent(found)}`;
    expect(problems(read, query)).toEqual([{ code, parameter, found, expected }]);
  });

  test.each([
    ['StartTime>=soon', 'StartTime_gt'],
    ['StartTime%3C=soon', 'StartTime_lt'],
    ['EndTime>soon', 'EndTime_gt'],
  ])('what stands behind a sign, as in %s', (query, parameter) => {
    expect(problems('listCalls', query)).toMatchObject([{ parameter, code: '10026' }]);
  });

  test.each(['Page', 'PageSize', 'PageToken', 'To', 'Status', 'StartTime'])(
    '%s can be said once only',
    (parameter) => {
      const { length } = problems('listCalls', `${parameter}=1&${parameter}=1`);
      expect(length).toBe(1);
      expect(problems('listCalls', `${parameter}=1&${parameter}=1`)).toMatchObject([
        { code: '10026', parameter, found: ['1', '1'] },
      ]);
    },
  );

  test('each wrong parameter once', () => {
    const found = problems('listRecordings', 'DateCreated>x&DateCreated<y&PageSize=z');
    expect(found.map(({ parameter }) => parameter)).toEqual(['PageSize', 'DateCreated']);
    expect(problems('listRecordings', 'DateCreated>2024-01-16&DateCreated<y')).toHaveLength(1);
  });
});

test('what has no meaning is told and ignored', () => {
  expect(found('listParticipants', 'Muted=true&pagesize=5')).toMatchObject({
    body: { page_size: 20, uri: expect.stringMatching(/\?Page=0&PageSize=20$/) },
    warnings: [
      { parameter: 'Muted', says: 'Muted is no parameter of this request: it is ignored.' },
      {
        parameter: 'pagesize',
        says: 'pagesize (PageSize?) is no parameter of this request: it is ignored.',
      },
    ],
  });
  expect(found('fetchCall', 'Page=1').warnings).toMatchObject([{ parameter: 'Page' }]);
});

test('an operator is no part of a parameter’s name', () => {
  expect(
    decode(
      '?DateCreated>=1&DateUpdated<2&DateCreated%3C=3&To>=4&EndTime>=&StartTime%3E=5&StartTime<6&StartTime>%3D=7',
    ),
  ).toEqual({
    DateCreated: ['>=1', '<=3'],
    DateUpdated: '<2',
    'To>': '4',
    EndTime_gt: '',
    StartTime_gt: '5',
    StartTime_lt: '6',
    'StartTime>=': '7',
  });
  expect(decode()).toEqual({});
});

describe('A link to a file', () => {
  const link = 'https://example.com/recording-0';
  test('is what the host makes, and is to be good for ten minutes', () => {
    expect(mediaLinkMs).toBe(10 * 60 * 1_000);
    expect(found('fetchRecording').body).toMatchObject({ media_url: link });
    expect(found('listRecordingsOfCall').body).toMatchObject({ recordings: [{ media_url: link }] });
  });
  test('is there for files only', () => {
    const { recordings } = found('listRecordings').body as { recordings: Item[] };
    expect(recordings.map((one) => one.media_url)).toEqual([undefined, undefined, link]);
    const listed = found('listConferenceRecordings', '', { conference_sid: 'conference-1' });
    expect(JSON.stringify(listed.body)).not.toContain('media_url');
  });
});

describe('Where a read is', () => {
  test.each(names)('%s: its path, and what answers call it', (name) => {
    const { base, path: own, linked = own }: Operation = operations[name];
    for (const spelling of [own, linked]) {
      const path = (base + spelling).replace(/\{(\w+)\}/g, 'v3%3A$1');
      const parts = [...`{account_sid}${spelling}`.matchAll(/\{(\w+)\}/g)].map(([, part]) => part);
      expect(route('GET', path)).toEqual({
        operation: name,
        path: Object.fromEntries(parts.map((part) => [part, `v3:${part}`])),
      });
      expect(route('HEAD', path)).toEqual(route('GET', path));
      expect(methodsAt(path)).toContain('GET');
      expect(route('PUT', path)).toBeUndefined();
    }
  });

  test.each([
    '/texml',
    '/texml/Accounts/a/Calls/',
    '/texml/Accounts/a/Calls/b/c',
    '/v2/texml/Accounts/a/Calls',
  ])('nothing is at %s', (path) => {
    expect(route('GET', path)).toBeUndefined();
  });
  test('what cannot be decoded is nowhere', () => {
    expect(route('GET', '/texml/Accounts/a/Calls/%E0')).toBeUndefined();
  });

  /** Every URI that a body holds, however deep. */
  const urisIn = (body: unknown): string[] => {
    if (typeof body === 'string') return body.startsWith('/v2/') ? [body] : [];
    return body && typeof body === 'object' ? Object.values(body).flatMap(urisIn) : [];
  };
  test.each(names)('%s: every URI in its answer leads to an answer', (name) => {
    for (const uri of urisIn(found(name, name.startsWith('list') ? 'PageSize=1' : '').body)) {
      const { pathname, search } = new URL(uri, 'http://localhost');
      const routed = route('GET', pathname.slice('/v2'.length));
      const meant = names.find((one) => one === routed?.operation);
      if (!routed || !meant) throw new Error(`nothing is at ${uri}`);
      expect(found(meant, search, routed.path).warnings).toEqual([]);
      if (uri.includes('?')) expect(meant).toBe(name);
    }
  });
});

describe('Whatever a query says', () => {
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('0', '7', '2024-01-16', '>=2024-01-16', 'completed', 'MiAw', '2024-01-16T1:'),
  );
  const query = (read: ReadName) =>
    fc
      .array(fc.tuple(fc.constantFrom(...Object.keys(shapeOf(read)), 'Other'), value))
      .map((pairs) => new URLSearchParams(pairs).toString());
  const request = fc
    .constantFrom(...names)
    .chain((name) => fc.tuple(fc.constant(name), fc.oneof(query(name), fc.string())));

  property.prop([request], { seed: 3, numRuns: 1_000 })(
    'it is answered or refused with the declared error',
    ([name, said]) => {
      try {
        expect(JSON.parse(JSON.stringify(found(name, said).body))).toBeTypeOf('object');
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        expect(error.problems).not.toHaveLength(0);
        for (const { code, parameter } of error.problems) {
          expect(['10026', '10032']).toContain(code);
          expect(Object.keys(shapeOf(name))).toContain(parameter);
        }
      }
    },
  );
});
