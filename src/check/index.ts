/** The room's door: checking what logs say of calls and recordings. */
export {
  type CheckOptions,
  type CheckSays,
  type CheckSummary,
  checkLogs,
  type Log,
} from './check.ts';
export { judged } from './judging/judge.ts';
export type { SessionOptions } from './judging/puzzle-of.ts';
export type { Repair, SessionVerdict, StoryLine, Wrong } from './judging/verdict.ts';
export type { AskedEntry, CommandedEntry, HeardEntry, LogEntry, LogPlace } from './log/entry.ts';
export {
  entriesOf,
  type LogForm,
  type LogRead,
  type LogSource,
  logForms,
  UnreadableLog,
} from './log/forms.ts';
export { type LogLine, logLineSchema } from './log/ndjson.ts';
export { observationsOf } from './reading/observations.ts';
export type { SessionFailed, SessionJudged } from './session.ts';
export { type CheckPageOf, checkPage } from './shown/page.ts';
export { type CheckPaint, type CheckTextOptions, checkText } from './shown/text.ts';
export { type Alert, LogWatch, type LogWatchOptions, watchLog } from './watch.ts';
