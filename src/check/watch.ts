/** Watches what comes, live: alerts as soon as something cannot be explained, or is overdue. */

import { type Followed, follow, type MachineSays, usualManner } from '../follow/index.ts';
import type { SessionOptions } from './judging/puzzle-of.ts';
import type { SessionVerdict } from './judging/verdict.ts';
import type { LogEntry, LogPlace } from './log/entry.ts';
import { parsedIn } from './log/entry.ts';
import { entriesOf, type LogForm, type LogRead } from './log/forms.ts';
import { ownEntry } from './log/ndjson.ts';
import { observationsOf } from './reading/observations.ts';
import { type SessionFailed, sessionJudged } from './session.ts';
import { Sessions } from './sessions/sessions.ts';

/** Something that whoever watches should know. */
export type Alert =
  | {
      /** `unexplained`: it cannot be so; `overdue`: a callback has not come that should have. */
      readonly kind: 'unexplained' | 'overdue';
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

/**
 * Watches calls while they go on. `line` takes what the webhooks and the fetch of an application
 * write; `pass` is told the time now and then, for what does not come.
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
 * console.log(alerts.join()); // unexplained
 * setInterval(() => watch.pass(Date.now()), 60_000).unref();
 * ```
 */
export class LogWatch {
  readonly #options: LogWatchOptions;
  readonly #sessions = new Sessions();
  /** What was said of each session; it is dropped with it. */
  readonly #said = new Map<string, string>();
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
    this.#drop(this.#sessions.add(read));
    const entries = this.#sessions.latest;
    if (entries.length > 0) this.#judge(entries, undefined);
  }

  /** It is so late, in milliseconds since the epoch: what has not come by then may be overdue. */
  pass(now: number) {
    for (const entries of this.#sessions.open()) this.#judge(entries, now);
    this.#drop(this.#sessions.pass(now));
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

  #judge(entries: readonly LogEntry[], until: number | undefined) {
    const lacks = this.#options.lacks ?? (this.#hasRequests ? [] : (['requests'] as const));
    const judged = sessionJudged(entries, { ...this.#options, lacks, until });
    if (judged.kind === 'failed') {
      this.#alertOnce(entries, judged, judged.says);
      return;
    }
    const { verdict } = judged;
    const isLost = verdict.repairs.some(({ what }) => what === 'lost');
    const kind = verdict.is === 'unexplained' ? 'unexplained' : 'overdue';
    if (verdict.is !== 'unexplained' && !isLost) return;
    const about = JSON.stringify([kind, verdict.wrong?.place, isLost && verdict.repairs.length]);
    this.#alertOnce(entries, { kind, verdict }, about);
  }

  #alertOnce(entries: readonly LogEntry[], alert: Alert, about: string) {
    const name = nameOf(entries);
    if (this.#said.get(name) === about) return;
    this.#said.set(name, about);
    this.#options.alert(alert);
  }

  #drop(over: readonly (readonly LogEntry[])[]) {
    for (const entries of over) this.#said.delete(nameOf(entries));
  }
}

/** A session by its first entry. */
const nameOf = ([first]: readonly LogEntry[]) => `${first?.place.file}:${first?.place.line}`;

/** Watches a log that grows, until its lines end. */
export async function watchLog(
  lines: AsyncIterable<string>,
  watch: LogWatch,
  source: { readonly file: string; readonly form?: LogForm | undefined },
): Promise<void> {
  for await (const read of entriesOf(lines, source)) watch.take(read);
}
