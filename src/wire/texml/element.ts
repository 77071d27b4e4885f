/** How one element is read: its attributes against their table, its content against the verb. */
import { given } from '../resources/given.ts';
import { without } from '../resources/uses.ts';
import { type Attribute, expectationOf } from './attributes.ts';
import type { Verb } from './document.ts';
import { type DocumentRule, documentRules, type Noticed } from './noticed.ts';
import { clipped, type SourcePosition } from './place.ts';
import { isSlip, type TakenValue, takenValue } from './values.ts';
import { type AttributesOf, declaredOf, type VerbName, verbs } from './verbs.ts';
import type { XmlAttribute, XmlElement } from './xml.ts';

/** A document that has no URL: whether relative ones start somewhere all the same (A32). */
export interface InlineDocument {
  /** Whether its application has a URL, from which they start. */
  readonly hasBase: boolean;
}
/** One reading of a document: how it is read, and what was noticed so far. */
export interface ElementReading {
  /** Nothing is forgiven (A29). */
  readonly strict: boolean;
  readonly inline?: InlineDocument;
  readonly noticed: Noticed[];
}

/** What is noticed, beside where and by which rule. */
interface Finding {
  readonly element: string;
  readonly attribute?: string;
  readonly value?: string;
  /** How a warning begins, and what an error says was found unless `found` does. */
  readonly what: string;
  readonly found?: string;
  /** How the warning goes on, instead of as its rule has it. */
  readonly says?: string;
  /** Left out: it is nothing that may not be there, so it never refuses the document. */
  readonly expected?: string;
  readonly source?: string;
}

export function notice(
  { noticed, strict }: ElementReading,
  { line, column }: SourcePosition,
  rule: DocumentRule,
  { what, found = what, says, expected, source, element, attribute, value }: Finding,
) {
  const { refuses, ...of }: (typeof documentRules)[DocumentRule] & { refuses?: string } =
    documentRules[rule];
  const isError = expected !== undefined && (refuses === 'always' || (refuses && strict));
  noticed.push({
    kind: isError ? 'error' : 'warning',
    rule,
    element,
    ...given({ attribute, value: value === undefined ? undefined : clipped(value) }),
    message: isError ? `found ${found}, expected ${expected}` : `${what} ${says ?? of.says}.`,
    source: source ?? of.source,
    line,
    column,
  });
}

/** Something about an element as a whole, or about its text. */
export const noticeElement = (
  reading: ElementReading,
  element: XmlElement,
  rule: DocumentRule,
  finding: Omit<Finding, 'element'>,
) => notice(reading, element, rule, { element: element.name, ...finding });

/** Something about an attribute of an element. */
export function noticeAttribute(
  reading: ElementReading,
  element: XmlElement,
  { name, value, ...place }: XmlAttribute,
  rule: DocumentRule,
  finding: Omit<Finding, 'element' | 'attribute' | 'value'>,
) {
  notice(reading, place, rule, { element: element.name, attribute: name, value, ...finding });
}

/** A verb or noun that says all it has to say in its attributes; `heeded`: those that count there. */
export function readVerb<V extends VerbName>(
  reading: ElementReading,
  verb: V,
  element: XmlElement,
  heeded: readonly string[] = Object.keys(verbs[verb]),
): Verb<V> {
  const { line, column } = element;
  const attributes = readAttributes(reading, verb, element);
  tellNeeds(reading, verb, element, { ...attributes }, heeded);
  return { verb, line, column, attributes } as Verb<V>;
}

function readAttributes<V extends VerbName>(
  reading: ElementReading,
  verb: V,
  element: XmlElement,
): AttributesOf<V> {
  const read: Record<string, unknown> = {};
  for (const attribute of element.attributes) {
    const { name } = attribute;
    const declared = declaredOf(verb, name);
    if (!declared) {
      tellUnknown(reading, element, attribute, Object.keys(verbs[verb]));
      continue;
    }
    const value = readAttribute(reading, element, attribute, declared);
    if (value !== undefined) read[name] = value;
  }
  return read as AttributesOf<V>;
}

/** Tells of an attribute that is none of those that its element has. */
export function tellUnknown(
  reading: ElementReading,
  element: XmlElement,
  attribute: XmlAttribute,
  known: readonly string[],
) {
  const what = `${attribute.name}${meantBy(attribute.name, known)}`;
  const says = `is no attribute of <${element.name}>: it is ignored`;
  noticeAttribute(reading, element, attribute, 'unknown-attribute', { what, says });
}

function readAttribute(
  reading: ElementReading,
  element: XmlElement,
  attribute: XmlAttribute,
  declared: Attribute,
): unknown {
  const { name, value: raw } = attribute;
  const what = `<${element.name} ${name}="${clipped(raw)}">`;
  const { source } = declared;
  const tell = (rule: DocumentRule, more: Partial<Finding> = {}) =>
    noticeAttribute(reading, element, attribute, rule, { what, source, ...more });

  const taken = takenValue(declared, raw);
  const { how } = taken;
  if (how !== 'allowed') {
    const expected = expectationOf(declared);
    tell(how, { expected, says: `is not ${expected}: ${outcomeOf(taken)}` });
  }
  if (how === 'value-not-allowed') return undefined;
  const { value } = taken;
  const inVain = saidInVain(declared, value);
  if (inVain) tell(inVain);
  if (declared.kind === 'url' && declared.use.use === 'means')
    tellRelative(reading, `${value}`, (rule, says) => tell(rule, { says }));
  return value;
}

function outcomeOf(taken: Exclude<TakenValue, { how: 'allowed' }>): string {
  const { says } = documentRules[taken.how];
  if (taken.how === 'value-not-allowed') return says;
  const { value } = taken;
  return `${says} ${Array.isArray(value) ? value.join(' ') : value}`;
}

/** Tells of what says more than its default, and has no effect without what does not stand there. */
function tellNeeds(
  reading: ElementReading,
  verb: VerbName,
  element: XmlElement,
  read: Readonly<Record<string, unknown>>,
  heeded: readonly string[],
) {
  const asksForNothing = (name: string) => saysDefault(declaredOf(verb, name), read[name]);
  for (const attribute of element.attributes) {
    const { name } = attribute;
    const { needs, source } = declaredOf(verb, name) ?? {};
    if (!needs || !heeded.includes(name)) continue;
    if (asksForNothing(name) || !asksForNothing(needs)) continue;
    const what = `<${element.name} ${name}="${clipped(attribute.value)}">`;
    noticeAttribute(reading, element, attribute, 'needs-another', {
      what,
      says: without(needs),
      ...given({ source }),
    });
  }
}
const saysDefault = (declared: Attribute | undefined, value: unknown) =>
  value === undefined || String(value) === String(declared?.default);

/** Tells of a relative URL in a document that has none of its own. */
export function tellRelative(
  { inline }: ElementReading,
  url: string,
  tell: (rule: 'relative-to-application' | 'relative-to-nothing', says: string) => void,
) {
  if (!inline || URL.canParse(url)) return;
  const why = 'is relative, and this document has no URL';
  // Where it starts is not shown: a URL of the application may hold what is secret.
  if (inline.hasBase) tell('relative-to-application', `${why}: it starts from its application's`);
  else tell('relative-to-nothing', `${why}: it leads nowhere`);
}

/** What is warned of in a value that is allowed. */
function saidInVain(declared: Attribute, value: unknown): DocumentRule | undefined {
  const { use } = declared;
  if (use.use === 'warns') {
    const asksNothing = declared.kind === 'url' && value === '';
    return asksNothing || value === declared.default ? undefined : use.of;
  }
  if (declared.kind !== 'events' || !declared.never) return undefined;
  const { never } = declared;
  const isInVain = (value as readonly string[]).some((word) => never.includes(word));
  return isInVain ? 'event-never-told' : undefined;
}

/** A word that differs in case or by a slip, as a hint: names are case-sensitive. */
export function meantBy(name: string, known: readonly string[]): string {
  const others = known.filter((one) => one !== name);
  const meant =
    others.find((one) => one.toLowerCase() === name.toLowerCase()) ??
    others.find((one) => isSlip(one.toLowerCase(), name.toLowerCase()));
  return meant === undefined ? '' : ` (${meant}?)`;
}

/** Text where none is expected, and elements other than the expected ones, are told and skipped. */
export function ignoreText(reading: ElementReading, element: XmlElement) {
  const text = element.text.trim();
  const what = `The text "${clipped(text)}" in <${element.name}>`;
  if (text !== '') noticeElement(reading, element, 'content-ignored', { what, value: text });
}
export function ignoreChildren(reading: ElementReading, element: XmlElement) {
  for (const child of element.children) tellNoun(reading, element, child, 'content-ignored');
}
/** Tells of an element that is skipped where it stands. */
export function tellNoun(
  reading: ElementReading,
  around: XmlElement,
  noun: XmlElement,
  rule: 'content-ignored' | 'noun-not-modelled' | 'unknown-noun' | 'stop-recording',
  hint = '',
) {
  const what = `<${noun.name}>${hint} inside <${around.name}>`;
  noticeElement(reading, noun, rule, { what });
}

/** A verb in which nothing else stands. */
export function readAlone<V extends VerbName>(
  reading: ElementReading,
  verb: V,
  element: XmlElement,
): Verb<V> {
  ignoreText(reading, element);
  ignoreChildren(reading, element);
  return readVerb(reading, verb, element);
}
