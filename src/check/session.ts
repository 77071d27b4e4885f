/** Judges a session as it is over: one in which the check itself fails is told of, and harms no other. */
import { judging } from './judging/judge.ts';
import type { SessionOptions } from './judging/puzzle-of.ts';
import type { SessionVerdict } from './judging/verdict.ts';
import type { LogPlace } from './log/entry.ts';
import type { Explanations } from './search/explanations.ts';
import { keysOf } from './sessions/keys.ts';
import type { SessionEntries } from './sessions/sessions.ts';
import type { Work } from './work/slices.ts';

/** A session that could not be judged: a fault of the check, not of the log. */
export interface SessionFailed {
  /** `failed`. */
  readonly kind: 'failed';
  /** What its lines name. */
  readonly sids: readonly string[];
  /** How many lines are its own. */
  readonly lines: number;
  /** The first of them. */
  readonly from: LogPlace;
  /** What went wrong, and where in the program: nothing of what the log says. */
  readonly says: string;
}
/** A session that was judged. */
export interface SessionJudged {
  /** `session`. */
  readonly kind: 'session';
  /** What it has come to. */
  readonly verdict: SessionVerdict;
}

/** Judges a session; it never throws. */
export function* sessionJudged(
  { entries, leftOut }: SessionEntries,
  options: SessionOptions,
  known?: Explanations,
): Work<SessionJudged | SessionFailed> {
  try {
    if (leftOut === 0) return { kind: 'session', verdict: yield* judging(entries, options, known) };
    // What is not there may be among what was left out.
    const verdict = yield* judging(entries, { ...options, until: undefined }, known);
    return { kind: 'session', verdict: { ...verdict, leftOut } };
  } catch (error) {
    const places = entries.map(({ place }) => place).sort((a, b) => a.line - b.line);
    return {
      kind: 'failed',
      sids: [...new Set(entries.flatMap((entry) => keysOf(entry, new Map())))],
      lines: entries.length + leftOut,
      from: places[0] ?? { file: '', line: 0 },
      says: wordsOf(error),
    };
  }
}

/** What the engine itself says names no values; any other message may have something of the log. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something was thrown that is no error';
  const isEngines = error instanceof TypeError || error instanceof RangeError;
  const said = isEngines ? `${error.name}: ${error.message}` : error.name;
  const place = /([^/\\(\s?]+)(?:\?[^:\s]*)?(:\d+):\d+\)?$/m.exec(error.stack ?? '');
  return place ? `${said}, at ${place[1]}${place[2]}` : said;
}
