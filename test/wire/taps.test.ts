/** What listens in on a call: begun and stopped by request, and nothing else comes of it. */
import { expect, test } from 'vitest';
import { type LineRow, type Reader, type Row, serve } from '../../src/wire/index.ts';
import { fourDays } from './reader.ts';

const now = Date.UTC(2024, 0, 15, 10, 30);
const above = '/texml/Accounts/account-0/Calls';

/** An account whose rows change as requests say; sids are counted. */
function account() {
  const { readerOf } = fourDays();
  const reader = readerOf('account-0');
  const changed = new Map<string, Row>();
  const directory: Reader = {
    ...reader,
    line: (sid) => (changed.get(sid) as LineRow | undefined) ?? reader.line(sid),
    known(machine, sid) {
      const one = reader.known(machine, sid);
      const row = changed.get(sid);
      return one && row ? { ...one, row: row as typeof one.row } : one;
    },
  };
  let made = 0;
  const mint = () => `tap-${++made}`;
  return (path: string, body: object = {}, method = 'POST') =>
    serve(
      { method, path: above + path, body },
      {
        ...{ directory, mint, mediaUrl: String, now },
        take({ rows, command }) {
          expect(command).toBeUndefined();
          for (const { sid, row } of rows) changed.set(sid, row);
          return { verdict: 'accepted' };
        },
      },
    );
}
const common = {
  account_sid: 'account-0',
  call_sid: 'call-1',
  date_updated: '2024-01-15T10:30:00Z',
};
const uriOf = (where: string) => `/v2${above}/call-1/${where}.json`;
const inVain = (parameter: string) => ({
  parameter,
  says: `${parameter} is not modelled: it is begun and can be stopped, and nothing is sent anywhere.`,
});

test('a stream is begun, named, and stopped as often as is asked', () => {
  const ask = account();
  const url = 'wss://example.com/media';
  expect(ask('/call-1/Streams.json', { Url: url, Name: 'mine' })).toEqual({
    status: 200,
    sid: 'call-1',
    warnings: [inVain('Url')],
    body: {
      ...{ ...common, name: 'mine', sid: 'tap-1', status: 'in-progress' },
      uri: uriOf('Streams/tap-1'),
    },
  });
  const about = { ...common, sid: 'tap-1', uri: uriOf('Streams/tap-1') };
  const update = (body: object) => ask('/call-1/Streams/tap-1.json', body);
  expect(update({})).toMatchObject({ status: 200, body: { ...about, status: 'in-progress' } });
  for (let times = 1; times <= 2; times += 1) {
    expect(update({ Status: 'stopped' })).toMatchObject({
      status: 200,
      body: { ...about, status: 'stopped' },
      warnings: [],
    });
  }
  expect(update({})).toMatchObject({ body: { status: 'stopped' } });
});

test('a SIPREC session is one of its own, with its track', () => {
  const ask = account();
  ask('/call-1/Streams.json');
  expect(ask('/call-1/Siprec', { Track: 'inbound_track' })).toMatchObject({
    status: 200,
    warnings: [inVain('ConnectorName')],
    body: {
      ...{ ...common, date_created: common.date_updated, start_time: common.date_updated },
      ...{ sid: 'tap-2', status: 'in-progress', track: 'inbound_track' },
      uri: uriOf('Siprec/tap-2'),
    },
  });
  const stop = (where: string) => ask(`/call-1/${where}.json`, { Status: 'stopped' }).status;
  expect(['Siprec/tap-1', 'Streams/tap-2', 'Siprec/tap-3'].map(stop)).toEqual([404, 404, 404]);
  expect(stop('Siprec/tap-2')).toBe(200);
  // Neither has stopped the other.
  expect(ask('/call-1/Streams/tap-1.json')).toMatchObject({ body: { status: 'in-progress' } });
});

test.each([
  ['a call that is over', '/call-0/Streams', {}, 422, '90018'],
  ['a leg that is not answered', '/leg-1/Siprec', {}, 422, '90034'],
  ['nobody', '/nobody/Streams', {}, 404, '10005'],
  ['a URL that is no socket', '/call-1/Streams', { Url: 'https://example.com/' }, 422, '10026'],
  ['another word than "stopped"', '/call-1/Streams', { Track: 'all' }, 422, '10032'],
])('to listen in on %s is refused', (_whom, path, body, status, code) => {
  expect(account()(path, body)).toMatchObject({ status, body: { errors: [{ code }] } });
});
