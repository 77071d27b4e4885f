/** What a `<Gather>` does with keys: which count, when they are all there, and where they go. */
import { given } from '../resources/given.ts';
import { methodByDefault } from '../resources/rows.ts';
import { goOnAt } from './fetching.ts';
import { timeoutMsOf } from './host-verbs.ts';
import type { NewsOf, ReadingContext, ReadingStep } from './news.ts';
import { resolved } from './next-document.ts';
import { gatherOf, type ReadingIn } from './reading.ts';
import { baseOf, becomes, same, waitFor, withId } from './reading-step.ts';

type Gathering = ReadingIn<'gathering'>;

/** Another key, and whether it was the last. Keys count while a prompt is heard, too. */
function withKey(reading: Gathering, digit: string, now: number) {
  const { digits } = reading;
  const gather = gatherOf(reading);
  const { finishOnKey = '#', numDigits, maxDigits } = gather.attributes;
  if (finishOnKey.includes(digit)) return { digits, isLast: true } as const;
  const all = digits + digit;
  const isLast = all.length === (numDigits ?? maxDigits);
  return { digits: all, until: now + timeoutMsOf(gather), isLast } as const;
}

/**
 * Where the keys go; undefined if there are too few, or nobody wants them. A key that is not among
 * `validDigits` takes all to `invalidDigitsAction`, and nowhere without it: assumption A47. Both are
 * asked as the application is. Source: T-GATHER.
 */
function actionOf({ digits, ...reading }: Gathering, context: ReadingContext) {
  const { attributes } = gatherOf(reading);
  const { minDigits = 1, validDigits, action, invalidDigitsAction } = attributes;
  if (digits.length < minDigits) return undefined;
  const areValid =
    validDigits === undefined || [...digits].every((one) => validDigits.includes(one));
  const target = areValid ? action : invalidDigitsAction;
  if (target === undefined) return undefined;
  const { voice_method: method = methodByDefault } = context.application ?? {};
  return { url: resolved(target, { documentUrl: baseOf(reading, context) }), method };
}

/** The keys are there, or nobody pressed any: then the document goes on. */
function gathered(
  reading: Gathering,
  context: ReadingContext,
  { digits, pressed }: { readonly digits: string; readonly pressed?: readonly string[] } = reading,
): ReadingStep {
  const action = actionOf({ ...reading, digits }, context);
  const parameters = { Digits: digits };
  return goOnAt(reading, { action, about: 'gathered', parameters, ...given({ pressed }) }, context);
}

export const gatherDeeds = {
  /** Take the key; once all are there, take them where they go. */
  gather(
    reading: Gathering,
    { digit, id }: NewsOf<'pressed'>,
    context: ReadingContext,
  ): ReadingStep {
    if (reading.pressed?.includes(id)) return same(reading);
    const { isLast, digits, until = reading.until } = withKey(reading, digit, context.now);
    const pressed = withId(reading, id);
    return isLast
      ? gathered(reading, context, { digits, pressed })
      : becomes(reading, { state: 'gathering', until, digits, pressed });
  },
  /** Take the keys where they go, once the time has come. */
  gatheredOnceDue(reading: Gathering, _: unknown, context: ReadingContext) {
    const wait = waitFor(reading, context);
    return wait ? same(reading, wait) : gathered(reading, context);
  },
};
