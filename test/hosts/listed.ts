/** Any lives of machines in two accounts, and any questions about their lists: for every directory alike. */
import { fc } from '@fast-check/vitest';
import type { EventTo, MachineName } from '../../machines/index.ts';
import { type Snapshot, Switchboard } from '../../src/engine/index.ts';
import { type Change, type Message, noChange } from '../../src/hosts/index.ts';
import type { Held, ListQuery, NewRow, Page, Row } from '../../src/wire/index.ts';
import { lookThrough } from '../../src/wire/resources/held.ts';

const few = fc.nat(3);
const numbers = ['+15550000', '+15550001'] as const;
const accounts = ['account-0', 'account-1'] as const;
const statuses = ['ringing', 'in-progress', 'completed', 'busy', 'init', 'stopped'] as const;

/** Something that happens to a machine, so many milliseconds later; rows may come by themselves. */
export interface Deed {
  readonly afterMs: number;
  readonly machine: MachineName;
  readonly sid: string;
  readonly event: object;
  readonly rows: readonly NewRow[];
}

const lineRow = (sid: string, machine: 'call' | 'dialLeg', figure: number): NewRow => ({
  sid,
  row: {
    machine,
    accountSid: accounts[figure % 2] as string,
    to: numbers[figure >> 1] as string,
    from: numbers[0],
    connectionId: '1',
  },
});
const recordingRow = (sid: string, figure: number): NewRow => ({
  sid,
  row: { machine: 'recording', accountSid: accounts[figure % 2] as string, sendsUrl: true },
});
const conferenceRow = (sid: string, figure: number): NewRow => ({
  sid,
  row: {
    machine: 'conference',
    accountSid: accounts[figure % 2] as string,
    connectionId: '1',
    friendlyName: figure < 2 ? 'room' : 'hall',
  },
});

const afterMs = fc.constantFrom(0, 0, 1, 1_000);
/** One of a few calls, legs, conferences and recordings, each with the account of its figure. */
export const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(
  fc
    .tuple(
      fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 7, 8, 8, 9, 10),
      few,
      few,
      afterMs,
      fc.boolean(),
    )
    .map(([kind, one, other, after, late]) => {
      const call = `call-${one}`;
      const leg = `leg-${one}`;
      const conference = `conference-${other}`;
      const recording = `recording-${one}${other}`;
      const deed = (
        machine: MachineName,
        sid: string,
        event: object,
        rows: NewRow[] = [],
      ): Deed => ({
        ...{ afterMs: after, machine, sid, event },
        rows: late ? [] : rows,
      });
      const kinds: readonly (() => Deed)[] = [
        () =>
          deed('call', call, { type: 'call.dialOut', recording: { sid: recording } }, [
            lineRow(call, 'call', one),
            recordingRow(recording, one),
          ]),
        () => deed('call', call, { type: 'call.answered' }, [lineRow(call, 'call', one)]),
        () => deed('call', call, { type: late ? 'call.hungUp' : 'call.busy' }),
        () =>
          deed('call', call, { type: 'call.startRecording', recording: { sid: recording } }, [
            recordingRow(recording, one),
          ]),
        () =>
          deed(
            'conference',
            conference,
            { type: 'conference.addParticipant', legSid: leg, stay: after ? 'a' : 'b' },
            [conferenceRow(conference, other), lineRow(leg, 'dialLeg', one)],
          ),
        () =>
          deed('conference', conference, { type: 'conference.end' }, [
            conferenceRow(conference, other),
          ]),
        () => deed('dialLeg', leg, { type: 'call.answered' }, [lineRow(leg, 'dialLeg', other)]),
        () =>
          deed('recording', recording, { type: 'media.started', order: 1 }, [
            recordingRow(recording, one),
          ]),
        () => deed('recording', recording, { type: 'media.stopped' }),
        () => deed('recording', recording, { type: 'media.saved', location: 's3://file' }),
        () => deed('recording', recording, { type: 'recording.delete' }),
      ];
      return (kinds[kind] as () => Deed)();
    }),
  { minLength: 20, maxLength: 60, size: 'max' },
);

/** Mostly nothing: a question with everything in it finds nothing. */
const seldom = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: one });
const word = <T extends string>(...of: readonly T[]) => seldom(fc.constantFrom(...of));
const moment = (...ends: readonly number[]) => fc.constantFrom(...ends, 1, 2, 1_000, 1_001, 3_000);
const interval = seldom(fc.record({ from: moment(-Infinity, 0), until: moment(Infinity, 5_000) }));
const sids = (kind: string) => [0, 1, 2, 3].map((figure) => `${kind}-${figure}`);
const wordsOf = {
  calls: fc.record({ to: word(...numbers), from: word(...numbers), status: word(...statuses) }),
  conferences: fc.record({ name: word('room', 'hall'), status: word(...statuses) }),
  recordings: fc.record({
    callSid: word(...sids('call')),
    line: word('call', 'dialLeg'),
    conferenceSid: word(...sids('conference')),
  }),
  transcriptions: fc.constant({}),
};
const position = fc.record({
  at: fc.constantFrom(0, 1, 1_000, 2_000, 3_001),
  sid: fc.constantFrom('', ...sids('call'), ...sids('recording'), 'recording-12', 'z'),
});
const size = fc.integer({ min: 1, max: 5 });
const part: fc.Arbitrary<ListQuery['part']> = fc.oneof(
  fc.record({ size, skip: fc.nat(6) }),
  fc.record({ size, behind: position }),
  fc.record({ size, before: position }),
);
const only = fc.record({ isThere: seldom(fc.constant(true)), isLive: seldom(fc.constant(true)) });
const lists = fc.constantFrom('calls', 'recordings', 'calls', 'recordings', 'conferences');
export const queries: fc.Arbitrary<readonly ListQuery[]> = fc.array(
  fc.oneof({ weight: 9, arbitrary: lists }, fc.constant('transcriptions' as const)).chain((list) =>
    fc
      .record({
        list: fc.constant(list),
        words: wordsOf[list],
        times: fc.record({ at: interval, endedAt: interval, updatedAt: interval }),
        only,
        part,
      })
      .map(
        ({ only: { isThere, isLive }, times, ...query }): ListQuery => ({
          ...query,
          // Of no other list it is asked when something changed.
          times: query.list === 'conferences' ? times : { ...times, updatedAt: undefined },
          ...(isThere ? { isThere } : {}),
          ...(isLive ? { isLive } : {}),
        }),
      ),
  ),
  { minLength: 10, maxLength: 20, size: 'max' },
);

/** The same life, a message after another, for a host. */
export const messagesOf = (all: readonly Deed[]): (Message & { readonly rows: NewRow[] })[] => {
  let at = 0;
  return all.map(({ afterMs: after, machine, sid, event, rows }) => {
    at += after;
    return { to: { machine, sid }, event: { ...event, at } as Message['event'], rows: [...rows] };
  });
};

/** What a life comes to, one change after another, and all that is there then. */
export function lived(all: readonly Deed[]) {
  const board = new Switchboard();
  const rows = new Map<string, Row>();
  const revisions = new Map<string, number>();
  const changes: Change[] = [];
  let at = 0;
  for (const { afterMs: after, machine, sid, event, rows: given } of all) {
    at += after;
    const told = { ...event, at } as EventTo<MachineName>;
    const { changed } = board.deliver({ machine, sid }, told);
    for (const { sid: of, row } of given) rows.set(of, row);
    const machines = changed.map((snapshot: Snapshot) => {
      const slot = `${snapshot.machine} ${snapshot.sid}`;
      const read = revisions.get(slot) ?? 0;
      revisions.set(slot, read + 1);
      return { snapshot, read };
    });
    changes.push({ ...noChange, machines, rows: given });
  }
  return { machines: board, rows, changes };
}
export { accounts };

/** A question, and those for what lies behind and before what it finds first and last. */
export function withNeighbours(held: Held, accountSid: string, query: ListQuery): ListQuery[] {
  const { items } = lookThrough(held, accountSid, query);
  const { size } = query.part;
  return [
    query,
    ...[items[0], items.at(-1)].flatMap((one) => {
      const found = one && held.machines.find(one.machine, one.sid);
      if (!found) return [];
      const place = { at: found.context.createdAt, sid: found.sid };
      return [
        { ...query, part: { size, behind: place } },
        { ...query, part: { size, before: place } },
      ];
    }),
  ];
}
export const sidsOf = ({ items, ...ends }: Page<{ readonly sid: string }>) => ({
  ...ends,
  sids: items.map(({ sid }) => sid),
});
