/** What is told more than once counts once. */
import { isDeepStrictEqual } from 'node:util';
import { CheckFailed, type ConformCheck } from '../checks/check.ts';
import { tallyOf } from './probe.ts';
import type { RecordingLife, ToldWord } from './stories.ts';
import { type ReceiverWorld, shownValue } from './world.ts';

type RepeatCheck = ConformCheck<ReceiverWorld>;
const last = ({ told }: RecordingLife) => told.at(-1) as ToldWord;

/** What a life comes to that was told once, in order: what is counted in it. */
async function toldOnce(world: ReceiverWorld) {
  const life = world.life('completed');
  const before = world.trace.exchanges.length;
  await world.deliverAll(life);
  const known = await world.settled(life.recordingSid, ({ status }) => status !== undefined);
  world.trace.cutTo(before);
  return tallyOf(known.value);
}

/** @throws CheckFailed if more is counted of a life than of one that was told once. */
async function countsAs(world: ReceiverWorld, { recordingSid }: RecordingLife, once: object) {
  const isRight = ({ value }: { value: unknown }) => isDeepStrictEqual(tallyOf(value), once);
  const { value } = await world.settled(recordingSid, isRight);
  await world.stays(recordingSid, await world.state(recordingSid), 'A while later');
  if (isRight({ value })) return;
  throw new CheckFailed(
    `It counts ${shownValue(tallyOf(value))}, and of a recording that was told once ${shownValue(once)}.`,
  );
}

export const repeatChecks: readonly RepeatCheck[] = [
  {
    id: 'receiver/counts-once',
    says: 'A callback that comes again changes nothing, and is taken.',
    priority: 'must',
    authority: ['T-WH'],
    needs: ['receiver/ends-completed'],
    uses: ['probe'],
    run: async (world) => {
      const life = world.life('completed');
      const { recordingSid } = life;
      await world.deliver(last(life));
      const before = await world.settled(recordingSid, ({ status }) => status !== undefined);
      await world.deliver(last(life), 'completed, again');
      await world.stays(recordingSid, before, 'A repeat has changed what it knows');
    },
  },
  {
    id: 'receiver/counts-once-late',
    says: 'A callback that comes again, when others have come meanwhile, changes nothing.',
    priority: 'must',
    authority: ['T-WH'],
    needs: ['receiver/counts-once'],
    uses: ['probe'],
    run: async (world) => {
      const life = world.life('completed');
      const { recordingSid, told } = life;
      await world.deliverAll(life);
      await world.deliverAll(world.life('completed'));
      const before = await world.settled(recordingSid, ({ status }) => status !== undefined);
      for (const one of told) await world.deliver(one, `${one.word}, again`);
      await world.stays(recordingSid, before, 'A repeat has changed what it knows');
    },
  },
  {
    id: 'receiver/counts-once-at-once',
    says: 'A callback that comes twice at once counts once.',
    priority: 'must',
    authority: ['T-WH'],
    needs: ['receiver/counts-once'],
    uses: ['probe'],
    run: async (world) => {
      const once = await toldOnce(world);
      const life = world.life('completed');
      for (const one of life.told.slice(0, -1)) await world.deliver(one);
      const again = [1, 2, 3, 4].map((n) =>
        world.deliver(last(life), `completed, ${n} of 4 at once`),
      );
      await Promise.all(again);
      await countsAs(world, life, once);
    },
  },
  {
    id: 'receiver/counts-once-after-timeout',
    says: 'A callback whose answer nobody waited for, and that comes again, counts once.',
    priority: 'must',
    authority: ['T-WH'],
    needs: ['receiver/counts-once'],
    uses: ['probe'],
    run: async (world) => {
      const once = await toldOnce(world);
      const life = world.life('completed');
      for (const one of life.told.slice(0, -1)) await world.deliver(one);
      await world.tell(last(life), { says: 'completed, and not waited for', cutAfterMs: 10 });
      await world.deliver(last(life), 'completed, again');
      await countsAs(world, life, once);
    },
  },
];
