/**
 * The named choices: where Telnyx's documentation is silent, the model does not bury an answer in
 * a guard. Every machine carries the policy it was created with and asks it by id.
 */
import {
  choice,
  count,
  either,
  type Field,
  type Fields,
  type Holds,
  optional,
  record,
  span,
} from './shape.ts';
import { recordingSources } from './words.ts';

interface Choice<T extends string | number = string | number> {
  readonly says: string;
  readonly options: Field<T, false>;
  /** What the set named `telnyx` answers. */
  readonly telnyx: T;
  /** What the set named `twilio` answers, where Twilio documents otherwise. */
  readonly twilio: T;
  /** Where the answer comes from: an ambiguity of the documentation, or an assumption, by id. */
  readonly source: string;
}
const choose = <T extends string | number>(
  says: string,
  options: Field<T, false>,
  answers: { telnyx: NoInfer<T>; twilio?: NoInfer<T> },
  source: string,
): Choice<T> => ({ says, options, twilio: answers.telnyx, ...answers, source });

const ms = span('milliseconds', 1);
const sources = choice('', recordingSources);

/** Where platforms differ, or nobody says how it is: each choice with what stands behind it. */
export const policies = {
  'paused-time': choose(
    'Whether paused time is part of the file, as silence: it counts in its length and its limit.',
    choice('', ['counts', 'skipped']),
    { telnyx: 'counts' },
    'A8; Twilio: PauseBehavior, silence by default',
  ),
  'longest-pause-ms': choose(
    'How long a <Record> may be paused: its caller waits.',
    ms,
    { telnyx: 3_600_000 },
    'A27; as long as a <Record> lasts unless maxLength says otherwise (T-REC)',
  ),
  'conference-quorum': choose(
    'How many participants it takes to start a conference.',
    count('', 1),
    { telnyx: 1, twilio: 2 },
    'Telnyx: startConferenceOnEnter; Twilio: two participants',
  ),
  'conference-recording-stop': choose(
    'Whether a conference recording can be stopped by REST.',
    choice('', ['refused', 'allowed']),
    { telnyx: 'refused' },
    'A9; Twilio: paused and resumed, not stopped',
  ),
  'absent-deletion': choose(
    'Whether an absent recording can be deleted.',
    choice('', ['allowed', 'refused']),
    { telnyx: 'allowed', twilio: 'refused' },
    'A18; Twilio: only completed recordings',
  ),
  'second-request': choose(
    'What a REST start does on a line that a REST request is recording already.',
    choice('', ['new-recording', 'unchanged']),
    { telnyx: 'new-recording', twilio: 'unchanged' },
    'A11; Telnyx: each request creates a new recording object',
  ),
  'early-update': choose(
    'What becomes of a pause or resumption that comes before the media server has answered the ' +
      'order before it: it comes next, or it is refused.',
    choice('', ['in-turn', 'refused']),
    { telnyx: 'in-turn', twilio: 'refused' },
    'A41; Twilio: error 16114 asks to try again',
  ),
  'action-after-hangup': choose(
    'Whether <Record> asks for its action after the caller has hung up.',
    choice('', ['requested', 'skipped']),
    { telnyx: 'requested' },
    'A19; Twilio: Digits is the word hangup',
  ),
  'background-source': choose(
    'The source of a <Start><Recording>.',
    sources,
    { telnyx: 'StartCallRecordingAPI' },
    'A7',
  ),
  'participant-leg-source': choose(
    "The source of a dialled participant's own recording.",
    sources,
    { telnyx: 'OutboundAPI' },
    'A7',
  ),
  'participant-conference-source': choose(
    'The source of a conference recording that a dialled participant asks for.',
    sources,
    { telnyx: 'StartConferenceRecordingAPI' },
    'A7',
  ),
  'start-deadline-ms': choose(
    'How long the media server may take to start capturing.',
    ms,
    { telnyx: 10_000 },
    'A20',
  ),
  'answer-deadline-ms': choose(
    'How long the media server may take to answer a pause, resume or stop.',
    ms,
    { telnyx: 5_000 },
    'A20',
  ),
  'finish-deadline-ms': choose(
    'How long the file may take to be ready.',
    ms,
    { telnyx: 1_800_000 },
    'A20',
  ),
  'conference-time-limit-ms': choose(
    'How long a conference may last; 0 = no limit.',
    span('milliseconds'),
    { telnyx: 0 },
    'A21; Telnyx: reason time-exceeded, no figure',
  ),
} as const;

/** The id of one such choice, such as `early-update`. */
export type PolicyId = keyof typeof policies;
type Answer<Id extends PolicyId> = (typeof policies)[Id] extends Choice<infer T> ? T : never;
/**
 * A set chooses behaviour and nothing else. The set `twilio` changes no default of a parameter, such
 * as channels, timeout or trim: those are Telnyx's own, which documents them.
 */
export const policySets = ['telnyx', 'twilio'] as const;

const overrides = Object.fromEntries(
  Object.entries<Choice>(policies).map(([id, { options, says }]) => [
    id,
    optional({ ...options, says }),
  ]),
) as Fields as { readonly [Id in PolicyId]: Field<Answer<Id>, true> };

/** A policy as events and contexts carry it: a named set, or what differs from `telnyx`. */
export const policy = either(
  'the policy that decides where the documentation is silent',
  choice('a named set', policySets),
  record('what differs from the set telnyx', overrides),
);
/** What a platform does where they differ: `telnyx`, `twilio`, or choices of one's own by id. */
export type Policy = (typeof policySets)[number] | Holds<typeof overrides>;

/** The policy that a machine is created with; telnyx unless the event says otherwise. */
export const policyOf = (event: { readonly policy?: Policy }): Policy => event.policy ?? 'telnyx';

/** What a policy answers to one question. */
export function chosen<Id extends PolicyId>(of: Policy, id: Id): Answer<Id> {
  const { telnyx, twilio } = policies[id];
  if (of === 'telnyx') return telnyx as Answer<Id>;
  if (of === 'twilio') return twilio as Answer<Id>;
  return ((of as Record<string, unknown>)[id] ?? telnyx) as Answer<Id>;
}
