/** The six creation paths, asked for as a customer does. */
import { type Asking, account_sid } from './served.ts';

export const From = '+12025550199';
export const To = '+12025550100';
export const ApplicationSid = '1';
const room = 'room';
/** A document that leaves the line open. */
const open = '<Response><Pause length="180"/></Response>';

export interface Creation {
  /** Asks for it; the events of its recordings are told to the URL. */
  readonly begin: (sandbox: Asking, url: string) => Promise<unknown>;
  /** The source words of the recordings that it makes, sorted. */
  readonly sources: readonly string[];
}

const told = (url: string) => ({
  RecordingStatusCallback: url,
  RecordingStatusCallbackEvent: 'in-progress completed absent',
});
const callback = (url: string) =>
  `recordingStatusCallback="${url}" recordingStatusCallbackEvent="in-progress completed"`;
const callIn = ({ control }: Asking, verbs: string) =>
  control('POST', '/calls', { From, To, Texml: `<Response>${verbs}</Response>` });
const callOut = ({ calls }: Asking, said: object) =>
  calls.calls(account_sid, { body: { ApplicationSid, From, To, Texml: open, ...said } });

export const creations: Readonly<Record<string, Creation>> = {
  'outbound-call': {
    begin: (sandbox, url) => callOut(sandbox, { Record: true, ...told(url) }),
    sources: ['OutboundAPI'],
  },
  'record-verb': {
    begin: (sandbox, url) => callIn(sandbox, `<Record playBeep="false" ${callback(url)}/>`),
    sources: ['RecordVerb'],
  },
  'dial-verb': {
    begin: (sandbox, url) =>
      callIn(
        sandbox,
        `<Dial record="record-from-answer" ${callback(url)}><Number>${To}</Number></Dial>`,
      ),
    sources: ['DialVerb'],
  },
  'conference-verb': {
    begin: (sandbox, url) =>
      callIn(
        sandbox,
        `<Dial><Conference record="record-from-start" ${callback(url)}>${room}</Conference></Dial>`,
      ),
    sources: ['Conference'],
  },
  'call-request': {
    begin: async (sandbox, url) => {
      await callOut(sandbox, {});
      await sandbox.pass('5s');
      const { calls = [] } = await sandbox.calls.retrieveCalls(account_sid);
      const { sid = '' } = calls[0] ?? {};
      await sandbox.calls.recordingsJson.recordingsJson(sid, { account_sid, ...told(url) });
    },
    sources: ['StartCallRecordingAPI'],
  },
  'participant-request': {
    begin: ({ conferences }, url) =>
      conferences.participants.participants(room, {
        account_sid,
        ApplicationSid,
        From,
        To,
        Record: true,
        ConferenceRecord: 'true',
        ...told(url),
        ConferenceRecordingStatusCallback: url,
        ConferenceRecordingStatusCallbackEvent: 'in-progress completed absent',
      }),
    sources: ['OutboundAPI', 'StartConferenceRecordingAPI'],
  },
};
