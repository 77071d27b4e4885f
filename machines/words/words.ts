/** The words that the machines share: statuses, reasons, sources, timers; each once, with its source. */

export const machineNames = [
  'call',
  'dialLeg',
  'conference',
  'recording',
  'transcription',
] as const;
/** The name of one of the five machines. */
export type MachineName = (typeof machineNames)[number];

/** Where an event goes, or where it comes from: one machine. */
export interface Address {
  /** One of the five machines. */
  readonly machine: MachineName;
  /** Unique among the machines of this name; any text but an empty one. */
  readonly sid: string;
}

/** Whether two addresses are of one machine: a call and a leg may have the same sid. */
export const isSameMachine = (one: Address, other: Address): boolean =>
  one.sid === other.sid && one.machine === other.machine;

/** A machine's place in a table: sids of different machines may be the same. */
export const slotOf = ({ machine, sid }: Address) => `${machine} ${sid}`;
/** Whose place in a table it is: the name of a machine has no blank, and a sid may have some. */
export const addressIn = (slot: string): Address => {
  const blank = slot.indexOf(' ');
  return { machine: slot.slice(0, blank) as MachineName, sid: slot.slice(blank + 1) };
};

/** How a recording came to be, as TeXML spells it. Source: OpenAPI, schema RecordingSource. */
export const recordingSources = [
  'StartCallRecordingAPI',
  'StartConferenceRecordingAPI',
  'OutboundAPI',
  'DialVerb',
  'Conference',
  'RecordVerb',
  'Trunking',
] as const;
/** Where a recording comes from, in the words of RecordingSource. */
export type RecordingSource = (typeof recordingSources)[number];

/** Why a recording's capture ended: kept beside its end state. */
export const endReasons = {
  requested: 'A REST request stopped it.',
  'call-ended': 'The call that it records is over.',
  'leg-ended': 'The dialled leg that it records is over.',
  'dial-ended': 'The <Dial> that it records is over.',
  'conference-ended': 'The conference that it records is over.',
  'finish-key': 'The caller pressed a key of finishOnKey.',
  silence: 'Nobody spoke for as long as the silence timeout.',
  'max-length': 'The file is as long as the maximum length allows.',
  'longest-pause': 'The pause of a <Record> lasted as long as a pause may.',
  redirected: 'The call was given new instructions.',
  'media-stopped': 'The media server ended the capture by itself.',
  'media-failed': 'The media server refused to start, failed, or kept nothing.',
  deadline: 'The media server did not answer in time.',
} as const;
/** Why a recording has ended. */
export type EndReason = keyof typeof endReasons;

/** Why a recording is absent: the words of `error_code`. Telnyx publishes no list: assumption A17. */
export const errorCodes = {
  'media-refused': 'The media server refused to start capturing.',
  'media-failed': 'The media server failed and gave no code of its own.',
  'start-timeout': 'The media server did not say in time that capture had started.',
  'finish-timeout': 'The file was not ready in time.',
  empty: 'The media server made a file and found nothing in it.',
} as const;

/** Why a command is refused. How each is spelled over HTTP is the wire's business. */
export const refusalReasons = {
  'not-found': 'There is nothing of this sid, or no longer.',
  'call-not-answered': 'The call has not been answered yet.',
  'call-ended': 'The call is over.',
  'call-busy': 'The call is doing something else; only between two verbs can it begin another.',
  'conference-ended': 'The conference is over.',
  'conference-full': 'The conference has as many participants as it may have.',
  'conference-recording': 'A conference recording ends with its conference; it cannot be stopped.',
  'recording-not-started': 'Capture has not started yet, so there is nothing to pause.',
  'recording-busy': 'The media server has not answered the request before this one; ask again.',
  'recording-ended': 'Capture is over for good.',
  'recording-not-completed': 'Only a recording that has come to its end can be deleted.',
} as const;
/** Why a command is refused. */
export type RefusalReason = keyof typeof refusalReasons;

/** How a call or leg can end. Source: OpenAPI, CallResource.status; call callbacks. */
export const lineEnds = ['completed', 'busy', 'no-answer', 'canceled', 'failed'] as const;
/** How a call or a dialled leg has ended, in the words of CallStatus. */
export type LineEnd = (typeof lineEnds)[number];

/** Whose doing the end of a line was. */
export const lineEnders = {
  'far-end': 'The far end, or the network on its behalf.',
  'near-end': 'This side: a request, a document, or whoever dialled the line.',
  timer: 'Nobody: it rang, or lasted, as long as it may.',
} as const;
/** Who has ended a call or a dialled leg. */
export type LineEnder = keyof typeof lineEnders;

/** Why a participant is sent out of a conference, or not let in. */
export const dismissalReasons = {
  removed: 'A REST request removed this participant.',
  'ended-by-api': 'A REST request ended the conference.',
  'ended-by-exit': 'The conference ended because somebody left.',
  full: 'The conference has as many participants as it may have.',
  'time-exceeded': 'The conference reached its time limit.',
  'over-before-join': 'The conference was over before the participant reached it.',
  'stay-taken': 'Somebody else is in the conference under this id of a stay.',
} as const;
/** Why a participant has to leave a conference. */
export type DismissalReason = keyof typeof dismissalReasons;

/** Why a conference ended. Source: OpenAPI, ConferenceResource.reason_conference_ended. */
export const conferenceEnds = [
  'last-participant-left',
  'participant-with-end-conference-on-exit-left',
  'conference-ended-via-api',
  'time-exceeded',
] as const;
/** Why a conference has ended. */
export type ConferenceEnd = (typeof conferenceEnds)[number];

/** Every timer, with what it waits for. A machine has at most one of each name. */
export const timers = {
  'start-deadline': 'The media server says that capture has started.',
  'answer-deadline': 'The media server answers a pause, resume or stop.',
  'finish-deadline': 'The file is ready, or the text of a transcription.',
  'max-length': 'The file is as long as it may be.',
  'longest-pause': 'The pause of a <Record> has lasted as long as a pause may.',
  silence: 'Silence after speech has lasted too long.',
  ring: 'The line is answered.',
  'time-limit': 'The longest time that the line or the conference may last.',
} as const;
/** The name of a timer that a machine sets. */
export type TimerName = keyof typeof timers;
export const timerNames = Object.keys(timers) as TimerName[];

/** When the timers that run are due, in milliseconds since the epoch. */
export type Timers = Readonly<Partial<Record<TimerName, number>>>;

/** Why a call asks its host for new instructions. */
export const instructionCauses = {
  answered: 'The call was answered; its first document is wanted.',
  redirected: 'The call was given a new document or URL.',
  'record-ended': 'A <Record> is over; its action is wanted.',
  'dial-ended': 'A <Dial> is over; its action is wanted.',
  'conference-left': 'A conference stay is over; the action of its <Dial> is wanted.',
} as const;
/** Why a call asks for what comes next in its document. */
export type InstructionCause = keyof typeof instructionCauses;

/** What is told to the customer, if subscribed. Sources: the callback pages of each. */
export const announcements = {
  recording: ['in-progress', 'completed', 'absent'],
  call: ['initiated', 'ringing', 'in-progress', ...lineEnds],
  dialLeg: ['initiated', 'ringing', 'in-progress', ...lineEnds],
  conference: ['start', 'end', 'join', 'leave'],
  transcription: ['completed', 'failed'],
} as const satisfies Record<MachineName, readonly string[]>;
/** What a machine of this kind has callbacks sent for. */
export type Announcement<M extends MachineName = MachineName> = (typeof announcements)[M][number];
