/** How calls and dialled legs answer alike: the cells that both their declarations share. */
import { by, cells, doing, ignore, ignored, when } from '../declaring/cells.ts';
import { order } from '../declaring/named.ts';

/** A recording that it hosts is over. */
export const forgets = [
  when('isHosted', doing('forgetRecording')),
  ignored('It hosts no such recording.'),
] as const;
/** A recording is over, or was not made: it is not hosted any more. */
export const forgetsBoth = { 'recording.ended': forgets, 'recording.declined': forgets } as const;
export const noRecording = ignore(
  'It hosts no recording.',
  'recording.ended',
  'recording.declined',
);
export const noStay = ignore(
  'It is not about the current stay.',
  'participant.admitted',
  'participant.dismissed',
);
/** No line stays open that nobody owns: an answer that comes after the end is hung up. */
export const stray = { 'call.answered': by('A24', doing(order('hangUp'))) } as const;

/** What the network says of a line before it is answered, when that is not news. */
export const unknownToNetwork = cells(
  ignore('Nobody knows it.', 'call.initiated', 'call.rang', 'call.busy', 'call.unanswered'),
  ignore('Nobody knows it.', 'call.failed', 'call.hungUp', 'timer.fired'),
);
export const answeredAlready = cells(
  ignore('It is answered.', 'call.initiated', 'call.rang', 'call.answered'),
  ignore('It is answered.', 'call.busy', 'call.unanswered', 'call.failed'),
);
export const lineEnded = cells(
  ignore('It is over.', 'call.initiated', 'call.rang', 'call.busy', 'call.unanswered'),
  ignore('It is over.', 'call.failed', 'call.hungUp', 'timer.fired'),
  noStay,
);
