/** The six ways in which a recording begins, each as the request that begins it. */
import type { PathId } from '../../../machines/index.ts';
import type { AskedOfIt, RunningSandbox } from './running.ts';

/** What is said of whoever is called, and of whoever is told. */
export interface Parties {
  readonly from: string;
  readonly to: string;
  readonly application: string;
  /** Where callbacks go; empty: nobody is told. */
  readonly callback: string;
}

const events = 'in-progress completed absent';
const form = (callback: string, prefix = 'Recording'): Record<string, string> =>
  callback === ''
    ? {}
    : { [`${prefix}StatusCallback`]: callback, [`${prefix}StatusCallbackEvent`]: events };
const escaped = (text: string) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const attributes = (callback: string) =>
  callback === ''
    ? ''
    : ` recordingStatusCallback="${escaped(callback)}" recordingStatusCallbackEvent="${events}"`;

/** Whoever is named calls in, and does what a magic number does. */
const called = ({ to, application }: Parties) => ({ from: to, application });

/** Each with what is asked; `call-request` asks for the recording once the call is answered. */
export const ways: Readonly<Record<PathId, (of: RunningSandbox, parties: Parties) => AskedOfIt>> = {
  'outbound-call': (of, parties) =>
    callOut(of, parties, { Record: 'true', ...form(parties.callback) }),
  'call-request': (of, parties) => callOut(of, parties),
  'record-verb': (of, parties) =>
    callIn(of, called(parties), `<Record maxLength="30"${attributes(parties.callback)}/>`),
  'dial-verb': (of, parties) =>
    callIn(
      of,
      parties,
      `<Dial record="record-from-answer"${attributes(parties.callback)}><Number>${escaped(parties.to)}</Number></Dial>`,
    ),
  'conference-verb': (of, parties) =>
    callIn(
      of,
      called(parties),
      `<Dial><Conference record="record-from-start"${attributes(parties.callback)}>room</Conference></Dial>`,
    ),
  'participant-request': ({ api }, { from, to, application, callback }) => ({
    method: 'POST',
    path: `${api}/Conferences/room/Participants`,
    form: {
      ...{ ApplicationSid: application, From: from, To: to },
      ...{ Record: 'true', ConferenceRecord: 'true' },
      ...form(callback),
      ...form(callback, 'ConferenceRecording'),
    },
  }),
};

const callOut = (
  { api }: RunningSandbox,
  { from, to, application }: Parties,
  more = {},
): AskedOfIt => ({
  method: 'POST',
  path: `${api}/Calls`,
  form: {
    ...{ ApplicationSid: application, From: from, To: to, ...more },
    Texml: '<Response><Say>Hello</Say><Pause length="60"/></Response>',
  },
});

const callIn = (
  { control }: RunningSandbox,
  { from, application }: Pick<Parties, 'from' | 'application'>,
  verb: string,
): AskedOfIt => ({
  method: 'POST',
  path: `${control}/calls`,
  json: {
    From: from,
    To: '+12025550100',
    ApplicationSid: application,
    Texml: `<Response>${verb}</Response>`,
  },
});

/** The recording that a call is asked for. */
export const recordingOf = (
  { api }: RunningSandbox,
  callSid: string,
  { callback }: Parties,
): AskedOfIt => ({
  method: 'POST',
  path: `${api}/Calls/${callSid}/Recordings.json`,
  form: form(callback),
});
