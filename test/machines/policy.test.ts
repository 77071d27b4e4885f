/** Each named choice changes what it says it changes, in either set and as an override. */
import { describe, expect, test } from 'vitest';
import {
  type AnyEvent,
  chosen,
  type MachineName,
  type Policy,
  type PolicyId,
  policies,
  policySets,
} from '../../machines/index.ts';
import { Switchboard } from '../../src/engine/index.ts';
import { addresses, requested, type Said, say } from './stage.ts';

/** A world under one policy: every machine that is made directly is made with it. */
function world(policy: Policy) {
  const switchboard = new Switchboard();
  let at = 0;
  const makers = [
    'call.dialOut',
    'call.receive',
    'conference.addParticipant',
    'recording.requested',
  ];
  const tell = (machine: MachineName, sid: string, said: Said) => {
    at = said.at ?? at + 1000;
    const event = { at, ...said, ...(makers.includes(said.type) ? { policy } : {}) };
    return switchboard.deliver({ machine, sid }, event as AnyEvent);
  };
  const answered = (sid: string) => {
    tell('call', sid, say('call.receive', {}));
    return tell('call', sid, say('call.answered'));
  };
  return {
    tell,
    answered,
    state: (machine: MachineName, sid: string) => switchboard.find(machine, sid)?.state ?? 'none',
    recording: (sid = 'R') => switchboard.recording(sid)?.context,
    recordings: () => [...switchboard.all('recording')].length,
  };
}
const recording = { sid: 'R' } as const;
const join = (stay: string) => say('call.joinConference', { conferenceSid: 'F', stay, recording });

/** What each policy decides, as something that can be seen to happen. */
const shown: Readonly<Record<PolicyId, (policy: Policy) => unknown>> = {
  'paused-time': (policy) => {
    const { tell, recording: made } = world(policy);
    tell('recording', 'R', requested);
    tell('recording', 'R', say('media.started', { order: 1, at: 10_000 }));
    tell('recording', 'R', say('recording.pause'));
    tell('recording', 'R', say('media.paused', { order: 2, at: 14_000 }));
    tell('recording', 'R', say('media.stopped', { at: 20_000 }));
    tell('recording', 'R', say('media.saved', { location: 'file' }));
    return made()?.durationSeconds;
  },
  'longest-pause-ms': (policy) => {
    const { tell } = world(policy);
    tell('recording', 'R', { ...requested, path: 'record-verb' });
    tell('recording', 'R', say('media.started', { order: 1 }));
    tell('recording', 'R', say('recording.pause'));
    const { effects } = tell('recording', 'R', say('media.paused', { order: 2, at: 10_000 }));
    const dueAt = effects.flatMap((one) =>
      one.type === 'timer.set' && one.timer === 'longest-pause' ? [one.dueAt] : [],
    );
    return dueAt.map((at) => at - 10_000);
  },
  'conference-quorum': (policy) => {
    const { tell, answered, state } = world(policy);
    answered('C');
    answered('C2');
    tell('call', 'C', join('S'));
    const alone = state('conference', 'F');
    tell('call', 'C2', join('S2'));
    return [alone, state('conference', 'F')];
  },
  'conference-recording-stop': (policy) => {
    const { tell } = world(policy);
    tell('recording', 'R', { ...requested, host: addresses.conference });
    tell('recording', 'R', say('media.started', { order: 1 }));
    return tell('recording', 'R', say('recording.stop')).verdict.verdict;
  },
  'absent-deletion': (policy) => {
    const { tell, state } = world(policy);
    tell('recording', 'R', requested);
    tell('recording', 'R', say('media.failed'));
    return [tell('recording', 'R', say('recording.delete')).verdict, state('recording', 'R')];
  },
  'second-request': (policy) => {
    const { tell, answered, recordings } = world(policy);
    answered('C');
    tell('call', 'C', say('call.startRecording', { recording }));
    const again = tell('call', 'C', say('call.startRecording', { recording: { sid: 'R2' } }));
    return [again.verdict.verdict, recordings()];
  },
  'early-update': (policy) => {
    const { tell } = world(policy);
    tell('recording', 'R', requested);
    const early = tell('recording', 'R', say('recording.pause')).verdict.verdict;
    const { effects } = tell('recording', 'R', say('media.started', { order: 1 }));
    return [early, effects.some(({ type }) => type === 'media.pause')];
  },
  'action-after-hangup': (policy) => {
    const { tell, answered } = world(policy);
    answered('C');
    tell('call', 'C', say('call.record', { recording, hasAction: true }));
    tell('call', 'C', say('call.hungUp'));
    const { effects } = tell('recording', 'R', say('media.failed'));
    return effects.filter(({ type }) => type === 'instructions.requested').length;
  },
  'background-source': (policy) => {
    const { tell, answered, recording: made } = world(policy);
    answered('C');
    tell('call', 'C', say('call.startBackgroundRecording', { recording }));
    return made()?.source;
  },
  'participant-leg-source': (policy) => {
    const { tell, recording: made } = world(policy);
    tell(
      'conference',
      'F',
      say('conference.addParticipant', { legSid: 'L', stay: 'S', recording }),
    );
    tell('dialLeg', 'L', say('call.answered'));
    return made()?.source;
  },
  'participant-conference-source': (policy) => {
    const { tell, recording: made } = world(policy);
    const asks = { legSid: 'L', stay: 'S', conferenceRecording: recording };
    tell('conference', 'F', say('conference.addParticipant', asks));
    tell('dialLeg', 'L', say('call.answered'));
    // Under a quorum of two, the conference and its recording wait for somebody else.
    return made()?.source ?? 'not yet';
  },
  'start-deadline-ms': (policy) => deadline(policy, [], 'start-deadline'),
  'answer-deadline-ms': (policy) =>
    deadline(
      policy,
      [say('media.started', { order: 1 }), say('recording.pause')],
      'answer-deadline',
    ),
  'finish-deadline-ms': (policy) => deadline(policy, [say('media.stopped')], 'finish-deadline'),
  'conference-time-limit-ms': (policy) => {
    const { tell, answered } = world(policy);
    answered('C');
    answered('C2');
    const effects = [tell('call', 'C', join('S')), tell('call', 'C2', join('S2'))].flatMap(
      (delivery) => delivery.effects,
    );
    return effects.some(({ type, machine }) => type === 'timer.set' && machine === 'conference');
  },
};
/** How long the last event of a recording's life sets a deadline for. */
function deadline(policy: Policy, life: readonly Said[], timer: string) {
  const { tell } = world(policy);
  let dueAt = 0;
  for (const [i, said] of [requested, ...life].entries()) {
    for (const one of tell('recording', 'R', { ...said, at: i }).effects) {
      if (one.type === 'timer.set' && one.timer === timer) dueAt = one.dueAt - i;
    }
  }
  return dueAt;
}

const refused = [{ verdict: 'refused', reason: 'recording-not-completed' }, 'absent'];
const deleted = [{ verdict: 'accepted' }, 'deleted'];
const started = ['inProgress', 'inProgress'];
const waited = ['init', 'inProgress'];
interface Row {
  readonly id: PolicyId;
  readonly telnyx: unknown;
  readonly twilio: unknown;
  /** Another option, and what it shows. */
  readonly other: readonly [unknown, unknown];
}
const rows: readonly Row[] = [
  { id: 'paused-time', telnyx: 10, twilio: 10, other: ['skipped', 4] },
  { id: 'longest-pause-ms', telnyx: [3_600_000], twilio: [3_600_000], other: [7, [7]] },
  { id: 'conference-quorum', telnyx: started, twilio: waited, other: [2, waited] },
  {
    id: 'conference-recording-stop',
    telnyx: 'refused',
    twilio: 'refused',
    other: ['allowed', 'accepted'],
  },
  { id: 'absent-deletion', telnyx: deleted, twilio: refused, other: ['refused', refused] },
  {
    id: 'second-request',
    telnyx: ['accepted', 2],
    twilio: ['unchanged', 1],
    other: ['unchanged', ['unchanged', 1]],
  },
  {
    id: 'early-update',
    telnyx: ['accepted', true],
    twilio: ['refused', false],
    other: ['refused', ['refused', false]],
  },
  { id: 'action-after-hangup', telnyx: 1, twilio: 1, other: ['skipped', 0] },
  {
    id: 'background-source',
    telnyx: 'StartCallRecordingAPI',
    twilio: 'StartCallRecordingAPI',
    other: ['Trunking', 'Trunking'],
  },
  {
    id: 'participant-leg-source',
    telnyx: 'OutboundAPI',
    twilio: 'OutboundAPI',
    other: ['DialVerb', 'DialVerb'],
  },
  {
    id: 'participant-conference-source',
    telnyx: 'StartConferenceRecordingAPI',
    twilio: 'not yet',
    other: ['Conference', 'Conference'],
  },
  { id: 'start-deadline-ms', telnyx: 10_000, twilio: 10_000, other: [7, 7] },
  { id: 'answer-deadline-ms', telnyx: 5000, twilio: 5000, other: [7, 7] },
  { id: 'finish-deadline-ms', telnyx: 1_800_000, twilio: 1_800_000, other: [7, 7] },
  { id: 'conference-time-limit-ms', telnyx: false, twilio: false, other: [7, true] },
];

describe.each(rows)('$id', ({ id, telnyx, twilio, other: [option, comes] }) => {
  test('under telnyx', () => expect(shown[id]('telnyx')).toEqual(telnyx));
  test('under twilio', () => expect(shown[id]('twilio')).toEqual(twilio));
  test('as an override', () => expect(shown[id]({ [id]: option })).toEqual(comes));
});

test('no policy is without its row', () => {
  expect(rows.map(({ id }) => id)).toEqual(Object.keys(policies));
});

test('what an override leaves open is answered as telnyx', () => {
  for (const id of Object.keys(policies) as PolicyId[]) {
    expect(chosen({}, id)).toBe(policies[id].telnyx);
  }
  expect(policySets).toEqual(['telnyx', 'twilio']);
});

test('every policy says what it decides, and where the answer comes from', () => {
  for (const { says, source } of Object.values(policies)) {
    expect(says).toMatch(/^[A-Z].+\.$/);
    expect(source).toMatch(/^(?:A\d+|Telnyx)/);
  }
});
