/**
 * The attributes of verbs that a host performs by itself: prompts, pauses, keys that are gathered,
 * and services that are waited for.
 */
import { means, silent, warnsOf } from '../resources/uses.ts';
import { choice, count, flag, keys, method, seconds, set, text, url } from './attributes.ts';

/** The keys of a telephone, and a pause between two. */
export const telephoneTones = '1234567890*#w';

/** Where a service leads once it is over. */
const goesOn = (source: string) => ({
  action: url(source, means('reading')),
  method: method(source, means('reading'), { needs: 'action' }),
});
/** What else a payment is to be like. Source: T-PAY. */
const ofPayment = [
  'chargeAmount',
  'currency',
  'description',
  'interDigitTimeout',
  'language',
  'maxAttempts',
  'metadata',
  'minPostalCodeLength',
  'parameters',
  'paymentToken',
  'postalCode',
  'prompts',
  'serviceLevel',
  'timeout',
  'transactionType',
  'validCardTypes',
  'voice',
] as const;
const payment = Object.fromEntries(
  ofPayment.map((name) => [name, text('T-PAY', silent('of-service'))]),
) as Record<(typeof ofPayment)[number], ReturnType<typeof text>>;

export const hostVerbs = {
  Pause: { length: seconds('K2', means('reading'), { least: 1, most: 180, default: 1 }) },
  Say: {
    voice: text('K2', silent('heard'), { default: 'man' }),
    language: text('K2', silent('heard')),
    loop: count('K2', means('reading'), { least: 0, most: 10, default: 1 }),
    gender: choice('K2', silent('heard'), ['Male', 'Female']),
    effect: choice('K2', silent('heard'), ['eq_telecomhp8k', 'eq_car']),
    voiceSpeed: text('K2', silent('heard')),
    api_key_ref: text('K2', silent('heard')),
    region: text('K2', silent('heard')),
    pronunciationDictId: text('K2', silent('heard')),
    languageBoost: text('K2', silent('heard')),
  },
  Play: {
    loop: count('K2', means('reading'), { least: 0, default: 1 }),
    mediaStorage: flag('K2', silent('not-fetched'), { default: false }),
    digits: keys('K2', silent('heard'), { of: telephoneTones }),
    failoverUrl: url('K2', warnsOf('audio-file')),
    continueOnError: flag('K2', silent('not-fetched')),
    ringTone: text('K2', silent('heard')),
  },
  Gather: {
    action: url('K2', means('reading')),
    timeout: seconds('K2', means('reading'), { least: 1, most: 120, default: 5 }),
    input: set('K2', warnsOf('speech'), ['dtmf', 'speech'], { default: 'dtmf' }),
    finishOnKey: keys('K2', means('reading'), { default: '#', mayBeEmpty: true }),
    numDigits: count('K2', means('reading'), { least: 1, most: 128 }),
    minDigits: count('K2', means('reading'), { least: 1, most: 128, default: 1 }),
    maxDigits: count('K2', means('reading'), { least: 1, most: 128, default: 128 }),
    validDigits: keys('K2', means('reading')),
    invalidDigitsAction: url('K2', means('reading'), { needs: 'validDigits' }),
    speechTimeout: text('K2', silent('of-speech')),
    language: text('K2', silent('of-speech'), { default: 'en-US' }),
    hints: text('K2', silent('of-speech')),
    keyterms: text('K2', silent('of-speech')),
    profanityFilter: flag('K2', silent('of-speech')),
    useEnhanced: flag('K2', silent('of-speech')),
    smartFormat: flag('K2', silent('of-speech')),
    transcriptionEngine: text('K2', silent('of-speech')),
    model: text('K2', silent('of-speech')),
    apiKeyRef: text('K2', silent('of-speech')),
    region: text('K2', silent('of-speech')),
    partialResultCallback: url('K2', warnsOf('speech')),
    partialResultCallbackMethod: method('K2', silent('of-speech'), {
      needs: 'partialResultCallback',
    }),
  },
  Connect: goesOn('K1'),
  Enqueue: {
    ...goesOn('T-ENQ'),
    waitUrl: url('T-ENQ', warnsOf('wait-document')),
    waitUrlMethod: method('T-ENQ', silent('method-in-vain'), { needs: 'waitUrl' }),
    maxWaitTimeSecs: seconds('K1', means('reading'), { least: 1, default: 14_400 }),
  },
  Refer: goesOn('T-REFER'),
  AIGather: goesOn('T-AIGATHER'),
  AIAssistant: {
    id: text('T-AIASSISTANT', silent('of-service')),
    join: text('T-AIASSISTANT', silent('of-service')),
    participantName: text('T-AIASSISTANT', silent('of-service')),
    participantRole: choice('T-AIASSISTANT', silent('of-service'), ['user', 'assistant'], {
      default: 'user',
    }),
  },
  Pay: {
    ...goesOn('T-PAY'),
    statusCallback: url('T-PAY', warnsOf('service-callback')),
    statusCallbackMethod: method('T-PAY', silent('method-in-vain'), { needs: 'statusCallback' }),
    paymentConnector: text('T-PAY', means('reading'), { default: 'Default' }),
    paymentMethod: choice('T-PAY', means('reading'), ['credit-card', 'ach-debit'], {
      default: 'credit-card',
    }),
    ...payment,
  },
} as const;
