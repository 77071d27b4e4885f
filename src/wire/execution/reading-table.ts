/** How every state of a reading answers all that can come about: what it does, or why nothing. */
import type { NewsOf, ReadingNewsType } from './news.ts';
import type { ReadingIn, ReadingState } from './reading.ts';
import type { readingDeeds } from './reading-deeds.ts';

type DeedName = keyof typeof readingDeeds;
type Heard<D extends DeedName> = Parameters<(typeof readingDeeds)[D]>;
type StateFor<D extends DeedName> = Heard<D> extends [infer R, ...unknown[]] ? R : unknown;
type NewsFor<D extends DeedName> = Heard<D> extends [unknown, infer N, ...unknown[]] ? N : unknown;
/** The deeds that understand news of a type in a state. */
type Fitting<S extends ReadingState, N extends ReadingNewsType> = {
  [D in DeedName]: [ReadingIn<S>, NewsOf<N>] extends [StateFor<D>, NewsFor<D>] ? D : never;
}[DeedName];
interface Ignored {
  readonly ignored: string;
}
/** All news are answered, each by a deed that understands it. */
type Row<S extends ReadingState> = { readonly [N in ReadingNewsType]: Fitting<S, N> | Ignored };
/** A deed by its name, or why there is none. */
export type ReadingAnswer = DeedName | Ignored;

/** News that change nothing, and why. */
function ignore<N extends ReadingNewsType>(ignored: string, ...news: readonly N[]) {
  const all = news.map((one) => [one, { ignored }]);
  return Object.fromEntries(all) as Record<N, Ignored>;
}

const always = { pointed: 'await', broken: 'breakOff' } as const;
const withDocument = { ...always, requested: 'fetch', resumed: 'goOn' } as const;
const notFetching = ignore('Nobody waits for a document any more.', 'fetched', 'failed');
const notGathering = ignore('No <Gather> hears it.', 'pressed');
const notServing = ignore('No verb waits for a service.', 'served');

/** By state, and by what came about. `none`: nothing is known, as if a first document were awaited. */
export const readingTable = {
  none: {
    ...always,
    requested: 'fetchIfMeant',
    ...ignore('There is no document to go on with.', 'resumed', 'time', 'ended'),
    ...notFetching,
    ...notGathering,
    ...notServing,
  },
  awaiting: {
    ...always,
    requested: 'fetchIfMeant',
    ended: 'forget',
    ...ignore('New instructions were given meanwhile.', 'resumed'),
    ...ignore('The call asks for its document by itself.', 'time'),
    ...notFetching,
    ...notGathering,
    ...notServing,
  },
  // Nothing was read yet; the call asks for no more than it did until it is redirected.
  detecting: {
    ...always,
    requested: 'fetch',
    time: 'fetchOnceFound',
    ended: 'forget',
    ...ignore('There is no document to go on with.', 'resumed'),
    ...notFetching,
    ...notGathering,
    ...notServing,
  },
  fetching: {
    ...withDocument,
    fetched: 'begin',
    failed: 'fallBack',
    time: 'ask',
    ended: 'forget',
    ...notGathering,
    ...notServing,
  },
  ready: {
    ...withDocument,
    time: 'run',
    ended: 'forget',
    ...notFetching,
    ...notGathering,
    ...notServing,
  },
  waiting: {
    ...withDocument,
    time: 'runOnceDue',
    ended: 'forget',
    ...notFetching,
    ...notGathering,
    ...notServing,
  },
  gathering: {
    ...withDocument,
    pressed: 'gather',
    time: 'gatheredOnceDue',
    // It has not completed: A38.
    ended: 'forget',
    ...notFetching,
    ...notServing,
  },
  serving: {
    ...withDocument,
    served: 'serve',
    time: 'servedOnceDue',
    ended: 'tellInVain',
    ...notFetching,
    ...notGathering,
  },
  blocked: {
    ...withDocument,
    ended: 'forgetUnlessAction',
    ...ignore('The call says when its verb is over.', 'time'),
    ...notFetching,
    ...notGathering,
    ...notServing,
  },
} as const satisfies { readonly [S in ReadingState]: Row<S> } & { readonly none: Row<'awaiting'> };
