/**
 * Every effect: what a machine asks of the world, as data. A row says which port performs it, and
 * what it carries. Every effect also names the machine that it comes from.
 */
import {
  callSid,
  conferenceSid,
  durationMs,
  legSid,
  location,
  recordingSid,
  settings,
  transcription,
  wordsOf,
} from './event-fields.ts';
import { choice, count, type Fields, flag, type Holds, optional, text, time } from './shape.ts';
import type { AnyEvent, FactType } from './vocabulary.ts';
import {
  type Address,
  announcements,
  instructionCauses,
  lineEnders,
  lineEnds,
  type MachineName,
  machineNames,
  type RefusalReason,
  timerNames,
} from './words.ts';

/**
 * Who performs effects. Each port keeps the order of its effects of one sid, and waits for no
 * other: a customer's slow server holds up no hang-up. `asItWas`: it is given the machine as it was
 * when it asked, whatever has become of it.
 */
export const ports = {
  network: { says: 'Orders to the telephone network.', asItWas: false },
  media: { says: 'Orders to the media server; its answers come back.', asItWas: false },
  callbacks: { says: 'Words for customers.', asItWas: true },
  instructions: { says: 'Documents to fetch, or to go on with.', asItWas: true },
  orphans: {
    says: 'Files that came for a recording that was given up.',
    asItWas: false,
  },
} as const;
/** Who performs an effect, the clock aside. */
export type Port = keyof typeof ports;

/** What an effect carries when it comes from one of these machines. */
const from = <const M extends MachineName, const F extends Fields>(
  machines: readonly M[],
  fields: F,
) => ({ machine: choice('who asks', machines), sid: text('the sid of who asks'), ...fields });
/** Timers are performed by the clock of the host itself, and kept with the machine. */
const effect = <const P extends Port | 'clock', const F extends readonly EffectFields[]>(
  port: P,
  says: string,
  ...forms: F
) => ({ port, says, forms });
/** The fields of an effect beside its type; which machine it comes from is one of them. */
export type EffectFields = Fields & Pick<ReturnType<typeof from>, 'machine' | 'sid'>;

const line = ['call', 'dialLeg'] as const;
/**
 * An order to the media server, which answers it once, with what is then so: what is so already is
 * confirmed, and a refused stop means that nothing is captured.
 */
const order = { order: count('the running number that the answer repeats', 1) };
const at = time('when it was so, in milliseconds since the epoch');
const timer = choice('which timer', timerNames);

/** Every effect by type: who performs it, what it says, and its fields. */
export const effects = {
  'network.dial': effect('network', 'Call the far end.', from(line, {})),
  'network.answer': effect('network', 'Answer the inbound call.', from(['call'], {})),
  'network.hangUp': effect('network', 'Hang up the line.', from(line, {})),
  'network.bridge': effect('network', 'Connect the call with the leg.', from(['call'], { legSid })),
  'network.unbridge': effect(
    'network',
    'Part the leg from the call; both lines stay open.',
    from(['dialLeg'], { callSid }),
  ),
  'network.join': effect(
    'network',
    'Put the line into the conference.',
    from(line, { conferenceSid }),
  ),
  'network.leave': effect(
    'network',
    'Take the line out of the conference.',
    from(line, { conferenceSid }),
  ),
  'media.start': effect(
    'media',
    'Start capturing.',
    from(['recording'], { ...order, callSid, settings }),
  ),
  'media.pause': effect('media', 'Suspend capture.', from(['recording'], order)),
  'media.resume': effect('media', 'Go on capturing.', from(['recording'], order)),
  'media.stop': effect('media', 'End capture.', from(['recording'], order)),
  'media.erase': effect('media', 'Erase the file.', from(['recording'], order)),
  'media.transcribe': effect(
    'media',
    'Transcribe the file.',
    from(['transcription'], { recordingSid, location, settings: transcription }),
  ),
  announced: effect(
    'callbacks',
    'Tell the customer, if subscribed.',
    from(['recording'], { status: choice('the word', announcements.recording), at }),
    from(line, {
      status: choice('the word', announcements.call),
      at,
      endedBy: optional(choice('whose doing it was, with an end', wordsOf(lineEnders))),
    }),
    from(['transcription'], { status: choice('the word', announcements.transcription), at }),
    from(['conference'], {
      status: choice('the word', announcements.conference),
      at,
      callSid: optional(text('whom a join or leave is about')),
    }),
  ),
  'timer.set': effect(
    'clock',
    'Send timer.fired when it is due; a timer of the same name is replaced.',
    from(machineNames, { timer, dueAt: count('when, in milliseconds since the epoch') }),
  ),
  'timer.cancel': effect('clock', 'Forget the timer.', from(machineNames, { timer })),
  'instructions.requested': effect(
    'instructions',
    'Fetch the next document and execute it.',
    from(['call'], {
      because: choice('why', wordsOf(instructionCauses)),
      recordingSid: optional(recordingSid),
      durationMs: optional(durationMs),
      digit: optional(text('the key that ended a <Record>, or hangup')),
      dialStatus: optional(choice('how a <Dial> ended', lineEnds)),
      legSid: optional(legSid),
      execute: flag('false: the call is over, and the answer is not executed'),
    }),
  ),
  'instructions.resumed': effect(
    'instructions',
    'Go on with the next verb of the document.',
    from(['call'], { again: flag('true: run the same verb once more, with fresh sids') }),
  ),
  'recording.orphaned': effect(
    'orphans',
    'A file came for a recording that was given up: keep it, tell somebody.',
    from(['recording'], { location }),
  ),
} as const;

type Effects = typeof effects;
/** The type of an effect, such as `media.start`. */
export type EffectType = keyof Effects;
/** All types of effects. */
export const effectTypes = Object.keys(effects) as EffectType[];
type Asked<T extends EffectType, F> = F extends EffectFields
  ? Flat<{ readonly type: T } & Holds<F>>
  : never;
type Flat<T> = { readonly [K in keyof T]: T[K] };
/** An effect by its type; what it carries may depend on the machine. */
export type EffectOf<T extends EffectType> = T extends EffectType
  ? Asked<T, Effects[T]['forms'][number]>
  : never;
/** What a host has to perform: an order to network or media, a callback, a request, a timer. */
export type Effect = EffectOf<EffectType>;
/** Fetch the next document: from the call's URL, or from the action of the verb that is over. */
export type InstructionsRequested = EffectOf<'instructions.requested'>;
/** The effects that a port performs. */
export type EffectFor<P extends Port | 'clock'> = EffectOf<
  { [T in EffectType]: Effects[T]['port'] extends P ? T : never }[EffectType]
>;

/** Who performs an effect. */
export const portOf = ({ type }: Pick<Effect, 'type'>): Port | 'clock' => effects[type].port;

/** The fields of an effect beside its type, by the machine that it comes from. */
export const effectFields = (type: EffectType) =>
  Object.fromEntries(
    effects[type].forms.flatMap((fields: EffectFields) =>
      askers(fields).map((machine) => [machine, fields]),
    ),
  ) as Readonly<Partial<Record<MachineName, EffectFields>>>;
const askers = ({ machine }: EffectFields) =>
  (machine.shape as { readonly of: readonly MachineName[] }).of;
/** The types of effect that come from a machine, in the order of the table. */
export const effectsOf = (machine: MachineName): readonly EffectType[] =>
  effectTypes.filter((type) => machine in effectFields(type));

type VerbOf<T> = T extends `media.${infer Verb}` ? Verb : never;
/** What the media server can be asked: about capture and its file, and to transcribe a file. */
export type CaptureOrder = Extract<EffectFor<'media'>, { readonly machine: 'recording' }>;
export type MediaOrder = VerbOf<CaptureOrder['type']>;
/** The fact with which the media server answers each order that it obeys; an erasure it does not. */
export const orderAnswers = {
  start: 'media.started',
  pause: 'media.paused',
  resume: 'media.resumed',
  stop: 'media.stopped',
} as const satisfies Readonly<Record<Exclude<MediaOrder, 'erase'>, FactType>>;
export const mediaOrders = [
  ...wordsOf(orderAnswers),
  'erase',
] as const satisfies readonly MediaOrder[];

/** One machine tells another. */
export interface Signal {
  /** The machine that is told. */
  readonly to: Address;
  /** What it is told: its next event. */
  readonly event: AnyEvent;
}

/** How a state answers an event: it acts, or it says why it does not. */
export type Verdict =
  | { readonly verdict: 'accepted' }
  | { readonly verdict: 'unchanged' }
  | { readonly verdict: 'refused'; readonly reason: RefusalReason }
  | { readonly verdict: 'ignored' };

/** What a machine emits: an effect, a signal, or that it does not act. */
export type Emitted =
  | Effect
  | ({ readonly type: 'signal' } & Signal)
  | { readonly type: 'refused'; readonly reason: RefusalReason }
  | { readonly type: 'unchanged' }
  | { readonly type: 'ignored' };
