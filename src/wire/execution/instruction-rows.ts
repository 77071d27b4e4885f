/** What a host keeps of the legs, recordings and conferences that an instruction makes. */

import { given } from '../resources/given.ts';
import {
  type CallbackSaid,
  callbackSaid,
  detected,
  limitOf,
  newConferenceRow,
  newRecordingRow,
  newTranscriptionRow,
  subscribed,
} from '../resources/new-rows.ts';
import type { Reader } from '../resources/reader.ts';
import type { LineRow, Method, Mint, NewRow, ParticipantRow } from '../resources/rows.ts';
import type { JoinConference, Target } from '../texml/document.ts';
import { resolved } from './next-document.ts';

/** What a host knows of the call that runs the document, and of its account. */
export interface Surroundings {
  /** That of the call that runs the document. */
  readonly callSid: string;
  /** The account that the call belongs to. */
  readonly accountSid: string;
  /** The call's application, which its legs and conferences belong to as well. */
  readonly connectionId: string;
  /** What the legs of a `<Dial>` show as their caller unless it has a callerId. */
  readonly from: string;
  /** What is kept of the call: how it takes part in a conference is kept there. */
  readonly row?: LineRow;
  /** Makes the sids of legs, recordings, conferences, transcriptions and stays. */
  readonly mint: Mint;
  /** The sid of the conference of this name that is not over, if there is one. */
  readonly conferenceSidOf: (friendlyName: string) => string | undefined;
  /** Where the document came from: relative URLs start from it. */
  readonly documentUrl?: string;
}

/** A document as it is run. */
interface Run {
  readonly callSid: string;
  readonly mint: Mint;
  readonly documentUrl: string | undefined;
}
/** The same, as the account has it: what is not its own is not there for its documents. */
export function surroundingsOf(
  directory: Pick<Reader, 'accountSid' | 'line' | 'conferenceNamed'>,
  { callSid, mint, documentUrl }: Run,
): Surroundings {
  const { accountSid } = directory;
  const row = directory.line(callSid);
  const { connectionId = '', from = '' } = row ?? {};
  const conferenceSidOf = (name: string) => directory.conferenceNamed(name)?.sid;
  const around = { callSid, accountSid, connectionId, from, mint, conferenceSidOf };
  return { ...around, ...given({ documentUrl, row }) };
}

const resolvedIn = (callback: CallbackSaid, around: Surroundings): CallbackSaid =>
  callback.url === undefined ? callback : { ...callback, url: resolved(callback.url, around) };

interface RecordingCallback {
  readonly recordingStatusCallback?: string;
  readonly recordingStatusCallbackMethod?: Method;
  readonly recordingStatusCallbackEvent?: readonly string[];
  readonly sendRecordingUrl?: boolean;
}
export function recordingRowOf(sid: string, of: RecordingCallback, around: Surroundings): NewRow {
  const callback = resolvedIn(callbackSaid(of, 'recordingStatusCallback'), around);
  return newRecordingRow(sid, around.accountSid, callback, of.sendRecordingUrl);
}

export function transcriptionRowOf(
  sid: string,
  { transcriptionCallback: url }: { readonly transcriptionCallback?: string },
  around: Surroundings,
): NewRow {
  const callback = resolvedIn({ url, method: undefined, events: undefined }, around);
  return newTranscriptionRow(sid, around.accountSid, callback.url);
}

/** What a `<Dial>` gives its legs. */
type Dialled = Pick<LineRow, 'from' | 'callerName' | 'dialRecordingSid'>;

export function legRow(
  sid: string,
  target: Target,
  dialled: Dialled,
  around: Surroundings,
): NewRow {
  const { accountSid, connectionId, callSid: parentCallSid } = around;
  const told = subscribed(resolvedIn(callbackSaid(target.attributes, 'statusCallback'), around));
  const { machineDetection, amdStatusCallback, machineDetectionTimeout } = target.attributes;
  const limit = { detectionLimitMs: limitOf('dialLeg', machineDetectionTimeout) };
  const detection = resolvedIn(callbackSaid({ amdStatusCallback }, 'amdStatusCallback'), around);
  const made = { machine: 'dialLeg', accountSid, connectionId, parentCallSid } as const;
  const more = { ...told, ...detected(machineDetection, detection, limit) };
  return { sid, row: { ...made, to: target.address, ...dialled, ...more } };
}

export function conferenceRow(sid: string, of: JoinConference, around: Surroundings): NewRow {
  const { accountSid, connectionId } = around;
  const callback = resolvedIn(callbackSaid(of.attributes, 'statusCallback'), around);
  return newConferenceRow(
    sid,
    { accountSid, connectionId, friendlyName: of.friendlyName },
    callback,
  );
}

/** How a call takes part in a conference; in another one it begins anew. */
const ofParticipant = ['label', 'muted', 'hold', 'coaching', 'coachingCallSid'] as const;

/** The call as a participant, if anything of that is said now or was before. */
export function participantRow(of: JoinConference, { callSid, row }: Surroundings): NewRow[] {
  if (!row) return [];
  const { participantLabel, muted } = of.attributes;
  const said = given({ label: participantLabel || undefined, muted: muted || undefined });
  const known = Object.entries(row).filter(([name]) => !isOfParticipant(name));
  const joining = { ...Object.fromEntries(known), ...said } as ParticipantRow;
  const was: ParticipantRow = row;
  const isSame = ofParticipant.every((name) => joining[name] === was[name]);
  return isSame ? [] : [{ sid: callSid, row: joining }];
}
const isOfParticipant = (name: string) => (ofParticipant as readonly string[]).includes(name);
