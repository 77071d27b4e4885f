/** Every kind of callback and of request for a document: what it has to say, and what it may. */

/** What is said, field by field. */
export type Said = Readonly<Record<string, string | number>>;

/** Names parted by blanks. */
type Names = string;
interface SaidKind {
  /** The vendor's schema of it, where there is one. */
  readonly schema?: string;
  readonly has: Names;
  /** What is there sometimes. */
  readonly mayHave: Names;
  /** The words that a field may have. */
  readonly words?: Readonly<Record<string, Names>>;
}

const call = 'AccountSid CallSid CallSidLegacy ConnectionId From To';
/** What a request for a document always says. Source: T-FETCHI2. */
const request = `${call} CallerId CallingPartyType FromSipUri ToSipUri`;
/** What a callback of a line always says. Source: C-YML. */
const told = `${call} CallInitiatedAt CallStatus CallbackSource SequenceNumber Timestamp`;
const parent = 'CallerId ParentCallSid ParentCallSidLegacy';
const recorded = 'RecordingSid RecordingUrl RecordingDuration';
const completed =
  'AnsweredTime CallControlId CallDuration CallLegId CallQualityStats CallSessionId EndTime ' +
  'HangupCause OccurredAt OrganizationId StartTime UserId';
const dialled = 'DialCallSid DialCallSidLegacy DialCallDuration SipHangupCause';
const ends = 'completed busy no-answer canceled failed';
const source = { CallbackSource: 'call-progress-events' };
const party = { CallingPartyType: 'sip pstn' };
/** How a call stands while a document is asked for. */
const standing = { CallStatus: `ringing in-progress ${ends}` };
const ofCall = (schema: string, CallStatus: string): SaidKind => ({
  schema: `TexmlCall${schema}WebhookSchema`,
  has: told,
  mayHave: parent,
  words: { ...source, CallStatus },
});
/** Sources: C-RIP, C-RC. */
const recording =
  'AccountSid CallSid CallSidLegacy ConnectionId RecordingChannels RecordingSid RecordingSource ' +
  'RecordingStatus';
const ofRecording = (status: string, more: { has?: Names; mayHave?: Names }): SaidKind => ({
  has: `${recording} ${more.has ?? ''}`,
  mayHave: more.mayHave ?? '',
  words: {
    RecordingStatus: status,
    RecordingChannels: '1 2',
    RecordingSource:
      'StartCallRecordingAPI StartConferenceRecordingAPI OutboundAPI DialVerb Conference ' +
      'RecordVerb Trunking',
  },
});
const dialAction = (mayHave: Names): SaidKind => ({
  schema: 'TexmlCallCompletedWebhookSchema',
  has: `${told} ${request} DialCallStatus`,
  mayHave,
  words: { ...party, ...source, CallStatus: ends, DialCallStatus: ends },
});

export const kinds = {
  'call initiated': ofCall('Initiated', 'initiated'),
  'call ringing': ofCall('Ringing', 'ringing'),
  'call answered': ofCall('Answered', 'in-progress'),
  'call completed': {
    schema: 'TexmlCallCompletedWebhookSchema',
    has: `${told} ${completed} HangupSource SipHangupCause`,
    mayHave: `${parent} ${recorded}`,
    words: {
      ...source,
      CallStatus: 'completed',
      HangupCause: 'normal_clearing time_limit',
      HangupSource: 'caller callee unknown',
    },
  },
  'call ended unanswered': {
    schema: 'TexmlCallCompletedWebhookSchema',
    has: `${told} HangupSource SipHangupCause`,
    mayHave: parent,
    words: {
      ...source,
      CallStatus: 'busy no-answer canceled failed',
      HangupSource: 'caller callee unknown',
    },
  },
  'key of a call': {
    ...ofCall('Dtmf', 'dtmf'),
    has: `${told} Digit`,
    words: { ...source, CallStatus: 'dtmf', Digit: '0 1 2 3 4 5 6 7 8 9 * #' },
  },
  'machine detection': {
    schema: 'TexmlCallAmdWebhookSchema',
    has: 'AccountSid AnsweredBy CallSid CallSidLegacy ConnectionId MachineDetectionDuration',
    mayHave: '',
    words: {
      AnsweredBy:
        'human machine_start machine_end_beep machine_end_silence machine_end_other fax unknown',
    },
  },
  'recording in progress': ofRecording('in-progress', {}),
  'recording completed': ofRecording('completed', {
    has: 'RecordingDuration',
    mayHave: 'RecordingUrl',
  }),
  'recording absent': ofRecording('absent', { mayHave: 'ErrorCode' }),
  /** Source: the callback page texml-transcription. */
  transcription: {
    has:
      'AccountSid CallSid CallSidLegacy CallStatus From RecordingSid RecordingUrl To ' +
      'TranscriptionSid TranscriptionStatus',
    mayHave: 'TranscriptionText',
    words: { TranscriptionStatus: 'completed failed' },
  },
  /** Source: C-CONF. */
  conference: {
    has: 'AccountSid ConferenceSid ConnectionId FriendlyName SequenceNumber StatusCallbackEvent Timestamp',
    mayHave: 'CallSid CallSidLegacy CallingPartyType From FromSipUri ParticipantLabel To ToSipUri',
    words: {
      ...party,
      StatusCallbackEvent: 'conference-start conference-end participant-join participant-leave',
    },
  },
  /** The vendor has no schema of its own for these: that of another request has what all share. */
  document: {
    schema: 'TexmlHttpRequestWebhookSchema',
    has: `${request} CallStatus`,
    mayHave: '',
    words: { ...party, ...standing },
  },
  'action of <Record>': {
    schema: 'TexmlHttpRequestWebhookSchema',
    has: `${request} CallStatus RecordingSid RecordingUrl RecordingDuration`,
    mayHave: 'Digits',
    words: { ...party, ...standing },
  },
  'action of <Gather>': {
    schema: 'TexmlGatherWebhookSchema',
    has: `${request} CallStatus Digits`,
    mayHave: '',
    words: { ...party, ...standing },
  },
  /** Telnyx documents the last two in its callback of a queue; assumption A67. */
  'action of <Enqueue>': {
    schema: 'TexmlHttpRequestWebhookSchema',
    has: `${request} CallStatus QueueResult QueueTime`,
    mayHave: 'QueueSid',
    words: { ...party, ...standing, QueueResult: 'leave hangup' },
  },
  /** Source: T-PAY. */
  'action of <Pay>': {
    schema: 'TexmlHttpRequestWebhookSchema',
    has: `${request} CallStatus PayResult Result PaymentMethod PaymentConnector`,
    mayHave: '',
    words: { ...party, ...standing, PayResult: 'success failed', Result: 'success cancelled' },
  },
  'action of <Dial>': dialAction(`${dialled} ${recorded}`),
  'action of <Conference>': dialAction(''),
} as const satisfies Readonly<Record<string, SaidKind>>;
export type SaidKindName = keyof typeof kinds;

/** What a callback is of, by what it says. */
export function callbackKind(said: Said): SaidKindName {
  const { RecordingStatus, CallStatus } = said;
  if (RecordingStatus === 'in-progress') return 'recording in progress';
  if (RecordingStatus !== undefined) return `recording ${RecordingStatus}` as SaidKindName;
  if ('TranscriptionSid' in said) return 'transcription';
  if ('StatusCallbackEvent' in said) return 'conference';
  if ('AnsweredBy' in said) return 'machine detection';
  switch (CallStatus) {
    case 'initiated':
    case 'ringing':
    case 'completed':
      return `call ${CallStatus}`;
    case 'in-progress':
      return 'call answered';
    case 'dtmf':
      return 'key of a call';
    default:
      return 'call ended unanswered';
  }
}

/** The same of a request for a document. */
export function requestKind(said: Said): SaidKindName {
  if ('DialCallSid' in said) return 'action of <Dial>';
  if ('DialCallStatus' in said) return 'action of <Conference>';
  if ('RecordingSid' in said) return 'action of <Record>';
  if ('QueueResult' in said) return 'action of <Enqueue>';
  if ('PayResult' in said) return 'action of <Pay>';
  return 'Digits' in said ? 'action of <Gather>' : 'document';
}

const listed = (names: Names) => names.split(' ').filter((name) => name !== '');
const isTime = (value: unknown) => /^\d{4}(-\d\d){2}T(\d\d:){2}\d\d(\.\d+)?Z$/.test(String(value));
const times = /^(Timestamp|CallInitiatedAt|OccurredAt|(?!Queue)\w+Time)$/;
/** What is a number also where it is not sent as text. */
const numbers = ['SequenceNumber', 'RecordingChannels'];

/** What is wrong with what is said, a sentence each. */
export function flawsIn(kind: SaidKindName, said: Said): string[] {
  const { has, mayHave, words = {} }: SaidKind = kinds[kind];
  const known = new Set([...listed(has), ...listed(mayHave)]);
  return [
    ...listed(has).flatMap((name) => (name in said ? [] : `${name} is missing`)),
    ...Object.entries(said).flatMap(([name, value]) => {
      if (!known.has(name)) return `${name} is not expected`;
      if (value === '' || (typeof value === 'number') !== numbers.includes(name))
        return `${name} cannot be ${JSON.stringify(value)}`;
      if (times.test(name) && !isTime(value)) return `${name} is no time: ${value}`;
      const of = words[name];
      return of && !listed(of).includes(String(value)) ? `${name} cannot be ${value}` : [];
    }),
  ];
}
