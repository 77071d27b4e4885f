/** Callbacks are numbered by one rule: what is sent of a call or conference counts from 0. */
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Snapshot } from '../../src/engine/index.ts';
import {
  type Announced,
  type Announcing,
  directoryOf,
  type LatestCallbacks,
  numberedCallback,
  numberFor,
  type Row,
} from '../../src/wire/index.ts';
import { callRow, conferenceRow, mediaUrl, recordingRow, World } from './world.ts';

const nothing = { machines: World.recorded().board, rows: new Map() };
const host = { mediaUrl, reader: directoryOf(nothing, 'account-0') };
const told = ['initiated', 'ringing', 'answered', 'start', 'join', 'in-progress', 'completed'];

/** What a call, its conference and its recording announce, with keys of their own. */
function announced(events: readonly string[]): Announcing[] {
  const world = World.recorded();
  const recording = { machine: 'recording', sid: 'recording-0' } as const;
  world.tell(recording.machine, recording.sid, { type: 'media.started', order: 1 });
  world.tell('call', 'call-0', {
    type: 'call.joinConference',
    conferenceSid: 'conference-0',
    stay: 'stay-0',
  });
  world.tell('call', 'call-0', { type: 'call.hungUp' });
  world.tell(recording.machine, recording.sid, { type: 'media.saved', location: 'media://a' });
  const rows: Readonly<Record<string, Row>> = {
    'call-0': callRow,
    'conference-0': conferenceRow,
    'recording-0': recordingRow,
  };
  const subscription = { url: 'https://example.com/', method: 'POST', events } as const;
  return world.performed.flatMap(({ effect, snapshot }, i) =>
    effect.type === 'announced'
      ? {
          announced: effect satisfies Announced,
          snapshot: snapshot as Snapshot,
          row: { ...(rows[effect.sid] as Row), subscription },
          key: String(i),
        }
      : [],
  );
}

/** The numbers that are sent of each sid, by what is told; each as often as it is performed. */
function numbersOf(announcing: readonly Announcing[], attempts: (i: number) => number) {
  const latest = new Map<string, LatestCallbacks>();
  const sent: { sid: string; numbers: unknown[] }[] = [];
  for (const [i, one] of announcing.entries()) {
    const { sid } = one.announced;
    const numbers: unknown[] = [];
    for (let attempt = 0; attempt < attempts(i); attempt += 1) {
      const came = numberedCallback(latest.get(sid) ?? {}, one, host);
      if (!came) continue;
      const kept = JSON.stringify({ ...latest.get(sid), announced: came.latest });
      latest.set(sid, JSON.parse(kept) as LatestCallbacks);
      numbers.push(came.callback.parameters.SequenceNumber);
    }
    if (numbers.length > 0) sent.push({ sid, numbers });
  }
  return sent;
}

describe('The number of a callback', () => {
  test.prop([fc.subarray(told), fc.array(fc.integer({ min: 1, max: 3 }))], { numRuns: 200 })(
    'counts what is sent, from 0, and is the same whenever it is performed',
    (events, attempts) => {
      const sent = numbersOf(announced(events), (i) => attempts[i] ?? 1);
      for (const sid of ['call-0', 'conference-0']) {
        const own = sent.filter((one) => one.sid === sid);
        expect(own.map(({ numbers }) => new Set(numbers))).toEqual(own.map((_, i) => new Set([i])));
      }
    },
  );

  test('is told again in the words of the first time, though its recording has gone since', () => {
    const isEnd = ({ announced: one }: Announcing) =>
      one.sid === 'call-0' && one.status === 'completed';
    const ended = announced(['completed']).find(isEnd) as Announcing;
    const world = World.recorded();
    const recording = { machine: 'recording', sid: 'recording-0' } as const;
    world.tell(recording.machine, recording.sid, { type: 'media.started', order: 1 });
    world.tell(recording.machine, recording.sid, { type: 'media.saved', location: 'media://a' });
    const rows = new Map<string, Row>([
      ['call-0', callRow],
      ['recording-0', recordingRow],
    ]);
    const reader = directoryOf({ machines: world.board, rows }, callRow.accountSid);
    const first = numberedCallback({}, ended, { mediaUrl, reader });
    expect(first?.callback.parameters).toHaveProperty('RecordingSid', 'recording-0');
    const latest = JSON.parse(JSON.stringify({ announced: first?.latest })) as LatestCallbacks;
    expect(numberedCallback(latest, ended, host)?.callback).toEqual(first?.callback);
    const other = numberedCallback(latest, { ...ended, key: 'other' }, host);
    expect(other?.callback.parameters).not.toHaveProperty('RecordingSid');
  });

  test('of a recording is told again with how its call stood at first, whatever the call did since', () => {
    const isBegun = ({ announced: one }: Announcing) =>
      one.sid === 'recording-0' && one.status === 'in-progress';
    const begun = announced(['in-progress']).find(isBegun) as Announcing;
    const world = World.recorded();
    const rows = new Map<string, Row>([['call-0', callRow]]);
    const reader = directoryOf({ machines: world.board, rows }, callRow.accountSid);
    const around = { mediaUrl, reader, recordingFields: 'seen' } as const;
    const first = numberedCallback({}, begun, around);
    expect(first?.callback.parameters).toMatchObject({ CallStatus: 'in-progress' });
    world.tell('call', 'call-0', { type: 'call.hungUp' });
    const latest = JSON.parse(JSON.stringify({ announced: first?.latest })) as LatestCallbacks;
    expect(numberedCallback(latest, begun, around)?.callback).toEqual(first?.callback);
    const other = numberedCallback(latest, { ...begun, key: 'other' }, around);
    expect(other?.callback.parameters).toMatchObject({ CallStatus: 'completed' });
  });

  test('is that of its own call or conference, and a recording has none', () => {
    const sent = numbersOf(announced(told), () => 1);
    const of = (sid: string) => sent.flatMap((one) => (one.sid === sid ? one.numbers : []));
    expect(of('call-0')).toEqual([0, 1]);
    expect(of('conference-0')).toEqual([0, 1]);
    expect(of('recording-0')).toEqual([undefined, undefined]);
  });

  test('counts keys and the actions of a <Dial> in between, whichever is told again', () => {
    const kinds = ['announced', 'heard', 'requested'] as const;
    let latest: LatestCallbacks = {};
    const numbers = ['heard 1', 'announced 1', 'requested 1', 'heard 2', 'heard 2', 'announced 1']
      .concat(['requested 1', 'announced 2', 'heard 2'])
      .map((key) => {
        const kind = kinds.find((one) => key.startsWith(one)) ?? 'announced';
        latest = { ...latest, [kind]: numberFor(latest, kind, key) };
        return latest[kind]?.number;
      });
    expect(numbers).toEqual([0, 1, 2, 3, 3, 1, 2, 4, 3]);
  });
});
