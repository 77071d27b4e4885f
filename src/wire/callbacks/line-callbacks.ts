/** What is told of a call or a dialled leg: its life, and what is heard on it. */
import { type LineEnd, lineEnds } from '../../../machines/index.ts';
import type { EffectOf } from '../../../machines/words/effects.ts';
import type { Snapshot } from '../../engine/index.ts';
import { isoDate, isoDateMs, secondsOf } from '../resources/dates.ts';
import { given } from '../resources/given.ts';
import type { Reader } from '../resources/reader.ts';
import type { MediaUrl } from '../resources/recording-resource.ts';
import type { FoundOut, LineRow, Subscription } from '../resources/rows.ts';
import { type Callback, callSids, type Parameters } from './delivery.ts';
import { foundOutParameters } from './detection.ts';
import { hangupCauseOf, hangupOf } from './hangup.ts';
import { callerIdOf } from './parties.ts';
import { recordedBy, recordingOfLine } from './recorded.ts';

type Line = Snapshot<'call' | 'dialLeg'>;
type LineAnnounced = Extract<EffectOf<'announced'>, { machine: 'call' | 'dialLeg' }>;

export interface LineHost {
  readonly mediaUrl: MediaUrl;
  readonly reader: Pick<Reader, 'known' | 'recordingsOfCall'>;
  readonly sequenceNumber: number;
}

/** What every callback of a line says. Source: C-CALL, C-YML. */
const common = ({ sid, context }: Line, row: LineRow, at: number, sequenceNumber: number) => ({
  AccountSid: row.accountSid,
  CallInitiatedAt: isoDateMs(context.createdAt),
  ...callSids(sid),
  CallbackSource: 'call-progress-events',
  CallerId: callerIdOf(row),
  ConnectionId: row.connectionId,
  From: row.from,
  ...given({ ParentCallSid: row.parentCallSid, ParentCallSidLegacy: row.parentCallSid }),
  SequenceNumber: sequenceNumber,
  Timestamp: isoDate(at),
  To: row.to,
});

/** Source: C-CALL, C-YML. */
export function ofLine(
  announced: LineAnnounced,
  line: Line,
  row: LineRow,
  host: LineHost,
): Parameters {
  const { status, at, endedBy } = announced;
  const said = { ...common(line, row, at, host.sequenceNumber), CallStatus: status };
  if (!isEnd(status)) return said;
  return {
    ...said,
    ...hangupOf(line, { status, endedBy }),
    ...(status === 'completed' ? ofCompleted(announced, line, row) : {}),
    ...recordedBy(recordingOfLine(host.reader, line, row), at, host.mediaUrl),
  };
}
const isEnd = (status: string): status is LineEnd =>
  (lineEnds as readonly string[]).includes(status);

/** Its call, and the whole of calls that it belongs to, go by sids: assumption A35. */
export const callIdsOf = (sid: string, { parentCallSid = sid }: LineRow) => ({
  CallLegId: sid,
  CallSessionId: parentCallSid,
});

/** What is there "only when CallStatus is completed". Source: C-YML. */
function ofCompleted(
  { at, endedBy }: LineAnnounced,
  { sid, context: { createdAt, answeredAt } }: Line,
  row: LineRow,
): Parameters {
  return {
    ...(answeredAt === null
      ? {}
      : {
          AnsweredTime: isoDate(answeredAt),
          CallDuration: String(secondsOf(at - answeredAt)),
        }),
    CallControlId: sid,
    ...callIdsOf(sid, row),
    CallQualityStats: perfectLine,
    EndTime: isoDate(at),
    HangupCause: hangupCauseOf({ endedBy }),
    OccurredAt: isoDate(at),
    OrganizationId: row.accountSid,
    StartTime: isoDate(createdAt),
    UserId: row.accountSid,
  };
}
/** Nothing is lost on the way, as there is none. */
const perfectLine = JSON.stringify({ mos: 4.5, jitter: 0, packet_loss: 0 });

/** What is heard on a line, and changes nothing about it. */
export type LineNews =
  | { readonly type: 'dtmf'; readonly digit: string }
  | ({ readonly type: 'amd' } & FoundOut);

/** Whether a callback of this kind is numbered among those of its line. Source: C-YML. */
export const isNumberedNews = ({ type }: LineNews): boolean => type === 'dtmf';

/** What was heard when, on the line as it was then. */
export interface HeardOnLine {
  /** What was heard. */
  readonly news: LineNews;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
  /** The call or leg, as it was then. */
  readonly snapshot: Line;
  /** What is kept beside it. */
  readonly row: LineRow;
  /** Nothing is made of it where `isNumberedNews` says no. */
  readonly sequenceNumber: number;
  /** Whom to tell, unless it is whoever is told of the line itself. */
  readonly subscription?: Subscription | undefined;
}
/** The callback for what is heard; undefined if nobody subscribed, or the line is not open. */
export function lineNewsCallback(heard: HeardOnLine): Callback | undefined {
  const { news, snapshot, row, subscription = row.subscription } = heard;
  const { answeredAt, endedAt } = snapshot.context;
  if (answeredAt === null || endedAt !== null) return undefined;
  if (news.type === 'dtmf' && !/^[\d*#]$/.test(news.digit)) return undefined;
  if (!subscription?.events.includes(news.type)) return undefined;
  const { url, method } = subscription;
  return { url, method, parameters: newsParameters(heard) };
}

function newsParameters({ news, at, snapshot, row, sequenceNumber }: HeardOnLine): Parameters {
  if (news.type === 'dtmf') {
    const said = common(snapshot, row, at, sequenceNumber);
    return { ...said, CallStatus: 'dtmf', Digit: news.digit };
  }
  return {
    AccountSid: row.accountSid,
    ...callSids(snapshot.sid),
    ConnectionId: row.connectionId,
    ...foundOutParameters(news),
  };
}
