/** A request to the API, from what it asks to what it is answered: by the machines of a world. */
import type { Verdict } from '../../../machines/index.ts';
import { Switchboard } from '../../engine/index.ts';
import {
  type Asked,
  answerTo,
  type Directory,
  type Done,
  directoryOf,
  type ErrorAnswer,
  type OperationName,
  type Outcome,
  operations,
  type ParameterWarning,
  type PathName,
  problemAnswer,
  type Reader,
  type ReadName,
  type ReadOutcome,
  type ReadRequest,
  type Request,
  RequestError,
  type Route,
  type Row,
  reads,
  refusalAnswer,
} from '../../wire/index.ts';
import { mint } from '../world/mint.ts';
import type { World } from '../world/world.ts';
import { spelled } from './edge/errors.ts';

/** What a request says besides its path. */
export interface RequestSaid {
  /** Decoded: an object, if it is what it should be. */
  readonly body?: unknown;
  /** What stands behind the question mark, as it stands there. */
  readonly query?: string;
}
/** The answer to a request that succeeds. */
export interface Reply {
  readonly status: 200 | 204;
  readonly body?: object;
  /** What was said in vain. */
  readonly warnings: readonly ParameterWarning[];
  /** What the request is about. */
  readonly sid?: string;
}
/** Where the worlds of accounts are found and made. */
export interface Accounts {
  readonly find: (accountSid: string) => World | undefined;
  readonly open: (accountSid: string) => Promise<World>;
}

type Operation = Extract<Route, { readonly operation: OperationName }>;
type Read = Extract<Route, { readonly read: ReadName }>;

/** What an account has that nobody has used yet. */
const nothing = { machines: new Switchboard(), rows: new Map() };
const directoryIn = (world: World | undefined, accountSid: string): Reader =>
  world?.directory ?? directoryOf(nothing, accountSid);

/**
 * Answers a request. Only one that makes something makes a world for its account.
 * @throws HttpError for every request that does not succeed; nothing has changed then.
 */
export async function answer(accounts: Accounts, route: Route, said: RequestSaid): Promise<Reply> {
  const accountSid = route.path.account_sid;
  const world = accounts.find(accountSid);
  if ('read' in route) return looked(world, route, said);
  if (world) return inTurn(world, () => carriedOut(world, route, said));
  asked(route, said, directoryIn(world, accountSid));
  const made = await accounts.open(accountSid);
  return inTurn(made, () => carriedOut(made, route, said));
}

function looked(world: World | undefined, { read, path }: Read, { query }: RequestSaid): Reply {
  const request: ReadRequest<PathName> = {
    path,
    at: world?.clock.now() ?? Date.now(),
    directory: directoryIn(world, path.account_sid),
    mediaLink: world?.mediaLink ?? (() => ''),
    ...(query === undefined ? {} : { query }),
  };
  const reading: ReadOutcome = told(() => reads[read].answer(request));
  if ('refused' in reading) throw spelled(refusalAnswer(reading.refused));
  return { status: 200, ...reading, ...about(path) };
}

/** What a path is about: the innermost thing that it names by its sid. */
function about(path: Partial<Route['path']>) {
  const sid = path.recording_sid ?? path.call_sid ?? path.conference_sid;
  return sid === undefined ? {} : { sid };
}

/** What is looked up for a request is still so when it is carried out: requests take turns. */
const turns = new WeakMap<World, Promise<unknown>>();
function inTurn<T>(world: World, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(world) ?? Promise.resolve()).then(work);
  turns.set(
    world,
    turn.catch(() => undefined),
  );
  return turn;
}

async function carriedOut(world: World, route: Operation, said: RequestSaid): Promise<Reply> {
  const { directory } = world;
  const outcome = asked(route, said, directory);
  const { to, warnings } = outcome;
  const verdict = await given(world, outcome, meantBy(route, directory));
  if (verdict.verdict === 'ignored') return carriedOut(world, route, said);
  const answer = answerTo(route.operation, { asked: outcome, verdict, directory });
  if (isError(answer)) throw spelled(answer);
  const { http: status, body } = answer;
  return { status, ...(body ? { body } : {}), warnings, sid: to.sid };
}
const isError = (answer: Done | ErrorAnswer): answer is ErrorAnswer => answer.http >= 400;

/** Asked later: whether the path means the same conference; documents open and leave some, too. */
function meantBy({ path: { conference_sid: word } }: Operation, directory: Directory) {
  const meant = () => (word === undefined ? undefined : directory.conference(word)?.sid);
  const sid = meant();
  return () => meant() === sid;
}

/** What a request asks. */
function asked({ operation, path }: Operation, { body }: RequestSaid, directory: Directory): Asked {
  const { ask } = operations[operation] as { ask: (request: Request<PathName>) => Outcome };
  const outcome = told(() => ask({ path, body, mint, directory }));
  if ('refused' in outcome) throw spelled(refusalAnswer(outcome.refused));
  return outcome;
}

/** What a request says wrong is told as the wire spells it. */
function told<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RequestError ? spelled(problemAnswer(error)) : error;
  }
}

/** Gives the command of a request to its machine; what is to be kept is kept with it. */
async function given(
  world: World,
  { to, command, rows, instructions }: Asked,
  isStill: () => boolean,
): Promise<Verdict> {
  if (!command) {
    await world.host.keep({ rows });
    return { verdict: 'accepted' };
  }
  const { type } = command;
  for (const { sid, row } of rows) warnOfBlanks(world, sid, row);
  const hasDocument = type === 'call.dialOut' || type === 'call.redirect';
  const notes = hasDocument ? world.sourceNotes(to.sid, instructions) : [];
  return world.command(to, command, { rows, notes, isStill });
}

/** In a form a plus sign is a blank: the commonest mistake with numbers. */
function warnOfBlanks({ timeline }: World, sid: string, row: Row) {
  if (row.machine !== 'call' && row.machine !== 'dialLeg') return;
  for (const [name, said] of [
    ['To', row.to],
    ['From', row.from],
  ] as const) {
    const says = `${name} is "${said}": in a form, a + is sent as %2B.`;
    if (/^ \d/.test(said)) timeline.note({ kind: 'warning', sid, says });
  }
}
