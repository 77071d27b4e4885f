/** Requests by a description: right ones, and such as have a mistake or two. */
import fc from 'fast-check';
import { encoded, word } from '../sandbox/strange.ts';
import type { Description, Operation, Parameter } from './description.ts';
import { type Body, formType, type Pair, type Sent } from './sent.ts';
import { type Hints, type Values, valuesOf } from './values.ts';

/** What a server needs to hear, or has, that its description does not say. */
export interface About {
  /** Headers of every request, such as its key. */
  readonly headers: readonly Pair[];
  readonly hints: Hints;
  /** Parameters that a request is refused without, nearly always. */
  readonly needed: readonly string[];
  /** Values that a variable part of a path is wrong with; any text, if left out. */
  readonly wrongParts: Hints;
}
/** The variable parts of a path, by name. */
export type Place = Readonly<Record<string, string>>;
/** What is there now: places that have such parts. */
export type There = (parts: readonly string[]) => readonly Place[];
/** A request that is about whatever is there when it is sent. */
export type Drawn = (there: There) => Sent;

/** A request before it is sent, in which mistakes are made. */
interface Draft extends Omit<Sent, 'body' | 'path'> {
  readonly parts: Readonly<Record<string, PathPart>>;
  readonly body?: Body;
}
type PathPart = { readonly nth: number } | { readonly text: string };
type Mistake = (draft: Draft) => Draft;

export function requestsOf(description: Description, about: About): fc.Arbitrary<Drawn> {
  const values = valuesOf(description, about.hints);
  return fc.constantFrom(...description.operations).chain((operation) =>
    fc
      .tuple(
        drafts(operation, values, about),
        fc.oneof(
          { weight: 4, arbitrary: fc.constant([]) },
          { weight: 6, arbitrary: fc.array(mistakes(operation, values, about), { maxLength: 3 }) },
        ),
      )
      .map(
        ([draft, made]): Drawn =>
          (there) =>
            filled(
              made.reduce((one, mistake) => mistake(one), draft),
              description.base,
              there,
            ),
      ),
  );
}

function drafts(operation: Operation, values: Values, about: About): fc.Arbitrary<Draft> {
  const { parameters, bodies, method } = operation;
  const inPath = parameters.filter((one) => one.in === 'path');
  const inQuery = parameters.filter((one) => one.in === 'query');
  return fc
    .record({
      nth: fc.nat(1_000),
      query: someOf(inQuery, values, about),
      body: bodies.length === 0 ? fc.constant(undefined) : bodyOf(bodies, values, about),
    })
    .map(({ nth, query, body }) => ({
      operation,
      method,
      parts: Object.fromEntries(inPath.map(({ name }) => [name, { nth }])),
      query: query.map(([name, value]) => [name, String(value)] as const),
      headers: about.headers,
      ...(body ? { body } : {}),
    }));
}

/** JSON and forms are both taken, whichever of them is described. */
const bodyOf = (bodies: Operation['bodies'], values: Values, about: About) =>
  fc.constantFrom(...bodies).chain(({ type, fields }) =>
    fc.record({
      type: fc.constantFrom(...new Set([type, formType, 'application/json'])),
      fields: someOf(fields, values, about),
    }),
  );

/** What is required and needed, and a few of the others. */
function someOf(all: readonly Parameter[], { right }: Values, { needed }: About) {
  const isNeeded = (one: Parameter) => one.isRequired || needed.includes(one.name);
  const rest = all.filter((one) => !isNeeded(one));
  return fc
    .subarray(rest, { maxLength: Math.min(6, rest.length) })
    .chain((some) =>
      fc.tuple(
        ...[...all.filter(isNeeded), ...some].map((one) =>
          right(one).map((value) => [one.name, value] as const),
        ),
      ),
    );
}

const otherMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND'];
const otherTypes = ['', 'text/plain', 'multipart/form-data', 'application/json; charset=utf-16'];
const broken = fc.constantFrom('{', '[]', 'null', '""', '{"a":}', 'a&b&=&&c=%zz', '%00', '\u0000');

function mistakes(operation: Operation, values: Values, about: About): fc.Arbitrary<Mistake> {
  const { parameters, bodies } = operation;
  const names = parameters.flatMap((one) => (one.in === 'path' ? [one.name] : []));
  const inQuery = parameters.filter((one) => one.in === 'query');
  const fields = bodies.flatMap((one) => one.fields);
  const stranger: Parameter = { name: 'Unknown', in: 'query', isRequired: false, schema: {} };
  const said = <T>(change: (name: string, value: T) => Mistake, value: fc.Arbitrary<T>) =>
    fc
      .tuple(fc.constantFrom(...fields, ...inQuery, stranger), value)
      .map(([{ name }, what]) => change(name, what));
  const wrong = fc
    .constantFrom(...fields, ...inQuery, stranger)
    .chain((one) => values.wrong(one).map((value) => [one.name, value] as const));
  return fc.oneof(
    { weight: 8, arbitrary: wrong.map(([name, value]) => saying(name, value, false)) },
    { weight: 2, arbitrary: wrong.map(([name, value]) => saying(name, value, true)) },
    { weight: 2, arbitrary: said((name) => without(name), fc.constant(undefined)) },
    { weight: 1, arbitrary: said((name, value) => saying(name, value, false), fc.constant('')) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(...names).chain((name) =>
        fc
          .oneof(
            wrongPart(about.wrongParts(name)).map((text) => ({ text })),
            fc.record({ nth: fc.nat(1_000) }),
          )
          .map((part) => ({ parts, ...rest }: Draft) => ({
            ...rest,
            parts: { ...parts, [name]: part },
          })),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...otherMethods).map((method) => (draft: Draft) => ({
        ...draft,
        method,
      })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(formType, 'application/json', ...otherTypes), broken)
        .map(([type, text]) => (draft: Draft) => ({ ...draft, body: { type, text } })),
    },
    { weight: 1, arbitrary: fc.constant((draft: Draft) => ({ ...draft, headers: [] })) },
  );
}

/** Says a parameter, where the request says others: once more, or instead. */
const saying =
  (name: string, value: unknown, isRepeated: boolean): Mistake =>
  (draft) => {
    const { query, body, ...rest } = isRepeated ? draft : without(name)(draft);
    if (body && 'fields' in body)
      return { ...rest, query, body: { ...body, fields: [...body.fields, [name, value]] } };
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    // A line of that length is refused before the path is read.
    const added = [name, text.toWellFormed().slice(0, 2_000)] as const;
    return { ...rest, query: [...query, added], ...(body ? { body } : {}) };
  };
const without =
  (name: string): Mistake =>
  ({ query, body, ...rest }) => ({
    ...rest,
    query: query.filter(([one]) => one !== name),
    ...(body && 'fields' in body
      ? { body: { ...body, fields: body.fields.filter(([one]) => one !== name) } }
      : body && { body }),
  });

const wrongPart = (known: readonly string[] | undefined) =>
  known ? fc.constantFrom(...known) : word;

function filled({ parts, ...rest }: Draft, base: string, there: There): Sent {
  const known = there(Object.keys(parts));
  const path = rest.operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const part = parts[name] ?? { text: '' };
    if ('text' in part) return encoded(part.text);
    return encoded(known[part.nth % known.length]?.[name] ?? 'nobody');
  });
  return { ...rest, path: base + path };
}
