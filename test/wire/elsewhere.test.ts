/** A directory whose machines are elsewhere is read by need, and answers as one at hand. */
import { describe, expect, test } from 'vitest';
import { type AnyEvent, machineNames, type Verdict } from '../../machines/index.ts';
import type { Directory } from '../../src/wire/resources/directory.ts';
import type { ListName, ListQuery } from '../../src/wire/resources/listing.ts';
import { type Reader, reading } from '../../src/wire/resources/reader.ts';
import type { Asked } from '../../src/wire/rest/operation.ts';
import { type RestRequest, serve } from '../../src/wire/rest/serve.ts';
import { fourDays } from './reader.ts';

const account = '/texml/Accounts/account-0';

/** The same directory, read through promises; `asked` tells what it was asked. */
function elsewhere(reader: Reader) {
  const asked: string[] = [];
  const later = async <R>(what: string, answer: () => R): Promise<R> => {
    asked.push(what);
    await Promise.resolve();
    return answer();
  };
  const directory: Directory = {
    accountSid: reader.accountSid,
    known: (machine, sid) => later(`${machine} ${sid}`, () => reader.known(machine, sid)),
    page: <L extends ListName>(query: ListQuery<L>) =>
      later(`page of ${query.list}`, () => reader.page(query)),
  };
  return { directory, asked };
}

const at = 10 * 24 * 60 * 60 * 1_000;
/** Two worlds that are alike, one of them elsewhere. */
function both() {
  const alike = () => {
    const { world, rows, readerOf } = fourDays();
    let made = 0;
    const around = {
      mint: (kind: string) => `new-${kind}`,
      mediaUrl: (sid: string) => `https://example.com/${sid}`,
      take({ to, command, rows: kept }: Asked): Verdict {
        made += 1;
        const verdict: Verdict = command
          ? world.board.deliver(to, { ...command, at } as AnyEvent).verdict
          : { verdict: 'accepted' };
        if (verdict.verdict === 'accepted') for (const { sid, row } of kept) rows.set(sid, row);
        return verdict;
      },
    };
    return { around, reader: readerOf('account-0'), board: world.board, taken: () => made };
  };
  const [near, far] = [alike(), alike()];
  return {
    near: { ...near, host: { ...near.around, directory: near.reader } },
    far: { ...far, host: { ...far.around, directory: elsewhere(far.reader).directory } },
  };
}

const get = (path: string): RestRequest => {
  const [below = '', query] = path.split('?');
  return { method: 'GET', path: account + below, ...(query === undefined ? {} : { query }) };
};
const post = (path: string, body: object): RestRequest => ({
  method: 'POST',
  path: account + path,
  body,
});
const dial = { ApplicationSid: 'app-0', From: '+15550001', To: '+15550002' };

describe('A request is answered alike, and comes to the same', () => {
  test.each([
    get('/Calls.json'),
    get('/Calls.json?PageSize=2&Page=1'),
    get('/Calls.json?EndTime=2023-01-01'),
    get('/Calls/leg-0.json'),
    get('/Calls/nobody.json'),
    get('/Calls/call-2/Recordings.json'),
    get('/Conferences/room.json'),
    get('/Conferences/room/Participants.json?PageSize=2'),
    get('/Conferences/room/Participants/customer'),
    get('/Conferences/conference-1/Recordings'),
    get('/Recordings.json?PageSize=0'),
    get('/Recordings/recording-0/Transcriptions.json?PageSize=1'),
    get('/nowhere'),
    post('/Calls', dial),
    post('/Calls/call-1', { Status: 'completed' }),
    post('/Calls/call-0/Recordings.json', {}),
    post('/Calls/call-1/Recordings.json', {}),
    post('/Calls/call-1/Streams.json', { Url: 'wss://example.com' }),
    post('/Conferences/cellar/Participants', dial),
    post('/Conferences/room/Participants', { From: '+15550001', To: '+15550002' }),
  ])('$method $path $query $body', async (request) => {
    const { near, far } = both();
    const answered = serve(request, near.host);
    expect(answered).not.toBeInstanceOf(Promise);
    expect(await serve(request, far.host)).toEqual(answered);
    expect(far.taken()).toBe(near.taken());
    for (const machine of machineNames) {
      expect([...far.board.all(machine)]).toEqual([...near.board.all(machine)]);
    }
  });
});

test('what was read is not read again, and what nobody looks up is not read', async () => {
  const { directory, asked } = elsewhere(fourDays().readerOf('account-0'));
  const found = await reading(directory, (reader) => [
    reader.participant('conference-0', 'customer'),
    reader.participant('conference-0', 'call-1'),
  ]);
  expect(found).toEqual(['leg-0', 'call-1']);
  expect(asked.toSorted()).toEqual([
    'call call-1',
    'call leg-0',
    'call leg-1',
    'conference conference-0',
    'dialLeg leg-0',
    'dialLeg leg-1',
  ]);
});

test('work that fails fails, and so does what cannot be read', async () => {
  const { directory } = elsewhere(fourDays().readerOf('account-0'));
  const wrong = new Error('no disk');
  const work = () => {
    throw wrong;
  };
  await expect(reading(directory, work)).rejects.toBe(wrong);
  const away = { ...directory, known: () => Promise.reject(wrong) };
  await expect(reading(away, ({ line }) => line('call-0'))).rejects.toBe(wrong);
});
