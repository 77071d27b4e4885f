/** What is done with news: the deeds of a reading, which the table names. */
import { given } from '../resources/given.ts';
import type { HostInstruction } from '../texml/document.ts';
import { type Noticed, readTexml } from '../texml/texml.ts';
import { actionOf, begunAt, withKey } from './host-verbs.ts';
import { hurried, instructionsAtOnce } from './hurry.ts';
import type {
  CallInstruction,
  NewsOf,
  ReadingAsk,
  ReadingContext,
  ReadingNewsType,
  ReadingStep,
} from './news.ts';
import { nextDocumentOf } from './next-document.ts';
import {
  changed,
  type Reading,
  type ReadingChange,
  type ReadingIn,
  type ReadingState,
} from './reading.ts';
import { sourcesOf } from './sources.ts';

/** What answers news of these types in these states. */
export type ReadingDeed<S extends ReadingState, N extends ReadingNewsType> = (
  reading: ReadingIn<S>,
  news: NewsOf<N>,
  context: ReadingContext,
) => ReadingStep;
type Warning = Extract<ReadingAsk, { readonly type: 'warn' }>;

/** How many keys are remembered by the ids of their news. */
const mostPressed = 20;
/** How often an answer that nobody executes is asked for. */
const attemptsInVain = 2;

const becomes = (
  reading: Reading,
  change: ReadingChange,
  asks: readonly ReadingAsk[] = [],
): ReadingStep => ({ reading: changed(reading, change), asks });
const same = (reading: Reading, ...asks: readonly ReadingAsk[]): ReadingStep => ({ reading, asks });
const forget = (...asks: readonly ReadingAsk[]): ReadingStep => ({ reading: undefined, asks });
const warning = (says: string): Warning => ({ type: 'warn', says });

/** A host may repeat an effect. */
const isTakenUp = ({ lastKey }: Reading, key: string | undefined) =>
  key !== undefined && key === lastKey;

function fetch(
  reading: Reading,
  { because, execute, parameters, key }: NewsOf<'requested'>,
  { application }: ReadingContext,
): ReadingStep {
  if (isTakenUp(reading, key)) return same(reading);
  const sources = sourcesOf(reading, application);
  if (execute) {
    const fetching = { sources, parameters, about: because };
    return becomes(reading, { state: 'fetching', fetching, ...given({ lastKey: key }) });
  }
  const source = sources.find((one) => 'url' in one);
  if (!source) return forget();
  const asking = { ...source, parameters, about: because } as const;
  return forget({ type: 'tell', ...asking, attempts: attemptsInVain });
}

function begin(
  reading: ReadingIn<'fetching'>,
  { text, url, file = url ?? 'Texml' }: Omit<NewsOf<'fetched'>, 'type'>,
  { application }: ReadingContext,
): ReadingStep {
  const { instructions, noticed, isRefused } = readTexml(text, { file });
  const asks = noticed.map((one) => noticing(file, one));
  if (isRefused) return tryNext(reading, asks);
  const from = given({ url: url ?? application?.voice_url });
  return becomes(reading, { state: 'ready', instructions, place: 0, ...from }, asks);
}

/** What was noticed in a document, where it stands. */
const noticing = (file: string, noticed: Noticed): Warning => ({
  ...warning(`${file}:${noticed.line}:${noticed.column}: ${noticed.message}`),
  noticed,
});

function fallBack(
  reading: ReadingIn<'fetching'>,
  { says }: { readonly says: string },
): ReadingStep {
  return tryNext(reading, [warning(says)]);
}

function tryNext(reading: ReadingIn<'fetching'>, asks: readonly Warning[]): ReadingStep {
  const { fetching, tried = 0 } = reading;
  return becomes(reading, { state: 'fetching', fetching, tried: tried + 1 }, asks);
}

function ask(reading: ReadingIn<'fetching'>, _: unknown, context: ReadingContext): ReadingStep {
  const { fetching, tried = 0 } = reading;
  const { sources, parameters, about } = fetching;
  const source = sources[tried];
  if (!source) {
    const says = 'The call has no document: no Url, no Texml, and no application that is known.';
    return sources.length === 0 ? hangUp(warning(says)) : hangUp();
  }
  if ('url' in source) {
    return same(reading, { type: 'fetch', ...source, parameters, about, attempt: tried + 1 });
  }
  const text = 'texml' in source ? source.texml : (reading.given?.texml ?? '');
  return begin(reading, { text }, context);
}

const hangUp = (...warnings: readonly Warning[]) => forget(...warnings, { type: 'hangUp' });

function run(reading: Reading, _: unknown, { now }: ReadingContext): ReadingStep {
  const { instructions, place, url } = reading;
  const instruction = instructions[place];
  if (!instruction) return hangUp();
  const hurry = hurried(reading, now);
  if (hurry.count > instructionsAtOnce) {
    const most = instructionsAtOnce;
    return hangUp(warning(`More than ${most} instructions within a second: the call is ended.`));
  }
  const counted = { place: place + 1, hurry };
  if (isHosts(instruction)) {
    return becomes(reading, { ...begunAt(now, instruction), ...counted });
  }
  const action = nextDocumentOf(instruction, url);
  return becomes(reading, { ...afterVerb(instruction), ...counted, ...given({ action }) }, [
    { type: 'run', instruction, ...given({ documentUrl: url }) },
  ]);
}
const isHosts = (instruction: HostInstruction | CallInstruction): instruction is HostInstruction =>
  ['Say', 'Play', 'Pause', 'Gather', 'Leave'].includes(instruction.verb);

/** What a reading does once its call has taken a verb. */
function afterVerb({ verb }: CallInstruction): ReadingChange {
  if (verb === 'Recording') return { state: 'ready' };
  if (verb === 'Redirect') return { state: 'awaiting', because: 'redirected' };
  return { state: 'blocked' };
}

/** The keys are there, or nobody pressed any: then the document goes on. */
function gathered(
  reading: ReadingIn<'gathering'>,
  { call, application }: ReadingContext,
  { digits, pressed }: { readonly digits: string; readonly pressed?: readonly string[] } = reading,
): ReadingStep {
  const news = given({ pressed });
  const action = actionOf({ ...reading, digits });
  if (!action) return becomes(reading, { state: 'ready', ...news });
  const sources = sourcesOf({ ...reading, action }, application);
  const parameters = { ...call, Digits: digits };
  const fetching = { sources, parameters, about: 'gathered' } as const;
  return becomes(reading, { state: 'fetching', fetching, ...news });
}

function gather(
  reading: ReadingIn<'gathering'>,
  { digit, id }: NewsOf<'pressed'>,
  context: ReadingContext,
): ReadingStep {
  if (reading.pressed?.includes(id)) return same(reading);
  const { isLast, digits, until = reading.until } = withKey(reading, digit, context.now);
  const pressed = [...(reading.pressed ?? []), id].slice(-mostPressed);
  return isLast
    ? gathered(reading, context, { digits, pressed })
    : becomes(reading, { state: 'gathering', until, digits, pressed });
}

/** What to wait for, if the time has not come. */
const early = ({ until }: ReadingIn<'waiting' | 'gathering'>, { now }: ReadingContext) =>
  now < until && ({ type: 'wait', until } as const);

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
    const wait = early(reading, context);
    return wait ? same(reading, wait) : run(reading, news, context);
  },
  /** Take the key; once all are there, take them where they go. */
  gather,
  /** Take the keys where they go, once the time has come. */
  gatheredOnceDue(reading: ReadingIn<'gathering'>, _: unknown, context: ReadingContext) {
    const wait = early(reading, context);
    return wait ? same(reading, wait) : gathered(reading, context);
  },
  /** Say so, and hang up. */
  breakOff: (_: Reading, { says }: NewsOf<'broken'>) =>
    hangUp(warning(`The document cannot go on, and the call is ended: ${says}`)),
  /** Nothing follows any more. */
  forget: () => forget(),
  /** The same, unless the action of the verb is still to be told. */
  forgetUnlessAction: (reading: Reading) => (reading.action ? same(reading) : forget()),
};
