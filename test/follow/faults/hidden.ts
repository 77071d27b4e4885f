/** Faults of what can happen unseen, and when. */
import type { Fault } from './fault.ts';

const hidden = 'ways/hidden.ts';
const facts = 'ways/facts.ts';
const closure = 'ways/closure.ts';
/** Break one rule of hidden moves each. */
export const hiddenFaults: readonly Fault[] = [
  {
    file: hidden,
    says: 'No timer is later than it is set.',
    right: '(times[at + 1] as number) + skewMs',
    wrong: '(times[at + 1] as number)',
  },
  {
    file: hidden,
    says: 'A machine goes on after its timer must have fired.',
    right: 'last.push(due);',
    wrong: 'last.push(until);',
  },
  {
    file: hidden,
    says: 'No timer is earlier than it is set.',
    right: '(times[timer] as number) - skewMs',
    wrong: '(times[timer] as number)',
  },
  {
    file: hidden,
    says: 'A timer fires at any time.',
    right: 'const due = timer < 0 ? from',
    wrong: 'const due = timer < 1e9 ? from',
  },
  {
    file: hidden,
    says: 'A message is taken that must have come long before.',
    right: 'if (before > to + lagMs) continue;',
    wrong: '',
  },
  {
    file: hidden,
    says: 'No message is late.',
    right: 'if (before > to + lagMs) continue;',
    wrong: 'if (before > to) continue;',
  },
  {
    file: hidden,
    says: 'A machine goes on after its first message must have come.',
    right: 'last[place] = Math.min(by, to + lagMs);',
    wrong: '',
  },
  {
    file: hidden,
    says: 'A machine does nothing after its first message was sent.',
    right: 'last[place] = Math.min(by, to + lagMs);',
    wrong: 'last[place] = Math.min(by, to);',
  },
  {
    file: hidden,
    says: 'A request is carried out before it was made.',
    right: 'ask ? Math.max(ask.at, before) : before',
    wrong: 'before',
  },
  {
    file: hidden,
    says: 'A request whose answer was given up is carried out however late.',
    right: 'Math.min(by, ask.lostBy ?? until)',
    wrong: 'by',
  },
  {
    file: hidden,
    says: 'Requests are never carried out.',
    right: 'return [...letters, ...asks, ...facts];',
    wrong: 'return [...letters, ...facts];',
  },
  {
    file: facts,
    says: 'The media server refuses nothing.',
    right: "refuses: ['start', 'pause', 'resume', 'stop'],",
    wrong: 'refuses: [],',
  },
  {
    file: facts,
    says: 'The media server answers in order only.',
    right: 'reorders: true,',
    wrong: 'reorders: false,',
    comesToTheSame:
      'an answer that overtakes another leaves what a refusal of the other leaves, and that is believed',
  },
  {
    file: facts,
    says: 'The media server never stops by itself.',
    right: 'stopsByItself: true,',
    wrong: 'stopsByItself: false,',
  },
  {
    file: facts,
    says: 'No file is there before its stop was confirmed.',
    right: 'filesEarly: true,',
    wrong: 'filesEarly: false,',
  },
  {
    file: facts,
    says: 'Every file has something in it.',
    right: "files: ['audio', 'empty', 'lost'],",
    wrong: "files: ['audio', 'lost'],",
    comesToTheSame: 'an empty file is absent as a lost one is, and of what is over nobody sees why',
  },
  {
    file: facts,
    says: 'No transcription fails.',
    right: "texts: ['said', 'none'],",
    wrong: "texts: ['said'],",
  },
  {
    file: facts,
    says: 'Nobody speaks.',
    right: 'speech: 2,',
    wrong: 'speech: 0,',
  },
  {
    file: facts,
    says: 'No key ends a <Record>.',
    right: 'record && !record.isOver ?',
    wrong: 'record && record.isOver ?',
  },
  {
    file: facts,
    says: 'No * hangs up a dialled leg.',
    right: 'if (!dial?.hangupOnStar) return ends;',
    wrong: 'if (dial || !dial) return ends;',
    comesToTheSame:
      'the network may hang up the leg that won at any time, and it says so to the call as one that was released does',
  },
  {
    file: facts,
    says: 'The line of a leg that became a call is never hung up.',
    right: "return passesOn(line) ? 'open' : 'down';",
    wrong: "return 'down';",
  },
  {
    file: facts,
    says: 'A document asks a call that is in the middle of something.',
    right: "state !== 'inProgress.executing' || !next",
    wrong: "!state.startsWith('inProgress') || !next",
  },
  {
    file: facts,
    says: 'Documents ask nothing.',
    right: 'return [{ to: { machine, sid }, event: timeless(next), takes: { plan } }];',
    wrong: 'return [];',
  },
  {
    file: closure,
    says: 'A message from below is taken that must have come long before.',
    right: 'if (since >= 0 && (way.times[since] as number) > at[1] + manner.lagMs) continue;',
    wrong: '',
  },
  {
    file: closure,
    says: 'No message from below is late.',
    right: 'at[1] + manner.lagMs) continue;',
    wrong: 'at[1]) continue;',
  },
  {
    file: closure,
    says: 'Of two ways that differ in times the second is forgotten.',
    right: 'hullOf(one.times, other.times)',
    wrong: 'one.times',
  },
  {
    file: closure,
    says: 'Of two ways that differ in what is below the second is forgotten.',
    right: 'this.#outlook.united(mine, theirs, name)',
    wrong: '(mine === noneYet ? theirs : mine)',
  },
];
