/** Reads TeXML: what a document tells a call to do, in order, and what in it has no effect. */

import { given } from '../resources/given.ts';
import { means } from '../resources/uses.ts';
import { expectationOf, url } from './attributes.ts';
import { readDial } from './dial.ts';
import type { Gather, Instruction, Prompt, Redirect, TexmlDocument, Verb } from './document.ts';
import {
  type ElementReading,
  type InlineDocument,
  ignoreChildren,
  ignoreText,
  meantBy,
  notice,
  noticeElement,
  readAlone,
  readVerb,
  tellRelative,
  tellUnknown,
} from './element.ts';
import { type DocumentRule, documentRules, type Noticed } from './noticed.ts';
import { clipped, placesIn, type SourcePosition, type TexmlError } from './place.ts';
import {
  apart,
  readConnect,
  readEnqueue,
  readRefer,
  readService,
  readStart,
  readStop,
  tellOther,
} from './services.ts';
import { spokenIn } from './speech.ts';
import { valueIn } from './values.ts';
import { readXml, type XmlElement, type XmlOptions } from './xml.ts';

export * from './document.ts';
export type { InlineDocument } from './element.ts';
export * from './noticed.ts';
export type { SourcePosition } from './place.ts';

/** How a document is read. */
export interface TexmlOptions extends XmlOptions {
  /** Nothing is forgiven: what may not be there refuses the document (A29). */
  readonly strict?: boolean;
  /** The document was given as text, and has no URL that relative ones could start from. */
  readonly inline?: InlineDocument;
}

/**
 * Reads a document: what is to be done, and all that was noticed, in the order of the text. Nothing
 * is thrown: where it is no XML, or has another root, an error is the last that was noticed.
 * @example
 * ```ts
 * import { readTexml } from 'texml-recordings/wire';
 *
 * const { instructions, noticed } = readTexml('<Response><Record/><Pley/></Response>');
 * console.log(instructions.map(({ verb }) => verb)); // [ 'Record' ]
 * console.log(noticed.map(({ line, column, rule }) => `${line}:${column} ${rule}`)); // [ '1:20 unknown-verb' ]
 * ```
 */
export function readTexml(text: string, options: TexmlOptions = {}): TexmlDocument {
  const { strict = false, inline } = options;
  const reading: ElementReading = { strict, noticed: [], ...given({ inline }) };
  const { root, error, unfinished, doctype } = readXml(text, options);
  tellLost(reading, text);
  if (doctype)
    notice(reading, doctype, 'document-type', {
      element: '',
      what: 'A document type declaration',
      found: 'a document type declaration',
      expected: 'none: it could define entities',
    });
  const instructions = root ? readRoot(reading, root) : [];
  const noticed = reading.noticed
    .filter((one) => !(ofContent.has(one.rule) && unfinished.some((open) => isIn(one, open))))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  if (error) noticed.push(refusalOf(error, unfinished.at(-1)));
  const isRefused = noticed.some(({ kind }) => kind === 'error');
  return { instructions: isRefused ? [] : instructions, noticed, isRefused };
}

/** Tells where the first of them is: which bytes there were, nobody knows any more. */
function tellLost(reading: ElementReading, text: string) {
  const offset = text.indexOf('\uFFFD');
  if (offset === -1) return;
  const place = placesIn(text.slice(0, offset))(offset);
  notice(reading, place, 'characters-lost', { element: '', what: 'The character U+FFFD' });
}

/** What is known of an element only once it has ended. */
const ofContent: ReadonlySet<DocumentRule> = new Set([
  'nobody-dialled',
  'noun-left-out',
  'text-beside-nouns',
  'address-understood',
  'nothing-to-hear',
  'redirect-to-itself',
  'redirect-to-nothing',
  'connects-nothing',
  'starts-nothing',
  'refers-to-nobody',
  'needs-another',
]);
const isIn = (one: SourcePosition, { attributes, ...element }: XmlElement) =>
  [element, ...attributes].some(({ line, column }) => one.line === line && one.column === column);

const refusalOf = (
  { rule, line, column, found, expected }: TexmlError,
  element: XmlElement | undefined,
): Noticed => ({
  kind: 'error',
  rule,
  element: element?.name ?? '',
  message: `found ${found}, expected ${expected}`,
  source: documentRules[rule].source,
  line,
  column,
});

function readRoot(reading: ElementReading, root: XmlElement): readonly Instruction[] {
  if (root.name !== 'Response') {
    const what = `<${root.name}>`;
    const expected = '<Response> as the root';
    noticeElement(reading, root, 'other-root', { what, expected });
    return [];
  }
  for (const attribute of root.attributes) {
    // They are about the XML: xmlns, xml:lang, xsi:schemaLocation.
    if (/^xmlns$|:/.test(attribute.name)) continue;
    tellUnknown(reading, root, attribute, []);
  }
  ignoreText(reading, root);
  return root.children.flatMap((element) => readElement(reading, element));
}

/** Verbs that TeXML has and this model does not. Source: T-COMPAT. */
const notModelled: readonly string[] = ['HttpRequest'];

type Reader = (reading: ElementReading, element: XmlElement) => readonly Instruction[];

const readers: Readonly<Record<string, Reader>> = {
  Record: (reading, element) => [readAlone(reading, 'Record', element)],
  Start: readStart,
  Stop: readStop,
  Dial: (reading, element) => [readDial(reading, element)],
  Redirect: readRedirect,
  Hangup: (reading, element) => [readAlone(reading, 'Hangup', element)],
  Reject: (reading, element) => [readAlone(reading, 'Reject', element)],
  Say: readPrompt,
  Play: readPrompt,
  Pause: readPrompt,
  Gather: (reading, element) => [readGather(reading, element)],
  Leave: readLeave,
  Connect: readConnect,
  Refer: readRefer,
  Enqueue: readEnqueue,
  AIGather: readService('AIGather'),
  AIAssistant: readService('AIAssistant'),
  Pay: readService('Pay'),
};

function readElement(reading: ElementReading, element: XmlElement): readonly Instruction[] {
  const { name } = element;
  if (Object.hasOwn(readers, name)) return readers[name]?.(reading, element) ?? [];
  const hint = meantBy(name, Object.keys(readers));
  const rule = notModelled.includes(name) ? 'verb-not-modelled' : 'unknown-verb';
  noticeElement(reading, element, rule, { what: `<${name}>${hint}` });
  return [];
}

/** Where it leads; an empty one to the document itself (A31). */
function readRedirect(reading: ElementReading, element: XmlElement): readonly Redirect[] {
  ignoreChildren(reading, element);
  const target = url('T-REDIR', means('document'));
  const value = element.text.trim();
  const what = `<Redirect>${clipped(value)}`;
  const tell = (rule: DocumentRule, more: { expected?: string; says?: string }) =>
    noticeElement(reading, element, rule, { what, value, ...more });
  const redirect = { ...readVerb(reading, 'Redirect', element), url: value };
  const expected = expectationOf(target);
  if (value === '') tell('redirect-to-itself', { expected });
  else if (valueIn(target, value) === undefined) {
    tell('redirect-to-nothing', { expected });
    return [];
  } else tellRelative(reading, value, (rule, says) => tell(rule, { says }));
  return [redirect];
}

function readPrompt(reading: ElementReading, element: XmlElement): readonly Prompt[] {
  const { name } = element;
  if (name !== 'Say' && name !== 'Play') return [readAlone(reading, 'Pause', element)];
  if (name === 'Play') ignoreChildren(reading, element);
  const text = (name === 'Say' ? spokenIn(reading, element) : element.text).trim();
  const prompt = { ...readVerb(reading, name, element), text };
  if (text === '' && !('digits' in prompt.attributes))
    noticeElement(reading, element, 'nothing-to-hear', { what: `<${name}>` });
  return [prompt];
}

function readGather(reading: ElementReading, element: XmlElement): Gather {
  ignoreText(reading, element);
  const isPrompt = ({ name }: XmlElement) => ['Say', 'Play', 'Pause'].includes(name);
  const [prompts, others] = apart(element.children, isPrompt);
  for (const other of others) tellOther(reading, element, other);
  const gather = readVerb(reading, 'Gather', element);
  tellKeys(reading, element, gather);
  return {
    ...gather,
    prompts: prompts.flatMap((prompt) => readPrompt(reading, prompt)),
  };
}

/** Tells of numbers of keys that contradict each other. */
function tellKeys(reading: ElementReading, element: XmlElement, { attributes }: Verb<'Gather'>) {
  const { minDigits = 1, numDigits, maxDigits } = attributes;
  const most = numDigits ?? maxDigits;
  const tell = (name: string, value: number, says: string) =>
    noticeElement(reading, element, 'keys-contradict', {
      what: `<Gather ${name}="${value}">`,
      says,
    });
  if (most !== undefined && minDigits > most)
    tell('minDigits', minDigits, `is never reached, as ${most} are all: keys lead nowhere`);
  if (numDigits !== undefined && maxDigits !== undefined && maxDigits !== numDigits)
    tell('maxDigits', maxDigits, 'has no effect beside numDigits');
}

function readLeave(reading: ElementReading, element: XmlElement): readonly Instruction[] {
  noticeElement(reading, element, 'leave-without-queue', { what: '<Leave>' });
  return [readAlone(reading, 'Leave', element)];
}
