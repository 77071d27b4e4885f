/** Requests about conferences: dial, change or remove a participant, or end it for everybody. */

import type { KnownConference } from '../resources/directory.ts';
import { given, msOf } from '../resources/given.ts';
import {
  type CallbackSaid,
  callbackSaid,
  newConference,
  newRecording,
  subscribed,
} from '../resources/new-rows.ts';
import type { Mint, NewRow } from '../resources/rows.ts';
import { lineRecording } from './line-recording.ts';
import { type BodyOf, parameters } from './parameters.ts';
import { checkCoaching, conferenceIn, notFound, type Outcome, type Request } from './request.ts';
import { participationIn } from './request-rows.ts';
import { readParameters } from './spelling/parameter-table.ts';
import { missing } from './spelling/request-error.ts';

type AboutParticipant = Request<'conference_sid' | 'call_sid_or_participant_label'>;

/**
 * Dials somebody into a conference, which may be new: then the path names it. The callback of a
 * conference is that of whoever made it. Source: W-CONF.
 */
export function dialParticipant(request: Request<'conference_sid'>): Outcome {
  const { path, body, mint } = request;
  const { said, warnings } = readParameters(parameters.dialParticipant, body);
  checkCoaching(said);
  const found = conferenceIn(request);
  const connectionId = connectionOf(said, path.conference_sid, found);
  const sid = found?.sid ?? mint('conference');
  const legSid = mint('dialLeg');
  const recording = lineRecording(said, mint);
  const conferenceRecording = recordingOfConference(said, mint);
  const accountSid = path.account_sid;
  const made = { accountSid, connectionId } as const;
  const leg = { machine: 'dialLeg', ...made, to: said.To, from: said.From } as const;
  const label = given({ label: said.Label });
  const told = subscribed(callbackSaid(said, 'StatusCallback'));
  const rows: NewRow[] = [
    { sid: legSid, row: { ...leg, ...label, ...participationIn(said), ...told } },
  ];
  if (!found) {
    const named = { ...made, friendlyName: path.conference_sid };
    rows.push(newConference(sid, named, callbackSaid(said, 'ConferenceStatusCallback')));
  }
  if (recording) {
    const callback = callbackSaid(said, 'RecordingStatusCallback');
    rows.push(newRecording(recording.sid, accountSid, callback));
  }
  if (conferenceRecording)
    rows.push(newRecording(conferenceRecording.sid, accountSid, conferenceCallback(said)));
  return {
    to: { machine: 'conference', sid },
    command: {
      type: 'conference.addParticipant',
      legSid,
      stay: mint('stay'),
      ...given({
        ringTimeoutMs: msOf(said.Timeout),
        timeLimitMs: msOf(said.TimeLimit),
        startOnEnter: said.StartConferenceOnEnter,
        endOnExit: said.EndConferenceOnExit,
        maxParticipants: said.MaxParticipants,
        recording,
        conferenceRecording,
      }),
    },
    rows,
    warnings,
  };
}

/** An application is needed unless the path is the sid of a conference. Source: OpenAPI. */
function connectionOf(
  { ApplicationSid }: BodyOf<'dialParticipant'>,
  sidOrName: string,
  found: KnownConference | undefined,
): string {
  if (ApplicationSid) return ApplicationSid;
  if (found?.sid !== sidOrName) throw missing('ApplicationSid', ApplicationSid);
  return found.row.connectionId;
}

function recordingOfConference(said: BodyOf<'dialParticipant'>, mint: Mint) {
  const { ConferenceRecord } = said;
  if (ConferenceRecord !== 'true' && ConferenceRecord !== 'record-from-start') return undefined;
  return given({
    sid: mint('recording'),
    trim: said.ConferenceTrim,
    silenceMs: msOf(said.ConferenceRecordingTimeout),
  });
}
/** `failed` is another word for `absent`. Source: OpenAPI. */
function conferenceCallback(said: BodyOf<'dialParticipant'>): CallbackSaid {
  const callback = callbackSaid(said, 'ConferenceRecordingStatusCallback');
  const events = callback.events?.map((one) => (one === 'failed' ? 'absent' : one));
  return { ...callback, events: events && [...new Set(events)] };
}

/** Only the end of the conference depends on a machine; the rest is kept and shown. */
export function updateParticipant(request: AboutParticipant): Outcome {
  const found = participantIn(request);
  if (!found) return notFound;
  const { said, warnings } = readParameters(parameters.updateParticipant, request.body);
  checkCoaching(said);
  const { to, callSid } = found;
  const change = participationIn(said);
  const row = request.directory.line(callSid);
  return {
    to,
    command: {
      type: 'conference.updateParticipant',
      callSid,
      ...given({ endOnExit: said.EndConferenceOnExit }),
    },
    rows:
      row && Object.keys(change).length > 0 ? [{ sid: callSid, row: { ...row, ...change } }] : [],
    warnings,
  };
}

export function removeParticipant(request: AboutParticipant): Outcome {
  const found = participantIn(request);
  if (!found) return notFound;
  const { warnings } = readParameters(parameters.removeParticipant, request.body);
  const { to, callSid } = found;
  return { to, command: { type: 'conference.removeParticipant', callSid }, rows: [], warnings };
}

export function updateConference(request: Request<'conference_sid'>): Outcome {
  const found = conferenceIn(request);
  if (!found) return notFound;
  const { said, warnings } = readParameters(parameters.updateConference, request.body);
  const to = { machine: 'conference', sid: found.sid } as const;
  if (said.Status === undefined) return { to, rows: [], warnings };
  return { to, command: { type: 'conference.end' }, rows: [], warnings };
}

/** Whom the path is about, if they are there. */
function participantIn(request: AboutParticipant) {
  const conference = conferenceIn(request);
  if (!conference) return undefined;
  const { sid } = conference;
  const { path, directory } = request;
  const callSid = directory.participant(sid, path.call_sid_or_participant_label);
  return callSid === undefined
    ? undefined
    : { to: { machine: 'conference', sid } as const, callSid };
}
