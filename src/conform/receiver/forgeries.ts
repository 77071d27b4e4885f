/** What is not from the platform, or not for this application, is kept out. */
import { randomUUID } from 'node:crypto';
import { isSecretName } from '../../wire/said/secrets.ts';
import { CheckFailed, type ConformCheck } from '../checks/check.ts';
import type { Signing } from './sending.ts';
import { requestOf, type ToldWord } from './stories.ts';
import { isTaken, type ReceiverWorld, shownValue } from './world.ts';

type ForgeryCheck = ConformCheck<ReceiverWorld>;

/** @throws CheckFailed if a forgery is taken, or leaves something behind. */
async function refused(world: ReceiverWorld, one: ToldWord, says: string, how: object) {
  const answer = await world.tell(one, { says, ...how });
  if (isTaken(answer))
    throw new CheckFailed(`Told "${says}", it answers ${answer.status}; expected 4xx.`);
  if (world.tested.probe) await unheard(world, one, says);
}
async function unheard(world: ReceiverWorld, { recordingSid }: ToldWord, says: string) {
  const nothing = { value: undefined, status: undefined, durationMs: undefined };
  const { status, value } = await world.state(recordingSid);
  if (status !== undefined)
    throw new CheckFailed(`Told "${says}", it knows ${shownValue(value)}; expected nothing.`);
  // What is worked on later may still come out of it.
  await world.stays(recordingSid, { ...nothing, value }, `Told "${says}", it has changed its mind`);
}

const refuses = (
  name: string,
  says: string,
  signing: Signing,
  authority: ForgeryCheck['authority'],
): ForgeryCheck => ({
  id: `receiver/refuses-${name}`,
  says: `${says} is refused, and nothing of it is kept.`,
  priority: 'must',
  authority,
  needs: ['receiver/takes-completed'],
  uses: ['key'],
  run: async (world) => {
    const one = world.life('completed').told.at(-1) as ToldWord;
    await refused(world, one, `completed, ${signing}`, { signing });
  },
});

/** The URL without what lets somebody in; undefined: nothing in it does. */
export function withoutToken(url: string): string | undefined {
  const target = new URL(url);
  const names = [...target.searchParams.keys()].filter(isSecretName);
  for (const name of names) target.searchParams.delete(name);
  return names.length > 0 ? target.href : undefined;
}

export const forgeryChecks: readonly ForgeryCheck[] = [
  refuses('other-key', 'A callback that somebody else has signed', 'other-key', ['C-RC', 'SDK']),
  refuses('other-body', 'A callback with the signature of another', 'other-body', ['C-RC', 'SDK']),
  refuses('old-signature', 'A callback that was signed ten minutes ago', 'old', ['SDK']),
  {
    ...refuses('unsigned', 'A callback without a signature', 'none', ['C-RC']),
    // A token in the URL takes the place of a signature.
    run: async (world) => {
      const one = world.life('completed').told.at(-1) as ToldWord;
      const url = withoutToken(world.tested.url) ?? world.tested.url;
      const request = requestOf(one, url);
      await refused(world, one, 'completed, not signed', { signing: 'none', request });
    },
  },
  {
    id: 'receiver/refuses-without-token',
    says: 'A callback without the token that the URL has, or with a wrong one, is refused, and nothing of it is kept.',
    priority: 'must',
    authority: ['A36'],
    needs: ['receiver/takes-completed'],
    uses: ['token'],
    run: async (world) => {
      const { url } = world.tested;
      const without = withoutToken(url) ?? url;
      const wrong = new URL(url);
      for (const name of [...wrong.searchParams.keys()].filter(isSecretName))
        wrong.searchParams.set(name, randomUUID());
      for (const [says, target] of [
        ['completed, without a token', without],
        ['completed, with a wrong token', wrong.href],
      ] as const) {
        world.trace.clear();
        const one = world.life('completed').told.at(-1) as ToldWord;
        await refused(world, one, says, { signing: 'none', request: requestOf(one, target) });
      }
    },
  },
  {
    id: 'receiver/leaves-foreign-account',
    says: 'A callback of another account is not kept, whoever has signed it.',
    priority: 'should',
    authority: ['A78'],
    needs: ['receiver/ends-completed'],
    uses: ['account', 'probe'],
    run: async (world) => {
      const one = world.life('completed', randomUUID()).told.at(-1) as ToldWord;
      const says = 'completed, of another account';
      const { status = 0, none } = await world.tell(one, { says });
      if (none !== undefined || status >= 500)
        throw new CheckFailed(`Told "${says}", it answers ${none ?? status}; expected 200 or 4xx.`);
      await unheard(world, one, says);
    },
  },
];
