/** The scenario's REST requests: from a method and a path to the operation, and to an answer. */
import type { Verdict } from '../../../machines/index.ts';
import {
  type Asked,
  answerTo,
  type Done,
  type ErrorAnswer,
  type OperationName,
  type Outcome,
  operations,
  type PathName,
  problemAnswer,
  type Request,
  RequestError,
  refusalAnswer,
  route,
} from '../../wire/index.ts';
import { accountSid, type StoryWorld } from './world.ts';

const below = '/texml/Accounts/';

/** The operation that a method and a path mean, with the variable parts of the path. */
function routed(method: string, path: string) {
  const found = route(method, `${below}${accountSid}/${path}`);
  if (found && 'operation' in found) return found;
  const known = Object.values(operations).map((one) => `${one.method} ${one.path.slice(1)}`);
  throw new Error(`no request ${method} ${path}; there are\n  ${known.join('\n  ')}`);
}

/** Sends a request into the world, and says what HTTP answers: `200`, or `422 90034`. */
export function sendRequest(world: StoryWorld, method: string, path: string, body: object): string {
  const { operation, path: parts } = routed(method, path);
  const { mint, directory } = world;
  const unmint = world.minting();
  const asked = heard(operation, { path: parts, body, mint, directory });
  if ('http' in asked) {
    unmint();
    return spelled(asked);
  }
  const verdict = taken(world, asked);
  if (verdict.verdict !== 'accepted') unmint();
  return spelled(answerTo(operation, { asked, verdict, directory }));
}

/** What a request asks, or what is wrong with it. */
function heard(operation: OperationName, request: Request<PathName>): Asked | ErrorAnswer {
  const { ask } = operations[operation] as { ask: (request: Request<PathName>) => Outcome };
  try {
    const outcome = ask(request);
    return 'refused' in outcome ? refusalAnswer(outcome.refused) : outcome;
  } catch (error) {
    if (error instanceof RequestError) return problemAnswer(error);
    throw error;
  }
}

/** Takes what a request asks to its machine, if it asks one. */
function taken(world: StoryWorld, { to, command, rows, instructions, warnings }: Asked): Verdict {
  for (const { parameter, says } of warnings) world.warnings.push(`${parameter}: ${says}`);
  if (!command) {
    for (const { sid, row } of rows) world.rows.set(sid, row);
    return { verdict: 'accepted' };
  }
  const { type } = command;
  const hasDocument = type === 'call.dialOut' || type === 'call.redirect';
  const takeBack = hasDocument ? world.runner.point(to.sid, instructions) : undefined;
  const verdict = world.command(to, command, rows);
  if (verdict.verdict !== 'accepted') takeBack?.();
  return verdict;
}

function spelled({ http, body }: Done | ErrorAnswer): string {
  const [error] = body && 'errors' in body ? (body as ErrorAnswer['body']).errors : [];
  return error ? `${http} ${error.code}` : `${http}`;
}
