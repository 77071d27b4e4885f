/** How several hosts are, as one. */
import type { Health } from '../observe.ts';

/** Each under a name of its own, which its reasons and failures are told with. */
export function combinedHealth(all: ReadonlyMap<string, Health>): Health {
  const each = [...all.values()];
  const sum = (of: (one: Health) => number) => each.reduce((total, one) => total + of(one), 0);
  const most = (of: (one: Health) => number) => Math.max(0, ...each.map(of));
  const failures = [...all].flatMap(([name, { lastFailure: one }]) =>
    one ? [{ ...one, what: `${name}: ${one.what}` }] : [],
  );
  const lastFailure = failures.reduce<Health['lastFailure']>(
    (last, one) => (last && last.at > one.at ? last : one),
    undefined,
  );
  return {
    isReady: each.every(({ isReady }) => isReady),
    reasons: [...all].flatMap(([name, { reasons }]) => reasons.map((one) => `${name}: ${one}`)),
    outbox: { size: sum(({ outbox }) => outbox.size), lagMs: most(({ outbox }) => outbox.lagMs) },
    overdue: {
      timers: sum(({ overdue }) => overdue.timers),
      lateMs: most(({ overdue }) => overdue.lateMs),
    },
    ...(lastFailure && { lastFailure }),
  };
}
