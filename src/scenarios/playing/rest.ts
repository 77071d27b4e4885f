/** The scenario's REST requests: from a method and a path to an answer. */
import type { Verdict } from '../../../machines/index.ts';
import { type Asked, operations, type Reply, route, serve } from '../../wire/index.ts';
import { accountSid, type StoryWorld } from './world.ts';

/** Stories ask; what they look at is in their expectations. */
const requests = Object.values(operations).filter(({ method }) => method !== 'GET');

/** Sends a request into the world, and says what HTTP answers: `200`, or `422 90034`. */
export function sendRequest(world: StoryWorld, method: string, path: string, body: object): string {
  const below = [`/texml/Accounts/${accountSid}/${path}`, `/texml/${path}`].find((one) =>
    route(method, one),
  );
  if (method === 'GET' || below === undefined) {
    const known = requests.map((one) => `${one.method} ${one.path.slice(1)}`);
    throw new Error(`no request ${method} ${path}; there are\n  ${known.join('\n  ')}`);
  }
  const { mint, directory, mediaUrl } = world;
  const unmint = world.minting();
  let isAccepted = false;
  const take = (asked: Asked) => {
    const verdict = taken(world, asked);
    isAccepted = verdict.verdict === 'accepted';
    return verdict;
  };
  const reply = serve({ method, path: below, body }, { mint, directory, mediaUrl, take });
  if (!isAccepted) unmint();
  world.requests.push({ at: world.clock.now, method, path: below, body, reply });
  return spelled(reply);
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

function spelled(reply: Reply): string {
  if (reply.status === 200 || reply.status === 204) return `${reply.status}`;
  const [error] = reply.body.errors;
  return `${reply.status} ${error?.code}`;
}
