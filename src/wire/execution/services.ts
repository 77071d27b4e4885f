/**
 * Verbs that hold the call until a service is over: `<Connect>`, `<Enqueue>`, `<Pay>`, `<AIGather>`,
 * `<AIAssistant>` and `<Refer>`. Nothing is connected, queued or paid here: whoever drives the world
 * says when the service is over, and what its action is to be told. Sources: T-CONNECT, T-ENQ.
 */

import type { Parameters } from '../callbacks/delivery.ts';
import { isoDate, secondsOf } from '../resources/dates.ts';
import { given } from '../resources/given.ts';
import { methodByDefault } from '../resources/rows.ts';
import type { Enqueue, Instruction, Service, Verb } from '../texml/document.ts';
import { goOnAt } from './fetching.ts';
import type { NewsOf, ReadingContext, ReadingStep } from './news.ts';
import { resolved } from './next-document.ts';
import { type ReadingIn, serviceOf } from './reading.ts';
import { attemptsInVain, baseOf, becomes, forget, same, waitFor, withId } from './reading-step.ts';

type Serving = ReadingIn<'serving'>;

/** All of them: one that is missing, or is none, does not compile. */
const services = {
  Connect: true,
  Enqueue: true,
  AIGather: true,
  AIAssistant: true,
  Pay: true,
  Refer: true,
} satisfies Readonly<Record<Service['verb'], true>>;
export const isService = (instruction: Instruction): instruction is Service =>
  Object.hasOwn(services, instruction.verb);

/** How long nobody has to wait in a queue at most, unless the document says. Source: T-ENQ. */
const usualQueueSeconds = 14_400;
const queueMs = ({ attributes: { maxWaitTimeSecs = usualQueueSeconds } }: Enqueue) =>
  maxWaitTimeSecs * 1_000;
/** What a far end takes to hang up once it is sent elsewhere: assumption A45. */
const referMs = 1_000;

/** When a service is over by itself; left out: it never is. */
export function servedUntil(now: number, service: Service): { readonly until?: number } {
  if (service.verb === 'Enqueue') return { until: now + queueMs(service) };
  if (service.verb !== 'Refer') return {};
  return { until: now + (service.address === undefined ? 0 : referMs) };
}

/** What there is to tell of the end of a service. */
interface End {
  /** The call is over, and the service with it. */
  readonly isHungUp?: boolean;
  /** What whoever ended it has said: it goes before what is said otherwise. */
  readonly said?: Parameters;
}

/** What the action is told beside what all are told. Sources: C-YML, T-PAY; A67, A70. */
function documented(reading: Serving, { now }: ReadingContext, end: End): Parameters {
  const service = serviceOf(reading);
  switch (service.verb) {
    case 'AIGather':
      return { Status: 'valid' };
    case 'Refer':
      return ofRefer(reading.isReferred === true, now);
    case 'Enqueue':
      return ofQueue(service, reading, now, end);
    case 'Pay':
      return ofPayment(service, end);
    default:
      return {};
  }
}
function ofRefer(isReferred: boolean, now: number): Parameters {
  const Timestamp = isoDate(now);
  if (!isReferred) return { ReferCallStatus: 'failed', Timestamp };
  return {
    ReferCallStatus: 'in-progress',
    ReferSipResponseCode: '202',
    NotifySipResponseCode: '200',
    Timestamp,
  };
}
/** Telnyx names the last two in the callback of a queue; the words of the first are Twilio's (A67). */
function ofQueue(enqueue: Enqueue, { until }: Serving, now: number, { isHungUp }: End): Parameters {
  const waitedMs = until === undefined ? 0 : now - (until - queueMs(enqueue));
  return given({
    QueueResult: isHungUp ? 'hangup' : 'leave',
    QueueSid: enqueue.queue,
    QueueTime: String(secondsOf(waitedMs)),
  });
}
/** Nobody pays anything here: it went well, unless somebody says otherwise or hangs up (A70). */
function ofPayment({ attributes }: Verb<'Pay'>, { isHungUp, said = {} }: End): Parameters {
  const { paymentMethod = 'credit-card', paymentConnector = 'Default' } = attributes;
  const isVain = isHungUp || said.PayResult === 'failed';
  const Result = said.Result ?? (isVain ? 'cancelled' : 'success');
  return {
    PayResult: Result === 'success' ? 'success' : 'failed',
    Result,
    PaymentMethod: paymentMethod,
    PaymentConnector: paymentConnector,
  };
}

function actionOf(reading: Serving, context: ReadingContext) {
  const service = serviceOf(reading);
  const { action, method = methodByDefault } =
    service.verb === 'AIAssistant' ? {} : service.attributes;
  if (action === undefined) return undefined;
  return { url: resolved(action, { documentUrl: baseOf(reading, context) }), method };
}

/** A `<Pay>` without an action goes back to its own document, if that came from somewhere. Source: T-PAY. */
function nextOf(reading: Serving, context: ReadingContext) {
  const action = actionOf(reading, context);
  const service = serviceOf(reading);
  if (action || service.verb !== 'Pay' || reading.url === undefined) return action;
  return { url: reading.url, method: methodByDefault };
}

/** The service is over, and the call is not: its action follows, or the next verb. */
function served(
  reading: Serving,
  context: ReadingContext,
  { parameters, id }: { readonly parameters?: Parameters; readonly id?: string } = {},
): ReadingStep {
  const news = id === undefined ? {} : { pressed: withId(reading, id) };
  const action = nextOf(reading, context);
  const said = { ...documented(reading, context, given({ said: parameters })), ...parameters };
  return goOnAt(reading, { action, about: 'served', parameters: said, ...news }, context);
}

export const serviceDeeds = {
  /** The service is over: go where it leads. */
  serve(reading: Serving, { id, parameters }: NewsOf<'served'>, context: ReadingContext) {
    if (reading.isReferred || reading.pressed?.includes(id)) return same(reading);
    return served(reading, context, { id, ...given({ parameters }) });
  },
  /** The same, once its time is over; a far end that was sent elsewhere hangs up then. */
  servedOnceDue(reading: Serving, _: unknown, context: ReadingContext): ReadingStep {
    const { until } = reading;
    if (until === undefined) return same(reading);
    const wait = waitFor({ until }, context);
    if (wait) return same(reading, wait);
    const service = serviceOf(reading);
    const isReferred = service.verb === 'Refer' && service.address !== undefined;
    if (!isReferred) return served(reading, context);
    return becomes(reading, { state: 'serving', isReferred }, [{ type: 'hangUp' }]);
  },
  /** The call is over, and its service with it: tell the action; nobody executes what it answers: A46. */
  tellInVain(reading: Serving, _: unknown, context: ReadingContext) {
    const action = actionOf(reading, context);
    if (!action) return forget();
    const parameters = { ...context.call, ...documented(reading, context, { isHungUp: true }) };
    const attempts = attemptsInVain;
    return forget({ type: 'tell', ...action, parameters, about: 'served', attempts });
  },
};
