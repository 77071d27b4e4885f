/** What hosts do, as figures: how many, how long, and what they are behind with. */
import type { Attributes, Meter } from '@opentelemetry/api';
import { portOf } from '../../../machines/index.ts';
import type { Health, HowTaken, Observer, WatchedHost } from '../observe.ts';
import type { Message, Task } from '../ports.ts';

/** Since when something is under way, by the clock of `performance`; twice if it was given twice. */
class Begun {
  readonly #since = new WeakMap<object, number[]>();

  begin(one: object) {
    const since = this.#since.get(one);
    if (since) since.push(performance.now());
    else this.#since.set(one, [performance.now()]);
  }
  /** How long that took, in seconds. */
  end(one: object): number {
    const now = performance.now();
    return (now - (this.#since.get(one)?.shift() ?? now)) / 1_000;
  }
}

/** In seconds: those of an SDK are for milliseconds. Source: OpenTelemetry, `http.server.request.duration`. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const seconds = { unit: 's', advice: { explicitBucketBoundaries: buckets } };

/** Sees to the figures; sids are in none of them, for they never end. */
export function figuresIn(meter: Meter): Observer {
  const begun = new Begun();
  const taken = meter.createHistogram('texml.message.duration', {
    description: 'From when a message is given to a host until it is answered.',
    ...seconds,
  });
  const attempts = meter.createHistogram('texml.effect.attempt.duration', {
    description: 'How long an attempt at an effect takes; one without error.type performs it.',
    ...seconds,
  });
  const fired = meter.createCounter('texml.timer.fired', {
    description: 'Timers of machines that have fired.',
    unit: '{timer}',
  });
  const watched = new Set<WatchedHost>();
  observeHealth(meter, watched);
  return {
    opened: (host) => void watched.add(host),
    closed: (host) => void watched.delete(host),
    taking: (message) => begun.begin(message),
    taken: (message, came) =>
      taken.record(begun.end(message), {
        ...aboutMessage(message),
        ...aboutAnswer(came),
      }),
    delivered: (_, { to: { machine }, event }) => {
      if (event.type !== 'timer.fired') return;
      fired.add(1, { 'texml.machine': machine, 'texml.timer': event.timer });
    },
    attempting: (task) => begun.begin(task),
    attempted: (task, failed) =>
      attempts.record(begun.end(task), {
        ...aboutTask(task),
        ...(failed && errorOf(failed)),
      }),
  };
}

/** What is asked of hosts each time that somebody collects: of several, all together. */
function observeHealth(meter: Meter, watched: ReadonlySet<WatchedHost>) {
  const gauge = (name: string, unit: string, description: string) =>
    meter.createObservableGauge(name, { unit, description });
  const hosts = gauge(
    'texml.host.count',
    '{host}',
    'Hosts that are open, by whether they are ready.',
  );
  const size = gauge('texml.outbox.size', '{effect}', 'Effects that are to be performed.');
  const lag = gauge('texml.outbox.lag', 's', 'How long the oldest of those has waited.');
  const timers = gauge('texml.timer.overdue', '{timer}', 'Timers that have been due for a second.');
  meter.addBatchObservableCallback(
    async (result) => {
      const all = await Promise.all(Array.from(watched, (host) => host.health()));
      const ready = all.filter(({ isReady }) => isReady).length;
      result.observe(hosts, ready, { 'texml.host.ready': true });
      result.observe(hosts, all.length - ready, { 'texml.host.ready': false });
      const sum = (of: (one: Health) => number) => all.reduce((total, one) => total + of(one), 0);
      result.observe(
        size,
        sum(({ outbox }) => outbox.size),
      );
      result.observe(lag, Math.max(0, ...all.map(({ outbox }) => outbox.lagMs)) / 1_000);
      result.observe(
        timers,
        sum(({ overdue }) => overdue.timers),
      );
    },
    [hosts, size, lag, timers],
  );
}

/** What is said of a message, in few words of which there are few. */
export const aboutMessage = ({ to: { machine }, event: { type } }: Message): Attributes => ({
  'texml.machine': machine,
  'texml.event': type,
});
/** The same of an answer. */
export function aboutAnswer({ verdict, error }: HowTaken): Attributes {
  if (!verdict) return errorOf({ error });
  const { verdict: word } = verdict;
  return {
    'texml.verdict': word,
    ...(verdict.verdict === 'refused' ? { 'texml.refusal': verdict.reason } : {}),
  };
}
/** The same of an effect. */
export const aboutTask = ({ effect }: Task): Attributes => ({
  'texml.machine': effect.machine,
  'texml.port': portOf(effect),
  'texml.effect.type': effect.type,
});
/** What class of error it is; what it says may name anything. Source: OpenTelemetry, `error.type`. */
export function errorOf({ error }: { readonly error: unknown }): Attributes {
  const name: unknown = error instanceof Error ? error.name : typeof error;
  return { 'error.type': typeof name === 'string' && name !== '' ? name : '_OTHER' };
}
