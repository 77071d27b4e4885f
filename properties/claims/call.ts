/** What holds of every call: its end, its document, its `<Record>`. */
import { type Announcement, chosen, type EventType, type PathId } from '../../machines/index.ts';
import { always, type Moment, type MomentOf, sometimes } from './claim.ts';
import { fires, goes, isOver, words } from './system.ts';

export const callClaims = [
  always(
    'CALL-1',
    'It has one end and announces it once; every word comes once at most, and in order.',
    'call',
    endsOnce(),
  ),
  always(
    'CALL-2',
    'A <Record>, <Dial> or conference stay resumes the document once; cut off by new ' +
      'instructions or the end of the call never, but for the action of a <Record> after a hang-up.',
    'call',
    resumesOnce(),
  ),
  always(
    'CALL-3',
    'One <Record> recording at most is not yet asked to stop.',
    'call',
    requestsOneAtMost('record-verb'),
  ),
  seen('CALL-20', 'It is answered and hung up.', goes(executing, 'call.hungUp', 'completed')),
  seen('CALL-21', 'It is busy.', goes('queued', 'call.busy', 'busy')),
  seen('CALL-22', 'Nobody answers it.', fires('ringing', 'ring', 'noAnswer')),
  seen('CALL-23', 'Its caller gives up.', goes('ringing', 'call.hungUp', 'canceled')),
  seen('CALL-24', 'Its time runs out.', fires(executing, 'time-limit', 'completed')),
  seen(
    'CALL-25',
    'It is answered after its end and hung up.',
    goes('canceled', 'call.answered', 'canceled', 'network.hangUp'),
  ),
  seen(
    'CALL-26',
    'A <Record> ends, and its action is requested.',
    goes(recording, 'recording.ended', executing, 'instructions.requested'),
  ),
  seen(
    'CALL-27',
    'A <Record> ends, and the document goes on.',
    goes(recording, 'recording.ended', executing, 'instructions.resumed'),
  ),
  seen('CALL-28', 'A key ends a <Record>.', ({ event, signals }) => {
    return event.type === 'digit.pressed' && signals.some(isOfType('recording.stopRequested'));
  }),
  seen('CALL-29', 'New instructions cut off a <Record>.', redirected(recording)),
  seen('CALL-30', 'New instructions cut off a dial.', redirected('inProgress.dialing')),
  seen('CALL-31', 'New instructions cut off a bridge.', redirected('inProgress.bridged')),
  seen('CALL-32', 'New instructions cut off a stay.', redirected('inProgress.inConference')),
  seen(
    'CALL-33',
    'The action of a <Record> is requested after a hang-up.',
    goes('completed', 'recording.ended', 'completed', 'instructions.requested'),
  ),
  seen('CALL-34', 'A dial is answered.', ({ snapshot }) => snapshot?.state === bridged),
  seen('CALL-35', 'A dial is answered by nobody.', goes(dialing, 'leg.ended', executing)),
  seen('CALL-36', 'A bridge ends.', goes(bridged, 'leg.ended', executing)),
] as const;
