/** A recording's reducer, by hand: from the decision to end it on. */
import { chosen, type EventOf } from '../../../machines/index.ts';
import type { Step } from '../../../src/engine/index.ts';
import { ignored, isDue, notDue, refused, told, unchanged } from './answers.ts';
import {
  announced,
  answers,
  answersLateStart,
  askedAgain,
  deadline,
  type Event,
  ended,
  failedFirst,
  heldMs,
  isStoppable,
  loseFor,
  moved,
  off,
  ordered,
  orphaned,
  overFor,
  pause,
  type Recording,
  reportedSeconds,
  savedFirst,
  segment,
  toTranscribe,
} from './recording-steps.ts';

type Answer = Step<'recording'>;

/** What comes when capture is over, or about to be; the rest is ignored. */
function over(before: Recording, event: Event): Answer {
  switch (event.type) {
    case 'recording.requested':
      return askedAgain(before, event, ignored);
    case 'media.started':
      return startedLate(before, event);
    case 'recording.pause':
    case 'recording.resume':
      return refused(before, 'recording-ended');
    default:
      return ignored(before);
  }
}

/** A capture that starts when it is over is stopped. */
function startedLate(before: Recording, event: EventOf<'media.started'>): Answer {
  const { context: c } = before;
  if (!answersLateStart(c, event)) return ignored(before);
  const order = c.order + 1;
  return moved(before.state, { ...c, order, asked: 'stop' }, [ordered('media.stop', c.sid, order)]);
}

/** A stop that changes nothing. */
const stoppedAlready = (before: Recording): Answer =>
  isStoppable(before.context) ? unchanged(before) : refused(before, 'conference-recording');

export function stopping(before: Recording, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'media.stopped':
      return event.order === undefined || (event.order === c.order && c.asked === 'stop')
        ? overFor('media-stopped', c, event)
        : ignored(before);
    case 'media.refused':
      if (answers(c, event, 'stop')) return overFor('media-failed', c, event);
      return answersLateStart(c, event)
        ? loseFor('media-failed', 'media-refused', c, event)
        : crossingRefused(before, event);
    case 'media.paused':
      return crosses(c, event, 'pause') ? crossed(pause(c, event.at)) : ignored(before);
    case 'media.resumed':
      return crosses(c, event, 'resume') ? crossed(segment(c, event.at)) : ignored(before);
    case 'media.started':
      return answersLateStart(c, event) ? stopAgain(before, event) : ignored(before);
    case 'timer.fired':
      return isDue(c.timers, event, 'answer-deadline')
        ? giveUp(before, event)
        : notDue(before, event);
    case 'media.saved':
      return savedFirst(c, event);
    case 'media.failed':
      return failedFirst(c, event);
    case 'recording.stop':
      return stoppedAlready(before);
    case 'recording.delete':
      return refused(before, 'recording-not-completed');
    default:
      return over(before, event);
  }
}

const crosses = (c: Recording['context'], { order }: { readonly order: number }, verb: string) =>
  order === c.order - 1 && c.crossed === verb;
const crossed = (c: Recording['context']) => moved('stopping', { ...c, crossed: null }, []);
/** What the stop has crossed was refused, as what asks for what is not so. */
function crossingRefused(before: Recording, event: EventOf<'media.refused'>): Answer {
  const { context: c } = before;
  if (crosses(c, event, 'pause') && c.pausedAt !== null) return crossed(segment(c, event.at));
  return crosses(c, event, 'resume') && c.openedAt !== null
    ? crossed(pause(c, event.at))
    : ignored(before);
}

/** The start was heard of only now: what it began is to be stopped. */
function stopAgain({ context: c }: Recording, event: EventOf<'media.started'>): Answer {
  const { at } = event;
  const order = c.order + 1;
  const dueAt = at + chosen(c.policy, 'answer-deadline-ms');
  const effects = off(c, event);
  effects.push(ordered('media.stop', c.sid, order), deadline(c.sid, 'answer-deadline', dueAt));
  return moved(
    'stopping',
    {
      ...c,
      timers: { 'answer-deadline': dueAt },
      order,
      asked: 'stop',
      updatedAt: at,
      startedAt: at,
      openedAt: at,
    },
    effects,
  );
}

/** The media server does not say that it has stopped: it is asked once more, and that is that. */
function giveUp({ context: c }: Recording, event: EventOf<'timer.fired'>): Answer {
  const step = overFor('deadline', c, event);
  const order = c.order + 1;
  const context = { ...(step.snapshot as Recording).context, order, asked: 'stop' } as const;
  const effects = [ordered('media.stop', c.sid, order), ...step.effects];
  return moved('processing', context, effects, step.signals);
}

export function processing(before: Recording, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'media.saved':
      return event.isEmpty === true ? fail(c, event, 'empty') : keep(c, event);
    case 'media.failed':
      return fail(c, event, event.errorCode ?? 'media-failed');
    case 'timer.fired':
      return isDue(c.timers, event, 'finish-deadline')
        ? fail(c, event, 'finish-timeout')
        : notDue(before, event);
    case 'recording.stop':
      return stoppedAlready(before);
    case 'recording.delete':
      return refused(before, 'recording-not-completed');
    case 'recording.requested':
      return askedAgain(before, event, () => told(before, [], [ended(c, event.at)]));
    default:
      return over(before, event);
  }
}

function fail(c: Recording['context'], event: Event, errorCode: string): Answer {
  const effects = off(c, event);
  effects.push(announced(c.sid, 'absent', event.at));
  return moved('absent', { ...c, timers: {}, updatedAt: event.at, errorCode }, effects);
}

function keep(c: Recording['context'], event: EventOf<'media.saved'>): Answer {
  const { at, location, durationMs } = event;
  const effects = off(c, event);
  effects.push(announced(c.sid, 'completed', at));
  const durationSeconds = reportedSeconds(c, durationMs ?? heldMs(c));
  const context = { ...c, timers: {}, updatedAt: at, location, durationSeconds };
  return moved('completed', context, effects, toTranscribe(context, at));
}

/** What every ended recording answers. */
function afterEnd(before: Recording, event: Event): Answer {
  switch (event.type) {
    case 'recording.stop':
      return refused(before, 'recording-ended');
    case 'recording.requested':
      return askedAgain(before, event, () => told(before, [], [ended(before.context, event.at)]));
    default:
      return over(before, event);
  }
}

const isKnown = (c: Recording['context'], event: EventOf<'media.saved'>) =>
  event.isEmpty === true || event.location === c.location;

export function completed(before: Recording, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'recording.delete':
      return erase(c, event);
    case 'media.saved':
      return isKnown(c, event) ? ignored(before) : told(before, [orphaned(c.sid, event.location)]);
    default:
      return afterEnd(before, event);
  }
}

export function absent(before: Recording, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'recording.delete':
      return chosen(c.policy, 'absent-deletion') === 'allowed'
        ? erase(c, event)
        : refused(before, 'recording-not-completed');
    case 'media.saved':
      if (isKnown(c, event)) return ignored(before);
      return moved('absent', { ...c, location: event.location }, [orphaned(c.sid, event.location)]);
    default:
      return afterEnd(before, event);
  }
}

function erase(c: Recording['context'], event: Event): Answer {
  const order = c.order + 1;
  const context = { ...c, order, asked: 'erase', updatedAt: event.at } as const;
  const erased = [ordered('media.erase', c.sid, order)];
  if (!c.transcription) return moved('deleted', context, erased);
  const to = { machine: 'transcription', sid: c.transcription.sid } as const;
  const gone = { type: 'recording.deleted', at: event.at, recordingSid: c.sid } as const;
  return moved('deleted', context, erased, [{ to, event: gone }]);
}

export function deleted(before: Recording, event: Event): Answer {
  const { context: c } = before;
  switch (event.type) {
    case 'media.saved': {
      const order = c.order + 1;
      return moved('deleted', { ...c, order, asked: 'erase' }, [
        ordered('media.erase', c.sid, order),
      ]);
    }
    case 'recording.pause':
    case 'recording.resume':
    case 'recording.stop':
    case 'recording.delete':
      return refused(before, 'not-found');
    default:
      return afterEnd(before, event);
  }
}
