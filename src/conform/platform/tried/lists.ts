/** Lists: a recording is in each that it belongs to, sooner or later; what is deleted is in none. */
import { CheckFailed } from '../../checks/check.ts';
import { type ApiAnswer, resourceIn } from '../api.ts';
import { callOf } from '../beginnings.ts';
import { PlatformCall } from '../call.ts';
import { expectStatus } from '../expecting.ts';
import { finished } from '../playing.ts';
import { listedRecordings } from '../recording.ts';
import type { PlatformWorld } from '../world.ts';
import { pathInAccount } from '../world.ts';
import { ofCalls, type PlatformCheck } from './check.ts';

/** So many pages are turned. */
const mostPages = 50;
const isIn = (answer: ApiAnswer, sid: string) =>
  listedRecordings(answer).some((one) => one.sid === sid);

/** What comes behind a page; undefined: it is the last. */
function nextOf(answer: ApiAnswer, { tested }: PlatformWorld): string | undefined {
  const { next_page_uri: next } = resourceIn(answer);
  if (typeof next !== 'string' || next === '') return undefined;
  const { href } = new URL(next, tested.way.base);
  return href.startsWith(tested.way.base) ? href.slice(tested.way.base.length) : next;
}

/**
 * A list is read until the recording is on one of its pages: reads may be a little behind (T-CALLS).
 * @throws CheckFailed where it is on none.
 */
async function expectListed(world: PlatformWorld, path: string, sid: string, isOfAll = false) {
  const asked = { method: 'GET', path } as const;
  const isFound = (answer: ApiAnswer) =>
    answer.status !== 200 || isIn(answer, sid) || nextOf(answer, world) !== undefined;
  let page = await world.askUntil(asked, 'lists recordings', isFound, { isOfAll });
  for (let turned = 0; turned < mostPages; turned += 1) {
    expectStatus(page, 200, 'The list');
    if (isIn(page, sid)) return;
    const next = nextOf(page, world);
    if (next === undefined) break;
    page = await world.ask({ method: 'GET', path: next }, 'lists more of them', { isOfAll });
  }
  throw new CheckFailed(`The recording is not in the list ${path}.`);
}

/** @throws CheckFailed where it stays in the list of its call. */
export async function expectUnlisted(world: PlatformWorld, path: string, sid: string) {
  const isGone = (answer: ApiAnswer) => answer.status !== 200 || !isIn(answer, sid);
  const answer = await world.askUntil({ method: 'GET', path }, 'lists its recordings', isGone);
  expectStatus(answer, 200, 'The list of the recordings of the call');
  if (!isGone(answer)) throw new CheckFailed('A deleted recording stays in the list of its call.');
}

export const listChecks: readonly PlatformCheck[] = [
  ofCalls('lists-of-call', 'A recording is in the list of its call, while it goes on and then.', {
    authority: ['OpenAPI', 'T-CALLS'],
    uses: ['start', 'list'],
    run: async (world) => {
      const call = await PlatformCall.connect(world);
      const { sid } = await call.record();
      await expectListed(world, call.listPath, sid);
      await finished(world, [call]);
      await expectListed(world, call.listPath, sid);
    },
  }),
  ofCalls(
    'lists-of-account',
    'A recording is in the list of the account, while it goes on and then.',
    {
      authority: ['OpenAPI', 'T-CALLS'],
      uses: ['start', 'list-account'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        const { sid } = await call.record();
        const path = pathInAccount(world, 'Recordings.json?PageSize=50');
        await expectListed(world, path, sid, true);
        await finished(world, [call]);
        await expectListed(world, path, sid, true);
      },
    },
  ),
  ofCalls(
    'lists-of-conference',
    'The recording of a conference is in the list of that conference, while it goes on and then.',
    {
      authority: ['OpenAPI', 'T-CONFS'],
      uses: ['conference', 'list-conference', 'fetch'],
      run: async (world) => {
        const call = await callOf(world, 'conference');
        const recording = await call.recorded();
        const { conference_sid: of } = resourceIn(await recording.read());
        if (typeof of !== 'string') throw new CheckFailed('The recording has no conference_sid.');
        const path = pathInAccount(world, `Conferences/${encodeURIComponent(of)}/Recordings.json`);
        await expectListed(world, path, recording.sid);
        await finished(world, [call]);
        await expectListed(world, path, recording.sid);
      },
    },
  ),
];
