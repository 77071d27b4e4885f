/** Watches what comes, live: alerts as soon as something cannot be explained, or is overdue. */

import { type Followed, follow, type MachineSays, usualManner } from '../follow/index.ts';
import type { SessionOptions } from './judging/puzzle-of.ts';
import type { SessionVerdict } from './judging/verdict.ts';
import { type LogPlace, parsedIn } from './log/entry.ts';
import { entriesOf, type LogForm, type LogRead } from './log/forms.ts';
import { ownEntry } from './log/ndjson.ts';
import { observationsOf } from './reading/observations.ts';
import { type SessionFailed, sessionJudged } from './session.ts';
import { type Over, type SessionEntries, type SessionId, Sessions } from './sessions/sessions.ts';
import { Slices } from './work/slices.ts';

/** Something that whoever watches should know. */
export type Alert =
  | {
      /**
       * `unexplained`: it cannot be so; `overdue`: a callback has not come that should have;
       * `undecided`: it can be so in too many ways to tell, once of a session.
       */
      readonly kind: 'unexplained' | 'overdue' | 'undecided';
      /** What is so of the session. */
      readonly verdict: SessionVerdict;
    }
  /** A session could not be judged: a fault of the check. */
  | SessionFailed
  /** A line is no entry. */
  | { readonly kind: 'odd'; readonly place: LogPlace; readonly says: string };
/** How it is watched. */
export interface LogWatchOptions extends Omit<SessionOptions, 'until'> {
  /** Hears each alert, once. */
  readonly alert: (alert: Alert) => void;
}

/** A session that waits to be judged. */
interface Waiting {
  /** What is missing by then is missed, in milliseconds since the epoch; undefined: nothing is. */
  until: number | undefined;
  /** Its entries, once it is over. */
  over?: SessionEntries;
}

/**
 * Watches calls while they go on. `line` takes what the webhooks and the fetch of an application
 * write; `pass` is told the time now and then, for what does not come. Both return at once: sessions are
 * judged behind them, a slice at a time, so that requests are answered meanwhile; what comes of a session
 * that waits for its turn is judged with it.
 * @example
 * ```ts
 * import { LogWatch } from 'texml-recordings/check';
 * import { webhooks } from 'texml-recordings/webhooks';
 *
 * const alerts: string[] = [];
 * const watch = new LogWatch({ alert: ({ kind }) => alerts.push(kind) });
 * const told = webhooks({ verify: 'off', log: (line) => watch.line(line) });
 * for (const status of ['absent', 'completed']) {
 *   const body = `CallSid=C&RecordingSid=R&RecordingStatus=${status}`;
 *   await told(new Request('https://app.example/told', { method: 'POST', body }));
 * }
 * await watch.settled();
 * console.log(alerts.join()); // unexplained
 * setInterval(() => watch.pass(Date.now()), 60_000).unref();
 * ```
 */
export class LogWatch {
  readonly #options: LogWatchOptions;
  readonly #sessions = new Sessions();
  readonly #slices = new Slices();
  readonly #waiting = new Map<SessionId, Waiting>();
  #working: Promise<void> | undefined;
  /** What was said of each session last. */
  readonly #said = new WeakMap<SessionId, string>();
  #hasRequests = false;
  #lines = 0;

  constructor(options: LogWatchOptions) {
    this.#options = options;
  }

  /** Takes a line of the own form. */
  line(text: string, place: LogPlace = { file: 'live', line: this.#lines + 1 }) {
    this.#lines += 1;
    try {
      const entry = ownEntry(parsedIn(text), place);
      if (entry) this.take(entry);
    } catch (error) {
      const says = error instanceof Error ? error.message : String(error);
      this.#options.alert({ kind: 'odd', place, says });
    }
  }

  /** Takes what was read of a log, in any form. */
  take(read: LogRead) {
    if (read.kind === 'odd') {
      this.#options.alert(read);
      return;
    }
    this.#hasRequests ||= read.kind !== 'heard';
    this.#close(this.#sessions.add(read));
    for (const id of this.#sessions.latest) this.#wait(id, undefined);
  }

  /** It is so late, in milliseconds since the epoch: what has not come by then may be overdue. */
  pass(now: number) {
    for (const id of this.#sessions.open) this.#wait(id, now);
    this.#close(this.#sessions.pass(now));
  }

  /**
   * Resolves as soon as all that was taken is judged.
   * @throws whatever `alert` has thrown.
   */
  async settled(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  /**
   * What a machine can be now, by all that was seen of its session.
   * @returns undefined for what was not heard of, or no more, or if there are too many ways to tell.
   */
  now(sid: string): MachineSays | undefined {
    const manner = { ...usualManner, skewMs: this.#options.skewMs ?? usualManner.skewMs };
    let last: Followed | undefined;
    for (const seen of observationsOf(this.#sessions.of(sid))) {
      last = follow(last?.belief, seen, manner);
    }
    return last?.says.machines.find((one) => one.sid === sid);
  }

  #wait(id: SessionId, until: number | undefined) {
    const known = this.#waiting.get(id);
    if (known) known.until = until ?? known.until;
    else this.#waiting.set(id, { until });
    this.#working ??= this.#work();
  }
  /** What is over is judged by what is known of it now: it is forgotten. */
  #close({ sessions }: Over) {
    for (const over of sessions) {
      const waiting = this.#waiting.get(over.id);
      if (waiting) waiting.over = over;
    }
  }

  async #work() {
    // Whoever hands over a line goes on first.
    await undefined;
    try {
      for (const [id, { until, over }] of this.#waiting) {
        this.#waiting.delete(id);
        const session = over ?? this.#sessions.seen(id);
        if (session) await this.#judge(session, until);
      }
    } finally {
      this.#working = undefined;
    }
  }

  async #judge(session: SessionEntries, until: number | undefined) {
    const lacks = this.#options.lacks ?? (this.#hasRequests ? [] : (['requests'] as const));
    const options = { ...this.#options, lacks, until };
    const judged = await this.#slices.done(sessionJudged(session, options));
    if (judged.kind === 'failed') {
      this.#alertOnce(session, judged, judged.says);
      return;
    }
    const { verdict } = judged;
    const { is, wrong, repairs } = verdict;
    const isLost = repairs.some(({ what }) => what === 'lost');
    if (is === 'undecided') this.#alertOnce(session, { kind: is, verdict }, is);
    else if (is === 'unexplained' || isLost) {
      const kind = is === 'unexplained' ? is : 'overdue';
      const about = JSON.stringify([kind, wrong?.place, isLost && repairs.length]);
      this.#alertOnce(session, { kind, verdict }, about);
    }
  }

  #alertOnce({ id }: SessionEntries, alert: Alert, about: string) {
    if (this.#said.get(id) === about) return;
    this.#said.set(id, about);
    this.#options.alert(alert);
  }
}

/** Watches a log that grows, until its lines end; each is judged before the next is read. */
export async function watchLog(
  lines: AsyncIterable<string>,
  watch: LogWatch,
  source: { readonly file: string; readonly form?: LogForm | undefined },
): Promise<void> {
  for await (const read of entriesOf(lines, source)) {
    watch.take(read);
    await watch.settled();
  }
}
