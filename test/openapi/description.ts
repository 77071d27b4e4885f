/** An OpenAPI description, read: every operation, with what it takes and what it answers. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Schema = Readonly<Record<string, unknown>>;
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly isRequired: boolean;
  readonly schema: Schema;
}
/** A body that may be sent: its media type, and its fields. */
interface Taken {
  readonly type: string;
  readonly fields: readonly Parameter[];
}
/** An answer: where in the description the schema of each media type stands. */
type Answered = Readonly<Record<string, string>>;
export interface Operation {
  /** In capitals. */
  readonly method: string;
  /** Below the base, with its variable parts in braces. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly bodies: readonly Taken[];
  /** By status. */
  readonly answers: Readonly<Record<string, Answered>>;
}
export interface Description {
  readonly document: Schema;
  /** What every path begins with: that of the first server. */
  readonly base: string;
  readonly operations: readonly Operation[];
  /** What a schema says itself, or what it refers to says. */
  readonly resolved: (schema: Schema) => Schema;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** Reads a description from a file, in JSON or YAML. */
export function descriptionIn(file: string): Description {
  const found: unknown = parse(readFileSync(file, 'utf8'));
  if (typeof found !== 'object' || found === null || !('paths' in found))
    throw new Error(`${file}: expected an OpenAPI description, with paths.`);
  return descriptionOf(found as Schema);
}

function descriptionOf(document: Schema): Description {
  const placed = placing(document);
  const resolved = (schema: Schema) => placed(schema, '').schema;
  const [server] = (document.servers ?? []) as { readonly url: string }[];
  const { pathname } = new URL(server?.url ?? '/', 'http://localhost');
  const operations = entriesOf(document.paths).flatMap(([path, ways]) =>
    entriesOf(ways)
      .filter(([method]) => methods.includes(method))
      .map(([method, said]) => {
        const place = `/paths/${pointed(path)}/${method}`;
        return operationOf(method, path, said, place, placed, [ways.parameters, said.parameters]);
      }),
  );
  return { document, base: pathname.replace(/\/$/, ''), operations, resolved };
}

type Placed = (
  schema: Schema,
  place: string,
) => { readonly schema: Schema; readonly place: string };
function operationOf(
  method: string,
  path: string,
  said: Schema,
  place: string,
  placed: Placed,
  parameters: readonly unknown[],
): Operation {
  const resolved = (schema: unknown) => placed((schema ?? {}) as Schema, '').schema;
  const bodies = entriesOf(resolved(said.requestBody).content).map(([type, { schema }]) => {
    const { properties, required = [] } = resolved(schema) as Fields;
    const fields = entriesOf(properties).map(([name, one]) => {
      const isRequired = required.includes(name);
      return { name, in: 'query', isRequired, schema: resolved(one) } as const;
    });
    return { type, fields };
  });
  return {
    method: method.toUpperCase(),
    path,
    parameters: parameters.flat().flatMap((one) => {
      if (one === undefined) return [];
      const { name, in: where, required = false, schema } = resolved(one);
      return { name, in: where, isRequired: required, schema: resolved(schema) } as Parameter;
    }),
    bodies,
    answers: Object.fromEntries(
      entriesOf(said.responses).map(([status, one]) => {
        const { schema, place: at } = placed(one, `${place}/responses/${status}`);
        const types = entriesOf(schema.content).map(([type]) => [
          type,
          `${at}/content/${pointed(type)}/schema`,
        ]);
        return [status, Object.fromEntries(types) as Answered];
      }),
    ),
  };
}
interface Fields extends Schema {
  readonly required?: readonly string[];
}

/** Follows references, and tells where in the document they lead. */
function placing(document: Schema): Placed {
  const follow: Placed = (schema, place) => {
    if (typeof schema.$ref !== 'string') return { schema, place };
    const names = schema.$ref.replace(/^#\//, '').split('/');
    const found = names
      .map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((inside, name) => (inside as Schema | undefined)?.[name], document);
    if (typeof found !== 'object' || found === null)
      throw new Error(`The description has no ${schema.$ref}.`);
    return follow(found as Schema, schema.$ref.slice(1));
  };
  return follow;
}

const entriesOf = (table: unknown) => Object.entries((table ?? {}) as Record<string, Schema>);
const pointed = (name: string) =>
  encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
