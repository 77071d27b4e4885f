/** Lists: their envelopes, their order, and that a walk through the pages misses nothing. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { pageOf } from '../../src/wire/resources/listing.ts';
import * as shown from '../../src/wire/rest/spelling/lists.ts';
import {
  type Listable,
  type Paging,
  partOf,
  positionOf,
} from '../../src/wire/rest/spelling/paging.ts';
import { decode, pagingIn } from '../../src/wire/rest/spelling/query.ts';
import { queryParameters } from '../../src/wire/rest/spelling/query-parameters.ts';
import { read } from '../../src/wire/rest/spelling/request-error.ts';

const path = '/v2/texml/Accounts/account-0/Calls.json';
const made = (createdAt: number, sid = `sid-${createdAt}`): Listable => ({
  snapshot: { sid, context: { createdAt } },
});
const sidOf = ({ snapshot }: Listable) => snapshot.sid;
const pageIn = (all: readonly Listable[], paging: Paging) =>
  pageOf(all, partOf(paging), positionOf);
type ShowSid = typeof sidOf;
const list = <N extends 'calls' | 'participants'>(
  name: N,
  all: readonly Listable[],
  paging: Paging,
  show: ShowSid,
) => shown.list(name, pageIn(all, paging), paging, show);
const recordingList = (all: readonly Listable[], paging: Paging, show: ShowSid) =>
  shown.recordingList(pageIn(all, paging), paging, show);
/** Numbered from what is newest, as they are listed. */
const numbered = (length: number) =>
  Array.from({ length }, (_, index) => made(length - index, String(index)));

describe('A list', () => {
  test('is one page unless there is more', () => {
    expect(list('calls', numbered(2), { path }, sidOf)).toEqual({
      calls: ['0', '1'],
      end: 1,
      first_page_uri: `${path}?Page=0&PageSize=20`,
      page: 0,
      page_size: 20,
      start: 0,
      uri: `${path}?Page=0&PageSize=20`,
    });
  });

  test.each([
    [0, ['0', '1'], 0, 1, [1, '4 1'], undefined],
    [1, ['2', '3'], 2, 3, [2, '2 3'], [0, '<3 2']],
    [2, ['4'], 4, 4, undefined, [1, '<1 4']],
    [3, [], 6, 6, undefined, [2]],
  ] as const)('of five, two a page: page %i', (page, recordings, start, end, next, previous) => {
    const at = (where: readonly [number, string?] | undefined) => {
      const [number, token] = where ?? [];
      if (number === undefined) return undefined;
      const behind = token === undefined ? '' : `&PageToken=${btoa(token).replaceAll('=', '')}`;
      return `${path}?Page=${number}&PageSize=2${behind}`;
    };
    expect(recordingList(numbered(5), { path, page, pageSize: 2 }, sidOf)).toEqual({
      recordings,
      start,
      end,
      page,
      page_size: 2,
      first_page_uri: at([0]),
      next_page_uri: at(next),
      previous_page_uri: at(previous),
      uri: at([page]),
    });
  });

  test('whose last page is full has no next one', () => {
    const paging = { path, page: 1, pageSize: 2 };
    expect(list('calls', numbered(4), paging, sidOf)).not.toHaveProperty('next_page_uri');
  });

  test('of nothing is there', () => {
    expect(list('participants', [], { path }, sidOf)).toMatchObject({
      participants: [],
      start: 0,
      end: 0,
    });
  });

  test('of a conference has a stray list of participants', () => {
    const page = pageIn(numbered(1), { path });
    expect(shown.conferenceRecordingList(page, { path }, sidOf)).toMatchObject({
      recordings: ['0'],
      participants: [],
    });
  });

  test('begins with what is newest; sids decide between what is of the same age', () => {
    const all = [made(1, 'c'), made(2, 'b'), made(2, 'a'), made(3, 'd')];
    expect(list('calls', all, { path }, sidOf).calls).toEqual(['d', 'a', 'b', 'c']);
  });

  test('leads to its next page with a token, and keeps what else was asked', () => {
    const filters = [
      ['Status', 'busy'],
      ['To', '+1 5'],
    ] as const;
    const paging = { path, page: 0, pageSize: 1, filters };
    const { uri, first_page_uri, next_page_uri } = list('calls', numbered(2), paging, sidOf);
    expect(uri).toBe(`${path}?Page=0&PageSize=1&Status=busy&To=%2B1+5`);
    expect(first_page_uri).toBe(uri);
    const pageToken = { at: 2, sid: '0' };
    expect(list('calls', numbered(2), { ...paging, page: 1, pageToken }, sidOf)).toMatchObject({
      calls: ['1'],
      uri: next_page_uri,
      first_page_uri: uri,
    });
    expect(next_page_uri).toBe(`${path}?Page=1&PageSize=1&PageToken=MiAw&Status=busy&To=%2B1+5`);
  });

  test('has nothing behind its end', () => {
    const pageToken = { at: 0, sid: 'z' };
    const last = list('calls', numbered(2), { path, page: 1, pageToken }, sidOf);
    expect(last.calls).toEqual([]);
    expect(last).not.toHaveProperty('next_page_uri');
  });

  test('of ten times as many costs hardly more than ten times as much, wherever it is cut', () => {
    const pageSize = 100;
    /** How often somebody looks when something was made. */
    const cost = (length: number, page: number) => {
      let looks = 0;
      const all = Array.from({ length }, (_, index): Listable => {
        const { snapshot } = made((index * 7_919) % 100_003);
        const context = {
          get createdAt() {
            looks += 1;
            return snapshot.context.createdAt;
          },
        };
        return { snapshot: { ...snapshot, context } };
      });
      expect(list('calls', all, { path, page, pageSize }, sidOf).calls).toHaveLength(pageSize);
      return looks;
    };
    for (const part of [0, 0.5, 0.9]) {
      const [small, large] = [1_000, 10_000].map((length) =>
        cost(length, (part * length) / pageSize),
      );
      expect(large).toBeGreaterThan(0);
      // Sorting takes thirteen times as much; comparing all with all, a hundred times.
      expect(large).toBeLessThan(20 * (small as number));
    }
  });
});

/** Many machines, some of the same age. */
const machines = fc
  .uniqueArray(fc.tuple(fc.nat(9), fc.string({ unit: 'grapheme', minLength: 1 })), {
    maxLength: 30,
    selector: ([, sid]) => sid,
  })
  .map((all) => all.map(([at, sid]) => made(at, sid)));
const pageSize = fc.integer({ min: 1, max: 7 });

interface Step {
  readonly start: number;
  readonly end: number;
  readonly shown: readonly string[];
  readonly next_page_uri?: string;
  readonly previous_page_uri?: string;
}
function asked(uri: string) {
  const query = decode(uri.split('?')[1]);
  return pagingIn(read(queryParameters.listCalls, query).said, query, path);
}
const callsAt = (all: readonly Listable[], uri: string): Step => {
  const { calls: shown, ...envelope } = list('calls', all, asked(uri), sidOf);
  return { shown, ...envelope };
};
const recordingsAt = (all: readonly Listable[], uri: string): Step => {
  const { recordings: shown, ...envelope } = recordingList(all, asked(uri), sidOf);
  return { shown, ...envelope };
};
/** The pages from a first one on, as their links lead; `each` may change the world in between. */
function walk(first: string, at: (uri: string) => Step, leads: keyof Step = 'next_page_uri') {
  const steps: Step[] = [];
  for (let uri: string | undefined = first; uri !== undefined && steps.length < 99; ) {
    const step = at(uri);
    steps.push(step);
    uri = step[leads] as string | undefined;
  }
  return steps;
}
const uriOf = (size: number) => `${path}?PageSize=${size}`;
const newestFirst = (all: readonly Listable[]) =>
  all
    .map(({ snapshot: { sid, context } }) => ({ sid, at: context.createdAt }))
    .sort((a, b) => b.at - a.at || (a.sid < b.sid ? -1 : 1))
    .map(({ sid }) => sid);

describe('Whatever is listed', () => {
  for (const [name, at] of Object.entries({ calls: callsAt, recordings: recordingsAt })) {
    property.prop([machines, pageSize], { seed: 5, numRuns: 300 })(
      `a walk through the pages meets everything once, newest first: ${name}`,
      (all, size) => {
        const steps = walk(uriOf(size), (uri) => at(all, uri));
        expect(steps.flatMap(({ shown }) => shown)).toEqual(newestFirst(all));
        expect(steps).toHaveLength(Math.max(1, Math.ceil(all.length / size)));
      },
    );

    property.prop([machines, pageSize], { seed: 5, numRuns: 300 })(
      `a page begins behind the end of the one before: ${name}`,
      (all, size) => {
        const steps = walk(uriOf(size), (uri) => at(all, uri));
        for (const [i, { start, end, shown }] of steps.entries()) {
          expect(start).toBe(i === 0 ? 0 : (steps[i - 1]?.end ?? 0) + 1);
          expect(end).toBe(Math.max(start, start + shown.length - 1));
        }
      },
    );
  }

  property.prop([machines, pageSize], { seed: 5, numRuns: 300 })(
    'links of recordings lead back the way they came',
    (all, size) => {
      const at = (uri: string) => recordingsAt(all, uri);
      const there = walk(uriOf(size), at).map(({ shown }) => shown);
      const last = `${uriOf(size)}&Page=${there.length - 1}`;
      const back = walk(last, at, 'previous_page_uri').map(({ shown }) => shown);
      expect(back).toEqual(there.toReversed());
    },
  );

  property.prop([machines, pageSize, fc.boolean()], { seed: 5, numRuns: 300 })(
    'what is made during a walk, or is deleted as it is met, moves nothing',
    (all, size, deletes) => {
      for (const at of [callsAt, recordingsAt]) {
        let world = [...all];
        const steps = walk(uriOf(size), (uri) => {
          const step = at(world, uri);
          if (deletes) world = world.filter((one) => !step.shown.includes(sidOf(one)));
          world.push(made(10, `new-${world.length}-${step.start}`));
          return step;
        });
        expect(steps.flatMap(({ shown }) => shown)).toEqual(newestFirst(all));
        if (deletes) expect(world).toHaveLength(steps.length);
      }
    },
  );
});
