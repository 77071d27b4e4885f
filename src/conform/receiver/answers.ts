/** What a receiver answers: that it takes what is told, at once, and with a status that counts. */
import { deliveryOf } from '../../wire/index.ts';
import { CheckFailed, type ConformCheck } from '../checks/check.ts';
import type { ReceiverAnswer } from './sending.ts';
import type { StoryName, ToldWord } from './stories.ts';
import { isTaken, notTaken, type ReceiverWorld } from './world.ts';

type ReceiverCheck = ConformCheck<ReceiverWorld>;

/** What is told by a word, and nothing before it: by default a platform tells ends alone. */
const told = (world: ReceiverWorld, story: StoryName, word: string) =>
  world.life(story).told.find((one) => one.word === word) as ToldWord;

/** Sends one, which has to be taken at once. */
async function taken(world: ReceiverWorld, one: ToldWord): Promise<ReceiverAnswer> {
  const answer = await world.tell(one);
  if (!isTaken(answer)) throw new CheckFailed(notTaken(one, answer));
  return answer;
}

const takes = (
  word: string,
  story: StoryName,
  authority: ReceiverCheck['authority'],
): ReceiverCheck => ({
  id: `receiver/takes-${word}`,
  says: `It takes a callback that says ${word}: it answers 2xx at the first attempt.`,
  priority: 'must',
  authority,
  needs: ['receiver/reached'],
  run: async (world) => {
    await taken(world, told(world, story, word));
  },
});

/** One callback of each word; whatever is wrong with one is told without the others. */
function* oneOfEach(world: ReceiverWorld) {
  for (const word of ['in-progress', 'completed', 'absent'] as const) {
    world.trace.clear();
    yield told(world, word === 'absent' ? 'absent' : 'completed', word);
  }
}

const isPage = ({ contentType = '', body = '' }: ReceiverAnswer) =>
  /^text\/html\b/i.test(contentType) || /^\s*<(?:!doctype html|html)\b/i.test(body);

/** No name of a parameter, and a name twice. */
const nonsense = 'this is no form%%%&&=&RecordingSid';

export const answerChecks: readonly ReceiverCheck[] = [
  {
    id: 'receiver/reached',
    says: 'It answers a callback at all.',
    priority: 'must',
    authority: ['T-WH'],
    run: async (world) => {
      const [first] = world.life('absent-at-once').told;
      const answer = await world.tell(first as ToldWord);
      if (answer.status === undefined) throw new CheckFailed(`Nobody answers: ${answer.none}.`);
    },
  },
  takes('in-progress', 'completed', ['C-RIP']),
  takes('completed', 'completed', ['C-RC']),
  takes('absent', 'absent', ['A14', 'C-RC']),
  {
    id: 'receiver/answers-200',
    says: 'It answers 200, and no other 2xx or 3xx, to what it takes.',
    priority: 'must',
    authority: ['C-RC', 'T-ERR', 'A36'],
    needs: ['receiver/reached'],
    run: async (world) => {
      for (const one of oneOfEach(world)) {
        const { status = 0 } = await world.tell(one);
        const { isFine, error } = deliveryOf(status, '200');
        if (isFine) continue;
        const known = error ? ` Error ${error.code}: ${error.says}.` : '';
        throw new CheckFailed(`The callback "${one.word}" is answered ${status}.${known}`);
      }
    },
  },
  {
    id: 'receiver/answers-in-time',
    says: 'It answers within two seconds; else it is told again.',
    priority: 'must',
    authority: ['T-WH'],
    needs: ['receiver/reached'],
    run: async (world) => {
      const { limitMs } = world.tested;
      for (const one of oneOfEach(world)) {
        const { tookMs } = await world.tell(one);
        if (tookMs > limitMs) {
          throw new CheckFailed(
            `The callback "${one.word}" is answered after ${tookMs} ms; expected ${limitMs} ms at most. Take it down, answer, and work later.`,
          );
        }
      }
    },
  },
  {
    id: 'receiver/answers-no-page',
    says: 'It answers no page of HTML, to what it takes or to what it refuses.',
    priority: 'should',
    authority: ['A77'],
    needs: ['receiver/reached'],
    run: async (world) => {
      const refuse = (answer: ReceiverAnswer, what: string) => {
        if (isPage(answer)) throw new CheckFailed(`The answer to ${what} is a page of HTML.`);
      };
      for (const one of oneOfEach(world))
        refuse(await world.tell(one), `the callback "${one.word}"`);
      refuse(await tellNonsense(world), 'a body that is no callback');
    },
  },
  {
    id: 'receiver/takes-unknown-fields',
    says: 'It takes a callback with fields that it does not know.',
    priority: 'must',
    authority: ['A36'],
    needs: ['receiver/takes-completed'],
    run: async (world) => {
      const one = told(world, 'completed', 'completed');
      const parameters = { ...one.parameters, NobodyHasHeardOf: 'this', 'Of[0][that]': 'é & 日本' };
      await taken(world, { ...one, parameters });
    },
  },
  {
    id: 'receiver/takes-no-url',
    says: 'It takes a completed recording whose RecordingUrl is not told.',
    priority: 'should',
    authority: ['C-RC', 'OpenAPI'],
    needs: ['receiver/takes-completed'],
    run: async (world) => {
      await taken(world, told(world, 'without-url', 'completed'));
    },
  },
  {
    id: 'receiver/survives-nonsense',
    says: 'A body that is no callback is no error of its own, and harms nothing.',
    priority: 'should',
    authority: ['A77'],
    needs: ['receiver/takes-completed'],
    run: async (world) => {
      const { status = 0, none } = await tellNonsense(world);
      if (none !== undefined || status >= 500)
        throw new CheckFailed(
          `A body that is no callback is answered ${none ?? status}; expected 4xx, or 200.`,
        );
      await taken(world, told(world, 'completed', 'completed'));
    },
  },
];

function tellNonsense(world: ReceiverWorld) {
  const one = world.life('absent-at-once').told[0] as ToldWord;
  const { url } = world.tested;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const request = { url, method: 'POST', headers, body: nonsense } as const;
  return world.tell(one, { request, says: 'a body that is no callback' });
}
