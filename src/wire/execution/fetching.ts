/** How a reading comes to its next document: which is asked for, and what is made of the answer. */
import { given } from '../resources/given.ts';
import { type Noticed, readTexml } from '../texml/texml.ts';
import type { NewsOf, ReadingContext, ReadingStep } from './news.ts';
import type { Reading, ReadingIn } from './reading.ts';
import { sourcesOf } from './sources.ts';
import { becomes, forget, hangUp, same, type Warning, warning } from './steps.ts';

/** How often an answer that nobody executes is asked for. */
const attemptsInVain = 2;

/** A host may repeat an effect. */
export const isTakenUp = ({ lastKey }: Reading, key: string | undefined) =>
  key !== undefined && key === lastKey;

export function fetch(
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

export function begin(
  reading: ReadingIn<'fetching'>,
  { text, url, file = url ?? 'Texml' }: Omit<NewsOf<'fetched'>, 'type'>,
  { application, strict = false }: ReadingContext,
): ReadingStep {
  const inline = { hasBase: application?.voice_url !== undefined };
  const options = { strict, ...(url === undefined ? { inline } : {}) };
  const { instructions, noticed, isRefused } = readTexml(text, options);
  const asks = noticed.map((one) => noticing(file, one));
  if (isRefused) return tryNext(reading, asks);
  const { url: _, ...before } = reading;
  return becomes(before, { state: 'ready', instructions, place: 0, ...given({ url }) }, asks);
}

/** What was noticed in a document, where it stands. */
const noticing = (file: string, noticed: Noticed): Warning => ({
  ...warning(`${file}:${noticed.line}:${noticed.column}: ${noticed.message}`),
  noticed,
});

export function fallBack(
  reading: ReadingIn<'fetching'>,
  { says }: { readonly says: string },
): ReadingStep {
  return tryNext(reading, [warning(says)]);
}

function tryNext(reading: ReadingIn<'fetching'>, asks: readonly Warning[]): ReadingStep {
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
    return sources.length === 0 ? hangUp(warning(says)) : hangUp();
  }
  if ('url' in source) {
    return same(reading, { type: 'fetch', ...source, parameters, about, attempt: tried + 1 });
  }
  const text = 'texml' in source ? source.texml : (reading.given?.texml ?? '');
  return begin(reading, { text }, context);
}
