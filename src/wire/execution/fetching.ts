/** How a reading comes to its next document: which is asked for, and what is made of the answer. */
import type { Parameters } from '../callbacks/delivery.ts';
import { foundOutParameters } from '../callbacks/detection.ts';
import { given } from '../resources/given.ts';
import { methodByDefault } from '../resources/rows.ts';
import { type Noticed, readTexml, type TexmlOptions } from '../texml/texml.ts';
import type { NewsOf, ReadingContext, ReadingStep, VoiceApplication } from './news.ts';
import type { NextDocument } from './next-document.ts';
import type { DocumentSource, Fetching, Reading, ReadingIn } from './reading.ts';
import {
  attemptsInVain,
  becomes,
  forget,
  giveUp,
  same,
  type Warned,
  warned,
} from './reading-step.ts';

/** A host may repeat an effect. */
export const isTakenUp = ({ lastKey }: Reading, key: string | undefined) =>
  key !== undefined && key === lastKey;

export function fetch(
  reading: Reading,
  { because, execute, parameters, key }: NewsOf<'requested'>,
  context: ReadingContext,
): ReadingStep {
  if (isTakenUp(reading, key)) return same(reading);
  const sources = sourcesOf(reading, context.application);
  if (execute) {
    const fetching = { sources, parameters, about: because };
    const isFirst = because === 'answered' && context.isDetectionAwaited === true;
    const next = isFirst
      ? onceFound(fetching, context)
      : ({ state: 'fetching', fetching } as const);
    return becomes(reading, { ...next, ...given({ lastKey: key }) });
  }
  const source = sources.find((one) => 'url' in one);
  if (!source) return forget();
  const asking = { ...source, parameters, about: because } as const;
  return forget({ type: 'tell', ...asking, attempts: attemptsInVain });
}

/** Asks for a document, saying who has answered; until that is known, nothing is asked. */
function onceFound(fetching: Fetching, { found }: ReadingContext) {
  if (!found) return { state: 'detecting', fetching } as const;
  const parameters = { ...fetching.parameters, ...foundOutParameters(found) };
  return { state: 'fetching', fetching: { ...fetching, parameters } } as const;
}
/** The same, if it is known by now. */
export const fetchOnceFound = (
  reading: ReadingIn<'detecting'>,
  _: unknown,
  context: ReadingContext,
): ReadingStep =>
  context.found ? becomes(reading, onceFound(reading.fetching, context)) : same(reading);

/** How a document is read that a call was given as text. */
export const textOptions = (
  strict: boolean,
  application: VoiceApplication | undefined,
): TexmlOptions => ({ strict, inline: { hasBase: application?.voice_url !== undefined } });

/** Takes a document that has come; one in which nothing stands is none to refuse: A52. */
export function begin(
  reading: ReadingIn<'fetching'>,
  { text, url, file = url ?? 'Texml' }: Omit<NewsOf<'fetched'>, 'type'>,
  { application, strict = false }: ReadingContext,
): ReadingStep {
  const options = url === undefined ? textOptions(strict, application) : { strict };
  const { url: _, ...before } = reading;
  if (url !== undefined && !strict && text.trim() === '') {
    const says = `${file} answers with nothing: the call has nothing more to do.`;
    return becomes(before, { state: 'ready', instructions: [], place: 0, url }, [warned(says)]);
  }
  const { instructions, noticed, isRefused } = readTexml(text, options);
  const asks = noticed.map((one) => noticing(file, one));
  if (isRefused) return tryNext(reading, asks);
  return becomes(before, { state: 'ready', instructions, place: 0, ...given({ url }) }, asks);
}

/** What was noticed in a document, where it stands. */
const noticing = (file: string, noticed: Noticed): Warned => ({
  ...warned(`${file}:${noticed.line}:${noticed.column}: ${noticed.message}`),
  noticed,
});

export function fallBack(
  reading: ReadingIn<'fetching'>,
  { says }: { readonly says: string },
): ReadingStep {
  return tryNext(reading, [warned(says)]);
}

function tryNext(reading: ReadingIn<'fetching'>, asks: readonly Warned[]): ReadingStep {
  const { fetching, tried = 0 } = reading;
  return becomes(reading, { state: 'fetching', fetching, tried: tried + 1 }, asks);
}

export function ask(
  reading: ReadingIn<'fetching'>,
  _: unknown,
  context: ReadingContext,
): ReadingStep {
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

/** What came of a verb that is over without the call. */
interface Outcome {
  /** Left out: the next verb follows. */
  readonly action: NextDocument | undefined;
  readonly about: Fetching['about'];
  /** What the action is told beside what all are told. */
  readonly parameters: Parameters;
  /** The news that ended it, among those before. */
  readonly pressed?: readonly string[];
}
/** A verb is over, and the call is not told of it: its action follows, or the next verb. */
export function goOnAt(
  reading: Reading,
  { action, about, parameters: more, pressed }: Outcome,
  { call, application }: ReadingContext,
): ReadingStep {
  const news = given({ pressed });
  if (!action) return becomes(reading, { state: 'ready', ...news });
  const sources = sourcesOf({ ...reading, action }, application);
  const parameters = { ...call, ...more };
  return becomes(reading, { state: 'fetching', fetching: { sources, parameters, about }, ...news });
}

/** Whether a reading asks for the action of a `<Dial>` to nobody, and nothing was added to it yet. */
export const isOfUnreached = (reading: Reading | undefined): reading is ReadingIn<'fetching'> =>
  reading?.state === 'fetching' &&
  reading.fetching.about === 'dial-ended' &&
  reading.fetching.parameters.SequenceNumber === undefined;
/** The same, with what its host knows: added before it is kept, as whoever is asked is told the same. */
export const toldBeside = (reading: ReadingIn<'fetching'>, added: Parameters): Reading => {
  const { fetching } = reading;
  return {
    ...reading,
    fetching: { ...fetching, parameters: { ...fetching.parameters, ...added } },
  };
};

/** Where the next document of a call comes from, in the order in which it is tried. */
function sourcesOf(
  { given, action }: Pick<Reading, 'given' | 'action'>,
  { voice_url, voice_method, voice_fallback_url }: VoiceApplication = {},
): readonly DocumentSource[] {
  const { texml, url, method, fallbackUrl, fallbackMethod } = given ?? {};
  if (texml !== undefined && !action) return [{ isGiven: true }];
  const own = urlSource(fallbackUrl, fallbackMethod ?? voice_method);
  const fallback = own.length > 0 ? own : urlSource(voice_fallback_url, voice_method);
  const first = action ? [action] : urlSource(url ?? voice_url, method ?? voice_method);
  return [...first, ...fallback];
}
const urlSource = (url: string | undefined, method = methodByDefault): DocumentSource[] =>
  url === undefined ? [] : [{ url, method }];
