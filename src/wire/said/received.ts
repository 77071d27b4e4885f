/** Reads what a customer is told and asked: the inverse of how callbacks and requests are written. */

import { causeOf, type SaidTexts, saidKindOf } from './kind.ts';
import { type ArrivedRequest, parametersOf } from './parameters.ts';
import type { Received, SaidKind, SaidWarning } from './shapes.ts';
import { asides, type FieldRow, needed, saidTables } from './tables.ts';

/**
 * Reads a request that came from Telnyx: a callback, or a request for a document. A form, JSON and
 * the query of a GET are understood alike. It never throws: what is unknown, missing or not as
 * expected is said in `warnings`, and a request that does not say what it is about is of the kind
 * `other`.
 * @example
 * ```ts
 * import { received } from 'texml-recordings/wire';
 *
 * const one = received({
 *   method: 'POST',
 *   url: 'https://app.example/told',
 *   body: 'RecordingSid=recording-1&RecordingStatus=completed&RecordingDuration=12',
 * });
 * if (one.kind === 'recording') console.log(one.recordingSid, one.status, one.durationMs); // recording-1 completed 12000
 * ```
 */
export function received(request: ArrivedRequest): Received {
  const { said, warnings } = parametersOf(request);
  return readSaid(said, warnings);
}

/** The same of what was taken apart already: parameters by name, as `Received.said` has them. */
export function readSaid(
  parameters: Readonly<Record<string, unknown>>,
  noticed: readonly SaidWarning[] = [],
): Received {
  const { said, warnings: odd } = textsIn(parameters);
  const kind = saidKindOf(said);
  const { fields, warnings } = fieldsOf(kind, said);
  const all = [...noticed, ...odd, ...warnings];
  const missing = needed[kind].filter((field) => !Object.hasOwn(fields, field));
  if (kind !== 'other' && missing.length > 0) {
    const rows: Rows = saidTables[kind];
    const more = missing.flatMap((field) => {
      const name = rows[field]?.name ?? field;
      return Object.hasOwn(said, name) ? [] : [lacking(kind, name)];
    });
    return madeOf('other', fieldsOf('other', said).fields, said, [...all, ...more]);
  }
  return madeOf(kind, fields, said, all);
}
const lacking = (kind: SaidKind, parameter: string): SaidWarning => ({
  parameter,
  says: `${parameter} is missing: without it this is no request of the kind "${kind}".`,
});

type Rows = Readonly<Record<string, FieldRow>>;

function madeOf(
  kind: SaidKind,
  fields: object,
  said: SaidTexts,
  warnings: readonly SaidWarning[],
): Received {
  const because = kind === 'action' ? { because: causeOf(said) } : {};
  return { ...fields, ...because, kind, said, warnings } as Received;
}

/** What the parameters say, field by field. */
function fieldsOf(kind: SaidKind, said: SaidTexts) {
  const rows: Rows = saidTables[kind];
  const fields: Record<string, unknown> = {};
  const warnings: SaidWarning[] = [];
  const known = new Set<string>();
  for (const [field, { name, spelling, also, or }] of Object.entries(rows)) {
    const spelled = [name, also, or].filter((one) => one !== undefined);
    for (const one of spelled) known.add(one);
    const found = spelled.find((one) => said[one] !== undefined && said[one] !== '');
    if (found === undefined) continue;
    const text = said[found] as string;
    const value = spelling.reads(text);
    if (value === undefined) warnings.push(unexpected(found, text, spelling.is));
    else fields[field] = value;
  }
  const names = Object.keys(said).filter((name) => !known.has(name) && !asides.has(name));
  return { fields, warnings: [...warnings, ...names.map(unknown)] };
}

const shown = (text: string) => JSON.stringify(text.length > 100 ? `${text.slice(0, 99)}…` : text);
const unexpected = (parameter: string, text: string, expected: string): SaidWarning => ({
  parameter,
  says: `${parameter} is ${shown(text)}; expected ${expected}.`,
});
const unknown = (parameter: string): SaidWarning => ({
  parameter,
  says: `${parameter} is not known.`,
});

/** JSON has numbers and flags where a form has text. */
function textsIn(parameters: Readonly<Record<string, unknown>>) {
  const said = new Map<string, string>();
  const warnings: SaidWarning[] = [];
  for (const [parameter, value] of Object.entries(parameters)) {
    if (value === null || value === undefined) continue;
    const isPlain = typeof value !== 'object';
    said.set(parameter, isPlain ? String(value) : JSON.stringify(value));
    if (!isPlain) warnings.push({ parameter, says: `${parameter} is no single value.` });
  }
  return { said: Object.fromEntries(said), warnings };
}
