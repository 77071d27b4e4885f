/** From a method and a path to the request that they mean. */
import { type ReadName, reads } from './reads.ts';
import type { PathName } from './request.ts';
import { accountPath, type OperationName, operations } from './requests.ts';

type Path = Readonly<Record<PathName, string>>;
/** A request by its name, with the variable parts of its path decoded. */
export type Route =
  | { readonly operation: OperationName; readonly path: Path }
  | { readonly read: ReadName; readonly path: Path };

interface Way {
  readonly method: string;
  readonly pattern: RegExp;
  readonly to: (path: Path) => Route;
}
const patternOf = (template: string) =>
  new RegExp(
    `^${(accountPath + template).replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+?)')}$`,
  );

/** Longer spellings first: `.json` at the end is no part of a sid. */
const ways: readonly Way[] = [
  ...names(operations).map((operation) => ({
    method: operations[operation].method,
    pattern: patternOf(operations[operation].path),
    to: (path: Path) => ({ operation, path }),
  })),
  ...names(reads).flatMap((read) => {
    const one = reads[read];
    const spellings = 'linked' in one ? [one.linked, one.path] : [one.path];
    return spellings.map((spelling) => ({
      method: one.method,
      pattern: patternOf(spelling),
      to: (path: Path) => ({ read, path }),
    }));
  }),
];
function names<T extends object>(table: T) {
  return Object.keys(table) as (keyof T)[];
}

/** The request that is meant by the path of a URL, from behind /v2 on, without its query. */
export function route(method: string, path: string): Route | undefined {
  for (const { method: expected, pattern, to } of ways) {
    const groups = expected === method ? pattern.exec(path)?.groups : undefined;
    const decoded = groups && decodedIn(groups);
    if (decoded) return to(decoded);
  }
  return undefined;
}

/** Undefined for an encoding that nothing can be decoded from. */
function decodedIn(groups: Readonly<Record<string, string>>): Path | undefined {
  try {
    const entries = Object.entries(groups).map(([name, part]) => [name, decodeURIComponent(part)]);
    return Object.fromEntries(entries) as Path;
  } catch {
    return undefined;
  }
}
