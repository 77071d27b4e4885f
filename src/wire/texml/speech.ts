/** What is heard of a `<Say>`: its text, and that of the speech markup inside it. */
import { type ElementReading, noticeElement } from './element.ts';
import type { XmlElement } from './xml.ts';

/** Source: SSML 1.1, 3. Providers add elements of their own with a prefix: `amazon:effect`. */
const markup: readonly string[] = [
  'audio',
  'break',
  'desc',
  'emphasis',
  'lang',
  'lexicon',
  'lookup',
  'mark',
  'meta',
  'metadata',
  'p',
  'phoneme',
  'prosody',
  's',
  'say-as',
  'speak',
  'sub',
  'token',
  'voice',
  'w',
];
/** They say something about the text, and are not heard. */
const unheard: readonly string[] = ['desc', 'lexicon', 'meta', 'metadata'];

/** The text, with blanks where markup keeps words apart; anything else inside is told and skipped. */
export function spokenIn(reading: ElementReading, element: XmlElement): string {
  return element.content
    .map((one) => (typeof one === 'string' ? one : heardOf(reading, one)))
    .join('');
}

function heardOf(reading: ElementReading, child: XmlElement): string {
  const { name, attributes } = child;
  if (!markup.includes(name) && !name.includes(':')) {
    noticeElement(reading, child, 'content-ignored', { what: `<${name}> inside <Say>` });
    return '';
  }
  if (unheard.includes(name)) return '';
  if (name === 'break') return ' ';
  const alias = name === 'sub' && attributes.find((one) => one.name === 'alias')?.value;
  return alias || spokenIn(reading, child);
}
