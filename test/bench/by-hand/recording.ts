/** A recording's reducer, as one writes it by hand for a hot path. */
import { chosen, type EventOf } from '../../../machines/index.ts';
import type { Step, To } from '../../../src/engine/index.ts';
import { ignored, refused, told } from './answers.ts';
import { absent, completed, deleted, processing, stopping } from './recording-ends.ts';
import { inProgress, paused, pausing, resuming, starting } from './recording-live.ts';
import {
  deadline,
  type Event,
  moved,
  ordered,
  orphaned,
  type Recording,
} from './recording-steps.ts';

type Answer = Step<'recording'>;

export function recording(
  { sid }: To<'recording'>,
  before: Recording | undefined,
  event: Event,
): Answer {
  if (before === undefined) return nothing(sid, event);
  switch (before.state) {
    case 'starting':
      return starting(before, event);
    case 'inProgress':
      return inProgress(before, event);
    case 'pausing':
      return pausing(before, event);
    case 'paused':
      return paused(before, event);
    case 'resuming':
      return resuming(before, event);
    case 'stopping':
      return stopping(before, event);
    case 'processing':
      return processing(before, event);
    case 'completed':
      return completed(before, event);
    case 'absent':
      return absent(before, event);
    case 'deleted':
      return deleted(before, event);
    default:
      throw new Error(`a recording is never ${before.state}`);
  }
}

function nothing(sid: string, event: Event): Answer {
  switch (event.type) {
    case 'recording.requested':
      return create(sid, event);
    case 'media.started':
      return told<'recording'>(undefined, [ordered('media.stop', sid, event.order + 1)]);
    case 'media.saved':
      return event.isEmpty === true
        ? ignored<'recording'>(undefined)
        : told<'recording'>(undefined, [orphaned(sid, event.location)]);
    case 'recording.pause':
    case 'recording.resume':
    case 'recording.stop':
    case 'recording.delete':
      return refused<'recording'>(undefined, 'not-found');
    default:
      return ignored<'recording'>(undefined);
  }
}

function create(sid: string, event: EventOf<'recording.requested'>): Answer {
  const { at, callSid, settings } = event;
  const policy = event.policy ?? 'telnyx';
  const dueAt = at + chosen(policy, 'start-deadline-ms');
  return moved(
    'starting',
    {
      sid,
      path: event.path,
      source: event.source,
      host: event.host,
      callSid,
      conferenceSid: event.conferenceSid ?? null,
      settings,
      transcription: event.transcription ?? null,
      policy,
      timers: { 'start-deadline': dueAt },
      order: 1,
      asked: 'start',
      wanted: null,
      crossed: null,
      createdAt: at,
      updatedAt: at,
      startedAt: null,
      decidedAt: null,
      endedAt: null,
      openedAt: null,
      pausedAt: null,
      capturedMs: 0,
      pausedMs: 0,
      speech: 'unheard',
      speechAt: 0,
      endReason: null,
      errorCode: null,
      location: null,
      durationSeconds: null,
    },
    [
      {
        type: 'media.start',
        machine: 'recording',
        sid,
        order: 1,
        callSid,
        settings,
      },
      deadline(sid, 'start-deadline', dueAt),
    ],
  );
}
