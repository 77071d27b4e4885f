/** Every fact: what network, media server and clock report. A fact is never refused. */
import { declared, location, orderNumber } from './event-fields.ts';
import { anyText, choice, type Fields, flag, optional, span, text } from './shape.ts';
import { machineNames, timerNames } from './words.ts';

const fact = declared('fact');
const network = (says: string) => fact(['call', 'dialLeg'], says, 'C-CALL', {});
const atMediaServer = 'model: the media server';
const media = <const F extends Fields>(says: string, fields: F) =>
  fact(['recording'], says, atMediaServer, fields);

/** What network and media tell a machine: it has happened, and nobody can refuse it. By type. */
export const facts = {
  'call.initiated': network('The network took the call.'),
  'call.rang': network('The far end rings.'),
  'call.answered': network('The far end answered.'),
  'call.busy': network('The far end is busy.'),
  'call.unanswered': network('Nobody answered.'),
  'call.failed': network('The network could not reach the far end.'),
  'call.hungUp': network('The far end or the network hung up.'),
  'digit.pressed': fact(['call'], 'The caller pressed a key.', 'T-REC, T-DIAL', {
    digit: choice('the key', ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#']),
  }),
  'media.started': media('Capture has started.', { order: orderNumber }),
  'media.paused': media('Capture is suspended.', { order: orderNumber }),
  'media.resumed': media('Capture goes on.', { order: orderNumber }),
  'media.refused': media('An order was refused.', { order: orderNumber }),
  'media.stopped': media('Capture is over, as ordered or by itself.', {
    order: optional(orderNumber),
  }),
  'media.saved': media('The file is ready.', {
    location,
    durationMs: optional(span('the length of the file, if the media server measured it')),
    isEmpty: optional(flag('whether the media server found nothing in it; false when left out')),
  }),
  'media.failed': media('The media server lost the recording.', {
    errorCode: optional(text("the media server's own code")),
  }),
  'speech.started': media('Somebody speaks.', {}),
  'speech.ended': media('Nobody speaks any more.', {}),
  'transcription.completed': fact(['transcription'], 'The text is ready.', atMediaServer, {
    text: anyText('what was said; empty if nothing was understood'),
  }),
  'transcription.failed': fact(['transcription'], 'There will be no text.', atMediaServer, {}),
  'timer.fired': fact(machineNames, 'A timer that was set is due.', 'model: the clock', {
    timer: choice('which timer', timerNames),
  }),
} as const;
