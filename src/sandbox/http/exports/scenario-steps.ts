/** What came to a session from outside, as the steps of a scenario. */
import { type EventType, facts } from '../../../../machines/index.ts';
import type { LineRow } from '../../../wire/index.ts';
import { withoutSecrets } from '../../../wire/said/secrets.ts';
import type { ServiceEntry, StepEntry, TimelineEntry } from '../../stage/timeline.ts';
import type { KeptExchange } from '../../traffic/exchange.ts';
import type { World } from '../../world/world.ts';
import { fieldsSaid, statusAndCode } from '../inspector/copies.ts';
import { renamed } from './names.ts';
import type { ToldSession } from './told-session.ts';

/** A step of a scenario file, and when it is, in milliseconds from the beginning of the session. */
interface Step {
  readonly at: number;
  readonly step: object;
}

/** All of them, in their order. */
export function stepsOf(world: World, session: ToldSession): object[] {
  const { entries, exchanges, names, machines } = session;
  const [{ createdAt }] = machines;
  const requests = new Map(exchanges.map((one) => [one.number, one]));
  const name = (sid: string) => names.get(sid) ?? sid;
  const told = entries.flatMap((entry) => stepOf(entry) ?? []);
  const found = [...names.keys()].flatMap((sid) => answeredBy(sid) ?? []);
  return [...told, ...found]
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, step }) => ({ at: lengthText(at - createdAt), ...step }));

  function stepOf(entry: TimelineEntry): Step | undefined {
    const { at } = entry;
    if (entry.kind === 'service') return { at, step: serviceOf(entry) };
    if (entry.kind === 'request') {
      const asked = requests.get(entry.number);
      return asked && isSaid(asked) ? { at: askedAt(asked), step: requestOf(asked) } : undefined;
    }
    if (entry.kind !== 'step' || !entry.isFirst) return undefined;
    const { type } = entry.event;
    if (type === 'call.receive') return { at, step: inboundOf(entry) };
    return isOutside(type) ? { at, step: factOf(entry) } : undefined;
  }

  /** When its machine was told: it is noted once it is answered. */
  function askedAt({ number, at, ms, sid }: KeptExchange): number {
    const before = entries.findLast(
      (one) => one.number < number && one.kind === 'step' && one.isFirst && one.sid === sid,
    );
    return before && before.at >= at - ms - 1 ? before.at : at;
  }

  function requestOf({ request, response }: KeptExchange): object {
    const path = request.url.replace(/^\/v2\/texml\/(?:Accounts\/[^/]+\/)?/i, '');
    const body = Object.entries(fieldsSaid(request)).map(([field, value]) => [
      field,
      typeof value === 'string' ? renamed(withoutSecrets(value), names) : value,
    ]);
    return {
      request: `${request.method} ${renamed(decodedPath(path), names)}`,
      ...(body.length > 0 ? { body: Object.fromEntries(body) } : {}),
      ...(response ? { answer: statusAndCode(response) } : {}),
    };
  }

  function inboundOf({ sid, given = {} }: StepEntry): object {
    const { from = '', to = '' } = machines.find((one) => one.sid === sid) ?? {};
    return { inbound: { ...given, from, to } };
  }

  function factOf({ sid, event }: StepEntry): object {
    const { type, at: _, ...rest } = event;
    const more = JSON.parse(renamed(JSON.stringify(rest), names)) as object;
    return {
      fact: type,
      to: name(sid),
      ...(Object.keys(more).length > 0 ? { with: more } : {}),
    };
  }

  function serviceOf({ sid, parameters }: ServiceEntry): object {
    const more = Object.keys(parameters).length > 0 ? { with: parameters } : {};
    return { service: 'over', to: name(sid), ...more };
  }

  /** Who has answered; if it was over before that was found out, not before. */
  function answeredBy(sid: string): Step | undefined {
    const row = world.host.rows.get(sid) as LineRow | undefined;
    const line = machines.find((one) => one.sid === sid);
    if (!row?.detection || !line?.startedAt) return undefined;
    const { answeredBy: who = 'unknown', durationMs } = row.found ?? {};
    const deed = who.startsWith('machine') ? 'machine' : who;
    const end = line.endedAt ?? world.clock.now();
    const at = durationMs === undefined ? end : line.startedAt + durationMs;
    return { at, step: { answeredBy: deed, to: name(sid) } };
  }
}

/** Reading is no part of a story. */
const isSaid = ({ kind, request }: KeptExchange) => kind === 'request' && request.method !== 'GET';

/** What network, media server and caller do; timers fire by themselves. */
const isOutside = (type: EventType) => type !== 'timer.fired' && Object.hasOwn(facts, type);

/** Sids stand in paths as they are, or encoded. */
function decodedPath(path: string): string {
  const [only = ''] = path.split('?');
  return only.replaceAll('%3A', ':').replaceAll('%3a', ':');
}

/** As scenario files say it. */
export const lengthText = (ms: number) => `${Math.max(0, Math.round(ms)) / 1_000}s`;
