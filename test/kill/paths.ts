/**
 * The six ways in which a recording begins, and a leg that is given TeXML and recorded, asked for with
 * the vendor's client by many at once.
 */
import type { Asking } from '../sandbox/served.ts';

/** What one life asks for: nobody else has its number, nor its room. */
export interface Asker {
  readonly asking: Asking;
  readonly account_sid: string;
  readonly From: string;
  readonly room: string;
  /** Where everything is told. */
  readonly url: string;
}
/** The sids that an answer tells. */
export interface Begun {
  readonly call_sid?: string;
  readonly conference_sid?: string;
}
interface Path {
  readonly begin: (asker: Asker) => PromiseLike<Begun>;
  /** The source words of the recordings that it makes, sorted. */
  readonly sources: readonly string[];
  /** Whether the recordings are asked for later, on a call that is there. */
  readonly isLater?: true;
  /** The TeXML that the leg it dials is given, once somebody has answered. */
  readonly handedOver?: (asker: Asker) => string;
}

/** Whoever is dialled by a life answers at once; nobody dials this number inside of a document. */
export const To = '+12025550101';
export const other = '+12025550100';
const ApplicationSid = '1';
const open = '<Pause length="180"/>';

export const recordingTold = (url: string) => ({
  RecordingStatusCallback: url,
  RecordingStatusCallbackEvent: 'in-progress completed absent',
});
const attributes = (url: string, events = 'in-progress completed absent') =>
  `recordingStatusCallback="${url}" recordingStatusCallbackEvent="${events}"`;

/** Dials, and runs some verbs as soon as somebody answers. */
const dial = ({ asking, account_sid, From, url }: Asker, verbs: string, said: object = {}) =>
  asking.calls.calls(account_sid, {
    body: {
      ApplicationSid,
      From,
      To,
      Texml: `<Response>${verbs}</Response>`,
      StatusCallback: url,
      StatusCallbackEvent: 'initiated ringing answered completed',
      ...said,
    },
  }) as PromiseLike<Begun>;

export const paths = {
  'outbound-call': {
    begin: (one) => dial(one, open, { Record: true, ...recordingTold(one.url) }),
    sources: ['OutboundAPI'],
  },
  'record-verb': {
    // This verb has no word for a recording that came to nothing.
    begin: (one) => {
      const told = attributes(one.url, 'in-progress completed');
      return dial(one, `<Record playBeep="false" ${told}/>${open}`);
    },
    sources: ['RecordVerb'],
  },
  'dial-verb': {
    begin: (one) =>
      dial(
        one,
        `<Dial record="record-from-answer" ${attributes(one.url)}><Number>${other}</Number></Dial>`,
      ),
    sources: ['DialVerb'],
  },
  'conference-verb': {
    begin: (one) => {
      const told = `statusCallback="${one.url}" statusCallbackEvent="start end join leave"`;
      const room = `<Conference record="record-from-start" ${told} ${attributes(one.url)}>${one.room}</Conference>`;
      return dial(one, `<Dial>${room}</Dial>`);
    },
    sources: ['Conference'],
  },
  'call-request': {
    begin: (one) => dial(one, open),
    sources: ['StartCallRecordingAPI'],
    isLater: true,
  },
  'participant-request': {
    begin: ({ asking, account_sid, From, room, url }) =>
      asking.conferences.participants.participants(room, {
        account_sid,
        ApplicationSid,
        From,
        To,
        Record: true,
        ConferenceRecord: 'true',
        StatusCallback: url,
        StatusCallbackEvent: 'initiated ringing answered completed',
        ...recordingTold(url),
        ConferenceRecordingStatusCallback: url,
        ConferenceRecordingStatusCallbackEvent: 'in-progress completed absent',
        ConferenceStatusCallback: url,
        ConferenceStatusCallbackEvent: 'start end join leave',
      }) as PromiseLike<Begun>,
    sources: ['OutboundAPI', 'StartConferenceRecordingAPI'],
  },
  'handed-over-leg': {
    begin: (one) => {
      const told = `statusCallback="${one.url}" statusCallbackEvent="initiated ringing answered completed"`;
      return dial(one, `<Dial callerId="${one.From}"><Number ${told}>${other}</Number></Dial>`);
    },
    handedOver: ({ url }) => {
      const told = attributes(url, 'in-progress completed');
      return `<Response><Record playBeep="false" ${told}/>${open}</Response>`;
    },
    sources: ['RecordVerb'],
    isLater: true,
  },
} as const satisfies Readonly<Record<string, Path>>;

export type PathName = keyof typeof paths;
export const pathNames = Object.keys(paths) as PathName[];
export const pathOf = (name: PathName): Path => paths[name];
