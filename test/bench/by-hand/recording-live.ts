/** A recording's reducer, by hand: while its end is not decided. */
import { chosen, type EventOf, isSameMachine } from '../../../machines/index.ts';
import type { Step } from '../../../src/engine/index.ts';
import { ignored, isDue, none, notDue, refused, unchanged, without } from './answers.ts';
import {
  announced,
  answers,
  askedAgain,
  cancelled,
  capturing,
  deadline,
  type Event,
  failedFirst,
  isStoppable,
  loseFor,
  moved,
  off,
  ordered,
  overFor,
  type Recording,
  savedFirst,
  stopFor,
  suspended,
} from './recording-steps.ts';

type Answer = Step<'recording'>;
type Context = Recording['context'];

export function starting(before: Recording, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'media.started': {
      if (!answers(c, event, 'start')) return ignored(before);
      const { context, effects } = capturing(c, event);
      effects.push(announced(c.sid, 'in-progress', event.at));
      const started = moved('inProgress', context, effects);
      return c.wanted === 'pause' ? thenAsk('pausing', 'pause', started, event.at) : started;
    }
    case 'media.refused':
      return answers(c, event, 'start')
        ? loseFor('media-failed', 'media-refused', c, event)
        : ignored(before);
    case 'timer.fired':
      return isDue(c.timers, event, 'start-deadline')
        ? loseFor('deadline', 'start-timeout', c, event)
        : notDue(before, event);
    case 'speech.started':
    case 'speech.ended':
      return heard(before, event);
    case 'recording.resume':
      return takesBack(before, 'pause');
    case 'recording.pause':
      return inTurn(before, 'pause', 'recording-not-started');
    default:
      return undecided(before, event);
  }
}

export function inProgress(before: Recording, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'recording.pause':
      return ask('pausing', 'pause', c, event.at);
    case 'media.paused':
      return answers(c, event, 'pause') ? suspended(c, event) : ignored(before);
    case 'timer.fired':
      return limitReached(before, event) ?? notDue(before, event);
    case 'speech.started':
    case 'speech.ended':
      return heardLive(before, event);
    case 'recording.resume':
      return c.asked === 'pause' ? insist('resume', before) : unchanged(before);
    case 'media.refused':
      if (answers(c, event, 'resume')) return suspended(c, event);
      return answers(c, event, 'pause') ? noteAnswer(before) : ignored(before);
    case 'media.resumed':
      return answers(c, event, 'resume') ? noteAnswer(before) : ignored(before);
    default:
      return undecided(before, event);
  }
}

export function pausing(before: Recording, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'media.paused': {
      if (!answers(c, event, 'pause')) return ignored(before);
      const after = suspended(c, event);
      return c.wanted === 'resume' ? thenAsk('resuming', 'resume', after, event.at) : after;
    }
    case 'media.refused':
      return answers(c, event, 'pause') ? goOn(c, event, null) : ignored(before);
    case 'timer.fired':
      if (isDue(c.timers, event, 'answer-deadline')) {
        const after = goOn(c, event, c.asked);
        return c.wanted === 'resume' ? thenInsist('resume', after) : after;
      }
      return limitReached(before, event) ?? notDue(before, event);
    case 'speech.started':
    case 'speech.ended':
      return heardLive(before, event);
    case 'recording.pause':
      return takesBack(before, 'resume');
    case 'recording.resume':
      return inTurn(before, 'resume', 'recording-busy');
    default:
      return undecided(before, event);
  }
}

export function paused(before: Recording, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'recording.resume':
      return ask('resuming', 'resume', c, event.at);
    case 'media.resumed':
      return answers(c, event, 'resume') ? resumed(c, event) : ignored(before);
    case 'media.paused':
      return answers(c, event, 'pause') ? noteAnswer(before) : ignored(before);
    case 'speech.started':
    case 'speech.ended':
      return heard(before, event);
    case 'recording.pause':
      return c.asked === 'resume' ? insist('pause', before) : unchanged(before);
    case 'timer.fired':
      return pauseLimitReached(before, event) ?? notDue(before, event);
    case 'media.refused':
      if (answers(c, event, 'pause')) return resumed(c, event);
      return answers(c, event, 'resume') ? noteAnswer(before) : ignored(before);
    default:
      return undecided(before, event);
  }
}

export function resuming(before: Recording, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'media.resumed': {
      if (!answers(c, event, 'resume')) return ignored(before);
      const after = resumed(c, event);
      return c.wanted === 'pause' ? thenAsk('pausing', 'pause', after, event.at) : after;
    }
    case 'media.refused':
      return answers(c, event, 'resume') ? stayPaused(c, event, null) : ignored(before);
    case 'timer.fired':
      if (isDue(c.timers, event, 'answer-deadline')) {
        const after = stayPaused(c, event, c.asked);
        return c.wanted === 'pause' ? thenInsist('pause', after) : after;
      }
      return pauseLimitReached(before, event) ?? notDue(before, event);
    case 'speech.started':
    case 'speech.ended':
      return heard(before, event);
    case 'recording.resume':
      return takesBack(before, 'pause');
    case 'recording.pause':
      return inTurn(before, 'pause', 'recording-busy');
    default:
      return undecided(before, event);
  }
}

/** How every recording ends whose end is not decided; what else comes for it is ignored. */
function undecided(before: Recording, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'recording.stop':
      return isStoppable(c)
        ? stopFor('requested', c, event)
        : refused(before, 'conference-recording');
    case 'recording.requested':
      return askedAgain(before, event, ignored);
    case 'recording.stopRequested':
      return isSameMachine(event.host, c.host) && event.path === c.path
        ? stopFor(event.reason, c, event, none)
        : ignored(before);
    case 'host.ended':
      return isSameMachine(event.host, c.host)
        ? stopFor(event.reason, c, event, none)
        : ignored(before);
    case 'media.stopped':
      return overFor('media-stopped', c, event);
    case 'media.saved':
      return savedFirst(c, event);
    case 'media.failed':
      return failedFirst(c, event);
    case 'recording.delete':
      return refused(before, 'recording-not-completed');
    default:
      return ignored(before);
  }
}

function limitReached({ context: c }: Recording, event: EventOf<'timer.fired'>) {
  if (isDue(c.timers, event, 'max-length')) return stopFor('max-length', c, event);
  return isDue(c.timers, event, 'silence') ? stopFor('silence', c, event) : undefined;
}

function pauseLimitReached({ context: c }: Recording, event: EventOf<'timer.fired'>) {
  if (isDue(c.timers, event, 'max-length')) return stopFor('max-length', c, event);
  return isDue(c.timers, event, 'longest-pause') ? stopFor('longest-pause', c, event) : undefined;
}

/** The media server is asked to pause or to go on, and has a while to answer. */
function ask(
  state: 'pausing' | 'resuming',
  verb: 'pause' | 'resume',
  c: Context,
  at: number,
): Answer {
  const order = c.order + 1;
  const dueAt = at + chosen(c.policy, 'answer-deadline-ms');
  const timers = { ...c.timers, 'answer-deadline': dueAt };
  return moved(state, { ...c, timers, order, asked: verb, updatedAt: at }, [
    ordered(`media.${verb}`, c.sid, order),
    deadline(c.sid, 'answer-deadline', dueAt),
  ]);
}

/** What comes next is asked at once. */
function thenAsk(
  state: 'pausing' | 'resuming',
  verb: 'pause' | 'resume',
  { snapshot, effects }: Answer,
  at: number,
): Answer {
  const next = ask(state, verb, (snapshot as Recording).context, at);
  return { ...next, effects: [...effects, ...next.effects] };
}
function thenInsist(verb: 'pause' | 'resume', { snapshot, effects }: Answer): Answer {
  const next = insist(verb, snapshot as Recording);
  return { ...next, effects: [...effects, ...next.effects] };
}
/** The media server has not answered yet: this comes next, if the policy lets it. */
function inTurn(
  before: Recording,
  verb: 'pause' | 'resume',
  reason: 'recording-busy' | 'recording-not-started',
): Answer {
  const { state, context: c } = before;
  if (c.wanted === verb) return unchanged(before);
  if (chosen(c.policy, 'early-update') !== 'in-turn') return refused(before, reason);
  return moved(state, { ...c, wanted: verb }, []);
}
/** What is so, unless the opposite was to come next. */
const takesBack = (before: Recording, verb: 'pause' | 'resume'): Answer =>
  before.context.wanted === verb
    ? moved(before.state, { ...before.context, wanted: null }, [])
    : unchanged(before);

/** An order that was not answered may still be obeyed: this one overtakes it. */
function insist(verb: 'pause' | 'resume', { state, context: c }: Recording): Answer {
  const order = c.order + 1;
  return moved(state, { ...c, order, asked: verb }, [ordered(`media.${verb}`, c.sid, order)]);
}
const noteAnswer = ({ state, context: c }: Recording): Answer =>
  moved(state, { ...c, asked: null }, []);

/** What was asked did not come: all is as it was, and its limits with it. */
function asBefore(
  state: 'inProgress' | 'paused',
  c: Context,
  event: Event,
  asked: Context['asked'],
): Answer {
  const timers = without(c.timers, 'answer-deadline');
  const effects = off(c, event, ['answer-deadline']);
  return moved(state, { ...c, timers, asked, wanted: null, updatedAt: event.at }, effects);
}
const goOn = (c: Context, event: Event, asked: Context['asked']): Answer =>
  asBefore('inProgress', c, event, asked);
const stayPaused = (c: Context, event: Event, asked: Context['asked']): Answer =>
  asBefore('paused', c, event, asked);

function resumed(c: Context, event: Event): Answer {
  const { context, effects } = capturing(c, event);
  return moved('inProgress', context, effects);
}

type Speech = EventOf<'speech.started' | 'speech.ended'>;
const speechAfter = ({ type }: Speech) => (type === 'speech.started' ? 'speaking' : 'silent');

/** While nothing is captured, speech is only noted. */
function heard(before: Recording, event: Speech): Answer {
  const { state, context: c } = before;
  if (event.at < c.speechAt) return ignored(before);
  return moved(state, { ...c, speech: speechAfter(event), speechAt: event.at }, []);
}

/** While audio is captured, silence after speech is limited. */
function heardLive(before: Recording, event: Speech): Answer {
  const { state, context: c } = before;
  const { type, at } = event;
  if (at < c.speechAt) return ignored(before);
  if (type === 'speech.started' && c.timers.silence !== undefined) {
    const timers = without(c.timers, 'silence');
    return moved(state, { ...c, timers, speech: 'speaking', speechAt: at }, [
      cancelled(c.sid, 'silence'),
    ]);
  }
  if (type === 'speech.ended' && c.settings.silenceMs > 0 && c.timers.silence === undefined) {
    const dueAt = at + c.settings.silenceMs;
    const timers = { ...c.timers, silence: dueAt };
    return moved(state, { ...c, timers, speech: 'silent', speechAt: at }, [
      deadline(c.sid, 'silence', dueAt),
    ]);
  }
  return heard(before, event);
}
