/** The smallest request that still fails: what it does without is taken away, piece by piece. */
import type { Body, Pair, Sent } from './sent.ts';

/** No more requests are sent to make one smaller. */
const mostTries = 300;

/** Tries smaller and smaller requests, as long as one still fails. */
export async function smallest(sent: Sent, fails: (one: Sent) => Promise<boolean>): Promise<Sent> {
  let least = sent;
  let tries = 0;
  const isSmaller = async (): Promise<boolean> => {
    for (const one of smaller(least)) {
      if (tries >= mostTries) return false;
      tries += 1;
      if (!(await fails(one))) continue;
      least = one;
      return true;
    }
    return false;
  };
  while (await isSmaller());
  return least;
}

/** The same request with one thing less. */
function* smaller(sent: Sent): Generator<Sent> {
  const { query, headers, body, ...rest } = sent;
  const kept = body ? { body } : {};
  for (const less of lesser(query)) yield { ...rest, ...kept, headers, query: less };
  if (body) {
    yield { ...rest, headers, query };
    for (const less of lesserBodies(body)) yield { ...rest, headers, query, body: less };
  }
  for (const less of without(headers)) yield { ...rest, ...kept, query, headers: less };
}

function* lesserBodies(body: Body): Generator<Body> {
  if ('fields' in body) {
    for (const fields of lesser(body.fields)) yield { ...body, fields };
  } else {
    for (const text of shorter(body.text)) yield { ...body, text: String(text) };
  }
}

/** One pair less, or one whose value is simpler. */
function* lesser<P extends Pair | readonly [string, unknown]>(pairs: readonly P[]): Generator<P[]> {
  yield* without(pairs);
  for (const [i, [name, value]] of pairs.entries()) {
    for (const one of shorter(value)) yield pairs.with(i, [name, one] as unknown as P);
  }
}
function* without<T>(list: readonly T[]): Generator<T[]> {
  for (const i of list.keys()) yield list.toSpliced(i, 1);
}

function* shorter(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) yield* without(value);
  if (typeof value !== 'string' || value === '') return;
  const half = Math.ceil(value.length / 2);
  if (half < value.length) {
    yield value.slice(0, half);
    yield value.slice(half);
  }
  if (value.length > 1 && value.length < 20) {
    for (let i = 0; i < value.length; i += 1) yield value.slice(0, i) + value.slice(i + 1);
  }
}
