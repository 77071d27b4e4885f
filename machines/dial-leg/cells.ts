/** How a dialled leg answers: the cells that several of its states share. */
import { by, cells, doing, ignore, ignored, refuse, to, when } from '../declaring/cells.ts';
import { announce, cancel, due, early, order } from '../declaring/named.ts';
import {
  answeredAlready,
  forgetsBoth,
  lineEnded,
  noRecording,
  noStay,
  stray,
} from '../line/cells.ts';
import type { LineEnd } from '../words/words.ts';

/** A request that comes again is answered as before; one of another finds the sid taken. */
const requestedAgain = <const T extends object>(again: T) =>
  ({ 'leg.requested': [when('isItsRequest', again), by('A28', doing('decline'))] }) as const;
export const legExists = requestedAgain(ignored('It exists already.'));
export const handedNothingOver = ignore(
  'It has handed nothing over.',
  'line.declined',
  'line.ended',
);
export const notItsParent = ignored('It is the leg of another.');

/** What every leg does until it is answered. */
export const legUnanswered = cells(
  {
    'call.answered': to('answered', 'noteAnswer'),
    'call.busy': to('busy'),
    'call.unanswered': to('noAnswer'),
    'call.failed': to('failed'),
    'call.hungUp': by('A23', to('failed')),
    'timer.fired': [when(due('ring'), to('noAnswer', order('hangUp'))), ...early],
    'call.hangUp': by('A23', to('canceled', order('hangUp'))),
    'leg.released': [when('isFromItsParent', to('canceled', order('hangUp'))), notItsParent],
  },
  by('A3', refuse('call-not-answered', 'call.startRecording', 'call.redirect')),
  ignore('It was not answered, so it has not won.', 'leg.chosen'),
  legExists,
  handedNothingOver,
  noRecording,
  noStay,
);
/** A leg that is not needed any more. */
export const releasedLeg = to('completed', 'tellLeft', order('hangUp'));

const tellsEndAgain = (status: LineEnd) =>
  requestedAgain(doing({ type: 'tellEndAgain', params: { status } }));

/** Nothing leads back into life, and whoever asks again is told how it ended. */
export const legEnded = (status: LineEnd) =>
  cells(
    lineEnded,
    forgetsBoth,
    by('A3', refuse('call-ended', 'call.startRecording', 'call.redirect', 'call.hangUp')),
    tellsEndAgain(status),
    ignore('It is over.', 'leg.chosen', 'leg.released', 'line.declined', 'line.ended'),
  );
/** The line is a call now: whoever dialled the leg is told that it is over. */
export const handedOver = <const L extends readonly string[]>(...left: L) =>
  to('#dialLeg.handedOver', ...left, 'handOver');
const passedOn = [
  when('isHosted', doing('forgetRecording', 'passOn')),
  ignored('It hosts no such recording.'),
] as const;
/** What still comes to the leg is passed on to the call, or is about what it has left. */
export const asksTheCall = cells(
  {
    'line.declined': by('A28', to('completed', order('hangUp'))),
    'line.ended': by('A54', doing('endRecordings')),
    'call.hungUp': by('A54', doing('passOn')),
    'recording.ended': passedOn,
    'recording.declined': passedOn,
    'leg.chosen': [
      by('A55', when('isItsWin', doing('leaveBridge'))),
      ignored('It was no leg of this dial.'),
    ],
  },
  by('A54', refuse('not-found', 'call.startRecording', 'call.redirect', 'call.hangUp')),
  tellsEndAgain('completed'),
  ignore('It is a call now.', 'timer.fired', 'leg.released'),
  answeredAlready,
  noStay,
);
export const endLeg = (status: LineEnd) =>
  [
    'stamp',
    cancel('ring'),
    cancel('time-limit'),
    { type: 'end', params: { status } },
    announce(status),
  ] as const;
/** A leg that ends before it is answered. */
export const unansweredLeg = (status: LineEnd, description: string) =>
  ({
    description,
    tags: ['ended'],
    entry: endLeg(status),
    on: cells(legEnded(status), stray),
  }) as const;
