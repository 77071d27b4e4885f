/**
 * The parameters of every request: what each may hold, and what becomes of it. Source: OpenAPI, and
 * N for what only the SDK has, unless a line says otherwise. Defaults are elsewhere, once: those of a
 * recording in its creation path, those of callbacks in `rows.ts`.
 */
import type { z } from 'zod';
import { tapTracks } from '../resources/rows.ts';
import { means, warnsOf } from '../resources/uses.ts';
import { neededAddress } from './spelling/addresses.ts';
import {
  outbound,
  recordedLine,
  recordingTold,
  shownCaller,
  track,
  trim,
  unheard,
  withAssistant,
} from './spelling/line-parameters.ts';
import {
  choice,
  choiceOrFlag,
  events,
  flag,
  method,
  neededText,
  seconds,
  socketUrl,
  text,
  url,
  whole,
} from './spelling/parameter-kinds.ts';
import { parameterTable } from './spelling/parameter-table.ts';

/** Nothing comes about that anybody could be told of. */
const tapTold = {
  StatusCallback: [url, warnsOf('listened-in')],
  StatusCallbackMethod: [method, warnsOf('method-in-vain')],
} as const;

const stopped = { Status: [choice('stopped'), means('row')] } as const;

export const parameters = {
  initiateCall: parameterTable({
    ...outbound,
    ApplicationSid: [neededText, means('row')],
    Url: [url.nullable(), means('document')],
    UrlMethod: [method, means('document'), { needs: 'Url' }],
    Texml: [text.nullable(), means('document')],
  }),

  // N has the first five; that it takes what the other takes is A50. Source: SDK; facts 11.
  createCall: parameterTable({
    ...outbound,
    Url: [url, means('document')],
    Method: [method, means('document'), { needs: 'Url' }],
    Texml: [text, means('document')],
  }),

  initiateAICall: parameterTable(withAssistant),

  updateCall: parameterTable({
    Status: [choice('completed'), means('command')],
    Url: [url, means('document')],
    Method: [method, means('document'), { needs: 'Url' }],
    Texml: [text, means('document')],
    FallbackUrl: [url, means('document')],
    FallbackMethod: [method, means('document'), { needs: 'FallbackUrl' }],
    StatusCallback: [url, means('row')],
    StatusCallbackMethod: [method, means('row')],
  }),

  startRecording: parameterTable({
    PlayBeep: [flag, means('command')],
    RecordingChannels: [choice('single', 'dual'), means('command')],
    RecordingTrack: [track, means('command')],
    RecordingStatusCallback: [url, means('row')],
    ...recordingTold,
    SendRecordingUrl: [flag, means('row')],
  }),
  // OpenAPI does not say that Status is required; there is nothing else to update: A16.
  updateRecording: parameterTable({
    Status: [choice('in-progress', 'paused', 'stopped').unwrap(), means('command')],
  }),
  deleteRecording: parameterTable({}),
  deleteTranscription: parameterTable({}),

  startStream: parameterTable({
    Name: [text, means('row')],
    Url: [socketUrl, warnsOf('listened-in')],
    Track: [choice(...tapTracks), warnsOf('listened-in')],
    BidirectionalMode: [choice('mp3', 'rtp'), warnsOf('listened-in')],
    BidirectionalCodec: [choice('PCMU', 'PCMA', 'G722'), warnsOf('listened-in')],
    ...tapTold,
  }),
  startSiprec: parameterTable({
    Name: [text, means('row')],
    Track: [choice(...tapTracks), means('row')],
    ConnectorName: [text, warnsOf('listened-in')],
    IncludeMetadataCustomHeaders: [flag, warnsOf('listened-in')],
    Secure: [flag, warnsOf('listened-in')],
    SessionTimeoutSecs: [seconds(0), warnsOf('listened-in')],
    SipTransport: [choice('udp', 'tcp', 'tls'), warnsOf('listened-in')],
    ...tapTold,
  }),
  updateStream: parameterTable(stopped),
  updateSiprec: parameterTable(stopped),

  dialParticipant: parameterTable({
    // OpenAPI requires neither; nobody can be dialled without. Source: W-NPM.
    To: [neededAddress, means('row')],
    From: [neededAddress, means('row')],
    ApplicationSid: [text, means('row')],
    Label: [text, means('row')],
    Timeout: [seconds(5, 120), means('command')],
    TimeLimit: [seconds(1), means('command')],
    StatusCallback: [url, means('row')],
    StatusCallbackMethod: [method, means('row'), { needs: 'StatusCallback' }],
    StatusCallbackEvent: [
      events('initiated', 'ringing', 'answered', 'completed'),
      means('row'),
      { needs: 'StatusCallback' },
    ],
    StartConferenceOnEnter: [flag, means('command')],
    EndConferenceOnExit: [flag, means('command')],
    MaxParticipants: [whole(2, 800), means('command')],
    Muted: [flag, means('row')],
    Coaching: [flag, means('row')],
    CallSidToCoach: [text, means('row')],
    ...shownCaller,
    ...recordedLine,
    ConferenceRecord: [
      choiceOrFlag('true', 'false', 'record-from-start', 'do-not-record'),
      means('command'),
    ],
    ConferenceRecordingTimeout: [seconds(0), means('command'), { needs: 'ConferenceRecord' }],
    ConferenceTrim: [trim, means('command'), { needs: 'ConferenceRecord' }],
    ConferenceRecordingStatusCallback: [url, means('row'), { needs: 'ConferenceRecord' }],
    ConferenceRecordingStatusCallbackMethod: [
      method,
      means('row'),
      { needs: 'ConferenceRecordingStatusCallback' },
    ],
    ConferenceRecordingStatusCallbackEvent: [
      events('in-progress', 'completed', 'absent', 'failed'),
      means('row'),
      { needs: 'ConferenceRecordingStatusCallback' },
    ],
    ConferenceStatusCallback: [url, means('row')],
    ConferenceStatusCallbackMethod: [method, means('row'), { needs: 'ConferenceStatusCallback' }],
    ConferenceStatusCallbackEvent: [
      events('start', 'end', 'join', 'leave'),
      means('row'),
      { needs: 'ConferenceStatusCallback' },
    ],
    ...unheard,
    AmdStatusCallback: [url, means('row'), { needs: 'MachineDetection' }],
    AmdStatusCallbackMethod: [method, means('row'), { needs: 'AmdStatusCallback' }],
    Beep: [choiceOrFlag('true', 'false', 'onEnter', 'onExit'), warnsOf('heard')],
    EarlyMedia: [flag, warnsOf('early-media'), { byDefault: false }],
    MachineDetection: [choice('Enable', 'DetectMessageEnd'), means('row')],
    MachineDetectionTimeout: [whole(0), means('row'), { needs: 'MachineDetection' }],
    WaitUrl: [url, warnsOf('wait-document')],
  }),
  updateParticipant: parameterTable({
    EndConferenceOnExit: [flag, means('command')],
    Muted: [flag, means('row')],
    Hold: [flag, means('row')],
    Coaching: [flag, means('row')],
    CallSidToCoach: [text, means('row')],
    HoldUrl: [url, warnsOf('wait-document')],
    HoldMethod: [method, warnsOf('method-in-vain')],
    AnnounceUrl: [url, warnsOf('announcement')],
    AnnounceMethod: [method, warnsOf('method-in-vain')],
    BeepOnExit: [flag, warnsOf('heard')],
    WaitUrl: [url, warnsOf('wait-document')],
  }),
  removeParticipant: parameterTable({}),
  updateConference: parameterTable({
    Status: [choice('completed'), means('command')],
    AnnounceUrl: [url, warnsOf('announcement')],
    AnnounceMethod: [method, warnsOf('method-in-vain'), { byDefault: 'POST' }],
  }),
} as const;

/** What the body of a request says, once it is read: what it leaves out is undefined. */
export type BodyOf<O extends keyof typeof parameters> = z.output<(typeof parameters)[O]>;
