/** Fields as they are declared, laid out flat: one entry each, those inside another by their path. */
import {
  type Field,
  type Fields,
  type Shape,
  shapeInWords,
} from '../../../machines/words/shape.ts';
import type { DescribedField, DescribedFields } from './description.ts';

/** The fields by path: those of a record after the record itself. */
export const fieldsDescribed = (fields: Fields): DescribedFields =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, field]) => flat(name, field)));

function flat(path: string, { shape, says, optional }: Field): [string, DescribedField][] {
  const inner = insideOf(shape);
  const own: DescribedField = {
    says,
    holds: inner ? nameOf(shape, inner.kind) : shapeInWords(shape),
    ...(shape.kind === 'choice' ? { words: shape.of } : {}),
    optional,
  };
  if (!inner) return [[path, own]];
  const within = inner.kind === 'list' ? `${path}[]` : path;
  return [
    [path, own],
    ...Object.entries(inner.fields).flatMap(([name, field]) => flat(`${within}.${name}`, field)),
  ];
}

/** The record that a shape is, has one of in its list, or may be. */
function insideOf(
  shape: Shape,
): { kind: 'record' | 'list' | 'either'; fields: Fields } | undefined {
  if (shape.kind === 'record') return { kind: 'record', fields: shape.fields };
  if (shape.kind === 'list' && shape.of.kind === 'record') {
    return { kind: 'list', fields: shape.of.fields };
  }
  const record =
    shape.kind === 'either' ? shape.of.find(({ kind }) => kind === 'record') : undefined;
  return record?.kind === 'record' ? { kind: 'either', fields: record.fields } : undefined;
}

/** In words, without the names of the fields inside: these have entries of their own. */
function nameOf(shape: Shape, kind: 'record' | 'list' | 'either'): string {
  const orNull = shape.orNull ? ', or null' : '';
  if (kind === 'record') return `an object${orNull}`;
  if (shape.kind === 'list') return `a list of ${shape.least} or more objects${orNull}`;
  const others = shape.kind === 'either' ? shape.of.filter((one) => one.kind !== 'record') : [];
  return `${others.map(shapeInWords).join(', or ')}, or an object${orNull}`;
}
