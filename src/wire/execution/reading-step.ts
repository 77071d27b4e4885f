/** What a deed of a reading comes to, in the words in which deeds say it. */
import type { NewsOf, ReadingAsk, ReadingContext, ReadingNewsType, ReadingStep } from './news.ts';
import {
  changed,
  type Reading,
  type ReadingChange,
  type ReadingIn,
  type ReadingState,
} from './reading.ts';

/** What answers news of these types in these states. */
export type ReadingDeed<S extends ReadingState, N extends ReadingNewsType> = (
  reading: ReadingIn<S>,
  news: NewsOf<N>,
  context: ReadingContext,
) => ReadingStep;

/** How often an answer that nobody executes is asked for. */
export const attemptsInVain = 2;
/** How many news are remembered by their ids. */
const mostIds = 20;

export const becomes = (
  reading: Reading,
  change: ReadingChange,
  asks: readonly ReadingAsk[] = [],
): ReadingStep => ({ reading: changed(reading, change), asks });
export const same = (reading: Reading, ...asks: readonly ReadingAsk[]): ReadingStep => ({
  reading,
  asks,
});
export const forget = (...asks: readonly ReadingAsk[]): ReadingStep => ({
  reading: undefined,
  asks,
});
export type Warned = Extract<ReadingAsk, { readonly type: 'warn' }>;
export const warned = (says: string): Warned => ({ type: 'warn', says });
export const giveUp = (...warnings: readonly Warned[]) => forget(...warnings, { type: 'hangUp' });

/** The ids of the latest news, with one more. */
export const withId = ({ pressed = [] }: Reading, id: string) => [...pressed, id].slice(-mostIds);

/** What to wait for, if the time has not come. */
export const waitFor = ({ until }: { readonly until: number }, { now }: ReadingContext) =>
  now < until && ({ type: 'wait', until } as const);

/** Where relative URLs of the current document start: one that has none takes its application's (A32). */
export const baseOf = ({ url }: Pick<Reading, 'url'>, { application }: ReadingContext) =>
  url ?? application?.voice_url;
