/**
 * What went between an account and its application, as Telnyx keeps it: commands and webhooks as call
 * events, and each webhook with its attempts. The latest of it, in memory: it ends with the process.
 * Source: SDK, resources/call-events and webhook-deliveries.
 */

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

/** Whom an event is about, and what of it is asked for by filters and not told. */
export interface AboutCall {
  readonly callSid: string;
  readonly sessionId: string;
  readonly connectionId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
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
/** One attempt to send something. */
export interface SentOnce {
  /** The same for each attempt at it; left out: it is tried once. */
  readonly key?: string | undefined;
  readonly accountSid: string;
  readonly name: string;
  readonly about: AboutCall;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly string[])[];
  readonly startedAt: number;
  readonly finishedAt: number;
  /** What was answered; a text: what went wrong instead. */
  readonly came: { readonly status: number; readonly body: string } | string;
  readonly isFine: boolean;
  /** What the failure is called, if it has a code. */
  readonly code?: string | undefined;
}

/** How many are kept of each; of a body, so many letters. Source of the latter: SDK, 10 kB. */
const mostEvents = 2_000;
/** Of all events together: commands may be as long as requests are. */
const mostEventLetters = 32_000_000;
const mostDeliveries = 500;
const mostAttempts = 10;
const mostLetters = 10_000;

export class Traffic {
  #events: KeptEvent[] = [];
  #eventLetters = 0;
  readonly #deliveries = new Map<string, KeptDelivery>();
  readonly #mint: () => string;

  constructor(mint: () => string) {
    this.#mint = mint;
  }

  /** All that is kept, oldest first. */
  get events(): readonly KeptEvent[] {
    return this.#events;
  }
  /** All that is kept, newest first. */
  get deliveries(): readonly KeptDelivery[] {
    return [...this.#deliveries.values()].toReversed();
  }

  /** A command was given over the API. */
  asked(
    { at, name, about, hasFailed }: Omit<KeptEvent, 'event'> & { readonly name: string },
    metadata: CallEvent['metadata'],
  ) {
    this.#note({ at, about, hasFailed, event: eventOf(at, name, about, 'command', metadata) });
  }

  /** Something was sent, however it was answered. */
  sent(sent: SentOnce) {
    const one = { ...sent, came: cut(sent.came) };
    const { name, about, startedAt, finishedAt, isFine, payload, method, url, came } = one;
    const key = sent.key ?? this.#mint();
    const before = this.#deliveries.get(key);
    const kept = deliveryWith(before, one, { key, id: before?.delivery.id ?? this.#mint() });
    this.#deliveries.set(key, kept);
    const [oldest] = this.#deliveries.keys();
    if (this.#deliveries.size > mostDeliveries && oldest !== undefined)
      this.#deliveries.delete(oldest);
    const { id, attempts } = kept.delivery;
    const answer = typeof came === 'string' ? { error: came } : { response: came };
    const metadata = { id, attempt: attempts.length, method, url, payload, ...answer };
    const event = eventOf(startedAt, name, about, 'webhook', {
      ...metadata,
      finished_at: isoDateOf(finishedAt),
    });
    this.#note({ at: startedAt, about, hasFailed: !isFine, event });
  }

  #note(one: KeptEvent) {
    this.#events.push(one);
    this.#eventLetters += lettersOf(one);
    const { length } = this.#events;
    const tooMany = length > 2 * mostEvents ? length - mostEvents : 0;
    let gone = 0;
    for (const before of this.#events) {
      if (gone >= tooMany && this.#eventLetters <= mostEventLetters) break;
      this.#eventLetters -= lettersOf(before);
      gone += 1;
    }
    if (gone > 0) this.#events = this.#events.slice(gone);
  }
}

const lettersOf = ({ event }: KeptEvent) => JSON.stringify(event).length;

const cut = (came: SentOnce['came']): SentOnce['came'] =>
  typeof came === 'string' ? came : { ...came, body: came.body.slice(0, mostLetters) };

const eventOf = (
  at: number,
  name: string,
  { callSid, sessionId }: AboutCall,
  type: CallEvent['type'],
  metadata: CallEvent['metadata'],
): CallEvent => ({
  record_type: 'call_event',
  call_leg_id: callSid,
  call_session_id: sessionId,
  event_timestamp: isoDateOf(at),
  metadata,
  name,
  type,
});

function attemptOf({ url, headers, startedAt, finishedAt, came, isFine, code }: SentOnce): Attempt {
  const response = typeof came === 'string' ? {} : { response: { headers: [], ...came } };
  return {
    status: isFine ? 'delivered' : 'failed',
    started_at: isoDateOf(startedAt),
    finished_at: isoDateOf(finishedAt),
    errors: code === undefined ? [] : [Number(code)],
    http: { request: { url, headers }, ...response },
  };
}

function deliveryWith(
  before: KeptDelivery | undefined,
  one: SentOnce,
  { key, id }: { readonly key: string; readonly id: string },
): KeptDelivery {
  const { accountSid, name, payload, finishedAt, isFine } = one;
  const attempt = attemptOf(one);
  const startedAt = before?.startedAt ?? one.startedAt;
  const attempts = [attempt, ...(before?.delivery.attempts ?? [])].slice(0, mostAttempts);
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
      attempts,
      webhook: {
        record_type: 'event',
        id: key,
        event_type: name,
        occurred_at: isoDateOf(startedAt),
        payload,
      },
    },
  };
}
