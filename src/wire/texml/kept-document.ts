/** What a host has kept of a document, taken back only if it is what was read once. */
import * as z from 'zod';
import { type Attribute, expectationOf } from './attributes.ts';
import type { Instruction } from './document.ts';
import { valueIn } from './values.ts';
import { type VerbName, verbs } from './verbs.ts';

/** The text that an attribute's value was read from, as far as it can be told. */
function textOf({ kind }: Attribute, value: unknown): string | undefined {
  switch (kind) {
    case 'flag':
      return typeof value === 'boolean' ? String(value) : undefined;
    case 'seconds':
    case 'count':
      return typeof value === 'number' ? String(value) : undefined;
    case 'events':
      return Array.isArray(value) ? value.join(' ') : undefined;
    default:
      return typeof value === 'string' ? value : undefined;
  }
}
function isOf(attribute: Attribute, value: unknown): boolean {
  const text = textOf(attribute, value);
  return text !== undefined && valueIn(attribute, text) !== undefined;
}

const attributesOf = (verb: VerbName) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries<Attribute>(verbs[verb]).map(([name, attribute]) => {
        const error = `expected ${expectationOf(attribute)}`;
        return [name, z.custom((value) => isOf(attribute, value), error).optional()];
      }),
    ),
  );
const whole = z.int().positive();
const verb = <const V extends VerbName, M extends z.ZodRawShape>(name: V, more: M) =>
  z.strictObject({
    verb: z.literal(name),
    line: whole,
    column: whole,
    attributes: attributesOf(name),
    ...more,
  });

const text = z.string();
const prompts = [verb('Say', { text }), verb('Play', { text }), verb('Pause', {})] as const;
const targets = z.discriminatedUnion('verb', [
  verb('Number', { address: text }),
  verb('Sip', { address: text }),
]);

/** An instruction as it is kept in a cursor: what `readTexml` gives, in JSON. */
export const keptInstruction = z.discriminatedUnion('verb', [
  verb('Record', {}),
  verb('Recording', {}),
  verb('Hangup', {}),
  verb('Reject', {}),
  verb('Leave', {}),
  verb('Dial', { targets: z.array(targets) }),
  verb('Conference', { friendlyName: text, dial: attributesOf('Dial') }),
  verb('Redirect', { url: text }),
  verb('Gather', { prompts: z.array(z.discriminatedUnion('verb', prompts)) }),
  verb('Connect', {}),
  verb('Enqueue', { queue: text.optional() }),
  verb('AIGather', {}),
  verb('AIAssistant', {}),
  verb('Pay', {}),
  verb('Refer', { address: text.optional() }),
  ...prompts,
]) as z.ZodType<Instruction>;
