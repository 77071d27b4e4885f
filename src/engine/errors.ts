/** Errors at the engine's edge: they name the field, what was found and what was expected. */

/** Input that the engine does not take; nothing has changed. */
export class InvalidInput extends Error {
  /** What the input is about, such as an event's type. */
  readonly subject: string;
  /** The field, as a dotted path. */
  readonly field: string;
  /** What stood there. */
  readonly found: unknown;
  /** What could have stood there. */
  readonly expected: string;

  constructor(subject: string, field: string, found: unknown, expected: string) {
    super(`${subject}: "${field}" is ${shown(found)}; expected ${expected}.`);
    this.name = 'InvalidInput';
    this.subject = subject;
    this.field = field;
    this.found = found;
    this.expected = expected;
  }
}

/** A value as an error message shows it: short, and never a stack of braces. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  const text = textOf(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** As JSON; what is nested deeper than the stack goes has none. */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'something nested too deep';
  }
}
