/** Drives the requests of the API: each in its turn, on the machines of its account. */
import { isDeepStrictEqual } from 'node:util';
import type { Verdict } from '../../../machines/index.ts';
import { Switchboard } from '../../engine/index.ts';
import {
  type Asked,
  directoryOf,
  prepare,
  type Reply,
  type RestHost,
  type RestRequest,
  type RestSurroundings,
  serve,
} from '../../wire/index.ts';
import { mint } from '../world/mint.ts';
import type { World } from '../world/world.ts';

/** Where the worlds of accounts are found and made. */
export interface Accounts {
  /** Those that there are, oldest first. */
  readonly accounts: readonly string[];
  readonly find: (accountSid: string) => World | undefined;
  readonly open: (accountSid: string) => Promise<World>;
}

/** What an account has that nobody has used yet. */
const nothing = { machines: new Switchboard(), rows: new Map() };
const unused = (accountSid: string): RestSurroundings => ({
  directory: directoryOf(nothing, accountSid),
  mint,
  mediaUrl: () => '',
});
const hostIn = (world: World): RestHost<Promise<Verdict>> => ({
  directory: world.directory,
  mint,
  mediaUrl: world.mediaUrl,
  now: world.clock.now(),
  take: (asked, isStill) => taken(world, asked, isStill),
});

/** Answers a request about an account. Only one that makes something makes a world for it. */
export async function answer(
  accounts: Accounts,
  accountSid: string,
  request: RestRequest,
): Promise<Reply> {
  const world = accounts.find(accountSid);
  if (world) return answerIn(world, request);
  const heard = prepare(request, unused(accountSid));
  return 'status' in heard ? heard : answerIn(await accounts.open(accountSid), request);
}

/**
 * What is looked up for a request is still so when it is carried out: requests take turns, as a row
 * that one changes is read by the next. What changes meanwhile otherwise, `isStill` finds out.
 */
const turns = new WeakMap<World, Promise<unknown>>();
function answerIn(world: World, request: RestRequest): Reply | Promise<Reply> {
  const served = () => serve(request, hostIn(world));
  if (request.method === 'GET' || request.method === 'HEAD') return served();
  const turn = (turns.get(world) ?? Promise.resolve()).then(served);
  turns.set(
    world,
    turn.catch(() => undefined),
  );
  return turn;
}

/** Gives the command of a request to its machine; what is to be kept is kept with it. */
async function taken(
  world: World,
  { to, command, rows, instructions }: Asked,
  isMeant: () => boolean,
): Promise<Verdict> {
  const before = rows.map(({ sid }) => world.host.rows.get(sid));
  const isStill = () =>
    isMeant() && rows.every(({ sid }, i) => isDeepStrictEqual(world.host.rows.get(sid), before[i]));
  if (!command) {
    let verdict: Verdict = { verdict: 'ignored' };
    const takes = () => {
      if (isStill()) verdict = { verdict: 'accepted' };
      return verdict.verdict === 'accepted';
    };
    await world.host.keep({ rows, isStill: takes });
    return verdict;
  }
  const { type } = command;
  const hasDocument = type === 'call.dialOut' || type === 'call.redirect';
  const notes = hasDocument ? world.sourceNotes(to.sid, instructions) : [];
  return world.command(to, command, { rows, notes, isStill });
}
