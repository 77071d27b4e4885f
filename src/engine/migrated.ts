/** Snapshots that an older version has stored, as this version would have stored them. */
import { chosen, type MachineName, type RecordingContext } from '../../machines/index.ts';
import { isPlain } from '../../machines/words/shape.ts';

type Data = Readonly<Record<string, unknown>>;
type Migration = (context: Data, state: unknown) => Data;

/** What became of contexts, by the version that stored them: each step leads to the next one. */
const migrations: readonly (readonly [
  version: number,
  Readonly<Partial<Record<MachineName, Migration>>>,
])[] = [
  [
    1,
    {
      call: ({ lastRedirection: last, ...context }) => ({
        ...context,
        redirections: typeof last === 'string' ? [last] : [],
      }),
      recording: (context, state) => ({
        ...context,
        crossed: null,
        ...(state === 'paused' || state === 'resuming' ? { timers: inPause(context) } : {}),
      }),
    },
  ],
];

/** In version 1 no limit ran in a pause. */
function inPause(context: Data) {
  const c = context as unknown as RecordingContext;
  const { policy, pausedAt, capturedMs, pausedMs, maxLengthMs } = c;
  // What is no context at all is refused a moment later.
  if (policy === undefined || policy === null) return c.timers;
  const isCounted = chosen(policy, 'paused-time') === 'counts' && maxLengthMs > 0;
  const leftMs = Math.max(0, maxLengthMs - capturedMs - pausedMs);
  const longestMs = chosen(policy, 'longest-pause-ms');
  return {
    ...c.timers,
    ...(isCounted ? { 'max-length': (pausedAt ?? 0) + leftMs } : {}),
    ...(c.path === 'record-verb' ? { 'longest-pause': (pausedAt ?? 0) + longestMs } : {}),
  };
}

/** The snapshot as this version stores it; what is no snapshot, or of no known version, as it is. */
export function migrated(machine: MachineName, stored: unknown): unknown {
  let snapshot = stored;
  for (const [version, steps] of migrations) {
    if (!isPlain(snapshot)) return stored;
    const { version: from, state, context } = snapshot as Data;
    if (from !== version || !isPlain(context)) continue;
    const step = steps[machine];
    snapshot = {
      ...snapshot,
      version: version + 1,
      context: step ? step(context as Data, state) : context,
    };
  }
  return snapshot;
}
