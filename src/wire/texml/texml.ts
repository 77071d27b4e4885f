/** Reads TeXML: what a document tells a call to do, in order, and what in it has no effect. */

import { means } from '../resources/uses.ts';
import { expectationOf, url, valueIn } from './attributes.ts';
import { readDial } from './dial.ts';
import type { Gather, Instruction, Prompt, Redirect, TexmlDocument, Verb } from './document.ts';
import {
  type ElementReading,
  failAt,
  ignoreChildren,
  ignoreText,
  meantBy,
  readVerb,
  warn,
} from './element.ts';
import { clipped, nameless } from './place.ts';
import { readConnect, readRefer, readService } from './services.ts';
import { spokenIn } from './speech.ts';
import type { VerbName } from './verbs.ts';
import { readXml, type XmlElement, type XmlOptions } from './xml.ts';

export type * from './document.ts';
export { type SourcePosition, TexmlError } from './place.ts';
export type { Warning, WarningCode } from './warnings.ts';

/**
 * Reads a document. Throws TexmlError where it is not well-formed, has a value that is not allowed,
 * or dials nobody; what Telnyx ignores silently is a warning.
 */
export function readTexml(text: string, options: XmlOptions = {}): TexmlDocument {
  const root = readXml(text, options);
  const reading: ElementReading = { file: options.file ?? nameless, warnings: [] };
  if (root.name !== 'Response') failAt(reading, root, `<${root.name}>`, '<Response> as the root');
  for (const { name, ...place } of root.attributes)
    warn(reading, place, 'unknown-attribute', `${name} of <Response>`);
  ignoreText(reading, root);
  const instructions = root.children.flatMap((element) => readElement(reading, element));
  const warnings = reading.warnings.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { instructions, warnings };
}

/** Verbs and nouns that TeXML has and this model does not. Source: T-COMPAT, K2. */
const notModelled = {
  verbs: ['HttpRequest'],
  nouns: ['Queue', 'Siprec', 'Stream', 'Suppression', 'Transcription'],
} as const;

type Reader = (reading: ElementReading, element: XmlElement) => readonly Instruction[];

const readers: Readonly<Record<string, Reader>> = {
  Record: (reading, element) => [readAlone(reading, 'Record', element)],
  Start: readStart,
  Stop: readStop,
  Dial: (reading, element) => [readDial(reading, element)].filter((dial) => dial !== undefined),
  Redirect: (reading, element) => [readRedirect(reading, element)],
  Hangup: (reading, element) => [readAlone(reading, 'Hangup', element)],
  Reject: (reading, element) => [readAlone(reading, 'Reject', element)],
  Say: readPrompt,
  Play: readPrompt,
  Pause: readPrompt,
  Gather: (reading, element) => [readGather(reading, element)],
  Leave: readLeave,
  Connect: readConnect,
  Refer: readRefer,
  Enqueue: readService('Enqueue'),
  AIGather: readService('AIGather'),
  AIAssistant: readService('AIAssistant'),
  Pay: readService('Pay'),
};

function readElement(reading: ElementReading, element: XmlElement): readonly Instruction[] {
  const { name } = element;
  if (Object.hasOwn(readers, name)) return readers[name]?.(reading, element) ?? [];
  if (hasWord(notModelled.verbs, name)) warn(reading, element, 'verb-not-modelled', `<${name}>`);
  else warn(reading, element, 'unknown-verb', `<${name}>${meantBy(name, Object.keys(readers))}`);
  return [];
}

function readAlone<V extends VerbName>(
  reading: ElementReading,
  verb: V,
  element: XmlElement,
): Verb<V> {
  ignoreText(reading, element);
  ignoreChildren(reading, element);
  return readVerb(reading, verb, element);
}

function readStart(reading: ElementReading, element: XmlElement): readonly Instruction[] {
  readVerb(reading, 'Start', element);
  ignoreText(reading, element);
  const [recordings, others] = apart(element.children, (child) => child.name === 'Recording');
  for (const other of others) tellNoun(reading, element, other);
  return recordings.map((recording) => readAlone(reading, 'Recording', recording));
}

/** Telnyx documents no <Recording> in a <Stop>. Source: T-STOP, K2. */
function readStop(reading: ElementReading, element: XmlElement): readonly Instruction[] {
  readVerb(reading, 'Stop', element);
  ignoreText(reading, element);
  const [recordings, others] = apart(element.children, (child) => child.name === 'Recording');
  for (const other of others) tellNoun(reading, element, other);
  for (const recording of recordings)
    warn(reading, recording, 'stop-recording', '<Recording> inside <Stop>');
  return [];
}

function readRedirect(reading: ElementReading, element: XmlElement): Redirect {
  ignoreChildren(reading, element);
  const target = url('T-REDIR', means('document'));
  const found = element.text.trim();
  if (valueIn(target, found) === undefined)
    failAt(reading, element, `<Redirect>${clipped(found)}`, expectationOf(target));
  return { ...readVerb(reading, 'Redirect', element), url: found };
}

function readPrompt(reading: ElementReading, element: XmlElement): readonly Prompt[] {
  const { name } = element;
  if (name !== 'Say' && name !== 'Play') return [readAlone(reading, 'Pause', element)];
  if (name === 'Play') ignoreChildren(reading, element);
  const text = name === 'Say' ? spokenIn(reading, element) : element.text;
  return [{ ...readVerb(reading, name, element), text: text.trim() }];
}

function readGather(reading: ElementReading, element: XmlElement): Gather {
  ignoreText(reading, element);
  const isPrompt = ({ name }: XmlElement) => ['Say', 'Play', 'Pause'].includes(name);
  const [prompts, others] = apart(element.children, isPrompt);
  for (const other of others) tellNoun(reading, element, other);
  return {
    ...readVerb(reading, 'Gather', element),
    prompts: prompts.flatMap((prompt) => readPrompt(reading, prompt)),
  };
}

function readLeave(reading: ElementReading, element: XmlElement): readonly Instruction[] {
  warn(reading, element, 'leave-without-queue', '<Leave>');
  return [readAlone(reading, 'Leave', element)];
}

function tellNoun(reading: ElementReading, verb: XmlElement, noun: XmlElement) {
  const code = hasWord(notModelled.nouns, noun.name) ? 'noun-not-modelled' : 'unknown-noun';
  warn(reading, noun, code, `<${noun.name}> inside <${verb.name}>`);
}

const hasWord = (words: readonly string[], word: string) => words.includes(word);

function apart<T>(list: readonly T[], isWanted: (one: T) => boolean): [T[], T[]] {
  return [list.filter(isWanted), list.filter((one) => !isWanted(one))];
}
