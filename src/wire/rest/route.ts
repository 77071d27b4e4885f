/** From a method and a path to the operation that they mean. */
import type { Operation, RoutedPath } from './operation.ts';
import { type OperationName, operations } from './operations.ts';

/** An operation by its name, with the variable parts of its path decoded. */
export interface Route {
  /** A name of `operations`. */
  readonly operation: OperationName;
  /** The variable parts by name, decoded. */
  readonly path: RoutedPath;
}

interface Way {
  readonly method: string;
  readonly pattern: RegExp;
  readonly operation: OperationName;
}
const patternOf = (template: string) =>
  new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+?)')}$`);

/**
 * Every path can be spelled with `.json` at its end and without. An operation that is documented
 * under one spelling comes before one that is documented under the other. Source: facts 11.
 */
const ways: readonly Way[] = (['.json', ''] as const).flatMap((ending) => {
  const spelled = (Object.keys(operations) as OperationName[]).map((operation) => {
    const { method, base, path, linked = path }: Operation = operations[operation];
    const spelling = path.replace(/\.json$/, '') + ending;
    const isOwn = [path, linked].includes(spelling);
    return { method, pattern: patternOf(base + spelling), operation, isOwn };
  });
  return spelled.sort((a, b) => Number(b.isOwn) - Number(a.isOwn));
});

/**
 * The operation that is meant by the path of a URL, from behind /v2 on, without its query. HEAD is
 * a GET whose body is left out.
 */
export function route(method: string, path: string): Route | undefined {
  const meant = method === 'HEAD' ? 'GET' : method;
  for (const { method: expected, pattern, operation } of ways) {
    const groups = expected === meant ? pattern.exec(path)?.groups : undefined;
    const decoded = groups && decodedIn(groups);
    if (decoded) return { operation, path: decoded };
  }
  return undefined;
}

const methods = ['GET', 'POST', 'DELETE'] as const;
/** The methods that there are at a path. */
export const methodsAt = (path: string): readonly string[] =>
  methods.filter((method) => route(method, path));

/** What Telnyx has below /v2/texml, and this model has not. Source: SDK. */
const missing: readonly (readonly [RegExp, string])[] = [
  [
    /^\/texml\/Accounts\/[^/]+\/Queues(?:\.json|\/[^/]+)?$/,
    'There are no queues here: an <Enqueue> waits until it is ended, and no request makes, lists, ' +
      'changes or ends a queue.',
  ],
  [
    /^\/texml\/secrets$/,
    'There are no secrets here: whatever would need one is not done, so none has to be kept.',
  ],
];
/** Why there is nothing at a path of which the vendor's client knows; undefined: it is no such path. */
export const whyMissing = (path: string): string | undefined =>
  missing.find(([pattern]) => pattern.test(path))?.[1];

/** Undefined for an encoding that nothing can be decoded from. */
function decodedIn(groups: Readonly<Record<string, string>>): RoutedPath | undefined {
  try {
    const entries = Object.entries(groups).map(([name, part]) => [name, decodeURIComponent(part)]);
    return Object.fromEntries(entries) as RoutedPath;
  } catch {
    return undefined;
  }
}
