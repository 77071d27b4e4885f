/** How one element is read: its attributes against their table, its content against the verb. */
import { type Attribute, expectationOf, valueIn } from './attributes.ts';
import type { Verb } from './document.ts';
import { clipped, type SourcePosition, TexmlError } from './place.ts';
import { type AttributesOf, declaredOf, type VerbName, verbs } from './verbs.ts';
import { type Warning, type WarningCode, warning } from './warnings.ts';
import type { XmlElement } from './xml.ts';

/** One reading of a document: what errors call it, and what there was to warn of so far. */
export interface ElementReading {
  readonly file: string;
  readonly warnings: Warning[];
}

export function failAt(
  { file }: ElementReading,
  place: SourcePosition,
  found: string,
  expected: string,
): never {
  throw new TexmlError(file, place, found, expected);
}

export function warn(
  { warnings }: ElementReading,
  place: SourcePosition,
  code: WarningCode,
  what: string,
) {
  warnings.push(warning(place, code, what));
}

/** A verb or noun that says all it has to say in its attributes. */
export function readVerb<V extends VerbName>(
  reading: ElementReading,
  verb: V,
  element: XmlElement,
): Verb<V> {
  const { line, column } = element;
  return { verb, line, column, attributes: readAttributes(reading, verb, element) } as Verb<V>;
}

function readAttributes<V extends VerbName>(
  reading: ElementReading,
  verb: V,
  element: XmlElement,
): AttributesOf<V> {
  const read: Record<string, unknown> = {};
  for (const attribute of element.attributes) {
    const { name, value } = attribute;
    const declared = declaredOf(verb, name);
    if (!declared) {
      const what = `${name}${meantBy(name, Object.keys(verbs[verb]))} of <${element.name}>`;
      warn(reading, attribute, 'unknown-attribute', what);
      continue;
    }
    read[name] = valueIn(declared, value);
    const shown = `<${element.name} ${name}="${clipped(value)}">`;
    if (read[name] === undefined) failAt(reading, attribute, shown, expectationOf(declared));
    const inVain = saidInVain(declared, read[name]);
    if (inVain) warn(reading, attribute, inVain, shown);
  }
  return read as AttributesOf<V>;
}

/** What is warned of in a value that is allowed. */
function saidInVain(declared: Attribute, value: unknown): WarningCode | undefined {
  const { use } = declared;
  if (use.use === 'warns') return value === declared.default ? undefined : use.of;
  if (declared.kind !== 'events' || !declared.never) return undefined;
  const { never } = declared;
  const isInVain = (value as readonly string[]).some((word) => never.includes(word));
  return isInVain ? 'event-never-told' : undefined;
}

/** A word that differs in case only, as a hint: names are case-sensitive. */
export function meantBy(name: string, known: Iterable<string>): string {
  for (const one of known)
    if (one !== name && one.toLowerCase() === name.toLowerCase()) return ` (${one}?)`;
  return '';
}

/** Text where none is expected, and elements other than the expected ones, are told and skipped. */
export function ignoreText(reading: ElementReading, element: XmlElement) {
  const text = element.text.trim();
  if (text !== '')
    warn(reading, element, 'content-ignored', `The text "${clipped(text)}" in <${element.name}>`);
}
export function ignoreChildren(reading: ElementReading, element: XmlElement) {
  for (const child of element.children)
    warn(reading, child, 'content-ignored', `<${child.name}> inside <${element.name}>`);
}
