/** Checks logs: reads them as they come, splits them into sessions, and judges each as it is over. */

import { Switchboard } from '../engine/index.ts';
import type { SessionOptions } from './judging/puzzle-of.ts';
import type { LogPlace } from './log/entry.ts';
import { entriesOf, type LogForm, type LogRead, lacking } from './log/forms.ts';
import { Explanations } from './search/explanations.ts';
import { type SessionFailed, type SessionJudged, sessionJudged } from './session.ts';
import { type Over, type SessionEntries, Sessions } from './sessions/sessions.ts';
import { Slices } from './work/slices.ts';

/** A log to be checked. */
export interface Log {
  /** What it is called in what is said of it. */
  readonly file: string;
  /** Its lines, or its whole text in one. */
  readonly lines: AsyncIterable<string> | Iterable<string>;
  /** Its form; left out: it is guessed. */
  readonly form?: LogForm | undefined;
}
/** How logs are checked. */
export interface CheckOptions extends SessionOptions {
  /** Hears how many entries were read, every thousand of them. */
  readonly progress?: (entries: number, sessions: number) => void;
}
/** Something that a check says, as soon as it is known. */
export type CheckSays =
  | SessionJudged
  | SessionFailed
  /** A line is no entry of its form: nothing of it is known. */
  | { readonly kind: 'odd'; readonly place: LogPlace; readonly says: string }
  /** A request to dial somebody was not answered, and no session shows whom it has dialled, if anybody. */
  | { readonly kind: 'unanswered'; readonly place: LogPlace }
  /** The last. */
  | { readonly kind: 'summary'; readonly summary: CheckSummary };
/** What a check comes to. */
export interface CheckSummary {
  /** How many sessions there are. */
  readonly sessions: number;
  /** How many of them are explained. */
  readonly explained: number;
  /** How many are explained if something is missing. */
  readonly explainedIf: number;
  /** How many are not. */
  readonly unexplained: number;
  /** How many have too many ways to tell. */
  readonly undecided: number;
  /** How many could not be judged: a fault of the check. */
  readonly failed: number;
  /** Sessions of which a callback never came. */
  readonly overdue: number;
  /** How many entries were read. */
  readonly entries: number;
  /** How many lines were no entries. */
  readonly odd: number;
  /** How many entries name nothing that a session could be known by. */
  readonly ofNobody: number;
  /** How many requests to dial somebody were not answered, and no session shows whom they have dialled. */
  readonly unanswered: number;
}

/**
 * Checks logs. What several logs say of one session is put together; each is expected to be in about
 * the order of its times. It keeps what is open and nothing else: a log may be of any length.
 * @throws Error that names the log whose form cannot be told, or that is none.
 * @example
 * ```ts
 * import { checkLogs } from 'texml-recordings/check';
 *
 * const told = (at: string, status: string) =>
 *   JSON.stringify({ at, received: { url: '/told', body: `RecordingSid=R&CallSid=C&RecordingStatus=${status}` } });
 * const lines = [told('2026-01-05T09:00:00Z', 'absent'), told('2026-01-05T09:00:09Z', 'completed')];
 * for await (const says of checkLogs([{ file: 'last-night', lines }])) {
 *   if (says.kind === 'session') console.log(says.verdict.is, says.verdict.wrong?.place.line); // unexplained 2
 * }
 * ```
 */
export async function* checkLogs(
  logs: readonly Log[],
  options: CheckOptions = {},
): AsyncGenerator<CheckSays> {
  checkPolicy(options);
  const checking = new Checking(options);
  for await (const read of merged(logs, checking)) yield* checking.take(read);
  yield* checking.end();
}

/** @throws InvalidInput for a policy that is none. */
function checkPolicy({ policy }: CheckOptions) {
  if (policy === undefined) return;
  new Switchboard().consider(
    { machine: 'call', sid: 'any' },
    { type: 'call.receive', at: 0, policy },
  );
}

class Checking {
  readonly #options: CheckOptions;
  readonly #sessions = new Sessions();
  readonly #known = new Explanations();
  readonly #slices = new Slices();
  readonly #lacks = new Set<'requests' | 'documents'>();
  readonly #count = { explained: 0, 'explained-if': 0, unexplained: 0, undecided: 0, failed: 0 };
  #hasRequests = false;
  #overdue = 0;
  #entries = 0;
  #odd = 0;
  #unanswered = 0;

  constructor(options: CheckOptions) {
    this.#options = options;
  }

  hear(form: LogForm) {
    for (const what of lacking[form]) this.#lacks.add(what);
  }

  async *take(read: LogRead): AsyncGenerator<CheckSays> {
    if (read.kind === 'odd') {
      this.#odd += 1;
      yield read;
      return;
    }
    this.#entries += 1;
    this.#hasRequests ||= read.kind !== 'heard';
    yield* this.#over(this.#sessions.add(read));
    if (this.#entries % 1_000 === 0) this.#options.progress?.(this.#entries, this.#sessions.size);
  }

  async *end(): AsyncGenerator<CheckSays> {
    yield* this.#over(this.#sessions.end());
    const { explained, unexplained, undecided, failed } = this.#count;
    const explainedIf = this.#count['explained-if'];
    yield {
      kind: 'summary',
      summary: {
        sessions: explained + explainedIf + unexplained + undecided + failed,
        explained,
        explainedIf,
        unexplained,
        undecided,
        failed,
        overdue: this.#overdue,
        entries: this.#entries,
        odd: this.#odd,
        ofNobody: this.#sessions.ofNobody,
        unanswered: this.#unanswered,
      },
    };
  }

  async *#over({ sessions, unanswered }: Over): AsyncGenerator<CheckSays> {
    for (const session of sessions) yield await this.#judged(session);
    for (const { place } of unanswered) {
      this.#unanswered += 1;
      yield { kind: 'unanswered', place };
    }
  }

  async #judged(session: SessionEntries): Promise<CheckSays> {
    const { until, lacks } = this.#options;
    // Requests that no log has shown so far are logged elsewhere, if anywhere.
    const found = this.#hasRequests ? [...this.#lacks] : [...this.#lacks, 'requests' as const];
    const options = { ...this.#options, lacks: lacks ?? found, until };
    const says = await this.#slices.done(sessionJudged(session, options, this.#known));
    this.#count[says.kind === 'session' ? says.verdict.is : 'failed'] += 1;
    const isLost = ({ what }: { readonly what: string }) => what === 'lost';
    if (says.kind === 'session' && says.verdict.repairs.some(isLost)) this.#overdue += 1;
    return says;
  }
}

/** The entries of all logs, by their times, as far as each is in order. */
async function* merged(logs: readonly Log[], checking: Checking): AsyncGenerator<LogRead> {
  const heads = await Promise.all(
    logs.map(async ({ file, lines, form }) => {
      const entries = entriesOf(lines, { file, form, heard: (one) => checking.hear(one) });
      return { entries, next: await entries.next() };
    }),
  );
  for (;;) {
    const open = heads.filter(({ next }) => !next.done);
    const first = open.reduce<(typeof open)[number] | undefined>(
      (least, one) => (least && timeIn(least.next.value) <= timeIn(one.next.value) ? least : one),
      undefined,
    );
    if (!first?.next.value) return;
    yield first.next.value;
    first.next = await first.entries.next();
  }
}
const timeIn = (read: LogRead | undefined) =>
  read && 'at' in read ? read.at : Number.NEGATIVE_INFINITY;
