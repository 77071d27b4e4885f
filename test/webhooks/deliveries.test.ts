/** However callbacks come, none is lost, none is handed over twice, and news goes forwards. */
import { fc, test as property } from '@fast-check/vitest';
import { expect } from 'vitest';
import { webhooks } from '../../src/webhooks/index.ts';
import { call, formOf, post, recording } from './sending.ts';

const calls = ['initiated', 'ringing', 'in-progress', 'completed'];
/** Two stories, each in the order in which it came about. */
const stories = [
  calls.map((status, i) => ({ of: 'call', text: formOf(call(i, status)), rank: i })),
  ['in-progress', 'completed'].map((status, i) => ({
    of: 'recording',
    text: formOf(recording(status)),
    rank: i,
  })),
].flat();

/** Every callback once or more, in any order; whether its function fails, each time; how many at once. */
const deliveries = fc
  .record({
    more: fc.array(fc.constantFrom(...stories), { maxLength: 8 }),
    fails: fc.array(fc.boolean(), { maxLength: 8 }),
    together: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ more, ...how }) => {
    const all = [...stories, ...more];
    const sent = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    return fc.record({ sent, how: fc.constant(how) });
  });

property.prop([deliveries], { seed: 16, numRuns: 50 })(
  'each is acknowledged once it was taken, and handed over as news or late',
  async ({ sent, how: { fails, together } }) => {
    const taken: { readonly text: string; readonly isLate: boolean }[] = [];
    let times = 0;
    const take = async (
      { said }: { readonly said: Readonly<Record<string, string>> },
      { isLate }: { readonly isLate: boolean },
    ) => {
      await Promise.resolve();
      times += 1;
      if (fails[times - 1]) throw new Error('busy');
      taken.push({ text: formOf(said), isLate });
    };
    const onProblem = () => undefined;
    const told = webhooks({ verify: 'off', onCall: take, onRecording: take, onProblem });
    const deliver = async (text: string): Promise<void> => {
      const { status } = await told(post(text));
      const isTaken = taken.some((one) => one.text === text);
      if (status === 200) expect(isTaken).toBe(true);
      else await deliver(text);
    };
    for (let i = 0; i < sent.length; i += together)
      await Promise.all(sent.slice(i, i + together).map(({ text }) => deliver(text)));
    expect(taken.map(({ text }) => text).toSorted()).toEqual(
      stories.map(({ text }) => text).toSorted(),
    );
    for (const which of ['call', 'recording']) {
      const own = taken.flatMap(({ text, isLate }) => {
        const story = stories.find((one) => one.of === which && one.text === text);
        return story ? [{ rank: story.rank, isLate }] : [];
      });
      let furthest = -1;
      for (const { rank, isLate } of own) {
        expect(isLate).toBe(rank < furthest);
        furthest = Math.max(furthest, rank);
      }
    }
  },
);
