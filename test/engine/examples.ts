/** One good example of every event, and everything that can be wrong with it. */
import {
  type AnyEvent,
  type EventType,
  type MachineName,
  vocabulary,
} from '../../machines/index.ts';
import type { Field, Fields } from '../../machines/words/shape.ts';

type Shape = Field['shape'];

/** A good value of a shape. */
function exampleOf(shape: Shape): unknown {
  switch (shape.kind) {
    case 'text':
      return 'X';
    case 'flag':
      return true;
    case 'whole':
      return Math.max(1, shape.least);
    case 'choice':
      return shape.of[0];
    case 'list':
      return [exampleOf(shape.of)];
    case 'record':
      return examplesOf(shape.fields);
    case 'either':
      return exampleOf(shape.of[0] as Shape);
  }
}
const examplesOf = (fields: Fields): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, { shape }]) => [name, exampleOf(shape)]));

/** An event with every field that it may have. */
export const exampleEvent = (type: EventType, at = 1): AnyEvent =>
  ({ type, at, ...examplesOf(vocabulary[type].fields) }) as AnyEvent;
/** The machines that an event is for. */
export const receivers = (type: EventType): readonly MachineName[] => vocabulary[type].to;

/** Something wrong: the object that has it, and the path of the field that is to blame. */
export interface Wrong {
  readonly value: unknown;
  readonly path: string;
}
const wrongs: Readonly<Record<Shape['kind'], readonly unknown[]>> = {
  text: [null, 7, true, {}, ['X']],
  flag: [null, 'true', 1, 0, {}],
  whole: [null, '1', 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -1, 1n],
  choice: [null, 'nonsense', '', -1, {}],
  list: [null, 'X', {}, 1],
  record: [null, 'X', [], 1],
  either: [null, 'nonsense', 1, []],
};

/** Every value that a shape does not take, with the path that the error has to name. */
function wrongValues(shape: Shape): Wrong[] {
  const own: Wrong[] = wrongs[shape.kind].map((value) => ({ value, path: '' }));
  if (shape.kind === 'text' && shape.least > 0) own.push({ value: '', path: '' });
  if (shape.kind === 'whole') {
    own.push({ value: shape.least - 1, path: '' }, { value: shape.most + 1, path: '' });
  }
  if (shape.kind === 'list') {
    const good = exampleOf(shape.of);
    if (shape.least > 0) own.push({ value: [], path: '' });
    if (shape.distinct) own.push({ value: [good, good], path: '' });
    for (const { value, path } of wrongValues(shape.of)) {
      own.push({ value: [good, value], path: `[1]${path}` });
    }
  }
  if (shape.kind === 'either') {
    const inside = shape.of.filter(({ kind }) => kind === 'record').flatMap(wrongValues);
    own.push(...inside.filter(({ path }) => path !== ''));
  }
  if (shape.kind === 'record') {
    for (const { value, path } of wrongRecords(shape.fields)) own.push({ value, path: `.${path}` });
  }
  return own;
}

/** Every way to get a record of fields wrong, one field at a time. */
export function wrongRecords(fields: Fields): Wrong[] {
  const good = examplesOf(fields);
  const found: Wrong[] = [{ value: { ...good, surplus: 1 }, path: 'surplus' }];
  for (const [name, { shape, optional }] of Object.entries<Field>(fields)) {
    const { [name]: _, ...without } = good;
    if (!optional) found.push({ value: without, path: name });
    // A field that is there and undefined is no field that was left out: JSON would drop it.
    found.push({ value: { ...good, [name]: undefined }, path: name });
    for (const { value, path } of wrongValues(shape)) {
      found.push({ value: { ...good, [name]: value }, path: `${name}${path}` });
    }
  }
  return found;
}
