/** The kinds of attributes that TeXML has, and what each may hold. */
import { type Method, methodByDefault } from '../resources/rows.ts';
import type { Use } from '../resources/uses.ts';

/** What may be said of an attribute of any kind beside what it may hold. */
interface Remarks<T> {
  /** What it means when it is left out, as documented. */
  readonly default?: T;
  /** Without this other one, which asks for something, it has no effect: that is warned of. */
  readonly needs?: string;
}
/** Words that are allowed, of which nobody is ever told: each is warned of. */
interface EventRemarks<T> extends Remarks<readonly T[]> {
  readonly never?: readonly T[];
}
interface Range {
  readonly least: number;
  readonly most?: number;
}
type Kind =
  | { readonly kind: 'flag' | 'text' }
  | { readonly kind: 'url'; readonly mayBeEmpty: boolean }
  | ({ readonly kind: 'seconds' | 'count' } & Range)
  | { readonly kind: 'method' | 'choice' | 'set'; readonly of: readonly string[] }
  | { readonly kind: 'events'; readonly of: readonly string[]; readonly never?: readonly string[] }
  | { readonly kind: 'keys'; readonly of: string; readonly mayBeEmpty: boolean };

/** An attribute: its kind, where that is documented, what becomes of it, and the type of its value. */
export type Attribute<T = unknown> = Kind &
  Remarks<T> & {
    readonly source: string;
    readonly use: Use;
    /** Never set: it only carries the type. */
    readonly holds?: T;
  };

type More<T> = Remarks<NoInfer<T>>;

/** An http or https URL, or one relative to the document. */
export const url = (
  source: string,
  use: Use,
  { mayBeEmpty = false, ...more }: More<string> & { readonly mayBeEmpty?: boolean } = {},
): Attribute<string> => ({ kind: 'url', mayBeEmpty, source, use, ...more });
export const method = (
  source: string,
  use: Use,
  more: Pick<More<Method>, 'needs'> = {},
): Attribute<Method> => ({
  kind: 'method',
  of: ['GET', 'POST'],
  default: methodByDefault,
  source,
  use,
  ...more,
});
/** A length of time in whole seconds. */
export const seconds = (
  source: string,
  use: Use,
  more: Range & More<number>,
): Attribute<number> => ({ kind: 'seconds', source, use, ...more });
export const count = (source: string, use: Use, more: Range & More<number>): Attribute<number> => ({
  kind: 'count',
  source,
  use,
  ...more,
});
export const flag = (source: string, use: Use, more: More<boolean> = {}): Attribute<boolean> => ({
  kind: 'flag',
  source,
  use,
  ...more,
});
export const text = (source: string, use: Use, more: More<string> = {}): Attribute<string> => ({
  kind: 'text',
  source,
  use,
  ...more,
});
export const choice = <const T extends string>(
  source: string,
  use: Use,
  of: readonly T[],
  more: More<T> = {},
): Attribute<T> => ({ kind: 'choice', of, source, use, ...more });
/** Words with white space between them, in any order: read in the order that is declared. */
export const set = (
  source: string,
  use: Use,
  of: readonly string[],
  more: More<string> = {},
): Attribute<string> => ({ kind: 'set', of, source, use, ...more });
/** Words with white space between them. */
export const events = <const T extends string>(
  source: string,
  use: Use,
  of: readonly T[],
  more: EventRemarks<NoInfer<T>> = {},
): Attribute<readonly T[]> => ({ kind: 'events', of, source, use, ...more });
/** Keys of a telephone, each a character. */
export const keys = (
  source: string,
  use: Use,
  { of = '1234567890*#', mayBeEmpty = false, ...more }: KeysOptions = {},
): Attribute<string> => ({ kind: 'keys', of, mayBeEmpty, source, use, ...more });
type KeysOptions = More<string> & { readonly of?: string; readonly mayBeEmpty?: boolean };

/** What an attribute may hold, in words for people. */
export function expectationOf(attribute: Attribute): string {
  switch (attribute.kind) {
    case 'url':
      return `an http or https URL, or one relative to the document${orNone(attribute)}`;
    case 'text':
      return 'text';
    case 'flag':
      return 'true or false';
    case 'seconds':
      return `whole seconds ${rangeOf(attribute)}`;
    case 'count':
      return `a whole number ${rangeOf(attribute)}`;
    case 'method':
    case 'choice':
      return attribute.of.join(' or ');
    case 'set':
    case 'events':
      return `one or more of ${attribute.of.join(' ')}`;
    case 'keys':
      return `characters of ${attribute.of}${orNone(attribute)}`;
  }
}

const orNone = ({ mayBeEmpty }: { readonly mayBeEmpty: boolean }) =>
  mayBeEmpty ? ', or none' : '';
const rangeOf = ({ least, most }: Range) =>
  most === undefined ? `from ${least} on` : `from ${least} to ${most}`;
