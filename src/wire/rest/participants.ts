/** Operations on who is in a conference: dial, change, remove, fetch or list participants. */

import type { Known } from '../resources/directory.ts';
import { given, msOf } from '../resources/given.ts';
import { newParticipant, participantResource } from '../resources/line-resources.ts';
import { pageOf } from '../resources/listing.ts';
import {
  callbackSaid,
  detected,
  limitOf,
  newConferenceRow,
  newRecordingRow,
  subscribed,
} from '../resources/new-rows.ts';
import { type KnownConference, knownLine, type Reader } from '../resources/reader.ts';
import type { NewRow } from '../resources/rows.ts';
import { conferenceCallback, lineRecording, recordingOfConference } from './line-recording.ts';
import { looks, noBody, operation } from './operation.ts';
import { type BodyOf, parameters } from './parameters.ts';
import { participationIn } from './request-rows.ts';
import { conferenceInVain } from './said-in-vain.ts';
import { list } from './spelling/lists.ts';
import { partOf, positionOf } from './spelling/paging.ts';
import { pagingIn } from './spelling/query.ts';
import { queryParameters } from './spelling/query-parameters.ts';
import { missing } from './spelling/request-error.ts';

const participants = '/Conferences/{conference_sid}/Participants';
const participant = `${participants}/{call_sid_or_participant_label}` as const;

/** Source: OpenAPI. */
export const participantOperations = {
  /**
   * Dials somebody into a conference, which may be new: then the path names it. The callback of a
   * conference is that of whoever made it. Source: W-CONF.
   */
  dialParticipant: operation({
    method: 'POST',
    path: participants,
    status: 200,
    parameters: parameters.dialParticipant,
    find: ({ path, directory }) => ({ standing: directory.conference(path.conference_sid) }),
    ask({ path: { account_sid: accountSid, conference_sid: name }, said, found, mint }) {
      checkCoaching(said);
      const { standing } = found;
      const connectionId = connectionOf(said, name, standing);
      const sid = standing?.sid ?? mint('conference');
      const legSid = mint('dialLeg');
      const recording = lineRecording(said, mint);
      const conferenceRecording = recordingOfConference(said, mint);
      const made = { accountSid, connectionId } as const;
      const leg = { machine: 'dialLeg', ...made, to: said.To, from: said.From } as const;
      const told = subscribed(callbackSaid(said, 'StatusCallback'));
      const detection = detected(said.MachineDetection, callbackSaid(said, 'AmdStatusCallback'), {
        detectionLimitMs: limitOf('dialLeg', said.MachineDetectionTimeout),
      });
      const names = given({ label: said.Label, callerName: said.CallerId });
      const more = { ...names, ...participationIn(said), ...told, ...detection };
      const rows: NewRow[] = [{ sid: legSid, row: { ...leg, ...more } }];
      if (!standing) {
        const callback = callbackSaid(said, 'ConferenceStatusCallback');
        rows.push(newConferenceRow(sid, { ...made, friendlyName: name }, callback));
      }
      if (recording) {
        const callback = callbackSaid(said, 'RecordingStatusCallback');
        rows.push(newRecordingRow(recording.sid, accountSid, callback));
      }
      if (conferenceRecording)
        rows.push(newRecordingRow(conferenceRecording.sid, accountSid, conferenceCallback(said)));
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
        warnings: conferenceInVain(said, standing !== undefined),
      };
    },
    reply: ({ directory }, { to, command }) =>
      shown(partiesIn(to.sid, command.legSid, directory), newParticipant),
  }),

  /** Only the end of the conference depends on a machine; the rest is kept and shown. */
  updateParticipant: operation({
    method: 'POST',
    path: participant,
    status: 200,
    parameters: parameters.updateParticipant,
    find: participantIn,
    ask({ said, found: { to, callSid }, directory }) {
      checkCoaching(said);
      const change = participationIn(said);
      const row = directory.line(callSid);
      const changes = row && Object.keys(change).length > 0;
      return {
        to,
        command: {
          type: 'conference.updateParticipant',
          callSid,
          ...given({ endOnExit: said.EndConferenceOnExit }),
        },
        rows: changes ? [{ sid: callSid, row: { ...row, ...change } }] : [],
      };
    },
    reply: ({ directory }, { to, command }) =>
      shown(partiesIn(to.sid, command.callSid, directory), participantResource),
  }),

  removeParticipant: operation({
    method: 'DELETE',
    path: participant,
    status: 204,
    parameters: parameters.removeParticipant,
    find: participantIn,
    ask: ({ found: { to, callSid } }) => ({
      to,
      command: { type: 'conference.removeParticipant', callSid },
      rows: [],
    }),
    reply: noBody,
  }),

  /** Whoever is gone is not found any more. Source: T-PART. */
  fetchParticipant: operation({
    method: 'GET',
    path: participant,
    linked: `${participant}.json`,
    status: 200,
    parameters: queryParameters.fetch,
    find(where) {
      const found = participantIn(where);
      return found && partiesIn(found.to.sid, found.callSid, where.directory);
    },
    ask: looks,
    reply: ({ found }) => shown(found, participantResource),
  }),

  listParticipants: operation({
    method: 'GET',
    path: participants,
    linked: `${participants}.json`,
    status: 200,
    parameters: queryParameters.listParticipants,
    find({ path, directory }) {
      const one = directory.conference(path.conference_sid);
      return one && directory.known('conference', one.sid);
    },
    ask: looks,
    reply({ found, said, query, directory, uri }) {
      const paging = pagingIn(said, query, uri({ conference_sid: found.snapshot.sid }));
      const show = ({ snapshot, row }: Line) => participantResource(found.snapshot, snapshot, row);
      const page = pageOf(linesIn(found, directory), partOf(paging), positionOf);
      return list('participants', page, paging, show);
    },
  }),
} as const;

type Line = Known<'call' | 'dialLeg'>;
interface Parties {
  readonly conference: Known<'conference'>;
  readonly line: Line;
}

/** Whom the path is about, if they are there. */
function participantIn({
  path,
  directory,
}: {
  readonly path: Readonly<Record<'conference_sid' | 'call_sid_or_participant_label', string>>;
  readonly directory: Reader;
}) {
  const conference = directory.conference(path.conference_sid);
  if (!conference) return undefined;
  const { sid } = conference;
  const callSid = directory.participant(sid, path.call_sid_or_participant_label);
  const to = { machine: 'conference', sid } as const;
  return callSid === undefined ? undefined : { to, callSid };
}

function partiesIn(conferenceSid: string, sid: string, directory: Reader): Parties | undefined {
  const conference = directory.known('conference', conferenceSid);
  const line = knownLine(directory, sid);
  return conference && line && { conference, line };
}
const shown = <R extends object>(
  parties: Parties | undefined,
  show: (...of: Parameters<typeof newParticipant>) => R,
): R | undefined =>
  parties && show(parties.conference.snapshot, parties.line.snapshot, parties.line.row);

/** Those who are in and those who are on the way. */
function linesIn({ snapshot: { context } }: Known<'conference'>, directory: Reader): Line[] {
  const known = (machine: Line['row']['machine'], sid: string): Line | [] =>
    directory.known(machine, sid) ?? [];
  return [
    ...context.participants.flatMap(({ who: { machine, sid } }) =>
      known(machine === 'call' ? 'call' : 'dialLeg', sid),
    ),
    ...context.arriving.flatMap(({ legSid }) => known('dialLeg', legSid)),
  ];
}

/** Coaching needs somebody to coach. Source: OpenAPI, Coaching. */
function checkCoaching({ Coaching, CallSidToCoach }: BodyOf<'updateParticipant'>) {
  if (Coaching && !CallSidToCoach) throw missing('CallSidToCoach', CallSidToCoach);
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
