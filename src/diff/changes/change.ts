/** A change between two versions of the model, and whom it breaks. */

/** What a change is about. */
export const changeTopics = {
  state: 'a state, what it means, or what is done when it is entered or left',
  event: 'an event, or what it carries',
  verdict: 'how a state answers an event',
  effect: 'what a machine asks of the world',
  status: 'the word that the public sees of a state',
  setting: 'a setting of recordings, or what a kind of recording is made with',
  policy: 'a choice that platforms answer differently',
  word: 'a reason, a source, a timer, the word of a callback',
  stored: 'the form in which snapshots are kept',
  assumption: 'what the model takes to be so, where nobody documents it',
} as const;
/** What a change is about, in a word. */
export type ChangeTopic = keyof typeof changeTopics;

/** Who can be broken by a change. */
export const audiences = {
  embedders: 'who run the machines in a service of their own',
  callers: 'who send requests and documents',
  followers: 'who see callbacks and statuses from outside',
} as const;
/** Who can be broken by a change, in a word. */
export type Audience = keyof typeof audiences;

/** One difference between two versions, of one kind in as many places as it stands in. */
export interface ModelChange {
  /** What it is about. */
  readonly about: ChangeTopic;
  /** Whether it is new, gone, or another. */
  readonly how: 'added' | 'removed' | 'changed';
  /** What it is: a machine with an event, a state, a field, such as `recording: recording.pause`. */
  readonly what: string;
  /** What has become of it, in a sentence. */
  readonly says: string;
  /** Whom it breaks, each with the reason; empty: nobody. */
  readonly breaks: Readonly<Partial<Record<Audience, string>>>;
}

type Table<T> = Readonly<Record<string, T>>;
/** What is said of something that came or went, and whom it breaks. */
type Said = Pick<ModelChange, 'says' | 'breaks'>;

/** What is to be said where a name is in one of two tables only, or means something else in both. */
interface Sayings<T> {
  readonly added: (value: T, name: string) => Said;
  readonly removed: (value: T, name: string) => Said;
  readonly kept?: (name: string, was: T, is: T) => readonly ModelChange[];
}

/** The changes from one table to another of its kind; `what` is how a name of it is told. */
export function changesIn<T>(
  about: ChangeTopic,
  before: Table<T>,
  after: Table<T>,
  { added, removed, kept }: Sayings<T>,
  what: (name: string) => string = (name) => name,
): ModelChange[] {
  const names = Object.keys(before);
  const isIn = (table: Table<T>) => (name: string) => Object.hasOwn(table, name);
  const both = names.filter(isIn(after));
  const came = Object.keys(after).filter((name) => !isIn(before)(name));
  const went = names.filter((name) => !isIn(after)(name));
  return [
    ...came.map(
      (name): ModelChange => ({
        about,
        how: 'added',
        what: what(name),
        ...added(after[name] as T, name),
      }),
    ),
    ...went.map(
      (name): ModelChange => ({
        about,
        how: 'removed',
        what: what(name),
        ...removed(before[name] as T, name),
      }),
    ),
    ...both.flatMap((name) => kept?.(name, before[name] as T, after[name] as T) ?? []),
  ];
}

/** What both tables have and is not the same in them. */
export const differing = <T>(before: Table<T>, after: Table<T>) =>
  Object.keys(before)
    .filter((name) => Object.hasOwn(after, name) && !isSame(before[name], after[name]))
    .map((name) => ({ name, was: before[name] as T, is: after[name] as T }));

/** Whether two values of plain JSON are the same. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Words one after another, the last after "and". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** What is done now and was not, and what is done no more. */
export function doesNow(was: readonly string[], is: readonly string[]): string {
  const more = is.filter((one) => !was.includes(one));
  const fewer = was.filter((one) => !is.includes(one));
  const does = [
    ...(more.length > 0 ? [`also does ${listed(more.map(quoted))}`] : []),
    ...(fewer.length > 0 ? [`no longer does ${listed(fewer.map(quoted))}`] : []),
  ];
  return does.length > 0 ? listed(does) : 'does the same in another order';
}

/** `heard by a call as well, and no longer by a conference`. */
export function moreAndLess(by: string, was: readonly string[], is: readonly string[]): string {
  const named = (some: readonly string[]) => listed(some.map((one) => `a ${one}`));
  const more = is.filter((one) => !was.includes(one));
  const less = was.filter((one) => !is.includes(one));
  const parts = [
    ...(more.length > 0 ? [`${by} ${named(more)} as well`] : []),
    ...(less.length > 0 ? [`no longer ${by} ${named(less)}`] : []),
  ];
  return parts.length > 0 ? listed(parts) : `${by} the same in another order`;
}

/** A name as it stands in code. */
export const quoted = (name: string): string => `\`${name}\``;

/** A text that ends as a sentence does. */
export const withFullStop = (text: string): string => (/[.!?]$/u.test(text) ? text : `${text}.`);

/** That something means something else; it breaks nobody. */
export const meansNow = (
  about: ChangeTopic,
  what: string,
  { was, is }: { readonly was: string; readonly is: string },
): ModelChange[] =>
  was === is
    ? []
    : [
        {
          about,
          how: 'changed',
          what,
          says: `${quoted(what)} means: ${withFullStop(is)} Before: ${withFullStop(was)}`,
          breaks: {},
        },
      ];
