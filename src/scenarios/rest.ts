/** The scenario's REST requests: from a method and a path to the operation, and to an answer. */
import type { RefusalReason } from '../../machines/index.ts';
import {
  type Asked,
  hasHostEnded,
  type InstructionSource,
  type Outcome,
  operations,
  type PathName,
  problemAnswer,
  type Request,
  RequestError,
  refusalAnswer,
  route,
} from '../wire/index.ts';
import { origin } from './document-runner.ts';
import { accountSid, type World } from './world.ts';

interface Operation {
  readonly status: number;
  readonly ask: (request: Request<PathName>) => Outcome;
}
const below = '/texml/Accounts/';

/** The operation that a method and a path mean, with the variable parts of the path. */
function routed(method: string, path: string) {
  const found = route(method, `${below}${accountSid}/${path}`);
  if (found && 'operation' in found) {
    return { operation: operations[found.operation] as Operation, path: found.path };
  }
  const known = Object.values(operations).map((one) => `${one.method} ${one.path.slice(1)}`);
  throw new Error(`no request ${method} ${path}; there are\n  ${known.join('\n  ')}`);
}

/** Sends a request into the world, and says what HTTP answers: `200`, or `422 90034`. */
export function send(world: World, method: string, path: string, body: object): string {
  const { operation, path: parts } = routed(method, path);
  const unmint = world.minting();
  try {
    const outcome = operation.ask({
      path: parts,
      body,
      mint: world.mint,
      directory: world.directory,
    });
    const answer =
      'refused' in outcome
        ? refusal(outcome.refused)
        : ask(world, outcome, String(operation.status));
    if (!answer.startsWith('2')) unmint();
    return answer;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    unmint();
    const { http, body: said } = problemAnswer(error);
    return `${http} ${said.errors[0]?.code}`;
  }
}

function ask(world: World, asked: Asked, success: string): string {
  for (const { parameter, says } of asked.warnings) world.warnings.push(`${parameter}: ${says}`);
  if (!asked.command) {
    for (const { sid, row } of asked.rows) world.rows.set(sid, row);
    return success;
  }
  const takeBack = world.runner.pointer(asked.to.sid);
  if (asked.instructions) world.runner.point(asked.to.sid, documentOf(world, asked.instructions));
  const verdict = world.command(asked.to, asked.command, asked.rows);
  if (verdict.verdict !== 'accepted') takeBack();
  if (verdict.verdict !== 'refused') return success;
  return refusal(verdict.reason, hasHostEnded({ machines: world.board }, asked.to.sid));
}

/** Where the new document is: a TeXML text gets a URL of its own. */
function documentOf(world: World, { texml, url }: InstructionSource): string {
  if (texml === undefined) return url ?? origin;
  const path = `/texml-${Object.keys(world.documents).length + 1}`;
  world.documents[path] = texml;
  return path;
}

function refusal(reason: RefusalReason, isHostOver = false): string {
  const { http, body } = refusalAnswer(reason, { isHostOver });
  return `${http} ${body.errors[0]?.code}`;
}
