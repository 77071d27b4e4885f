/** What deeds of a reading come to: what it becomes, and what its host is asked. */
import type { ReadingAsk, ReadingContext, ReadingStep } from './news.ts';
import { changed, type Reading, type ReadingChange } from './reading.ts';

export type Warning = Extract<ReadingAsk, { readonly type: 'warn' }>;

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
export const warning = (says: string): Warning => ({ type: 'warn', says });

export const hangUp = (...warnings: readonly Warning[]) => forget(...warnings, { type: 'hangUp' });

/** Where relative URLs of the current document start: one that has none takes its application's (A32). */
export const baseOf = ({ url }: Pick<Reading, 'url'>, { application }: ReadingContext) =>
  url ?? application?.voice_url;
