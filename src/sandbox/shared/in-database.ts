/** Worlds in Postgres, as the process has them that runs the sandbox. */
import { BadFile } from '../../hosts/index.ts';
import type { Keeping } from '../state/state-folder.ts';
import { type AccountPlace, AccountStore, takenOverSays } from './account-store.ts';

/** What a process has them with. */
export type RunningIn = Pick<AccountPlace, 'database' | 'epoch' | 'lost'> & {
  /** In PEM. */
  readonly privateKey: string;
};

/**
 * All accounts that there are. What one that was killed has begun to put in the place of another is
 * removed: it is not current, or the other is not any more.
 */
export async function inDatabase(running: RunningIn): Promise<Keeping> {
  const { database, privateKey } = running;
  const ask = (text: string, ...values: unknown[]) => asked(running, text, values);
  await ask('DELETE FROM @.worlds WHERE NOT is_current');
  const found = await ask('SELECT account FROM @.worlds ORDER BY world');
  const nameOf = (accountSid: string) => `schema "${database.schema}", account "${accountSid}"`;
  const storeOf = (accountSid: string, world: number) =>
    new AccountStore({ ...running, world, name: nameOf(accountSid) });
  const made = async (accountSid: string, isCurrent: boolean) => {
    const [one] = await ask(making, accountSid, isCurrent);
    return Number(one?.world);
  };
  const currentOf = async (accountSid: string): Promise<number | undefined> => {
    const [one] = await ask(finding, accountSid);
    return one && Number(one.world);
  };
  return {
    privateKey,
    accounts: found.map(({ account }) => String(account)),
    unusable: [],
    warnings: [],
    nameOf,
    open: async (accountSid) =>
      storeOf(accountSid, (await currentOf(accountSid)) ?? (await made(accountSid, true))),
    async replacement(accountSid, fill) {
      const before = await currentOf(accountSid);
      const world = await made(accountSid, false);
      const remove = async (one: number | undefined) => {
        if (one !== undefined) await ask('DELETE FROM @.worlds WHERE world = $1', one);
      };
      try {
        await fill(storeOf(accountSid, world));
      } catch (error) {
        await remove(world).catch(() => undefined);
        throw error;
      }
      let isPlaced = false;
      return {
        async place() {
          await ask(choosing, accountSid, world);
          isPlaced = true;
        },
        async takeBack() {
          await ask(choosing, accountSid, before ?? 0);
          isPlaced = false;
        },
        // What cannot be removed now is when the sandbox is taken over.
        done: () => remove(isPlaced ? before : world).catch(() => undefined),
      };
    },
    forget: async (accountSid) => {
      await ask('DELETE FROM @.worlds WHERE account = $1', accountSid);
    },
    close: () => undefined,
  };
}

/** Asks, unless somebody else has taken over meanwhile. */
function asked({ database, epoch }: RunningIn, text: string, values: readonly unknown[]) {
  return database.transaction(async (ask) => {
    const [mine] = await ask({ text: database.text(looking), values: [epoch] });
    if (!mine) throw new BadFile(`schema "${database.schema}"`, takenOverSays);
    return await ask({ text: database.text(text), values: [...values] });
  });
}

const looking = 'SELECT epoch FROM @.leader WHERE epoch = $1 FOR KEY SHARE';
const making = 'INSERT INTO @.worlds (account, is_current) VALUES ($1, $2) RETURNING world';
const finding = 'SELECT world FROM @.worlds WHERE account = $1 AND is_current';
/** One world of an account is current, or none: in this order, for no moment are there two. */
const choosing = `WITH before AS (
    UPDATE @.worlds SET is_current = false WHERE account = $1 AND is_current AND world <> $2
    RETURNING world
  ) UPDATE @.worlds SET is_current = true
  WHERE account = $1 AND world = $2 AND (SELECT count(*) FROM before) >= 0`;
