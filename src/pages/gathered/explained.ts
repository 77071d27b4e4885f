/** What the glossary explains that no declaration says: ideas, abbreviations, sources, words. */
import type { announcements, MachineName } from '../../../machines/index.ts';
import { documentSources, type SourceKey } from '../../wire/index.ts';

/** The words with which the pages speak. */
export const ideas = {
  machine:
    'What follows one thing through its life: a call, a dialled leg, a conference, a recording or ' +
    'a transcription.',
  sid: 'The id of one such thing; `recording-1` in the stories.',
  state: 'What such a thing is in: a recording that is `paused`. In one state at a time.',
  event: 'Something that a machine is told: a command, a fact or a signal.',
  command: 'An event that asks for something, such as `recording.pause`. It can be refused.',
  fact: 'An event that reports what has happened, such as `media.paused`. It is never refused.',
  signal: 'An event with which one machine tells another, such as `host.ended`.',
  condition: 'What decides between several answers to one event; asked in the order given.',
  verdict: 'How a state answers an event: accepted, unchanged, refused or ignored.',
  effect: 'What a machine asks of the world: orders, callbacks, timers. The host performs it.',
  host: 'What is recorded: a call, a dialled leg or a conference. Also the service that runs all this.',
  order:
    'An effect for the media server or the network. Orders to the media server carry a running ' +
    'number, which the answer repeats: an answer to an older order is ignored.',
  deadline: 'How long an answer may take; then the recording goes on without it.',
  live: 'A tag: the thing has not come to its end.',
  capturing: 'A tag: audio is being captured.',
  answered: 'A tag: the line is open.',
  ended: 'A tag: it has come to its end; it still answers.',
  none: 'The state before anything is known of a sid, and after it is forgotten.',
  leg: 'One line of a call. A dialled leg is the line that a `<Dial>` or a request opens.',
  stay: 'One time that a call or leg is in a conference; a later stay has another id.',
  customer: 'Whoever runs the application: it sends requests, serves documents, takes callbacks.',
  'media server': 'What captures audio, on order, and makes the files.',
  claim: 'A sentence that must hold in every run; its id is permanent.',
  orphan: 'A file that comes for a recording that was given up. It is reported, never lost.',
  callback:
    'A request to the customer that tells a new status. An answer of 200 takes it (assumption A36); what it says of both ends, and of the calls that belong together, rests on assumptions A33 and A35.',
  action:
    'The URL that is asked for the next document once a verb is over; that of a `<Dial>` is told how it ended (assumption A34).',
} as const;

/** Every abbreviation of the pages; a test finds those that are missing. */
export const abbreviations = {
  API: 'Application programming interface: how programs ask for something.',
  DOT: 'The text format of Graphviz, which draws charts.',
  GET: 'The method of HTTP that fetches.',
  DELETE: 'The method of HTTP that deletes.',
  HTTP: 'Hypertext Transfer Protocol: how requests and callbacks travel.',
  JSON: 'JavaScript Object Notation: data as text.',
  PlantUML: 'A text format for charts in the Unified Modeling Language.',
  POST: 'The method of HTTP that sends data.',
  REST: 'Representational state transfer: here, the requests of the TeXML API.',
  SCXML: 'State Chart XML: the standard text format of statecharts.',
  XState: 'The library for statecharts in JavaScript that the machines are declared with.',
  SIP: 'Session Initiation Protocol: how calls are set up over the internet.',
  TeXML: 'Telnyx Extensible Markup Language: the documents that tell a call what to do.',
  URL: 'Uniform Resource Locator: an address on the web.',
  XML: 'Extensible Markup Language.',
} as const;

const docs = 'https://developers.telnyx.com';
const verbs = `${docs}/docs/voice/programmable-voice/texml-verbs`;
const rest = `${docs}/docs/voice/texml/rest-api`;
const callbacks = `${docs}/api-reference/callbacks`;
const pageOf = (key: SourceKey) => `${documentSources[key].is}: ${documentSources[key].url}`;
/** The documents that the model was taken from, by their short names. */
export const sources = {
  GUIDE: `Telnyx’s guide to recordings: ${rest}/recordings`,
  OpenAPI: 'Telnyx’s own description of its API: `openapi/spec3.yml` of team-telnyx/openapi.',
  SDK: 'Telnyx’s own client: the npm package `telnyx`, 7.24.',
  'T-REC': pageOf('T-REC'),
  'T-RECNG': pageOf('T-RECNG'),
  'T-DIAL': pageOf('T-DIAL'),
  'T-CONF': pageOf('T-CONF'),
  'T-HANG': `The verb <Hangup>: ${verbs}/hangup`,
  'T-REJ': pageOf('T-REJ'),
  'T-REDIR': pageOf('T-REDIR'),
  'T-CALLS': `Telnyx’s guide to calls: ${rest}/calls`,
  'T-PART': `Telnyx’s guide to conference participants: ${rest}/conference-participants`,
  'C-CALL': `The callbacks of calls: ${callbacks}/texml-call-initiated and its neighbours`,
  model: 'Nothing public: what passes between the machines, the media server and the clock.',
} as const;

type Meanings = {
  readonly [M in MachineName]: Readonly<Record<(typeof announcements)[M][number], string>>;
};
const ofLine = {
  initiated: 'The network took the call.',
  ringing: 'The far end rings.',
  'in-progress': 'It was answered.',
  completed: 'It was answered and is over.',
  busy: 'The far end was busy.',
  'no-answer': 'Nobody answered in time.',
  canceled: 'It was given up before it was answered.',
  failed: 'The far end could not be reached.',
} as const;
/** What each announcement means. */
export const announced: Meanings = {
  recording: {
    'in-progress': 'Capture has started.',
    completed: 'The file can be fetched.',
    absent: 'Nothing was kept.',
  },
  transcription: {
    completed: 'The text can be fetched.',
    failed: 'There is no text, and there will be none.',
  },
  call: ofLine,
  dialLeg: ofLine,
  conference: {
    start: 'Its participants hear each other.',
    end: 'It is over.',
    join: 'Somebody is in.',
    leave: 'Somebody is out.',
  },
};
