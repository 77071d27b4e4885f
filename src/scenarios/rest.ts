/** The scenario's REST requests: from a method and a path to the operation, and to an answer. */
import type { RefusalReason } from '../../machines/index.ts';
import {
  type Asked,
  type InstructionSource,
  type Outcome,
  operations,
  type PathName,
  problemAnswer,
  type Request,
  RequestError,
  refusalAnswer,
} from '../wire/index.ts';
import { origin } from './document-runner.ts';
import { accountSid, type World } from './world.ts';

type Path = Partial<Record<PathName, string>>;
interface Operation {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ask: (request: Request<PathName>) => Outcome;
}
const all: readonly Operation[] = Object.values(operations);

/** The operation that a method and a path mean, with the variable parts of the path. */
function route(method: string, path: string): { operation: Operation; path: Path } {
  for (const operation of all) {
    if (operation.method !== method) continue;
    const found = pattern(operation.path).exec(`/${path}`);
    if (found) return { operation, path: { ...found.groups } };
  }
  const known = all.map((one) => `${one.method} ${one.path.slice(1)}`).join('\n  ');
  throw new Error(`no request ${method} ${path}; there are\n  ${known}`);
}

/** A path template such as `/Calls/{call_sid}` as a pattern with named groups. */
const pattern = (template: string) =>
  new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+?)')}$`);

/** Sends a request into the world, and says what HTTP answers: `200`, or `422 90034`. */
export function send(world: World, method: string, path: string, body: object): string {
  const routed = route(method, path);
  const unmint = world.minting();
  try {
    const outcome = routed.operation.ask({
      path: { account_sid: accountSid, ...routed.path } as Record<PathName, string>,
      body,
      mint: world.mint,
      directory: world,
    });
    const answer =
      'refused' in outcome
        ? refusal(outcome.refused)
        : ask(world, outcome, String(routed.operation.status));
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
  return refusal(verdict.reason, world.isHostOver(asked.to.sid));
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
