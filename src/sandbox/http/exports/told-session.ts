/** What there is to tell of a session elsewhere: all that is kept of it, and what is not any more. */
import { type Policy, slotOf } from '../../../../machines/index.ts';
import type { Summary } from '../../../wire/resources/summary.ts';
import { withoutSecrets } from '../../../wire/said/secrets.ts';
import type { RequestEntry, SentEntry, TimelineEntry } from '../../stage/timeline.ts';
import type { KeptExchange, OneWay } from '../../traffic/exchange.ts';
import type { World } from '../../world/world.ts';
import { sessionOf } from '../inspector/session.ts';
import { scenarioNames } from './names.ts';

/** A session cannot be told so: why. */
export class NotTold extends Error {}

/** A session as it is told elsewhere: without secrets. */
export interface ToldSession {
  /** All that belong together, oldest first; there is one at least. */
  readonly machines: readonly [Summary, ...Summary[]];
  /** What happened to them, what was asked and sent, in order. */
  readonly entries: readonly TimelineEntry[];
  /** The requests, documents and callbacks, in the order in which they set out. */
  readonly exchanges: readonly KeptExchange[];
  /** What a scenario calls them, by sid. */
  readonly names: ReadonlyMap<string, string>;
  /** What the first of them was told to go by; left out: as usual. */
  readonly policy?: Policy;
  /** Until when it is told; left out: it is over. */
  readonly until?: number;
  /** What was there and is not kept any more, a sentence each; empty: all of it is here. */
  readonly lost: readonly string[];
  /** Whether its beginning is lost. */
  readonly isBeginningLost: boolean;
  /** Lines of the timeline whose request, document or callback is lost. */
  readonly withoutBody: readonly (TimelineEntry & (RequestEntry | SentEntry))[];
}

/** The session that one of this sid belongs to; undefined: there is nothing of this sid. */
export function toldSession(world: World, sid: string): ToldSession | undefined {
  const [first, ...others] = sessionOf(world, sid);
  if (!first) return undefined;
  const machines = [first, ...others] as const;
  const known = new Set(machines.map((one) => one.sid));
  const all = world.timeline.latest({ most: Number.MAX_SAFE_INTEGER });
  const names = scenarioNames(all.filter((one) => one.kind === 'step' && known.has(one.sid)));
  const isOurs = (of: { readonly sid?: string }) =>
    of.sid !== undefined && (known.has(of.sid) || names.has(of.sid));
  const entries = all.filter(isOurs);
  const exchanges = [...world.traffic.all]
    .filter((one) => one.kind !== 'inbox' && isOurs(one))
    .toSorted((a, b) => a.at - b.at || a.number - b.number)
    .map(withoutSecretsIn);
  const withoutBody = entries.filter(isSent).filter(({ number }) => !world.traffic.find(number));
  const begun = new Set(
    entries.flatMap((one) => (one.kind === 'step' && one.before === 'none' ? [slotOf(one)] : [])),
  );
  const isBeginningLost = machines.some((one) => !begun.has(slotOf(one)));
  const isLive = machines.some((one) => one.isLive);
  return {
    ...{ machines, entries, exchanges, names, withoutBody, isBeginningLost },
    ...policyIn(entries),
    ...(isLive ? { until: world.clock.now() } : {}),
    lost: lostOf({ entries, exchanges, withoutBody, isBeginningLost }),
  };
}

function policyIn(entries: readonly TimelineEntry[]): { readonly policy?: Policy } {
  const first = entries.find((one) => one.kind === 'step');
  const { policy } = first?.kind === 'step' ? (first.event as { readonly policy?: Policy }) : {};
  return policy === undefined ? {} : { policy };
}

const isSent = (one: TimelineEntry): one is TimelineEntry & (RequestEntry | SentEntry) =>
  one.kind === 'request' || one.kind === 'callback' || one.kind === 'instructions';

function lostOf({
  entries: [first],
  exchanges,
  withoutBody,
  isBeginningLost,
}: Pick<ToldSession, 'entries' | 'exchanges' | 'withoutBody' | 'isBeginningLost'>): string[] {
  const since = first ? `before ${dateOf(first.at)}` : 'in it';
  const cut = exchanges.filter(({ request, response }) => request.isCut || response?.isCut);
  return [
    ...(isBeginningLost ? [`What happened ${since} is not kept any more.`] : []),
    ...(withoutBody.length > 0
      ? [
          `${withoutBody.length} of its requests, documents and callbacks are not kept any more: ` +
            `${withoutBody.map(({ number }) => `no. ${number}`).join(', ')}.`,
        ]
      : []),
    ...cut.map(({ number }) => `The end of a body of no. ${number} is not kept.`),
  ];
}

const withoutSecretsIn = ({ request, response, ...rest }: KeptExchange): KeptExchange => ({
  ...rest,
  request: { ...request, ...without(request), url: withoutSecrets(request.url) },
  ...(response ? { response: { ...response, ...without(response) } } : {}),
});
const without = ({ body, headers }: OneWay): OneWay => ({
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, said]) => [name, withoutSecrets(said)]),
  ),
  ...(body === undefined ? {} : { body: withoutSecrets(body) }),
});

export const dateOf = (at: number) => new Date(at).toISOString();

/** The same at the head of a log, which `check` goes by. */
export function notesOnLog(session: ToldSession): string[] {
  const { policy } = session;
  if (policy === undefined) return notesOn(session);
  const words =
    typeof policy === 'string' ? policy : Object.entries(policy).map((one) => one.join('='));
  return [...notesOn(session), `It goes by a policy: check --policy ${String(words)}`];
}

/** What is said of a session at the head of what tells it. */
export function notesOn({ machines: [first], until, lost }: ToldSession): string[] {
  const { sid, createdAt, from, to } = first;
  const who = from === undefined || to === undefined ? sid : `${from} → ${to}, ${sid}`;
  return [
    `A session of the sandbox: ${who}, from ${dateOf(createdAt)} on.`,
    ...(until === undefined ? [] : [`It goes on; this is until ${dateOf(until)}.`]),
    ...lost,
  ];
}
