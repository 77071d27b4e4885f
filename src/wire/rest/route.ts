/** From a method and a path to the operation that they mean. */
import { accountPath, type RoutedPath } from './operation.ts';
import { type OperationName, operations } from './operations.ts';

/** An operation by its name, with the variable parts of its path decoded. */
export interface Route {
  readonly operation: OperationName;
  readonly path: RoutedPath;
}

interface Way {
  readonly method: string;
  readonly pattern: RegExp;
  readonly operation: OperationName;
}
const patternOf = (template: string) =>
  new RegExp(
    `^${(accountPath + template).replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+?)')}$`,
  );

/** Longer spellings first: `.json` at the end is no part of a sid. */
const ways: readonly Way[] = (Object.keys(operations) as OperationName[]).flatMap((operation) => {
  const one = operations[operation];
  const spellings = one.linked === undefined ? [one.path] : [one.linked, one.path];
  const { method } = one;
  return spellings.map((spelling) => ({ method, pattern: patternOf(spelling), operation }));
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

/** Undefined for an encoding that nothing can be decoded from. */
function decodedIn(groups: Readonly<Record<string, string>>): RoutedPath | undefined {
  try {
    const entries = Object.entries(groups).map(([name, part]) => [name, decodeURIComponent(part)]);
    return Object.fromEntries(entries) as RoutedPath;
  } catch {
    return undefined;
  }
}
