/** What a request is answered once its machine has: the object that it means, or why not. */
import type { Verdict } from '../../../machines/index.ts';
import type { Known, Reader } from '../resources/directory.ts';
import {
  callResource,
  conferenceResource,
  initiatedCall,
  newParticipant,
  participantResource,
} from '../resources/line-resources.ts';
import { updatedRecording } from '../resources/recording-resource.ts';
import type { LineRow, ParticipantRow } from '../resources/rows.ts';
import type { Asked } from './request.ts';
import { type OperationName, operations } from './requests.ts';
import { type ErrorAnswer, refusalAnswer } from './spelling/errors.ts';

/** A success; what is gone has no body. */
export interface Done {
  readonly http: 200 | 204;
  readonly body?: object;
}
/** What a request came to. */
export interface Decided {
  readonly asked: Asked;
  /** What its machine answered; left out where none was asked. */
  readonly verdict?: Verdict;
  /** That of the account, with what came of the request. */
  readonly directory: Reader;
}

/** The answer to a request that has been to its machine. */
export function answerTo(operation: OperationName, decided: Decided): Done | ErrorAnswer {
  const { asked, verdict, directory } = decided;
  if (verdict?.verdict === 'refused') {
    return refusalAnswer(verdict.reason, { isHostOver: directory.isHostOver(asked.to.sid) });
  }
  const { status: http } = operations[operation];
  const show = bodies[operation];
  if (!show) return { http };
  const body = show(decided);
  return body ? { http, body } : refusalAnswer('not-found');
}

/** Gives the body; undefined if a host has not kept the row of what the request is about. */
type Show = (decided: Decided) => object | undefined;
const bodies: Readonly<Record<OperationName, Show | undefined>> = {
  initiateCall: ({ asked: { to, rows } }) => initiatedCall(to.sid, rows[0]?.row as LineRow),
  updateCall({ asked: { to }, directory }) {
    const line = lineOf(to.sid, directory);
    return line && callResource(line.snapshot, line.row);
  },
  /** The new one; or the one there is, where the machine was content with that. */
  startRecording({ asked: { to, command, standing }, directory }) {
    const made = command?.type === 'call.startRecording' ? command.recording.sid : undefined;
    const meant = [made, standing, directory.requested(to.sid)];
    return meant.map((sid) => recordingOf(sid, directory)).find(Boolean);
  },
  updateRecording: ({ asked: { to }, directory }) => recordingOf(to.sid, directory),
  deleteRecording: undefined,
  updateConference({ asked: { to }, directory }) {
    const conference = directory.known('conference', to.sid);
    return conference && conferenceResource(conference.snapshot, conference.row);
  },
  dialParticipant: (decided) => participantOf(decided, newParticipant),
  updateParticipant: (decided) => participantOf(decided, participantResource),
  removeParticipant: undefined,
};

const lineOf = (sid: string, directory: Reader): Known<'call' | 'dialLeg'> | undefined =>
  directory.known('call', sid) ?? directory.known('dialLeg', sid);

function recordingOf(sid: string | undefined, directory: Reader) {
  const recording = sid === undefined ? undefined : directory.known('recording', sid);
  return recording && updatedRecording(recording.snapshot, recording.row);
}

function participantOf(
  { asked: { to, command }, directory }: Decided,
  show: typeof newParticipant,
): object | undefined {
  const conference = directory.known('conference', to.sid);
  const line = lineOf(participantSid(command), directory);
  return conference && line && show(conference.snapshot, line.snapshot, line.row as ParticipantRow);
}
function participantSid(command: Asked['command']): string {
  if (command?.type === 'conference.addParticipant') return command.legSid;
  return command?.type === 'conference.updateParticipant' ? command.callSid : '';
}
