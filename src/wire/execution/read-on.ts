/** One reading of TeXML for every host: what each news comes to, in every state of a reading. */
import type { ReadingContext, ReadingNews, ReadingStep } from './news.ts';
import { type Reading, unread } from './reading.ts';
import { readingDeeds } from './reading-deeds.ts';
import type { ReadingDeed } from './reading-step.ts';
import { type ReadingAnswer, readingTable } from './reading-table.ts';

/**
 * What news come to: where the call stands in its document then, and what its host is to do. It is
 * pure, and takes and gives plain data; the table says which deed answers what.
 *
 * A host keeps the reading, tells it whatever comes about, and then `time`, until it changes no
 * more; `time` also takes up a reading that was kept. What is asked beside a change of the reading
 * belongs to it: once the call accepts the command of `run` or `hangUp` (`commandOf`), the reading
 * is kept, in one piece with what the call came to; if it refuses, the reading stays what it was,
 * and hears `broken`. The answer to a `fetch` is for the reading that asked: if it is another by
 * then, nobody waits for it.
 */
export function readOn(
  reading: Reading | undefined,
  news: ReadingNews,
  context: ReadingContext,
): ReadingStep {
  const answer: ReadingAnswer = readingTable[reading?.state ?? 'none'][news.type];
  if (typeof answer !== 'string') return { reading, asks: [] };
  // The table lets no deed hear what it does not understand.
  const deed: ReadingDeed<never, never> = readingDeeds[answer];
  const after = deed((reading ?? unread) as never, news as never, context);
  return after.reading === unread ? { ...after, reading } : after;
}
