/** What is done with news: the deeds of a reading, which the table names. */
import { given } from '../resources/given.ts';
import {
  type DialNobody,
  type Instruction,
  isNobody,
  type Service,
  type TimedInstruction,
} from '../texml/document.ts';
import { ask, begin, fallBack, fetch, fetchOnceFound, goOnAt, isTakenUp } from './fetching.ts';
import { gatherDeeds } from './gathering.ts';
import { begunAt } from './host-verbs.ts';
import { hurried, instructionsAtOnce } from './hurry.ts';
import type { CallInstruction, NewsOf, ReadingContext, ReadingStep } from './news.ts';
import { nextDocumentOf } from './next-document.ts';
import type { Reading, ReadingChange, ReadingIn } from './reading.ts';
import { baseOf, becomes, forget, giveUp, same, waitFor, warned } from './reading-step.ts';
import { isService, serviceDeeds } from './services.ts';

function run(reading: Reading, _: unknown, context: ReadingContext): ReadingStep {
  const { now } = context;
  const { instructions, place } = reading;
  const instruction = instructions[place];
  if (!instruction) return giveUp();
  const hurry = hurried(reading, now);
  if (hurry.count > instructionsAtOnce) {
    const most = instructionsAtOnce;
    return giveUp(warned(`More than ${most} instructions within a second: the call is ended.`));
  }
  const counted = { place: place + 1, hurry };
  if (isNobody(instruction)) return unreached({ ...reading, ...counted }, instruction, context);
  if (isHosts(instruction)) {
    return becomes(reading, { ...begunAt(now, instruction), ...counted });
  }
  return give({ ...reading, ...counted }, instruction, context);
}
/** What takes its time without the call and without a service: all of it, or it does not compile. */
const timed = {
  Say: true,
  Play: true,
  Pause: true,
  Gather: true,
  Leave: true,
} satisfies Readonly<Record<Exclude<TimedInstruction, Service>['verb'], true>>;
const isHosts = (instruction: Instruction): instruction is TimedInstruction =>
  Object.hasOwn(timed, instruction.verb) || isService(instruction);

/** Gives the call its verb; what comes next is known already. */
function give(reading: Reading, instruction: CallInstruction, context: ReadingContext) {
  const change = afterVerb(instruction);
  if (instruction.verb === 'Redirect' && instruction.url === '' && reading.url === undefined) {
    // What the call was given comes again: no action is before it (A31).
    const { action: _, ...rest } = reading;
    return becomes(rest, change, [{ type: 'run', instruction }]);
  }
  const documentUrl = baseOf(reading, context);
  const action = nextDocumentOf(instruction, documentUrl);
  return becomes(reading, { ...change, ...given({ action }) }, [
    { type: 'run', instruction, ...given({ documentUrl }) },
  ]);
}

/** A `<Dial>` that reaches nobody is over at once: its action follows, or the next verb (A30). */
function unreached(reading: Reading, instruction: DialNobody, context: ReadingContext) {
  const action = nextDocumentOf(instruction, baseOf(reading, context));
  const parameters = { DialCallStatus: 'failed' };
  return goOnAt(reading, { action, about: 'dial-ended', parameters }, context);
}

/** What a reading does once its call has taken a verb. */
function afterVerb({ verb }: CallInstruction): ReadingChange {
  if (verb === 'Recording') return { state: 'ready' };
  if (verb === 'Redirect') return { state: 'awaiting', because: 'redirected' };
  return { state: 'blocked' };
}

export const readingDeeds = {
  /** Remember where the next document is; the call is about to ask for it. */
  await(reading: Reading, { because, source }: NewsOf<'pointed'>) {
    const { action: _, given: __, ...rest } = reading;
    return becomes(rest, { state: 'awaiting', because, ...given({ given: source }) });
  },
  /** Look for the document that the call asks for. */
  fetch,
  /** The same, if it is the document that is awaited. */
  fetchIfMeant: (
    reading: ReadingIn<'awaiting'>,
    news: NewsOf<'requested'>,
    context: ReadingContext,
  ) => (reading.because === news.because ? fetch(reading, news, context) : same(reading)),
  /** Look for the document that waits until it is known who has answered, if it is by now. */
  fetchOnceFound,
  /** Go on behind the verb that is over, or at it again. */
  goOn(reading: Reading, { again, key }: NewsOf<'resumed'>) {
    if (isTakenUp(reading, key)) return same(reading);
    const place = Math.max(0, reading.place - (again ? 1 : 0));
    return becomes(reading, { state: 'ready', place, ...given({ lastKey: key }) });
  },
  /** Begin with the first verb of the document; what is broken is no document. */
  begin,
  /** Say what went wrong, and try the next source. */
  fallBack,
  /** Ask the next source; hang up if there is none. */
  ask,
  /** Run the next verb; hang up behind the last. */
  run,
  /** The same, once the time has come. */
  runOnceDue(reading: ReadingIn<'waiting'>, news: NewsOf<'time'>, context: ReadingContext) {
    const wait = waitFor(reading, context);
    return wait ? same(reading, wait) : run(reading, news, context);
  },
  ...gatherDeeds,
  ...serviceDeeds,
  /** Say so, and hang up. */
  breakOff: (_: Reading, { says }: NewsOf<'broken'>) =>
    giveUp(warned(`The document cannot go on, and the call is ended: ${says}`)),
  /** Nothing follows any more. */
  forget: () => forget(),
  /** The same, unless the action of the verb is still to be told. */
  forgetUnlessAction: (reading: Reading) => (reading.action ? same(reading) : forget()),
};
