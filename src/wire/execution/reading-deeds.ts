/** What is done with news: the deeds of a reading, which the table names. */
import { given } from '../resources/given.ts';
import type { HostInstruction } from '../texml/document.ts';
import { readTexml, TexmlError } from '../texml/texml.ts';
import { gatherDeeds } from './gathering.ts';
import { begunAt } from './host-verbs.ts';
import { hurried, instructionsAtOnce } from './hurry.ts';
import type { CallInstruction, NewsOf, ReadingContext, ReadingStep } from './news.ts';
import { nextDocumentOf } from './next-document.ts';
import type { Reading, ReadingChange, ReadingIn } from './reading.ts';
import { attemptsInVain, becomes, forget, giveUp, same, waitFor, warned } from './reading-step.ts';
import { isService, serviceDeeds } from './services.ts';
import { sourcesOf } from './sources.ts';

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
  try {
    const { instructions, warnings } = readTexml(text, { file });
    const asks = warnings.map(({ line, column, says }) =>
      warned(`${file}:${line}:${column}: ${says}`),
    );
    const from = given({ url: url ?? application?.voice_url });
    return becomes(reading, { state: 'ready', instructions, place: 0, ...from }, asks);
  } catch (error) {
    if (!(error instanceof TexmlError)) throw error;
    return fallBack(reading, { says: error.message });
  }
}

function fallBack(
  reading: ReadingIn<'fetching'>,
  { says }: { readonly says: string },
): ReadingStep {
  const { fetching, tried = 0 } = reading;
  return becomes(reading, { state: 'fetching', fetching, tried: tried + 1 }, [warned(says)]);
}

function ask(reading: ReadingIn<'fetching'>, _: unknown, context: ReadingContext): ReadingStep {
  const { fetching, tried = 0 } = reading;
  const { sources, parameters, about } = fetching;
  const source = sources[tried];
  if (!source) {
    const says = 'The call has no document: no Url, no Texml, and no application that is known.';
    return sources.length === 0 ? giveUp(warned(says)) : giveUp();
  }
  if ('url' in source) {
    return same(reading, { type: 'fetch', ...source, parameters, about, attempt: tried + 1 });
  }
  const text = 'texml' in source ? source.texml : (reading.given?.texml ?? '');
  return begin(reading, { text }, context);
}

function run(reading: Reading, _: unknown, { now }: ReadingContext): ReadingStep {
  const { instructions, place, url } = reading;
  const instruction = instructions[place];
  if (!instruction) return giveUp();
  const hurry = hurried(reading, now);
  if (hurry.count > instructionsAtOnce) {
    const most = instructionsAtOnce;
    return giveUp(warned(`More than ${most} instructions within a second: the call is ended.`));
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
  ['Say', 'Play', 'Pause', 'Gather', 'Leave'].includes(instruction.verb) || isService(instruction);

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
