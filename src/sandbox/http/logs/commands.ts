/** Notes the commands that were given over the API, for whoever asks what was. */
import type { OperationName, RoutedPath } from '../../../wire/index.ts';
import { aboutCall } from '../../stage/sent.ts';
import type { World } from '../../world/world.ts';

/** A request that was routed and answered. */
interface Commanded {
  readonly operation: OperationName;
  readonly names: RoutedPath;
  readonly method: string;
  readonly path: string;
  /** What it said, decoded. */
  readonly body: unknown;
  readonly status: number;
  /** What was answered, decoded. */
  readonly answer: unknown;
  /** What it was about, or has made. */
  readonly sid: string | undefined;
}

export function noteCommand(world: World, one: Commanded) {
  const { operation, names, method, path, body, status, answer, sid } = one;
  const about = aboutCall(world.directory, callIn(world, sid) ?? names.call_sid ?? '');
  const name = `texml.${operation}`;
  const kept = { at: world.clock.now(), name, about, hasFailed: status >= 400 };
  const said = withoutSecret(body) ?? null;
  world.traffic.asked(kept, { method, path, body: said, status, answer: answer ?? null });
}

/** By which a line is to sign in elsewhere: nobody reads it in a log. */
const secret = 'SipAuthPassword';
function withoutSecret(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, secret)) return body;
  return { ...body, [secret]: '…' };
}

/** The call of what is named: itself, or that which is recorded. */
function callIn({ directory, host }: World, sid = ''): string | undefined {
  if (directory.line(sid)) return sid;
  return host.machines.recording(sid)?.context.callSid ?? undefined;
}
