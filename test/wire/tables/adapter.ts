/** How the tables reach the product: requests, documents and queries of one account. */
import { Switchboard } from '../../../src/engine/index.ts';
import {
  type Asked,
  directoryOf,
  type Held,
  type Instruction,
  type LineRow,
  type Mint,
  type PathName,
  type Reader,
  type ReadName,
  type RecordingRow,
  type RequestName,
  translate,
} from '../../../src/wire/index.ts';
import { foundBy, outcomeOf } from '../named.ts';

const accountSid = 'account-0';
const ours = { accountSid, connectionId: 'connection-0' } as const;
const numbers = { to: '+15550001', from: '+15550000' };
const subscription = {
  url: 'https://example.com/old',
  method: 'GET',
  events: ['ringing'],
} as const;

/** The call that documents are of. */
export const callRow: LineRow = { machine: 'call', ...ours, ...numbers, subscription };
/** The lines that are there. */
export const lines: Readonly<Record<string, LineRow>> = {
  'call-0': callRow,
  'leg-0': { machine: 'dialLeg', ...ours, ...numbers },
};
/** What is kept of a recording whose request says nothing. */
export const recordingRow: RecordingRow = { machine: 'recording', accountSid, sendsUrl: true };
const conference = { machine: 'conference', ...ours, friendlyName: 'room' } as const;

const directory: Reader = {
  ...directoryOf({ machines: new Switchboard(), rows: new Map() }, accountSid),
  line: (sid) => lines[sid],
  recording: (sid) =>
    sid === 'recording-0' ? { row: recordingRow, callSid: 'call-0' } : undefined,
  transcription: (sid) =>
    sid === 'transcription-0' ? { machine: 'transcription', accountSid } : undefined,
  conference: (sid) => (sid === 'conference-0' ? { sid, row: conference } : undefined),
  conferenceNamed: () => undefined,
  participant: (_conference, sid) => sid,
  requested: () => undefined,
};

type Path = Partial<Record<PathName, string>>;
const home = {
  account_sid: accountSid,
  connection_id: 'connection-0',
  call_sid: 'call-0',
  recording_sid: 'recording-0',
  recording_transcription_sid: 'transcription-0',
  conference_sid: 'conference-0',
  call_sid_or_participant_label: 'leg-0',
};

const mediaUrl = (sid: string) => `https://media.example.com/${sid}`;

/** Sids are counted by what they are for, so that a table can name them. */
function counting(): Mint {
  const made = new Map<string, number>();
  return (what) => {
    const count = (made.get(what) ?? 0) + 1;
    made.set(what, count);
    return `${what}-${count}`;
  };
}

/** What a request asks; it throws RequestError for a body that says something wrong. */
export function asked(operation: RequestName, body: object, path: Path = {}): Asked {
  const mint = counting();
  const request = { path: { ...home, ...path }, body, mint, directory, mediaUrl };
  const outcome = outcomeOf(operation, request);
  if ('refused' in outcome) throw new Error(`refused: ${outcome.refused}`);
  return outcome;
}

/** What an instruction asks when call-0 runs it. */
export const translated = (instruction: Instruction) =>
  translate(instruction, {
    callSid: 'call-0',
    ...ours,
    from: numbers.from,
    row: callRow,
    conferenceSidOf: () => undefined,
    mint: counting(),
  });

/** What a read answers; it throws RequestError for a query that says something wrong. */
export const answered = (read: ReadName, query: string, held: Held, path: Path) =>
  foundBy(read, {
    path: { ...home, ...path },
    query,
    directory: directoryOf(held, accountSid),
    mint: counting(),
    mediaUrl,
  });
