/** Whom a machine names, in what it remembers or in its row: as long as it lives, they stay. */
import { type Address, type Contexts, slotOf } from '../../../../machines/index.ts';
import { machineRecorded, type Snapshot } from '../../../engine/index.ts';
import type { Row } from '../../../wire/index.ts';
import { isAtRest } from '../../delivery.ts';

type Sid = string | null | undefined;
const recording = (sid: Sid): Address[] => (sid ? [{ machine: 'recording', sid }] : []);
const transcription = (sid: Sid): Address[] => (sid ? [{ machine: 'transcription', sid }] : []);
const conference = (sid: Sid): Address[] => (sid ? [{ machine: 'conference', sid }] : []);
/** The call that a leg has become has its sid. */
const leg = (sid: Sid): Address[] =>
  sid
    ? [
        { machine: 'dialLeg', sid },
        { machine: 'call', sid },
      ]
    : [];
const whoever = (one: Address): Address[] => (one.machine === 'dialLeg' ? leg(one.sid) : [one]);

type Asked = Contexts['call']['recording'];
const asked = (one: Asked | undefined) => [
  ...recording(one?.sid),
  ...transcription(one?.transcription?.sid),
];
const ofLine = (c: Contexts['call'] | Contexts['dialLeg']) => [
  ...asked(c.recording),
  ...c.recordings.flatMap(({ sid }) => recording(sid)),
  ...recording(c.lastRequest),
];

const named: { readonly [M in keyof Contexts]: (context: Contexts[M]) => Address[] } = {
  call: (c) => [
    ...ofLine(c),
    ...recording(c.record?.recordingSid),
    ...(c.dial ? [c.dial.firstLeg, ...c.dial.legs].flatMap(leg) : []),
    ...asked(c.dial?.recording),
    ...conference(c.stay?.conferenceSid),
    ...(c.takenOverAt === null ? [] : leg(c.sid)),
  ],
  dialLeg: (c) => [...ofLine(c), ...whoever(c.parent), ...asked(c.participation?.recording)],
  conference: (c) => [
    ...c.participants.flatMap((one) => [...whoever(one.who), ...asked(one.recording)]),
    ...c.arriving.flatMap(({ legSid }) => leg(legSid)),
    ...recording(c.recording),
    ...leg(c.lastLeg),
    ...leg(c.endedBy),
  ],
  recording: (c) => [
    ...whoever(c.host),
    ...whoever({ machine: machineRecorded(c), sid: c.callSid }),
    ...conference(c.conferenceSid),
    ...transcription(c.transcription?.sid),
  ],
  transcription: (c) => [...recording(c.recordingSid), ...leg(c.callSid)],
};

function namedInRow(row: Row | undefined): Address[] {
  if (!row || !('to' in row)) return [];
  const coached = 'coachingCallSid' in row ? leg(row.coachingCallSid as string) : [];
  return [...leg(row.parentCallSid), ...recording(row.dialRecordingSid), ...coached];
}

/** The slots of the others that a machine names while it lives; none once it is over. */
export function slotsNamedBy(snapshot: Snapshot | undefined, row: Row | undefined): string[] {
  if (!snapshot || isAtRest(snapshot)) return [];
  const of = named[snapshot.machine] as (context: Snapshot['context']) => Address[];
  const slots = new Set([...of(snapshot.context), ...namedInRow(row)].map(slotOf));
  slots.delete(slotOf(snapshot));
  return [...slots];
}
