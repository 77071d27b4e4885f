/** The forms that logs have, by name: which are lines and which are JSON, and how they are known. */

import { accessEntry, isAccessLine } from './access-log.ts';
import {
  isTable,
  type LogEntry,
  type LogPlace,
  type LogTable,
  NotAnEntry,
  parsedIn,
} from './entry.ts';
import { harEntry } from './har.ts';
import { ownEntry } from './ndjson.ts';
import { callEventEntry, deliveryEntry } from './telnyx.ts';
import { timelineForm } from './timeline.ts';
import { twilioEntry } from './twilio.ts';

/** The forms that logs have. */
export const logForms = [
  'ndjson',
  'call-events',
  'webhook-deliveries',
  'twilio-events',
  'har',
  'access-log',
  'timeline',
] as const;
/** The form of a log. */
export type LogForm = (typeof logForms)[number];

/** What no log of a form has: our requests to the platform, or the documents that we answered. */
export const lacking: Readonly<Record<LogForm, readonly ('requests' | 'documents')[]>> = {
  ndjson: [],
  'call-events': ['documents'],
  'webhook-deliveries': ['requests'],
  'twilio-events': [],
  har: [],
  'access-log': ['requests', 'documents'],
  timeline: [],
};

type Reads = (value: LogTable, place: LogPlace) => LogEntry | undefined;
/** What reads the values of a form; each log needs one of its own. */
const readers: Readonly<Record<Exclude<LogForm, 'access-log'>, () => Reads>> = {
  ndjson: () => ownEntry,
  'call-events': () => callEventEntry,
  'webhook-deliveries': () => deliveryEntry,
  'twilio-events': () => twilioEntry,
  har: () => harEntry,
  timeline: timelineForm,
};

/** Where a document of JSON has its entries. */
function entriesIn(document: unknown): readonly unknown[] {
  // Of pages that were put into one list.
  if (Array.isArray(document)) return document.flatMap((page) => entriesInPage(page));
  return entriesInPage(document);
}
function entriesInPage(document: unknown): readonly unknown[] {
  if (!isTable(document)) return [document];
  const { data, events, entries, log } = document;
  if (isTable(log) && Array.isArray(log.entries)) return log.entries;
  for (const list of [data, events, entries]) if (Array.isArray(list)) return list;
  return [document];
}

/** The form that a value shows. */
function formOf(value: unknown): LogForm | undefined {
  if (!isTable(value)) return undefined;
  if ('received' in value || 'sent' in value || 'note' in value) return 'ndjson';
  if (value.record_type === 'call_event' || 'event_timestamp' in value) return 'call-events';
  if (value.record_type === 'webhook_delivery' || 'webhook' in value) return 'webhook-deliveries';
  if ('startedDateTime' in value) return 'har';
  if ('specversion' in value || ('request' in value && 'response' in value)) return 'twilio-events';
  if ('kind' in value && 'at' in value) return 'timeline';
  return undefined;
}

/** A log cannot be read. */
export class UnreadableLog extends Error {}

/** An entry, or what is no entry where one was expected. */
export type LogRead =
  | LogEntry
  | { readonly kind: 'odd'; readonly place: LogPlace; readonly says: string };

/** What is known of a log before it is read. */
export interface LogSource {
  /** What it is called. */
  readonly file: string;
  /** Left out: it is guessed. */
  readonly form?: LogForm | undefined;
  /** Hears which form it is, before the first entry. */
  readonly heard?: (form: LogForm) => void;
}

/**
 * The entries of a log, as they come: what is lines is never held as a whole, and what is one document
 * of JSON has to be.
 * @throws UnreadableLog if its form cannot be guessed, or it is none of what was said.
 */
export async function* entriesOf(
  lines: AsyncIterable<string> | Iterable<string>,
  { file, form: named, heard }: LogSource,
): AsyncGenerator<LogRead> {
  let reads: Reads | undefined;
  let held: string[] | undefined;
  let hasBegun = false;
  let line = 0;
  const begin = (is: LogForm) => {
    hasBegun = true;
    reads = is === 'access-log' ? undefined : readers[is]();
    heard?.(is);
  };
  for await (const said of lines) {
    line += 1;
    // Some programs begin a file with a mark of the order of its bytes.
    const text = line === 1 ? said.replace(/^\u{feff}/u, '') : said;
    if (held) {
      held.push(text);
      continue;
    }
    if (text.trim() === '') continue;
    if (!hasBegun) {
      const value = parsedIn(text);
      const [first] = value === undefined ? [] : entriesIn(value);
      const guess = named ?? (isAccessLine(text) ? 'access-log' : formOf(first));
      // A document may stand on one line, or begin here.
      const isWhole = value !== undefined && entriesIn(value)[0] === value && guess !== undefined;
      if (!isWhole && guess !== 'access-log') {
        held = [...Array<string>(line - 1).fill(''), text];
        continue;
      }
      begin(guess as LogForm);
    }
    yield* readOne(reads, text, { file, line });
  }
  if (held) yield* heldOf(held, file, named, begin, () => reads);
}

const unknownForm = `its form cannot be told; say --from ${logForms.join(' | ')}`;

function* readOne(reads: Reads | undefined, text: string, place: LogPlace): Generator<LogRead> {
  if (!reads) {
    yield* tried(() => accessEntry(text, place), place);
    return;
  }
  const value = parsedIn(text);
  if (value === undefined) {
    yield { kind: 'odd', place, says: 'it is no JSON' };
    return;
  }
  for (const one of entriesIn(value)) yield* readValue(reads, one, place);
}

/** What does not begin as lines: one document, or lines of which the first is broken. */
function* heldOf(
  held: readonly string[],
  file: string,
  named: LogForm | undefined,
  begin: (form: LogForm) => void,
  reads: () => Reads | undefined,
): Generator<LogRead> {
  const whole = held.join('\n');
  const document = parsedIn(whole);
  if (document !== undefined) {
    yield* wholeOf(entriesIn(document), file, named, begin, reads);
    return;
  }
  const known = held.find((text) => formIn(text) !== undefined);
  if (known === undefined) {
    const says = 'it is neither lines of a known form nor JSON';
    throw new UnreadableLog(`${file}: ${says}${brokenAt(whole)}`);
  }
  begin(named ?? (formIn(known) as LogForm));
  for (const [i, text] of held.entries())
    if (text.trim() !== '') yield* readOne(reads(), text, { file, line: i + 1 });
}
/** The form that a line shows by itself. */
const formIn = (text: string): LogForm | undefined =>
  isAccessLine(text) ? 'access-log' : formOf(entriesIn(parsedIn(text))[0]);
/** Where JSON is broken, if that is said: nothing of what stands there. */
function brokenAt(text: string): string {
  try {
    JSON.parse(text);
  } catch (error) {
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(String(error)) ?? [];
    if (line !== undefined) return `, which is broken at line ${line}, column ${column}`;
  }
  return '';
}

function* wholeOf(
  values: readonly unknown[],
  file: string,
  named: LogForm | undefined,
  begin: (form: LogForm) => void,
  reads: () => Reads | undefined,
): Generator<LogRead> {
  const form = named ?? formOf(values[0]);
  if (values.length > 0 && !form) throw new UnreadableLog(`${file}: ${unknownForm}`);
  if (!form) return;
  begin(form);
  const read = reads();
  if (!read) throw new UnreadableLog(`${file}: it is no access log, common or combined`);
  const all = values.flatMap((value, i) => [...readValue(read, value, { file, line: i + 1 })]);
  // Some lists have the latest first.
  yield* all.toSorted((a, b) => ('at' in a ? a.at : 0) - ('at' in b ? b.at : 0));
}

function* readValue(reads: Reads, value: unknown, place: LogPlace): Generator<LogRead> {
  if (isTable(value)) yield* tried(() => reads(value, place), place);
  else yield { kind: 'odd', place, says: 'it is no JSON object' };
}

function* tried(read: () => LogEntry | undefined, place: LogPlace): Generator<LogRead> {
  try {
    const entry = read();
    if (entry) yield entry;
  } catch (error) {
    if (!(error instanceof NotAnEntry)) throw error;
    yield { kind: 'odd', place, says: error.message };
  }
}
