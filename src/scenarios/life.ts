/** One recording's life, as a program or a person reads it. */
import type { EndReason, PathId, RecordingSource } from '../../machines/index.ts';
import type { Snapshot } from '../engine/index.ts';
import { recordingStatus } from '../wire/index.ts';
import type { Played } from './play.ts';

/** One recording's life, as `--json` prints it. */
export interface RecordingReport {
  /** As the story gave it out. */
  readonly sid: string;
  /** Which of the six ways brought it to life. */
  readonly path: PathId;
  /** The word for that way. */
  readonly source: RecordingSource;
  /** The sid of the call, leg or conference that was recorded. */
  readonly host: string;
  /** 1 = all voices mixed, 2 = one side a channel. */
  readonly channels: 1 | 2;
  /** The states that it went through, without repeats. */
  readonly states: readonly string[];
  /** The public words for them, without repeats; `deleted` where it is hidden. */
  readonly statuses: readonly string[];
  /** The callbacks that were sent. */
  readonly callbacks: readonly string[];
  /** The state that it came to rest in. */
  readonly end: string;
  /** Why its capture ended; null: it did not. */
  readonly endReason: EndReason | null;
  /** Why it is absent; null: it is not. */
  readonly errorCode: string | null;
  /** How long its file is; null: there is none. */
  readonly durationSeconds: number | null;
}
/** The word that the public sees: a deleted recording is not shown at all. */
export const publicWord = (recording: Snapshot<'recording'>): string =>
  recordingStatus(recording).resource ?? 'deleted';

const withoutRepeats = (words: readonly string[]) =>
  words.filter((word, i) => word !== words[i - 1]);

/** What happened to one machine, in order. */
export const happeningsOf = ({ world }: Played, sid: string) =>
  world.happenings.filter((one) => one.to.sid === sid);

function lifeOf(played: Played, recording: Snapshot<'recording'>): RecordingReport {
  const { sid, state, context } = recording;
  const own = happeningsOf(played, sid);
  const lived = own.flatMap((one) => (one.snapshot ? [one.snapshot as Snapshot<'recording'>] : []));
  return {
    sid,
    path: context.path,
    source: context.source,
    host: context.host.sid,
    channels: context.settings.channels,
    states: withoutRepeats(lived.map((one) => one.state)),
    statuses: withoutRepeats(lived.map(publicWord)),
    callbacks: own.flatMap((one) =>
      one.callbacks.map((sent) => String(sent.parameters.RecordingStatus)),
    ),
    end: state,
    endReason: context.endReason,
    errorCode: context.errorCode,
    durationSeconds: context.durationSeconds,
  };
}

/** The lives of all recordings of a scenario, in the order of their making. */
export const livesOf = (played: Played): RecordingReport[] =>
  [...played.world.board.all('recording')].map((one) => lifeOf(played, one));
