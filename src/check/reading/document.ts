/** From a document that a call was given to the commands that it is: with the sids that the log names. */

import type { RecordingSource } from '../../../machines/index.ts';
import type { Untimed } from '../../follow/index.ts';
import {
  type Instruction,
  type Mint,
  type NewRow,
  type Reader,
  readTexml,
  type Surroundings,
  translate,
} from '../../wire/index.ts';
import type { ClaimsSid } from './directory.ts';
import type { SessionNames } from './names.ts';
import { conferenceSources, toldSourceOf } from './sources.ts';

/** What a document asks. */
export interface DocumentRead {
  /** In order; `call.hangUp` is the last where the call ends with it. */
  readonly commands: readonly Untimed[];
  /** What is kept of what it makes: who is told. */
  readonly rows: readonly NewRow[];
}
/** Whom a document is for, and what is known around it. */
export interface ForCall {
  readonly callSid: string;
  readonly names: SessionNames;
  readonly directory: Reader;
  readonly claim: ClaimsSid;
  readonly mint: Mint;
  /** When it was given, in milliseconds since the epoch. */
  readonly at: number;
  /** How often each call has joined a conference of a name, by both. */
  readonly joins: Map<string, number>;
}

/** Whose recordings come from which verb. */
const sources: Partial<Readonly<Record<Instruction['verb'], readonly RecordingSource[]>>> = {
  Record: [toldSourceOf('record-verb/call')],
  Recording: [toldSourceOf('call-request/background')],
  Dial: [toldSourceOf('dial-verb/call')],
  Conference: conferenceSources,
};

/** Reads a document; one that is none ends the call. */
export function documentRead(text: string, of: ForCall): DocumentRead {
  const { instructions } = readTexml(text);
  const commands: Untimed[] = [];
  const rows: NewRow[] = [];
  for (const instruction of instructions) {
    const one = translate(instruction, surroundings(of, instruction));
    if ('host' in one) continue;
    commands.push(one.command as Untimed);
    rows.push(...one.rows);
    const isLast = one.nextDocument !== undefined || one.command.type === 'call.hangUp';
    if (isLast) return { commands, rows };
  }
  return { commands: [...commands, { type: 'call.hangUp' }], rows };
}

function surroundings(of: ForCall, { verb }: Instruction): Surroundings {
  const { callSid, names, directory, claim, mint } = of;
  const isOfVerb = (sid: string) => {
    const { callSid: call = callSid, source } = names.recordings.get(sid) ?? {};
    return call === callSid && (source === undefined || sources[verb]?.includes(source) === true);
  };
  const fits: Partial<Record<Parameters<Mint>[0], (sid: string) => boolean>> = {
    recording: isOfVerb,
    dialLeg: (sid) => names.legs.get(sid) === callSid,
    transcription: () => true,
    conference: (sid) => names.conferences.get(sid)?.calls.has(callSid) === true,
  };
  let wanted = '';
  const sidFor: Mint = (what) => {
    const own = fits[what];
    const named = what !== 'stay' && own ? claim(what, own) : undefined;
    const sid = named ?? mint(what);
    if (what === 'conference') nameConference(of, sid, wanted);
    return sid;
  };
  return {
    callSid,
    accountSid: directory.accountSid,
    connectionId: '',
    from: '',
    mint: sidFor,
    conferenceSidOf(name) {
      wanted = name;
      return joined(of, name);
    },
  };
}

/** Which conference of a name a call joins: the next of those that it was in, if there are several. */
function joined({ callSid, names, directory, joins }: ForCall, name: string): string | undefined {
  const key = JSON.stringify([callSid, name]);
  const before = joins.get(key) ?? 0;
  joins.set(key, before + 1);
  const own = [...names.conferences]
    .filter(([, one]) => one.name === name && one.calls.has(callSid))
    .sort(([, a], [, b]) => a.since - b.since);
  return own[Math.min(before, own.length - 1)]?.[0] ?? directory.conferenceNamed(name)?.sid;
}

/** Whoever joins a conference of this name later joins the same. */
function nameConference({ names, callSid, at }: ForCall, sid: string, name: string) {
  const known = names.conferences.get(sid) ?? { calls: new Set([callSid]), since: at };
  names.conferences.set(sid, { ...known, name });
}
