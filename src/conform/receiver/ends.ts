/** What a receiver comes to know, in whatever order it is told. */
import { CheckFailed, type ConformCheck } from '../checks/check.ts';
import type { KnownState } from './probe.ts';
import type { RecordingLife, StoryName, ToldWord } from './stories.ts';
import { type ReceiverWorld, shownValue } from './world.ts';

type EndCheck = ConformCheck<ReceiverWorld>;
type EndWord = 'completed' | 'absent';

/** What has to be so once a life is told. */
export async function endsAs(
  world: ReceiverWorld,
  { recordingSid, told }: RecordingLife,
  word: EndWord,
) {
  const own = await world.wordFor(word);
  const isRight = ({ status }: KnownState) => status !== undefined && status === own;
  const state = await world.settled(recordingSid, isRight);
  if (isRight(state)) return state;
  const order = told.map((one) => one.word).join(', ');
  const expected = own ?? word;
  throw new CheckFailed(
    `Told ${order}, it says "${state.status ?? 'nothing'}"; expected "${expected}".`,
  );
}

/** The same life, told in another order: by the places in it. */
const told = ({ recordingSid, told: all }: RecordingLife, places: readonly number[]) => ({
  recordingSid,
  told: places.map((place) => all[place] as ToldWord),
});

const words = ['in-progress', 'completed', 'absent'] as const;

/** Its word has to be the right one if it is one of the model's, and another than while it goes on. */
async function refuseWrongWord(world: ReceiverWorld, word: EndWord, { status }: KnownState) {
  if (status === undefined)
    throw new CheckFailed(`Told ${word}, it knows nothing of the recording.`);
  const isOther = words.some((one) => one === status && one !== word);
  const goesOn = await world.wordFor('in-progress');
  if (isOther || status === goesOn)
    throw new CheckFailed(
      `Told ${word}, it says "${status}"; expected "${word}", or a word of its own.`,
    );
}

const ends = (word: EndWord, authority: EndCheck['authority']): EndCheck => ({
  id: `receiver/ends-${word}`,
  says: `Told in order that a recording is ${word}, it knows so, and no less.`,
  priority: 'must',
  authority,
  needs: [`receiver/takes-${word}`],
  uses: ['probe'],
  run: async (world) => {
    const life = world.life(word);
    await world.deliverAll(life);
    const goesOn = await world.wordFor('in-progress');
    const isOver = ({ status }: KnownState) => status !== undefined && status !== goesOn;
    await refuseWrongWord(world, word, await world.settled(life.recordingSid, isOver));
    await endsAs(world, life, word);
  },
});

const endsInAnyOrder = (word: EndWord): EndCheck => ({
  id: `receiver/ends-${word}-out-of-order`,
  says: `Told that a recording is ${word} before it is told that it is in progress, it knows that it has ended.`,
  priority: 'must',
  authority: ['T-WH', 'A1'],
  needs: [`receiver/ends-${word}`],
  uses: ['probe'],
  run: async (world) => {
    const life = told(world.life(word), [1, 0]);
    await world.deliverAll(life);
    await endsAs(world, life, word);
  },
});

/** Orders in which a life of two callbacks may be told, with repeats: the shortest first. */
const orders = [
  [0, 1],
  [1, 0],
  [0, 1, 0],
  [1, 0, 1],
  [0, 1, 1, 0],
  [1, 0, 0, 1],
] as const;

/** How far a recording is, by the receiver's own word. */
const rankOf = (ends: readonly (string | undefined)[], { status }: KnownState): number =>
  status === undefined ? 0 : 1 + Number(ends.includes(status));

async function neverBackwards(world: ReceiverWorld, story: StoryName) {
  const own = [await world.wordFor('completed'), await world.wordFor('absent')];
  for (const order of orders) {
    world.trace.clear();
    const life = world.life(story);
    let furthest: KnownState = await world.state(life.recordingSid);
    for (const one of told(life, order).told) {
      await world.deliver(one);
      const isFurther = (state: KnownState) => rankOf(own, state) >= rankOf(own, furthest);
      const after = await world.settled(life.recordingSid, isFurther);
      if (!isFurther(after))
        throw new CheckFailed(
          `Told ${one.word}, it goes back from "${furthest.status}" to "${after.status ?? 'nothing'}".`,
        );
      furthest = after;
    }
    await world.stays(life.recordingSid, furthest, 'A while after the last callback');
  }
}

export const endChecks: readonly EndCheck[] = [
  ends('completed', ['C-RC']),
  ends('absent', ['A14', 'A1']),
  {
    id: 'receiver/keeps-duration',
    says: 'Where it says how long a recording is, that is what it was told; no less than a second is 0.',
    priority: 'must',
    authority: ['C-RC'],
    needs: ['receiver/ends-completed'],
    uses: ['probe'],
    run: async (world) => {
      let tells: boolean | undefined;
      for (const story of ['completed', 'short'] as const) {
        world.trace.clear();
        const life = world.life(story);
        await world.deliverAll(life);
        const { value, durationMs } = await endsAs(world, life, 'completed');
        const seconds = Number(life.told.at(-1)?.parameters.RecordingDuration);
        // Whoever says nothing of one says nothing of the other.
        tells ??= durationMs !== undefined;
        if (tells && durationMs !== seconds * 1_000)
          throw new CheckFailed(`It was told ${seconds} s, and knows ${shownValue(value)}.`);
      }
    },
  },
  {
    id: 'receiver/keeps-apart',
    says: 'Recordings of one call that go on at once are known each by its own sid.',
    priority: 'must',
    authority: ['A11', 'C-RC'],
    needs: ['receiver/ends-completed'],
    uses: ['probe'],
    run: async (world) => {
      const lives = world.lives('three');
      for (const place of [0, 1])
        for (const life of lives) await world.deliver(life.told[place] as ToldWord);
      for (const life of lives) {
        const { value, durationMs } = await endsAs(world, life, 'completed');
        const seconds = Number(life.told.at(-1)?.parameters.RecordingDuration);
        if (durationMs !== undefined && durationMs !== seconds * 1_000)
          throw new CheckFailed(
            `Of one with ${seconds} s it knows ${shownValue(value)}: that is another.`,
          );
      }
    },
  },
  endsInAnyOrder('completed'),
  endsInAnyOrder('absent'),
  {
    id: 'receiver/never-backwards',
    says: 'What it knows of a recording never goes backwards, whatever comes late or again.',
    priority: 'must',
    authority: ['T-WH', 'A1'],
    needs: ['receiver/ends-completed', 'receiver/ends-absent'],
    uses: ['probe'],
    run: async (world) => {
      await neverBackwards(world, 'completed');
      await neverBackwards(world, 'absent');
    },
  },
  {
    id: 'receiver/takes-get',
    says: 'What comes by GET, as a method may say, is taken as by POST, or refused with 4xx: not half.',
    priority: 'should',
    authority: ['OpenAPI'],
    needs: ['receiver/ends-completed'],
    uses: ['probe'],
    run: async (world) => {
      const life = world.life('completed');
      const one = life.told.at(-1) as ToldWord;
      const { status = 0, none } = await world.tell(one, { says: 'completed, by GET' }, 'GET');
      const isRefused = status >= 400 && status < 500;
      if (status !== 200 && !isRefused)
        throw new CheckFailed(`By GET it answers ${none ?? status}; expected 200 or 4xx.`);
      if (!isRefused) return void (await endsAs(world, { ...life, told: [one] }, 'completed'));
      const { value, status: known } = await world.state(life.recordingSid);
      if (known !== undefined)
        throw new CheckFailed(`It answers ${status}, and has kept ${shownValue(value)}.`);
    },
  },
];
