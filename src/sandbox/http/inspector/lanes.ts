/** The lives of all that belongs together, over time, as a picture: as far as the timeline remembers. */
import { type Effect, slotOf } from '../../../../machines/index.ts';
import type { Lane, LaneStep, LanesDrawing, Mark } from '../../../render/index.ts';
import type { Summary } from '../../../wire/resources/summary.ts';
import type { StepEntry, TimelineEntry } from '../../stage/timeline.ts';
import type { World } from '../../world/world.ts';
import { resourceNotFound } from '../edge/errors.ts';
import { sessionOf } from './session.ts';

/** A picture has its own style sheet, and nothing else that a browser could run or fetch. */
const headers = {
  'content-type': 'image/svg+xml',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

/** How it is drawn: how wide, and how many times as long as that its axis is. */
export type LanesAsked = {
  readonly [K in 'width' | 'zoom']?: LanesDrawing[K] | undefined;
};

/**
 * An SVG file, whose lives and marks lead to where the page shows them.
 * @throws HttpError if nothing of this sid is there.
 */
export async function lanesIn(
  world: World,
  sid: string,
  { width, zoom }: LanesAsked,
): Promise<Response> {
  const session = sessionOf(world, sid);
  if (session.length === 0) throw resourceNotFound();
  const entries = world.timeline.latest({ most: Number.MAX_SAFE_INTEGER });
  const entryOf = finding(entries);
  const linkOf = (of: Lane, mark?: Mark) => {
    const parts = [world.accountSid, of.machine, of.sid, ...(mark ? [entryOf(of, mark)] : [])];
    return `/#${parts.map((one) => encodeURIComponent(String(one))).join('/')}`;
  };
  const svg = await lanesPicture(world, session, entries, {
    ...(width === undefined ? {} : { width }),
    ...(zoom === undefined ? {} : { zoom }),
    linkOf,
  });
  return new Response(svg, { headers });
}

/** The lives of a session, of which there is one at least, as an SVG file. */
export async function lanesPicture(
  { clock }: World,
  session: readonly Summary[],
  entries: readonly TimelineEntry[],
  drawing: LanesDrawing = {},
): Promise<string> {
  const bySlot = new Map(session.map((one) => [slotOf(one), one]));
  const steps = entries.flatMap((entry) =>
    entry.kind === 'step' && bySlot.has(slotOf(entry)) ? [stepOf(entry)] : [],
  );
  // What draws is large: it is loaded when somebody looks.
  const { lanesOf, lanesSvg } = await import('../../../render/index.ts');
  const lanes = lanesOf(steps, {
    titleOf: (of) => titleOf(bySlot.get(slotOf(of))),
    now: clock.now(),
  });
  return lanesSvg(lanes, titleOf(session[0]), drawing);
}

/** Finds the line of a mark: its step; of what it told, the request that went out for it. */
function finding(entries: readonly TimelineEntry[]) {
  const sent = new Map<string, number[]>();
  for (const entry of entries) {
    if (entry.kind !== 'callback' && entry.kind !== 'instructions') continue;
    const key = `${entry.sid} ${entry.about}`;
    sent.set(key, [...(sent.get(key) ?? []), entry.number]);
  }
  return ({ sid }: Lane, { way, says, entry = 0 }: Mark) => {
    const later = way === 'out' ? sent.get(`${sid} ${says}`) : undefined;
    return later?.find((number) => number > entry) ?? entry;
  };
}

function stepOf(entry: StepEntry & TimelineEntry): LaneStep {
  const { machine, sid, event, verdict, after, life, at, number } = entry;
  const told = (life?.told ?? []).map((status) => ({ type: 'announced', status }));
  return {
    to: { machine, sid },
    event: { ...event, at: event.at ?? at },
    verdict,
    snapshot: life && { machine, state: after, context: life.context },
    // Lanes look at nothing else of what was told.
    effects: told as readonly object[] as readonly Effect[],
    entry: number,
  };
}

const short = (number = '?') =>
  /^\+\d{7,}$/.test(number) ? `${number.slice(0, 2)}…${number.slice(-3)}` : number;

function titleOf(of: Summary | undefined): string {
  if (!of) return '';
  const { machine, from, to, friendlyName, path } = of;
  if (machine === 'conference') return `conference ${friendlyName ?? ''}`;
  if (machine === 'recording') return path ?? 'recording';
  if (machine === 'transcription') return 'transcription';
  return machine === 'call' ? `${short(from)} → ${short(to)}` : `leg ${short(to)}`;
}
