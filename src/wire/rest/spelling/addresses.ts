/**
 * Whom to call and who calls, as requests say it. Source: OpenAPI and N, "E.164-formatted phone
 * number or SIP URI"; T-ERR 10016. That `client:name` is one too, and that nothing but digits may
 * follow the + of a number, is assumption A48.
 */
import * as z from 'zod';

const patterns = [
  // Source: ITU-T E.164, 15 digits at most with the country code, which begins with no 0.
  /^\+[1-9]\d{1,14}$/,
  /^sips?:[^\s@]+(@[^\s@]+)?$/i,
  /^client:[^\s:@]+$/i,
];
const addressExpected =
  'a number in E.164 format such as +12025550101, a SIP URI such as sip:name@example.com, ' +
  'or client:name';

const isAddress = (text: string): boolean => patterns.some((one) => one.test(text));

/** In a form a + is a blank unless it is encoded: the commonest mistake with numbers. */
const lost = /^((?:sips?|tel|client):)?\s+(\d.*)$/is;

/** What is expected where a + was lost. */
function expectedFor(said: string): string | undefined {
  const [, scheme = '', rest] = lost.exec(said) ?? [];
  if (rest === undefined) return undefined;
  return `${scheme}+${rest}: the + was lost, as it is a blank in a form unless it is sent as %2B`;
}

type Context = z.core.$RefinementCtx<string>;
const complain = (context: Context, message: string) =>
  context.addIssue({ code: 'custom', message, params: { code: '10016' } });

function refuseLost(said: string, context: Context) {
  const expected = expectedFor(said);
  if (expected !== undefined) complain(context, expected);
}

/** An address that a request cannot do without. */
export const neededAddress = z
  .string({ error: 'a string' })
  .min(1, { error: 'a string', abort: true })
  .superRefine((said, context) => {
    if (isAddress(said)) return;
    const hint = /^\d{5,15}$/.test(said) ? ` (+${said}?)` : '';
    complain(context, expectedFor(said) ?? `${addressExpected}${hint}`);
  });

/**
 * Somebody whom the network brings: numbers are written in many ways, and an extension is one too.
 * Only what has lost its + is surely wrong.
 */
export const broughtAddress = z
  .string({ error: 'a string' })
  .regex(/\S/, { error: `${addressExpected}, or as the network writes it`, abort: true })
  .superRefine(refuseLost);

/** Any text, which often is a number: a filter by address, or the name of whoever calls. */
export const textOrNumber = z.string({ error: 'a string' }).superRefine(refuseLost).optional();
