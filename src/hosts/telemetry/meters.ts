/** What hosts do, as figures: how many, how long, and what they are behind with. */
import type { Attributes, Meter } from '@opentelemetry/api';
import { portOf } from '../../../machines/index.ts';
import type { Health, HowTaken, Observer, WatchedHost } from '../observe.ts';
import type { Message, Task } from '../ports.ts';

/** Since when something is under way, by the clock of `performance`. */
type Begun = WeakMap<object, number>;

const secondsSince = (begun: Begun, one: object) =>
  (performance.now() - (begun.get(one) ?? performance.now())) / 1_000;

/** Sees to the figures; sids are in none of them, for they never end. */
export function figuresIn(meter: Meter): Observer {
  const begun: Begun = new WeakMap();
  const taken = meter.createHistogram('texml.message.duration', {
    description: 'From when a message is given to a host until it is answered.',
    unit: 's',
  });
  const attempts = meter.createHistogram('texml.effect.attempt.duration', {
    description: 'How long an attempt at an effect takes; one without error.type performs it.',
    unit: 's',
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
    taking: (message) => void begun.set(message, performance.now()),
    taken: (message, came) =>
      taken.record(secondsSince(begun, message), {
        ...aboutMessage(message),
        ...aboutAnswer(came),
      }),
    delivered: (_, { to: { machine }, event }) => {
      if (event.type !== 'timer.fired') return;
      fired.add(1, { 'texml.machine': machine, 'texml.timer': event.timer });
    },
    attempting: (task) => void begun.set(task, performance.now()),
    attempted: (task, failed) =>
      attempts.record(secondsSince(begun, task), {
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
  'texml.effect': effect.type,
});
/** What class of error it is; what it says may name anything. Source: OpenTelemetry, `error.type`. */
export const errorOf = ({ error }: { readonly error: unknown }): Attributes => ({
  'error.type': error instanceof Error ? error.name : typeof error,
});
