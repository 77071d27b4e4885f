/** Looks at documents: what each says wrong or in vain, and which of them cannot be read. */
import { type Noticed, readTexml, textOptions } from '../wire/index.ts';
import {
  type DocumentPlace,
  isUnread,
  type PlaceNaming,
  placesNamed,
  type UnreadPlace,
} from './places.ts';
import { type ReadingLimits, readingLimits, textAt, Unreadable } from './reading.ts';

export interface LintOptions extends PlaceNaming {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Nothing is forgiven, as by `strict` of settings and scenarios (A29). */
  readonly strict?: boolean | undefined;
  /** They are given as text with a request, and have no URL that relative ones start from. */
  readonly inline?: boolean | undefined;
  readonly limits?: Partial<ReadingLimits>;
}

/** A document that was looked at. */
export interface LintedDocument {
  readonly place: DocumentPlace;
  /** In the order of the text. */
  readonly noticed: readonly Noticed[];
  /** Nothing of it would be executed. */
  readonly isRefused: boolean;
}
/** What came of documents, each in the order in which they were named. */
export interface Linting {
  readonly documents: readonly LintedDocument[];
  readonly unread: readonly UnreadPlace[];
}

/**
 * Looks at all that is named: paths, folders, URLs, `-` for standard input, which nothing stands for
 * as well. Nothing is thrown for what cannot be read: the others are looked at all the same.
 */
export async function lint(named: readonly string[], options: LintOptions): Promise<Linting> {
  const documents: LintedDocument[] = [];
  const unread: UnreadPlace[] = [];
  for (const place of placesNamed(named, options)) {
    const linted = isUnread(place) ? place : await lookedAt(place, options);
    if (isUnread(linted)) unread.push(linted);
    else documents.push(linted);
  }
  return { documents, unread };
}

async function lookedAt(
  place: DocumentPlace,
  { stdin, strict = false, inline = false, limits }: LintOptions,
): Promise<LintedDocument | UnreadPlace> {
  try {
    const text = await textAt(place, stdin, { ...readingLimits, ...limits });
    const hasUrl = place.from === 'url' || !inline;
    const how = hasUrl ? { strict } : textOptions(strict, undefined);
    const { noticed, isRefused } = readTexml(text, how);
    return { place, noticed, isRefused };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { name: place.name, says: error.message };
  }
}

/** How many errors and warnings there are. */
export interface LintCounts {
  readonly errors: number;
  readonly warnings: number;
}
export function countsOf({ documents }: Linting): LintCounts {
  const all = documents.flatMap(({ noticed }) => noticed);
  const errors = all.filter(({ kind }) => kind === 'error').length;
  return { errors, warnings: all.length - errors };
}

/** 0: nothing worse than is allowed; 1: errors, or too many warnings; 2: not everything was read. */
export function exitCodeOf(linting: Linting, maxWarnings = Number.POSITIVE_INFINITY): 0 | 1 | 2 {
  if (linting.unread.length > 0) return 2;
  const { errors, warnings } = countsOf(linting);
  return errors > 0 || warnings > maxWarnings ? 1 : 0;
}
