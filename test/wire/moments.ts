/** How far things can have come, and everything that can be asked then. */
import type { RequestName } from '../../src/wire/index.ts';
import type { Deed } from './shared.ts';

/** What paths name: whatever was made first. */
const path = {
  call_sid: 'a-call-1',
  recording_sid: 'a-recording-1',
  conference_sid: 'a-conference-1',
  call_sid_or_participant_label: 'a-call-1',
} as const;
const onLeg = {
  ...path,
  call_sid: 'a-dialLeg-1',
  call_sid_or_participant_label: 'a-dialLeg-1',
} as const;
const inRoom = { ...path, conference_sid: 'room' } as const;
const dialled = { To: '+15550001', From: '+15550002', ApplicationSid: 'app' };
const url = 'https://customer.test/';

/** Each by its name: the operation, what it says, and where. */
export const requests: readonly (readonly [string, RequestName, object, object])[] = [
  ['begin a call', 'initiateCall', { ...dialled, Record: true }, path],
  ['change its callback', 'updateCall', { StatusCallback: url }, path],
  ['redirect it', 'updateCall', { Texml: '<Response/>', StatusCallback: url }, path],
  ['end it', 'updateCall', { Status: 'completed', StatusCallback: url }, path],
  ['redirect the leg', 'updateCall', { Texml: '<Response/>' }, onLeg],
  ['end the leg', 'updateCall', { Status: 'completed' }, onLeg],
  ['record it', 'startRecording', {}, path],
  ['record the leg', 'startRecording', {}, onLeg],
  ...(['paused', 'in-progress', 'stopped'] as const).flatMap(
    (Status) =>
      [
        [Status, 'updateRecording', { Status }, path],
        [`${Status} on the leg`, 'updateRecording', { Status }, onLeg],
      ] as const,
  ),
  ['delete', 'deleteRecording', {}, path],
  ['look at the room', 'updateConference', {}, path],
  ['end the room', 'updateConference', { Status: 'completed' }, path],
  ['dial', 'dialParticipant', { ...dialled, Record: true, ConferenceRecord: true }, inRoom],
  ['dial by sid', 'dialParticipant', { ...dialled, MaxParticipants: 2 }, path],
  ['mute the caller', 'updateParticipant', { Muted: true, EndConferenceOnExit: true }, path],
  ['mute the leg', 'updateParticipant', { Muted: true }, onLeg],
  ['remove the caller', 'removeParticipant', {}, path],
  ['remove the leg', 'removeParticipant', {}, onLeg],
];

const ask = (does: RequestName, body: object, where: object = path): Deed => ({
  does,
  body,
  path: where,
});
const runs = (verb: string): Deed => ({ runs: verb, call: 1 });
const hears = (
  machine: 'call' | 'dialLeg' | 'recording',
  type: string,
  more: object = {},
): Deed => ({ hears: { type, ...more }, machine, figure: 1 });
const update = (Status: string) => ask('updateRecording', { Status });
const media = (type: string, order: number) => hears('recording', `media.${type}`, { order });
const saved = hears('recording', 'media.saved', { location: 'file' });
const hungUp = hears('call', 'call.hungUp');

const answered = [ask('initiateCall', dialled), hears('call', 'call.answered')];
const requested = [...answered, ask('startRecording', {})];
const captured = [...requested, media('started', 1)];
const paused = [...captured, update('paused'), media('paused', 2)];
const stopping = [...captured, update('stopped')];
const completed = [...stopping, media('stopped', 2), saved];
const joined = [
  ...answered,
  runs('<Dial><Conference record="record-from-start">room</Conference></Dial>'),
];
const roomCaptured = [...joined, media('started', 1)];
const dialledIn = [ask('dialParticipant', dialled, inRoom)];
const legIn = [...dialledIn, hears('dialLeg', 'call.answered')];

export const moments: Readonly<Record<string, readonly Deed[]>> = {
  nothing: [],
  'call queued': [ask('initiateCall', { ...dialled, Record: true })],
  'call answered': answered,
  'call over': [...answered, hungUp],
  'in <Record>': [...answered, runs('<Record/>')],
  'in <Dial>': [...answered, runs('<Dial record="record-from-ringing">+15550003</Dial>')],
  'in the background': [...answered, runs('<Start><Recording/></Start>')],
  'by request and in the background': [...requested, runs('<Start><Recording/></Start>')],
  'by request after the background': [
    ...answered,
    runs('<Start><Recording/></Start>'),
    ask('startRecording', {}),
  ],
  starting: requested,
  capturing: captured,
  pausing: [...captured, update('paused')],
  paused,
  resuming: [...paused, update('in-progress')],
  stopping,
  processing: [...stopping, media('stopped', 2)],
  completed,
  absent: [...requested, media('refused', 1)],
  deleted: [...completed, ask('deleteRecording', {})],
  'completed, call over': [...completed, hungUp],
  'absent, call over': [...requested, media('refused', 1), hungUp],
  'in a room': joined,
  'room capturing': roomCaptured,
  'room paused': [...roomCaptured, update('paused'), media('paused', 2)],
  'room over, stopping': [...roomCaptured, ask('updateConference', { Status: 'completed' })],
  'leg on the way': dialledIn,
  'leg in a room': legIn,
  'leg recorded': [...legIn, ask('startRecording', {}, onLeg), media('started', 1)],
  'room full': [
    ask('dialParticipant', { ...dialled, MaxParticipants: 2 }, inRoom),
    ask('dialParticipant', dialled, path),
  ],
  'room over': [...legIn, ask('updateConference', { Status: 'completed' })],
};
