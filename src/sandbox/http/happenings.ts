/** The part of the control API that lets things happen: to machines, and at the far end of lines. */
import type { Context, Hono } from 'hono';
import {
  type AnyEvent,
  type EventType,
  type MachineName,
  type Verdict,
  vocabulary,
} from '../../../machines/index.ts';
import { InvalidInput } from '../../engine/index.ts';
import type { Timeless } from '../../hosts/index.ts';
import type { World } from '../world/world.ts';
import { resourceNotFound } from './edge/errors.ts';
import { said, sayings, wrong, wrongEvent } from './edge/said.ts';
import { isMachineName } from './views.ts';

/** Adds the paths; `there` finds the world that a request is about. */
export function happenings(app: Hono, there: (c: Context) => World) {
  app.post('/events', async (c) => {
    const { machine, sid, event } = await said(c.req.raw, sayings.event);
    return c.json(await happened(there(c), machine, sid, event));
  });
  app.post('/keys', async (c) => {
    const { sid, digits } = await said(c.req.raw, sayings.keys);
    return c.json(await pressed(lineThere(there(c), sid), sid, digits));
  });
  app.post('/voice', async (c) => {
    const { sid, speaking, words } = await said(c.req.raw, sayings.voice);
    await lineThere(there(c), sid).say(sid, speaking && (words ?? true));
    return c.body(null, 204);
  });
  app.post('/service', async (c) => {
    const { sid, parameters } = await said(c.req.raw, sayings.service);
    const isOver = await lineThere(there(c), sid).serve(sid, parameters);
    if (!isOver) throw wrong(['sid'], sid, 'the sid of a call whose document waits for a service');
    return c.body(null, 204);
  });
}

/** The world, if it has a line of this sid. */
function lineThere(world: World, sid: string): World {
  if (world.host.machines.line(sid)) return world;
  throw wrong(['sid'], sid, 'the sid of a call or leg');
}

/** Lets any event happen; the world's clock says when. */
async function happened(
  world: World,
  machine: unknown,
  sid: unknown,
  event: unknown,
): Promise<Verdict> {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw wrong(['event'], event, 'an object with a type');
  }
  if ('at' in event) throw wrong(['event', 'at'], event.at, 'left out: the clock says when');
  const { type } = event as { readonly type?: unknown };
  const isFact =
    typeof type === 'string' &&
    Object.hasOwn(vocabulary, type) &&
    vocabulary[type as EventType].kind === 'fact';
  // Only the API makes machines: it keeps what else is known of them.
  const isThere = isMachineName(machine) && world.host.machines.find(machine, String(sid));
  if (!isFact && isMachineName(machine) && !isThere) throw resourceNotFound();
  try {
    const to = { machine: machine as MachineName, sid: sid as string };
    return await world.tell(to, event as Timeless<AnyEvent>);
  } catch (error) {
    throw error instanceof InvalidInput ? wrongEvent(error) : error;
  }
}

/** Presses keys one after another; gives what the call made of the last one. */
async function pressed(world: World, sid: string, digits: string): Promise<Verdict> {
  const machine = world.host.machines.line(sid)?.machine ?? 'call';
  let verdict: Verdict = { verdict: 'ignored' };
  for (const digit of digits) {
    verdict = await happened(world, machine, sid, { type: 'digit.pressed', digit });
  }
  return verdict;
}
