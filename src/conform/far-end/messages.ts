/** A far end elsewhere, by messages of JSON: what is asked of it, and what it may answer. */
import { z } from 'zod';
import {
  type ConformFarEnd,
  FarEndFailed,
  type FarEndManner,
  farEndDeeds,
  farEndManners,
} from './far-end.ts';

const number = z.string().min(1).describe('a number in E.164, or a SIP address');
/** Each message that is sent, and the answer that is expected; an `error` may stand in place of any. */
const messages = {
  hello: {
    asked: { version: z.literal(1).describe('of these messages') },
    answer: {
      can: z.array(z.enum(farEndDeeds)).describe('what it can be told to do'),
      clock: z.boolean().optional().describe('whether it moves the clock of the platform'),
    },
  },
  number: {
    asked: { manner: z.enum(farEndManners).describe('how whoever is called has to behave') },
    answer: { number: number.nullable().describe('whom to call; null: nobody behaves so') },
  },
  answer: { asked: { number }, answer: done() },
  speak: { asked: { number, seconds: z.number() }, answer: done() },
  press: { asked: { number, keys: z.string().describe('such as 12#') }, answer: done() },
  hangUp: { asked: { number }, answer: done() },
  now: {
    asked: {},
    answer: { now: z.number().describe('what the clock shows, in milliseconds since the epoch') },
  },
  pass: { asked: { ms: z.number().describe('how much time is to pass') }, answer: done() },
} as const;
function done() {
  return { done: z.boolean().describe('false: nobody is on that line') };
}
type Messages = typeof messages;
type MessageName = keyof Messages;
type Asked<N extends MessageName> = z.infer<z.ZodObject<Messages[N]['asked']>>;
type Answered<N extends MessageName> = z.infer<z.ZodObject<Messages[N]['answer']>>;

/** A message to a far end. */
export type FarEndMessage = Readonly<Record<string, unknown>> & { readonly do: string };
/** Carries a message to a far end, and gives the answer as it came. */
export type FarEndAsk = (message: FarEndMessage) => Promise<unknown>;

/** The messages as JSON Schema: what is asked, and what is answered. */
export const farEndMessageSchema = (): object =>
  z.toJSONSchema(
    z
      .object(
        Object.fromEntries(
          Object.entries(messages).map(([name, { asked, answer }]) => [
            name,
            z.object({
              asked: z.object({ do: z.literal(name), ...asked }),
              answer: z.union([z.object(answer), z.object({ error: z.string() })]),
            }),
          ]),
        ),
      )
      .describe(
        'What a far end of texml-recordings conform platform is asked, and answers. By lines, each has the same id.',
      ),
  );

/**
 * The far end that answers such messages.
 * @throws FarEndFailed where it does not.
 */
export async function farEndByMessages(
  ask: FarEndAsk,
  close: () => unknown = () => undefined,
): Promise<ConformFarEnd> {
  const asking = async <N extends MessageName>(name: N, asked: Asked<N>): Promise<Answered<N>> => {
    const message = { do: name, ...asked };
    const came = await ask(message);
    const { error } = (came ?? {}) as { readonly error?: unknown };
    if (error !== undefined) throw new FarEndFailed(`The far end says: ${String(error)}.`);
    const parsed = z.object(messages[name].answer).safeParse(came);
    if (parsed.success) return parsed.data as Answered<N>;
    const [flaw] = parsed.error.issues;
    const where = flaw?.path.length ? `"${flaw.path.join('.')}": ` : '';
    throw new FarEndFailed(
      `To ${JSON.stringify(message)} the far end answers ${shownAnswer(came)}. ${where}${flaw?.message}.`,
    );
  };
  const { can, clock } = await asking('hello', { version: 1 });
  const deeds: { -readonly [Name in keyof ConformFarEnd]?: ConformFarEnd[Name] } = {
    answer: async (to: string) => (await asking('answer', { number: to })).done,
    speak: async (to: string, seconds: number) =>
      (await asking('speak', { number: to, seconds })).done,
    press: async (to: string, keys: string) => (await asking('press', { number: to, keys })).done,
    hangUp: async (to: string) => (await asking('hangUp', { number: to })).done,
  };
  for (const deed of farEndDeeds) if (!can.includes(deed)) delete deeds[deed];
  const moved = {
    now: async () => (await asking('now', {})).now,
    pass: (ms: number) => asking('pass', { ms }),
  };
  return {
    number: async (manner: FarEndManner) =>
      (await asking('number', { manner })).number ?? undefined,
    ...deeds,
    ...(clock ? { clock: moved } : {}),
    close,
  };
}

/** An answer in a sentence, as far as is needed to find it. */
export function shownAnswer(came: unknown): string {
  const text = typeof came === 'string' ? came : (JSON.stringify(came) ?? 'nothing');
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
