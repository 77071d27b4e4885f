/** What a test sees of recordings, and the story of how they came about. */
import type { World } from '../sandbox/index.ts';
import { entryTold } from '../sandbox/print.ts';
import type { TimelineEntry } from '../sandbox/stage/timeline.ts';
import { summaryOf } from '../wire/resources/summary.ts';
import { clockText } from './duration.ts';

/** A recording as it is now. */
export interface RecordingSeen {
  /** As the sandbox made it; RecordingSid on the wire. */
  readonly sid: string;
  /** The call or leg that is recorded; of a conference, that of whoever asked for it. */
  readonly callSid: string;
  /** The conference that is recorded; null: it is a line. */
  readonly conferenceSid: string | null;
  /** The way in which it began: `record-verb`, `outbound-call` … */
  readonly path: string;
  /** As the API shows it: `RecordVerb`, `OutboundAPI` … */
  readonly source: string;
  /** As the API shows it: `in-progress`, `paused`, `stopped`, `completed`, `absent` … */
  readonly status: string;
  /** Why its capture ended: `finish-key`, `max-length`, `call-ended` …; null while it has not. */
  readonly endReason: string | null;
  /** Why it is absent, as in ErrorCode; null: it is not. */
  readonly errorCode: string | null;
  /** How long its file is; null while there is none. */
  readonly durationSeconds: number | null;
  /** 1 = all voices mixed, 2 = one side a channel. */
  readonly channels: number;
  /** RecordingStatus of each callback that was taken, in order. */
  readonly told: readonly string[];
  /** What was transcribed; null while there is no text. */
  readonly text: string | null;
}
/** A world whose timeline is kept from the beginning. */
export interface Watched {
  readonly world: World;
  /** When it began. */
  readonly beganAt: number;
  readonly entries: readonly TimelineEntry[];
}

/** All recordings, oldest first; or those that are about one sid, of a call, leg or conference. */
export function recordingsIn(watched: Watched, about?: string): RecordingSeen[] {
  const { host } = watched.world;
  return Array.from(host.machines.all('recording'), ({ sid }) => sid)
    .map((sid) => recordingIn(watched, sid))
    .filter(
      ({ callSid, conferenceSid }) =>
        about === undefined || callSid === about || conferenceSid === about,
    );
}

function recordingIn({ world: { host }, entries }: Watched, sid: string): RecordingSeen {
  const snapshot = host.machines.recording(sid);
  if (!snapshot) throw new Error(`There is no recording ${sid}.`);
  const { status } = summaryOf(host, snapshot);
  const { callSid, conferenceSid, path, source, endReason, errorCode } = snapshot.context;
  const { durationSeconds, settings } = snapshot.context;
  const told = entries.flatMap((one) =>
    one.kind === 'callback' && one.sid === sid && one.isFine ? [one.about] : [],
  );
  const [text = null] = Array.from(host.machines.all('transcription'), ({ context }) => context)
    .filter(({ recordingSid }) => recordingSid === sid)
    .map((one) => one.text);
  return {
    sid,
    callSid,
    conferenceSid,
    path,
    source,
    status,
    endReason,
    errorCode,
    durationSeconds,
    channels: settings.channels,
    told,
    text,
  };
}

/** So many lines of a story are told, the latest. */
const mostLines = 60;

/** What happened, a line each, from the beginning; of one sid and its recordings, if asked. */
export function storyOf(watched: Watched, about?: string): string {
  const { entries, beganAt } = watched;
  const sids =
    about === undefined
      ? undefined
      : [about, ...recordingsIn(watched, about).map(({ sid }) => sid)];
  const own = entries.filter(({ sid = '' }) => sids === undefined || sids.includes(sid));
  const lines = own.slice(-mostLines).map((entry) => {
    const sid = entry.kind === 'step' ? `${entry.machine} ` : '';
    return `  ${clockText(entry.at - beganAt)}  ${sid}${entryTold((_, text) => text, entry)}`;
  });
  const left = own.length - lines.length;
  return [...(left > 0 ? [`  … ${left} lines before`] : []), ...lines].join('\n');
}
