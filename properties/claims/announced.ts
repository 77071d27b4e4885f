/** What recordings announce: every word once, when it is so, in the order of life. */
import { always, everyStep, type Moment, type MomentOf } from './claim.ts';
import { announcedWords } from './dial-leg.ts';
import { isEnd } from './recording.ts';

export const announcedClaims = [
  always(
    'REC-2',
    'It announces in-progress once at most, then completed or absent once at most, then nothing.',
    'recording',
    announcesInOrder(),
  ),
  everyStep(
    'REC-3',
    'It announces completed or absent exactly when it becomes completed or absent.',
    'recording',
    announcesItsEnd,
  ),
  everyStep(
    'REC-19',
    'It announces in-progress exactly when capture starts before its end is decided.',
    'recording',
    announcesItsStart,
  ),
] as const;

type Recorded = MomentOf<'recording'>;

function announcesInOrder() {
  const after = (stage: number, word: string) =>
    word === 'in-progress' ? 1 + 2 * Math.min(stage, 1) : Math.max(2, stage + 1);
  return {
    /** 0 nothing, 1 capture, 2 its end; 3 and more: too much. */
    begin: 0,
    next: (stage: number, moment: Moment) =>
      Math.min(3, announcedWords(moment).reduce(after, stage)),
    holds: (stage: number) => stage < 3,
  };
}

function announcesItsEnd(moment: Recorded) {
  const { before, snapshot } = moment;
  const state = snapshot && snapshot.state !== before?.state ? snapshot.state : '';
  return announcedWords(moment).filter(isEnd).join() === (isEnd(state) ? state : '');
}

function announcesItsStart(moment: Recorded) {
  const state = moment.snapshot?.state ?? '';
  const starts = moment.before?.state === 'starting' && /^(inProgress|pausing)$/.test(state);
  return announcedWords(moment).includes('in-progress') === starts;
}
