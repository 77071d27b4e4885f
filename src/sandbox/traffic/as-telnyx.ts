/**
 * Exchanges as Telnyx's logs tell them: commands and webhooks as call events, and each webhook with
 * its attempts. Source: SDK, resources/call-events and webhook-deliveries.
 */
import { received } from '../../wire/index.ts';
import { withoutPassword } from '../../wire/said/secrets.ts';
import type { AboutCall, KeptExchange, OneWay } from './exchange.ts';

const isoDateOf = (at: number) => new Date(at).toISOString();

/** Something that was asked or told about a call. */
export interface CallEvent {
  readonly record_type: 'call_event';
  readonly call_leg_id: string;
  readonly call_session_id: string;
  readonly event_timestamp: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly type: 'command' | 'webhook';
}
/** One attempt to deliver a webhook. */
export interface Attempt {
  readonly status: 'delivered' | 'failed';
  readonly started_at: string;
  readonly finished_at: string;
  readonly errors: readonly number[];
  readonly http: {
    readonly request: { readonly url: string; readonly headers: readonly (readonly string[])[] };
    readonly response?: {
      readonly status: number;
      readonly headers: readonly (readonly string[])[];
      readonly body: string;
    };
  };
}
/** A webhook, and all attempts to deliver it, the latest first. */
export interface WebhookDelivery {
  readonly record_type: 'webhook_delivery';
  readonly id: string;
  readonly user_id: string;
  readonly status: Attempt['status'];
  readonly started_at: string;
  readonly finished_at: string;
  readonly attempts: readonly Attempt[];
  readonly webhook: {
    readonly record_type: 'event';
    readonly id: string;
    readonly event_type: string;
    readonly occurred_at: string;
    readonly payload: Readonly<Record<string, unknown>>;
  };
}

/** An event, with what it is found by. */
export interface KeptEvent {
  readonly at: number;
  readonly about: AboutCall;
  readonly hasFailed: boolean;
  readonly event: CallEvent;
}
/** A delivery, with what it is found by. */
export interface KeptDelivery {
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly delivery: WebhookDelivery;
}

/** How much of either is told; of the body of an answer, 10 kB. Source of the latter: SDK. */
const mostDeliveries = 500;
const mostAttempts = 10;
const mostLetters = 10_000;

type Named = KeptExchange & Required<Pick<KeptExchange, 'name' | 'about'>>;
const isNamed = (one: KeptExchange): one is Named =>
  one.name !== undefined && one.about !== undefined;
type Sent = Named & Required<Pick<KeptExchange, 'delivery'>>;
const isSent = (one: KeptExchange): one is Sent => isNamed(one) && one.delivery !== undefined;

/** All events, in the order in which they came about. */
export const eventsIn = (exchanges: Iterable<KeptExchange>): KeptEvent[] =>
  [...exchanges]
    .filter(isNamed)
    .map((one) => ({
      at: one.at,
      about: one.about,
      hasFailed: !one.isFine,
      event: isSent(one) ? webhookEvent(one) : commandEvent(one),
    }))
    .toSorted((a, b) => a.at - b.at);

const eventOf = (
  { at, about, name }: Named,
  type: CallEvent['type'],
  metadata: CallEvent['metadata'],
): CallEvent => ({
  record_type: 'call_event',
  call_leg_id: about.callSid,
  call_session_id: about.sessionId,
  event_timestamp: isoDateOf(at),
  metadata,
  name,
  type,
});

const commandEvent = (one: Named) => {
  const { request, response } = one;
  const { method, url: path } = request;
  const answer = response ? decoded(response) : null;
  const status = response?.status ?? 0;
  return eventOf(one, 'command', { method, path, body: decoded(request), status, answer });
};

const webhookEvent = (one: Sent) => {
  const { delivery: id, attempt, request, finishedAt, says } = one;
  const { method } = request;
  const url = withoutPassword(request.url);
  const response = answerOf(one);
  return eventOf(one, 'webhook', {
    ...{ id, attempt, method, url, payload: payloadOf(one) },
    ...(response
      ? { response: { status: response.status, body: response.body } }
      : { error: says ?? '' }),
    finished_at: isoDateOf(finishedAt),
  });
};

const payloadOf = ({ request: { method, url, body = '' } }: KeptExchange) =>
  received(method === 'GET' ? { method, url } : { method, url, body }).said;

/** What a body says: JSON or a form; any other as it is. */
function decoded({ headers, body }: OneWay): unknown {
  if (body === undefined) return null;
  const type = headers['content-type'] ?? '';
  if (/^application\/x-www-form-urlencoded/i.test(type))
    return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

const answerOf = ({ response }: KeptExchange) =>
  response && { ...response, body: (response.body ?? '').slice(0, mostLetters) };

/** All that was sent with its attempts, newest first. */
export function deliveriesIn(
  exchanges: Iterable<KeptExchange>,
  accountSid: string,
): KeptDelivery[] {
  const attempts = new Map<string, Sent[]>();
  for (const one of exchanges) {
    if (!isSent(one)) continue;
    const before = attempts.get(one.delivery);
    if (before) before.push(one);
    else attempts.set(one.delivery, [one]);
  }
  return Array.from(attempts.values(), (all) => deliveryOf(all, accountSid))
    .toReversed()
    .slice(0, mostDeliveries);
}

function deliveryOf(all: readonly Sent[], accountSid: string): KeptDelivery {
  const [begun] = all as [Sent];
  const latest = all.at(-1) ?? begun;
  const { at: startedAt, name, key, delivery: id } = begun;
  const { finishedAt, isFine } = latest;
  return {
    startedAt,
    finishedAt,
    delivery: {
      record_type: 'webhook_delivery',
      id,
      user_id: accountSid,
      status: isFine ? 'delivered' : 'failed',
      started_at: isoDateOf(startedAt),
      finished_at: isoDateOf(finishedAt),
      attempts: all.toReversed().slice(0, mostAttempts).map(attemptOf),
      webhook: {
        record_type: 'event',
        id: key ?? id,
        event_type: name,
        occurred_at: isoDateOf(startedAt),
        payload: payloadOf(begun),
      },
    },
  };
}

function attemptOf(one: Sent): Attempt {
  const { request, at, finishedAt, isFine, code } = one;
  const answer = answerOf(one);
  const headers = (of: OneWay['headers']) => Object.entries(of);
  return {
    status: isFine ? 'delivered' : 'failed',
    started_at: isoDateOf(at),
    finished_at: isoDateOf(finishedAt),
    errors: code === undefined ? [] : [Number(code)],
    http: {
      request: { url: withoutPassword(request.url), headers: headers(request.headers) },
      ...(answer
        ? {
            response: {
              status: answer.status,
              headers: headers(answer.headers),
              body: answer.body,
            },
          }
        : {}),
    },
  };
}
