/** A conference's reducer, as one writes it by hand for a hot path. */
import {
  chosen,
  type EventOf,
  isSameMachine,
  type Policy,
  participantsByDefault,
} from '../../../machines/index.ts';
import type { StateOf, To } from '../../../src/engine/index.ts';
import { ignored, isDue, none, notDue, refused, told, unchanged } from './answers.ts';
import {
  type Answer,
  admit,
  answerAskers,
  arrivingAs,
  type Conference,
  type Context,
  dismissed,
  type Event,
  end,
  giveUp,
  type Joined,
  leave,
  legReleased,
  moved,
  recordAgain,
  start,
} from './conference-steps.ts';

export function conference(
  { sid }: To<'conference'>,
  before: Conference | undefined,
  event: Event,
): Answer {
  if (before === undefined) return nothing(sid, event);
  switch (before.state) {
    case 'init':
      return init(before, event);
    case 'inProgress':
      return inProgress(before, event);
    case 'completed':
      return completed(before, event);
    default:
      throw new Error(`a conference is never ${before.state}`);
  }
}

function nothing(sid: string, event: Event): Answer {
  switch (event.type) {
    case 'participant.joined': {
      const { participant, stay, at } = event;
      if (participant.machine === 'dialLeg') {
        return told<'conference'>(undefined, none, [
          dismissed(sid, participant, at, stay, 'over-before-join'),
        ]);
      }
      const c = create(sid, at, event.policy);
      return starts(c, event) ? start(c, event) : admit('init', c, event, at);
    }
    case 'conference.addParticipant':
      return add('init', create(sid, event.at, event.policy), event);
    case 'conference.updateParticipant':
    case 'conference.removeParticipant':
    case 'conference.end':
      return refused<'conference'>(undefined, 'not-found');
    default:
      return ignored<'conference'>(undefined);
  }
}

const create = (sid: string, at: number, policy: Policy = 'telnyx'): Context => ({
  sid,
  policy,
  createdAt: at,
  updatedAt: at,
  timers: {},
  maxParticipants: null,
  participants: [],
  arriving: [],
  recording: null,
  lastLeg: null,
  startedAt: null,
  endedAt: null,
  endReason: null,
  endedBy: null,
});

/** With whoever joins now there are enough, and one of them starts conferences. */
const starts = (c: Context, { startOnEnter = true }: Joined): boolean =>
  c.participants.length + 1 >= chosen(c.policy, 'conference-quorum') &&
  (startOnEnter || c.participants.some((one) => one.startOnEnter));
const isFull = (c: Context): boolean =>
  c.participants.length + c.arriving.length >= (c.maxParticipants ?? participantsByDefault);

/** Whoever is in already, or may not come in: undefined for everybody else. */
function notLetIn(before: Conference, event: Joined): Answer | undefined {
  const { context: c } = before;
  const { participant, stay, at } = event;
  const known = c.participants.find((one) => one.stay === stay);
  if (known && isSameMachine(known.who, participant)) return ignored(before);
  if (participant.machine === 'dialLeg' && !arrivingAs(c, participant.sid)) {
    return told(before, none, [dismissed(c.sid, participant, at, stay, 'removed')]);
  }
  if (known) return told(before, none, [dismissed(c.sid, participant, at, stay, 'stay-taken')]);
  if (participant.machine === 'call' && isFull(c)) {
    return told(before, none, [dismissed(c.sid, participant, at, stay, 'full')]);
  }
  return undefined;
}

function init(before: Conference, event: Event): Answer {
  const { context: c } = before;
  if (event.type !== 'participant.joined') return live(before, event);
  const answer = notLetIn(before, event);
  if (answer) return answer;
  return starts(c, event) ? start(c, event) : admit('init', c, event, c.updatedAt);
}

function inProgress(before: Conference, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'participant.joined': {
      const isRecorded = c.recording === null && event.recording !== undefined;
      return notLetIn(before, event) ?? admit('inProgress', c, event, c.updatedAt, isRecorded);
    }
    case 'recording.endDecided':
      return event.recordingSid === c.recording ? answerAskers(c) : ignored(before);
    case 'recording.ended':
    case 'recording.declined':
      return event.recordingSid === c.recording ? recordAgain(c, event) : ignored(before);
    case 'timer.fired':
      return isDue(c.timers, event, 'time-limit')
        ? end(c, event, 'time-exceeded', 'time-exceeded')
        : notDue(before, event);
    default:
      return live(before, event);
  }
}

const isKnownLeg = (c: Context, legSid: string): boolean =>
  legSid === c.lastLeg ||
  arrivingAs(c, legSid) !== undefined ||
  c.participants.some(({ who }) => isSameMachine(who, { machine: 'dialLeg', sid: legSid }));
/** What a conference answers while it lives, started or not. */
function live(before: Conference, event: Event): Answer {
  const { state, context: c } = before;
  switch (event.type) {
    case 'conference.addParticipant':
      if (isKnownLeg(c, event.legSid)) return unchanged(before);
      return isFull(c) ? refused(before, 'conference-full') : add(state, c, event);
    case 'conference.updateParticipant':
      return change(before, event);
    case 'conference.removeParticipant':
      return remove(before, event);
    case 'conference.end':
      return end(c, event, 'conference-ended-via-api', 'ended-by-api');
    case 'participant.left': {
      const gone = c.participants.find(
        ({ who, stay }) => stay === event.stay && isSameMachine(who, event.participant),
      );
      return gone ? leave(state, c, gone, event, []) : ignored(before);
    }
    case 'leg.ended': {
      const gone = arrivingAs(c, event.legSid);
      return gone ? giveUp(state, c, gone, event, []) : ignored(before);
    }
    default:
      return ignored(before);
  }
}

/** Somebody is dialled into it. */
function add(
  state: StateOf<'conference'>,
  c: Context,
  event: EventOf<'conference.addParticipant'>,
): Answer {
  const { type: _, at, legSid, policy: _policy, ...asked } = event;
  return moved(
    state,
    {
      ...c,
      maxParticipants: c.maxParticipants ?? event.maxParticipants ?? null,
      arriving: [...c.arriving, { legSid, stay: event.stay }],
      lastLeg: legSid,
    },
    none,
    [
      {
        to: { machine: 'dialLeg', sid: legSid },
        event: {
          type: 'leg.requested',
          at,
          parent: { machine: 'conference', sid: c.sid },
          policy: c.policy,
          ...asked,
        },
      },
    ],
  );
}

function change(before: Conference, event: EventOf<'conference.updateParticipant'>): Answer {
  const { state, context: c } = before;
  const { callSid, endOnExit } = event;
  const isIn = c.participants.some(({ who }) => who.sid === callSid);
  if (!isIn && !arrivingAs(c, callSid)) return refused(before, 'not-found');
  if (endOnExit === undefined) return told(before, none);
  const participants = c.participants.map((one) =>
    one.who.sid === callSid ? { ...one, endOnExit } : one,
  );
  const arriving = c.arriving.map((one) => (one.legSid === callSid ? { ...one, endOnExit } : one));
  return moved(state, { ...c, participants, arriving }, none);
}

function remove(before: Conference, event: EventOf<'conference.removeParticipant'>): Answer {
  const { state, context: c } = before;
  const { at, callSid } = event;
  const gone = c.participants.find(({ who }) => who.sid === callSid);
  if (gone)
    return leave(state, c, gone, event, [dismissed(c.sid, gone.who, at, gone.stay, 'removed')]);
  const straggler = arrivingAs(c, callSid);
  if (!straggler) return refused(before, 'not-found');
  return giveUp(state, c, straggler, event, [legReleased(c.sid, callSid, at)]);
}

function completed(before: Conference, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'participant.joined': {
      const { participant, at, stay } = event;
      return told(before, none, [dismissed(c.sid, participant, at, stay, 'over-before-join')]);
    }
    case 'recording.ended':
    case 'recording.declined':
      return event.recordingSid === c.recording
        ? moved('completed', { ...c, recording: null }, none)
        : ignored(before);
    case 'conference.addParticipant':
    case 'conference.end':
      return refused(before, 'conference-ended');
    case 'conference.updateParticipant':
    case 'conference.removeParticipant':
      return refused(before, 'not-found');
    default:
      return ignored(before);
  }
}
