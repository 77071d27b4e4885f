/** Journeys: for each creation path and kind, how such a recording comes about, from call to file. */
import type { Address, AnyEvent, CommandType, FactType, KindId } from '../../machines/index.ts';
import { Switchboard } from '../../src/engine/index.ts';
import { verdictOf } from './machines.ts';
import type { Journey, JourneyStep, Shown } from './vector.ts';

const call = { machine: 'call', sid: 'C' } as const;
const conference = { machine: 'conference', sid: 'F' } as const;
const leg = { machine: 'dialLeg', sid: 'L1' } as const;
const capture = { machine: 'recording', sid: 'R' } as const;
const recording = { sid: 'R' } as const;

type Timeless<E> = E extends AnyEvent & { type: CommandType | FactType } ? Omit<E, 'at'> : never;
type Told = readonly [to: Address, event: Timeless<AnyEvent>];

const inbound: readonly Told[] = [
  [call, { type: 'call.receive' }],
  [call, { type: 'call.rang' }],
  [call, { type: 'call.answered' }],
];
const dialed = (more: Partial<Timeless<AnyEvent>> = {}): Told => [
  call,
  { type: 'call.dial', legs: ['L1', 'L2'], hasAction: true, ...more } as Timeless<AnyEvent>,
];
const legAnswers: readonly Told[] = [
  [leg, { type: 'call.rang' }],
  [leg, { type: 'call.answered' }],
];
const captured: Told = [capture, { type: 'media.started', order: 1 }];
const filed: readonly Told[] = [
  [capture, { type: 'media.stopped', order: 2 }],
  [capture, { type: 'media.saved', location: 'file' }],
];
const hangsUp = (who: Address): Told => [who, { type: 'call.hungUp' }];
const participant = { type: 'conference.addParticipant', legSid: 'L1', stay: 'S' } as const;

interface Script {
  readonly kind: KindId;
  readonly variant?: string;
  readonly says: string;
  readonly told: readonly Told[];
}
const scripts: readonly Script[] = [
  {
    kind: 'outbound-call/call',
    says: 'An outbound call is recorded from its answer until it is hung up.',
    told: [
      [call, { type: 'call.dialOut', recording }],
      [call, { type: 'call.initiated' }],
      [call, { type: 'call.rang' }],
      [call, { type: 'call.answered' }],
      captured,
      hangsUp(call),
      ...filed,
    ],
  },
  {
    kind: 'record-verb/call',
    says: 'A <Record> that any key ends; then its action is asked for.',
    told: [
      ...inbound,
      [call, { type: 'call.record', recording, hasAction: true }],
      captured,
      [call, { type: 'digit.pressed', digit: '5' }],
      ...filed,
      hangsUp(call),
    ],
  },
  {
    kind: 'dial-verb/call',
    says: 'A <Dial> to two, recorded from the answer of the first.',
    told: [...inbound, dialed({ recording }), ...legAnswers, captured, hangsUp(leg), ...filed],
  },
  {
    kind: 'dial-verb/call',
    variant: 'from-ringing',
    says: 'A <Dial> to two, recorded from when its legs are called.',
    told: [
      ...inbound,
      dialed({ recording, recordFrom: 'ringing' }),
      captured,
      ...legAnswers,
      hangsUp(leg),
      ...filed,
    ],
  },
  {
    kind: 'conference-verb/conference',
    says: 'A conference is recorded because its first participant asks for it.',
    told: [
      ...inbound,
      [call, { type: 'call.joinConference', conferenceSid: 'F', stay: 'S', recording }],
      captured,
      hangsUp(call),
      ...filed,
    ],
  },
  {
    kind: 'call-request/request',
    says: 'A REST request records a call; another pauses it, resumes it and stops it.',
    told: [
      ...inbound,
      [call, { type: 'call.startRecording', recording }],
      captured,
      [capture, { type: 'recording.pause' }],
      [capture, { type: 'media.paused', order: 2 }],
      [capture, { type: 'recording.resume' }],
      [capture, { type: 'media.resumed', order: 3 }],
      [capture, { type: 'recording.stop' }],
      [capture, { type: 'media.stopped', order: 4 }],
      [capture, { type: 'media.saved', location: 'file' }],
    ],
  },
  {
    kind: 'call-request/request',
    variant: 'leg',
    says: 'A REST request records one leg of a <Dial>.',
    told: [
      ...inbound,
      dialed(),
      ...legAnswers,
      [leg, { type: 'call.startRecording', recording }],
      captured,
      hangsUp(leg),
      ...filed,
    ],
  },
  {
    kind: 'call-request/background',
    says: 'A <Start><Recording> goes on until the call is hung up.',
    told: [
      ...inbound,
      [call, { type: 'call.startBackgroundRecording', recording }],
      captured,
      hangsUp(call),
      ...filed,
    ],
  },
  {
    kind: 'participant-request/leg',
    says: 'A dialled participant is recorded alone.',
    told: [
      [conference, { ...participant, recording }],
      ...legAnswers,
      captured,
      hangsUp(leg),
      ...filed,
    ],
  },
  {
    kind: 'participant-request/conference',
    says: 'A dialled participant has the conference recorded, until a request ends it.',
    told: [
      [conference, { ...participant, conferenceRecording: recording }],
      ...legAnswers,
      captured,
      [conference, { type: 'conference.end' }],
      ...filed,
    ],
  },
];

/** Every journey, a second between two events. */
export const journeys = (shown: Shown): Journey[] =>
  scripts.map(({ kind, variant, says, told }) => {
    const switchboard = new Switchboard();
    const steps = told.map(([to, said], i): JourneyStep => {
      const event = { ...said, at: (i + 1) * 1_000 } as AnyEvent;
      const { changed, effects, ...delivery } = switchboard.deliver(to, event);
      return {
        to,
        event,
        ...verdictOf(delivery),
        changed: changed.map((one) => ({
          machine: one.machine,
          sid: one.sid,
          state: one.state,
          ...shown(one),
        })),
        effects,
      };
    });
    return { id: variant === undefined ? kind : `${kind}/${variant}`, says, steps };
  });

/** The kinds of recording that there are journeys of. */
export const journeyKinds = new Set(scripts.map(({ kind }) => kind));
