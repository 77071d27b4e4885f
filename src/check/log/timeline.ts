/**
 * The timeline of the sandbox: `GET /sandbox/timeline`. Commands stand there as its machines were
 * given them, and of callbacks a word.
 */
import {
  type Address,
  commands,
  type MachineName,
  machineNames,
  type RefusalReason,
} from '../../../machines/index.ts';
import { checkEvent } from '../../engine/check.ts';
import { InvalidInput } from '../../engine/index.ts';
import { readSaid } from '../../wire/index.ts';
import {
  isTable,
  type LogEntry,
  type LogPlace,
  type LogTable,
  NotAnEntry,
  stringIn,
  timeOf,
} from './entry.ts';

/** Reads entries in their order: of whom a callback is, is said by what stands before it. */
export function timelineForm(): (value: LogTable, place: LogPlace) => LogEntry | undefined {
  const machines = new Map<string, MachineName>();
  const calls = new Map<string, string>();
  const note = ({ machine, sid }: Address, event: LogTable) => {
    machines.set(sid, machine);
    const callSid = stringIn(event.callSid);
    if (machine === 'recording' && callSid !== undefined) calls.set(sid, callSid);
  };
  return (value, place) => {
    const at = timeOf(value.at, 'at');
    const sid = stringIn(value.sid) ?? '';
    if (value.kind === 'step' && isTable(value.event)) {
      const machine = machineNames.find((one) => one === value.machine);
      if (!machine || sid === '') {
        throw new NotAnEntry(`it is of no machine; expected ${machineNames.join(', ')}, and a sid`);
      }
      note({ machine, sid }, value.event);
      return commanded(value, value.event, { to: { machine, sid }, place, at });
    }
    if (value.kind === 'instructions') {
      const said = readSaid({ CallSid: sid, ...verbOf[String(value.about)] });
      return { kind: 'heard', place, at, said };
    }
    const machine = machines.get(sid);
    if (value.kind !== 'callback' || machine === undefined) return undefined;
    const said = readSaid(spelled({ machine, sid }, String(value.about), calls.get(sid)));
    return said.kind === 'other' ? undefined : { kind: 'heard', place, at, said };
  };
}

const verbOf: Readonly<Record<string, LogTable>> = {
  'dial-ended': { DialCallStatus: 'completed', DialCallSid: '' },
  'conference-left': { DialCallStatus: 'completed' },
};

interface Around {
  readonly to: Address;
  readonly place: LogPlace;
  readonly at: number;
}
function commanded(
  { isFirst, verdict }: LogTable,
  { at: _, ...event }: LogTable,
  { to, place, at }: Around,
): LogEntry | undefined {
  const type = stringIn(event.type) ?? '';
  if (isFirst !== true || !Object.hasOwn(commands, type)) return undefined;
  checkCommand(to, { ...event, type, at });
  const reason = isTable(verdict) && verdict.verdict === 'refused' ? verdict.reason : undefined;
  const refused = reason === undefined ? {} : { refused: reason as RefusalReason };
  return { kind: 'commanded', place, at, to, event: { ...event, type }, ...refused };
}

/** @throws NotAnEntry for what no machine of this name understands. */
function checkCommand({ machine }: Address, event: object) {
  try {
    checkEvent(machine, event);
  } catch (error) {
    if (error instanceof InvalidInput) throw new NotAnEntry(error.message);
    throw error;
  }
}

/** The parameters that say it. */
function spelled({ machine, sid }: Address, word: string, callSid: string | undefined): LogTable {
  const of = callSid === undefined ? {} : { CallSid: callSid };
  switch (machine) {
    case 'recording':
      return { ...of, RecordingSid: sid, RecordingStatus: word };
    case 'transcription':
      return { TranscriptionSid: sid, TranscriptionStatus: word };
    case 'conference': {
      const noun = word === 'join' || word === 'leave' ? 'participant' : 'conference';
      return { ConferenceSid: sid, StatusCallbackEvent: `${noun}-${word}` };
    }
    default:
      return { CallSid: sid, CallStatus: word, CallbackSource: 'call-progress-events' };
  }
}
