/** Text that nobody should send, and how an error is told to whoever sends it. */
import fc from 'fast-check';

/** Text that is there by mistake or by malice. */
export const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e999',
    'true',
    'null',
    '__proto__',
    'constructor',
    '../../etc/passwd',
  ),
  fc.constantFrom(
    'completed',
    'paused',
    'stopped',
    'in-progress',
    'http://127.0.0.1:1/',
    '+12025550101',
  ),
  fc.constantFrom(
    '%',
    '%00',
    '\u0000',
    '\ud800',
    '<Response><Dial>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
  ),
);
/** As a part of a path or query. */
export const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

/** Whether a body says what is wrong, as every error does. */
export function isError(text: string): boolean {
  try {
    const { errors } = JSON.parse(text) as { errors?: { code?: unknown; detail?: unknown }[] };
    const isTold = (one: { code?: unknown; detail?: unknown }) =>
      typeof one.code === 'string' && typeof one.detail === 'string' && one.detail !== '';
    return Array.isArray(errors) && errors.length > 0 && errors.every(isTold);
  } catch {
    return false;
  }
}
