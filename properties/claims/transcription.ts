/** What holds of every transcription, and between it and the recording that it is of. */
import { type Contexts, chosen, slotOf } from '../../machines/index.ts';
import type { Snapshot } from '../../src/engine/index.ts';
import { has, type Notes, noted } from './belonging.ts';
import {
  eventually,
  everyStep,
  fires,
  goes,
  isEqual,
  isIdle,
  isOf,
  type Moment,
  type MomentOf,
  sometimes,
} from './claim.ts';

type Transcribed = MomentOf<'transcription'>;
const step = (id: string, says: string, isRight: (moment: Transcribed) => boolean) =>
  everyStep(id, says, 'transcription', isRight);
const seen = (id: string, says: string, isIt: (moment: Transcribed) => boolean) =>
  sometimes(id, says, 'transcription', isIt);

export const transcriptionClaims = [
  step('TRN-1', 'Whose it is and what it is made with never changes.', isSame),
  step(
    'TRN-2',
    'The media server is asked for the text once, with all that there is to know of it.',
    asksOnce,
  ),
  step('TRN-3', 'The customer is told how it ended, once.', tellsItsEnd),
  step('TRN-4', 'It has the text that came for it exactly while it is completed.', hasItsText),
  step('TRN-5', 'It waits for the text, and never longer than the policy says.', waitsInTime),
  step('TRN-6', 'Its end is for good, and it keeps when that was: only deletion follows.', stays),
  step(
    'TRN-7',
    'It is deleted when that is asked, or when its own recording is deleted, and by nothing else.',
    isDeletedWhenAsked,
  ),
  step('TRN-8', 'What it refuses or ignores changes nothing.', isIdle),
  everyStep(
    'TRN-9',
    'A recording asks for its transcription once, when its file is kept, and says when it is ' +
      'deleted; one of which nobody wants a text says neither.',
    'recording',
    asksForItsText,
  ),
  step(
    'TRN-12',
    'Only a deletion is refused, and only of what is not there, or no longer.',
    refusesOnlyDeletions,
  ),
  eventually('TRN-10', 'It has come to its end.', 'transcription', {
    begin: true,
    next: (_: boolean, { snapshot }: Moment) => snapshot?.state !== 'requested',
    holds: (isOver: boolean) => isOver,
  }),
  eventually('TRN-11', 'No text outlives its recording.', 'system', endsWithItsRecording()),
  seen('TRN-20', 'It comes to a text.', goes('requested', 'transcription.completed', 'completed')),
  seen('TRN-21', 'It comes to none.', goes('requested', 'transcription.failed', 'failed')),
  seen('TRN-22', 'No text comes in time.', fires('requested', 'finish-deadline', 'failed')),
  seen(
    'TRN-23',
    'It is deleted before its text is there.',
    goes('requested', 'transcription.delete', 'deleted'),
  ),
  seen('TRN-24', 'It ends with its recording.', goes('completed', 'recording.deleted', 'deleted')),
] as const;

const fixed = [
  'recordingSid',
  'callSid',
  'location',
  'durationSeconds',
  'settings',
  'policy',
] as const satisfies readonly (keyof Contexts['transcription'])[];
function isSame({ before, event, snapshot }: Transcribed) {
  if (before) {
    return fixed.every((field) => isEqual(before.context[field], snapshot?.context[field]));
  }
  if (!snapshot) return true;
  if (event.type !== 'transcription.requested') return false;
  const { policy = 'telnyx' } = event;
  const asked: Readonly<Record<string, unknown>> = { ...event, policy };
  return fixed.every((field) => isEqual(snapshot.context[field], asked[field]));
}

function asksOnce({ to, before, snapshot, effects }: Transcribed) {
  const asked = effects.filter(({ type }) => type === 'media.transcribe');
  if (before || !snapshot) return asked.length === 0;
  const { recordingSid, location, settings } = snapshot.context;
  const { machine, sid } = to;
  const order = { type: 'media.transcribe', machine, sid, recordingSid, location, settings };
  return isEqual(asked, [order]);
}

const isEnd = (one: Snapshot | undefined) => one?.state === 'completed' || one?.state === 'failed';
const endsNow = ({ before, snapshot }: Transcribed) => isEnd(snapshot) && !isEnd(before);

function tellsItsEnd(moment: Transcribed) {
  const { to, event, snapshot, effects } = moment;
  const told = effects.filter(({ type }) => type === 'announced');
  if (!endsNow(moment)) return told.length === 0;
  const { machine, sid } = to;
  const word = { type: 'announced', machine, sid, status: snapshot?.state, at: event.at };
  return isEqual(told, [word]);
}

function hasItsText({ before, event, snapshot }: Transcribed) {
  const text = snapshot?.context.text ?? null;
  if (snapshot?.state !== 'completed') return text === null;
  if (before?.state === 'completed') return text === before.context.text;
  return event.type === 'transcription.completed' && text === event.text;
}

function waitsInTime({ event, snapshot }: Transcribed) {
  if (!snapshot) return true;
  const { timers, policy, createdAt } = snapshot.context;
  if (snapshot.state !== 'requested') return isEqual(timers, {});
  const dueAt = createdAt + chosen(policy, 'finish-deadline-ms');
  const isOverdue = event.type === 'timer.fired' && event.at >= dueAt;
  return !isOverdue && isEqual(timers, { 'finish-deadline': dueAt });
}

function stays(moment: Transcribed) {
  const { before, event, snapshot } = moment;
  const { endedAt } = snapshot?.context ?? {};
  if (endsNow(moment)) return endedAt === event.at && before?.state === 'requested';
  if (snapshot && endedAt !== (before?.context.endedAt ?? null)) return false;
  if (!before || before.state === 'requested') return true;
  return snapshot?.state === before.state || snapshot?.state === 'deleted';
}

function isDeletedWhenAsked({ before, event, verdict, snapshot }: Transcribed) {
  if (!before) return snapshot?.state !== 'deleted';
  if (before.state === 'deleted') return snapshot?.state === 'deleted';
  const isItsOwn =
    event.type === 'recording.deleted' && event.recordingSid === before.context.recordingSid;
  const isAsked = event.type === 'transcription.delete' || isItsOwn;
  if (isAsked && verdict.verdict !== 'accepted') return false;
  return (snapshot?.state === 'deleted') === isAsked;
}

function refusesOnlyDeletions({ before, event, verdict }: Transcribed) {
  const isGone = !before || before.state === 'deleted';
  if (event.type !== 'transcription.delete' || !isGone) return verdict.verdict !== 'refused';
  return verdict.verdict === 'refused' && verdict.reason === 'not-found';
}

type Recorded = MomentOf<'recording'>;
function asksForItsText({ to, before, event, snapshot, signals }: Recorded) {
  const about = signals.filter((one) => one.to.machine === 'transcription');
  const { transcription, callSid, location, durationSeconds, policy } = snapshot?.context ?? {};
  const isNow = (state: string) => snapshot?.state === state && before?.state !== state;
  if (!transcription || !(isNow('completed') || isNow('deleted'))) return about.length === 0;
  const { sid, ...settings } = transcription;
  const { at } = event;
  const recordingSid = to.sid;
  const file = { recordingSid, callSid, location, durationSeconds };
  const says = isNow('deleted')
    ? { type: 'recording.deleted', at, recordingSid }
    : { type: 'transcription.requested', at, ...file, settings, policy };
  return isEqual(about, [{ to: { machine: 'transcription', sid }, event: says }]);
}

/** Remembers which transcriptions there are of which recording, and which of them are in vain. */
function endsWithItsRecording() {
  return {
    begin: {} as Notes,
    next: (was: Notes, moment: Moment): Notes => {
      const { to, snapshot } = moment;
      const self = slotOf(to);
      if (to.machine === 'recording' && snapshot?.state === 'deleted') {
        return Object.keys(was)
          .filter((key) => was[key] === self)
          .reduce((notes, key) => noted(notes, key, 'in vain'), was);
      }
      if (to.machine !== 'transcription' || !snapshot) return was;
      if (snapshot.state === 'deleted') return noted(was, self, undefined);
      if (!isOf(moment, 'transcription.requested') || moment.before) return was;
      const { recordingSid } = snapshot.context as Contexts['transcription'];
      return noted(was, self, slotOf({ machine: 'recording', sid: recordingSid }));
    },
    holds: (notes: Notes) => !has(notes, 'in vain'),
  };
}
