/** What a host keeps of the legs, recordings and conferences that an instruction makes. */

import type { Directory } from '../resources/directory.ts';
import { given } from '../resources/given.ts';
import type {
  LineRow,
  Method,
  Mint,
  NewRow,
  RecordingRow,
  Subscription,
} from '../resources/rows.ts';
import { eventsByDefault, methodByDefault } from '../resources/rows.ts';
import type { JoinConference, Target } from '../texml/document.ts';
import { resolved } from './next-document.ts';

/** What a host knows of the call that runs the document, and of its account. */
export interface Surroundings {
  readonly callSid: string;
  readonly accountSid: string;
  readonly connectionId: string;
  /** What the legs of a `<Dial>` show as their caller unless it has a callerId. */
  readonly from: string;
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
  directory: Directory,
  { callSid, mint, documentUrl }: Run,
): Surroundings {
  const { accountSid } = directory;
  const { connectionId = '', from = '' } = directory.line(callSid) ?? {};
  const conferenceSidOf = (name: string) => directory.conferenceNamed(name)?.sid;
  const around = { callSid, accountSid, connectionId, from, mint, conferenceSidOf };
  return { ...around, ...given({ documentUrl }) };
}

interface RecordingCallback {
  readonly recordingStatusCallback?: string;
  readonly recordingStatusCallbackMethod?: Method;
  readonly recordingStatusCallbackEvent?: readonly string[];
  readonly sendRecordingUrl?: boolean;
}
export function recordingRowOf(sid: string, of: RecordingCallback, around: Surroundings): NewRow {
  const {
    recordingStatusCallback: url,
    recordingStatusCallbackMethod: method,
    recordingStatusCallbackEvent: events = eventsByDefault,
  } = of;
  const row: RecordingRow = {
    machine: 'recording',
    accountSid: around.accountSid,
    sendsUrl: of.sendRecordingUrl ?? true,
    ...subscribed(around, url, method, events),
  };
  return { sid, row };
}

export function legRow(sid: string, target: Target, from: string, around: Surroundings): NewRow {
  const { statusCallback, statusCallbackMethod, statusCallbackEvent } = target.attributes;
  const row: LineRow = {
    machine: 'dialLeg',
    accountSid: around.accountSid,
    connectionId: around.connectionId,
    parentCallSid: around.callSid,
    to: target.address,
    from,
    ...subscribed(
      around,
      statusCallback,
      statusCallbackMethod,
      statusCallbackEvent ?? eventsByDefault,
    ),
  };
  return { sid, row };
}

/** Without statusCallbackEvent a conference announces nothing: there is no default. T-CONF. */
export function conferenceRow(sid: string, of: JoinConference, around: Surroundings): NewRow {
  const { statusCallback, statusCallbackMethod, statusCallbackEvent = [] } = of.attributes;
  return {
    sid,
    row: {
      machine: 'conference',
      accountSid: around.accountSid,
      connectionId: around.connectionId,
      friendlyName: of.friendlyName,
      ...subscribed(around, statusCallback, statusCallbackMethod, statusCallbackEvent),
    },
  };
}

function subscribed(
  around: Surroundings,
  url: string | undefined,
  method: Method = methodByDefault,
  events: readonly string[],
): { readonly subscription?: Subscription } {
  return url === undefined ? {} : { subscription: { url: resolved(url, around), method, events } };
}
