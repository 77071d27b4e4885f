/** Snapshots that an older version has stored, as this version would have stored them. */
import {
  chosen,
  type MachineName,
  type RecordingContext,
  type RecordingSettings,
} from '../../machines/index.ts';
import { isPlain } from '../../machines/words/shape.ts';

type Data = Readonly<Record<string, unknown>>;
type Migration = (context: Data, state: unknown) => Data;
type Migrations = Readonly<Partial<Record<MachineName, Migration>>>;

/** What became of contexts, from each version to the next: the first leads from 1 to 2. */
const migrations: readonly Migrations[] = [
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
  {
    recording: (flat) => {
      const { channels, track, trim, format, beep, maxLengthMs, silenceMs, ...context } = flat;
      const settings = { channels, track, trim, format, beep, maxLengthMs, silenceMs };
      return { ...context, settings };
    },
  },
  {
    // No line was a leg before it was a call.
    call: (context, state) => ({ ...endedDial(context, state), takenOverAt: null }),
    // Nobody could ask for a transcription, or for a pause before its turn.
    recording: (context) => ({ ...context, transcription: null, wanted: null }),
  },
];

/**
 * The version of all that is stored. A change of its shape raises it, by one more migration: of
 * snapshots here, of what is kept beside them in `src/hosts/stores/older.ts`.
 */
export const snapshotVersion = migrations.length + 1;

/** A recording as version 1 remembered it: its settings stood beside everything else. */
type FlatRecording = Omit<RecordingContext, 'settings'> & RecordingSettings;

/** Until version 3 a dial that was over remembered the leg that had ended last. */
function endedDial(context: Data, state: unknown): Data {
  const { dial } = context;
  if (!isPlain(dial) || state === 'inProgress.dialing' || state === 'inProgress.bridged') {
    return context;
  }
  return { ...context, dial: { ...dial, legs: [] } };
}

/** In version 1 no limit ran in a pause. */
function inPause(context: Data) {
  const c = context as FlatRecording;
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
  for (const [before, steps] of migrations.entries()) {
    if (!isPlain(snapshot)) return stored;
    const { version, state, context } = snapshot as Data;
    if (version !== before + 1 || !isPlain(context)) continue;
    const step = steps[machine];
    snapshot = {
      ...snapshot,
      version: version + 1,
      context: step ? step(context as Data, state) : context,
    };
  }
  return snapshot;
}
