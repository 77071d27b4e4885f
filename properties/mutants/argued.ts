/** The mutants that nobody can notice, because what they change makes no difference, and why. */

/** One or more mutants. */
export interface Argued {
  /** In an id, `*` stands for anything. */
  readonly id: string;
  readonly because: string;
  /**
   * Holds only of those that can be looked up to be so. `same`: every step of the machine alone in
   * which it could show comes to the same. `unreachable`: it only shows where no run comes.
   */
  readonly where?: 'same' | 'unreachable';
}
const same = (id: string, because: string): Argued => ({ id, because, where: 'same' });

export const argued: readonly Argued[] = [
  { id: '*', because: '`check/coverage.ts` says why no run comes there.', where: 'unreachable' },
  same('*/double *', 'Done twice, it comes to the same as done once.'),
  same('*/swap *', 'Neither of the two looks at what the other does.'),
  same('*/drop cancel.*', 'This timer cannot run there.'),
  same('*/cross cancel.*', 'Neither of the two timers can run there.'),
  same(
    '*/drop stamp',
    'Its creation, or the state inside that is entered with it, notes the time.',
  ),
  same('conference/*/leg.ended[1]/drop noteEnder', 'Who was only on the way is not noted.'),
  same('conference/*→end.last-participant-left.time-exceeded', 'Nobody is left to be told.'),
  same(
    'conference/inProgress/recording.ended[0]/drop forgetRecording',
    'The next takes its place.',
  ),
  same(
    'conference/inProgress/recording.declined[0]/drop forgetRecording',
    'The next takes its place.',
  ),
  same(
    'recording/*/drop timeLength',
    'A pause that counts moves nothing; of those that are skipped test/machines/accounting.test.ts tells.',
  ),
  same('recording/*/drop noteAnswer', 'The order that is given on the way in is the newest.'),
  same('call/inProgress.*/remove', 'The state around it ignores the event as well.'),
  same('dialLeg/answered.*/remove', 'The state around it ignores the event as well.'),
  {
    id: 'dialLeg/answered.waiting/call.redirect[0]/swap tellLeft,handOver',
    because:
      'Either takes whoever was on the way off the list of a conference; the other finds nobody.',
  },
  {
    id: 'recording/starting/media.started[1]/drop noteAnswer',
    because: 'Once capture has started, nothing asks whether a start is still to be answered.',
  },
  {
    id: 'recording/stopping/entry/drop cancel.answer-deadline',
    because: 'It is set anew there, for the answer to the stop.',
  },
  {
    id: 'recording/stopping/entry/cross cancel.answer-deadline→*',
    because: 'It is set anew there, and no other timer of those can run.',
  },
  same('recording/stopping/*decideEnd.*', 'The end is decided, and the first reason stays.'),
];
