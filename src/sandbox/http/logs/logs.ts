/** The logs that an account has of its own traffic: call events, and deliveries of webhooks. */
import {
  deliveriesIn,
  eventsIn,
  type KeptDelivery,
  type KeptEvent,
} from '../../traffic/as-telnyx.ts';
import type { World } from '../../world/world.ts';
import { resourceNotFound } from '../edge/errors.ts';
import { type Filters, logQuery, pageIn, timeIn, wordIn, wrongQuery } from './query.ts';

/** An account, as far as it has been used. */
type Logged = Pick<World, 'accountSid' | 'traffic' | 'clock'> | undefined;

const dayMs = 86_400_000;
const comparisons = ['eq', 'gt', 'gte', 'lt', 'lte'] as const;
const eventFilters = [
  'application_name.contains',
  'application_session_id',
  'connection_id',
  'failed',
  'from',
  'leg_id',
  'name',
  ...comparisons.map((one) => `occurred_at.${one}`),
  'outbound.outbound_voice_profile_id',
  'product',
  'status',
  'to',
  'type',
];

/**
 * The events of calls, oldest first. Without a leg or a session it is those of the last 24 hours.
 * @throws HttpError for a query that cannot be.
 */
export function callEvents(world: Logged, query: string) {
  const { filters, page } = logQuery(query, eventFilters);
  const isWanted = eventsWanted(filters, world?.clock.now() ?? 0);
  const found = world ? eventsIn(world.traffic.all).filter(isWanted) : [];
  return pageIn(
    found.map(({ event }) => event),
    page,
  );
}

function eventsWanted(filters: Filters, now: number): (one: KeptEvent) => boolean {
  const times = comparisons.filter((one) => filters.has(`occurred_at.${one}`));
  if (times.length > 1) throw wrongQuery('There can be only one filter[occurred_at].');
  const failed = wordIn(filters, 'failed', ['true', 'false']);
  const type = wordIn(filters, 'type', ['command', 'webhook']);
  const product = wordIn(filters, 'product', ['call_control', 'fax', 'texml']);
  const isOne = filters.has('leg_id') || filters.has('application_session_id');
  const since = isOne ? 0 : now - dayMs;
  const limits = times.map(
    (one) => [compared[one], timeIn(filters, `occurred_at.${one}`)] as const,
  );
  const isAt = (at: number) => limits.every(([holds, than = 0]) => holds(at, than));
  // None of these is known of any event here: whoever filters by it finds nothing.
  const isInVain = ['application_name.contains', 'outbound.outbound_voice_profile_id', 'status'];
  if (isInVain.some((one) => filters.has(one)) || (product && product !== 'texml'))
    return () => false;
  const is = (filter: string, value: string | undefined) =>
    !filters.has(filter) || filters.get(filter) === value;
  return ({ at, about, hasFailed, event }) =>
    at >= since &&
    isAt(at) &&
    is('leg_id', about.callSid) &&
    is('application_session_id', about.sessionId) &&
    is('connection_id', about.connectionId) &&
    is('from', about.from) &&
    is('to', about.to) &&
    is('name', event.name) &&
    (type === undefined || event.type === type) &&
    (failed === undefined || String(hasFailed) === failed);
}
const compared: Readonly<
  Record<(typeof comparisons)[number], (at: number, than: number) => boolean>
> = {
  eq: (at, than) => at === than,
  gt: (at, than) => at > than,
  gte: (at, than) => at >= than,
  lt: (at, than) => at < than,
  lte: (at, than) => at <= than,
};

const deliveryFilters = [
  'attempts.contains',
  'event_type',
  'finished_at.gte',
  'finished_at.lte',
  'started_at.gte',
  'started_at.lte',
  'status.eq',
  'webhook.contains',
];

/**
 * The deliveries of webhooks, newest first.
 * @throws HttpError for a query that cannot be.
 */
export function webhookDeliveries(world: Logged, query: string) {
  const { filters, page } = logQuery(query, deliveryFilters);
  const found = deliveriesOf(world).filter(deliveriesWanted(filters));
  return pageIn(
    found.map(({ delivery }) => delivery),
    page,
  );
}

const deliveriesOf = (world: Logged) =>
  world ? deliveriesIn(world.traffic.all, world.accountSid) : [];

function deliveriesWanted(filters: Filters): (one: KeptDelivery) => boolean {
  const status = wordIn(filters, 'status.eq', ['delivered', 'failed']);
  const types = filters.get('event_type')?.split(',');
  const within = (name: 'started_at' | 'finished_at') => {
    const from = timeIn(filters, `${name}.gte`) ?? Number.NEGATIVE_INFINITY;
    const to = timeIn(filters, `${name}.lte`) ?? Number.POSITIVE_INFINITY;
    return (at: number) => at >= from && at <= to;
  };
  const hasStarted = within('started_at');
  const hasFinished = within('finished_at');
  const contains = (name: 'attempts' | 'webhook') => {
    const text = filters.get(`${name}.contains`);
    return (value: unknown) => text === undefined || JSON.stringify(value).includes(text);
  };
  const hasAttempt = contains('attempts');
  const hasWebhook = contains('webhook');
  return ({ startedAt, finishedAt, delivery }) =>
    hasStarted(startedAt) &&
    hasFinished(finishedAt) &&
    (status === undefined || delivery.status === status) &&
    (types === undefined || types.includes(delivery.webhook.event_type)) &&
    hasAttempt(delivery.attempts) &&
    hasWebhook(delivery.webhook);
}

/**
 * One delivery, by its id.
 * @throws HttpError if there is none, or none any more.
 */
export function webhookDelivery(world: Logged, id: string) {
  const found = deliveriesOf(world).find(({ delivery }) => delivery.id === id);
  if (!found) throw resourceNotFound();
  return { data: found.delivery };
}
