/** What a world can be told to do otherwise: by a config file, or over the control API. */
import * as z from 'zod';
import type { Policy } from '../../../machines/index.ts';
import {
  checkedBy,
  durationWords,
  fields,
  firstFlaw,
  type MediaManner,
  mediaManner,
  policyWords,
  strictness,
} from '../../scenarios/format/words.ts';
import { readYaml, shownIn } from '../../scenarios/format/yaml.ts';
import {
  type DeliveryRule,
  deliveredBy,
  type Method,
  mediaLinkMs,
  type RecordingFields,
  recordingFieldSets,
  type Subscription,
} from '../../wire/index.ts';
import { isEntry } from '../network/egress.ts';
import type { Chaos } from './chaos.ts';
import { limits } from './limits.ts';
import { readScript, type Script } from './scripts.ts';

/** An application of the customer's, by the names that its fields have at Telnyx. */
export interface Application {
  readonly voice_url?: string;
  readonly voice_method: Method;
  readonly voice_fallback_url?: string;
  /** Of calls that come in. */
  readonly subscription?: Subscription;
  /** Calls to these numbers belong to it. */
  readonly numbers: readonly string[];
}
export interface CallbackSettings {
  /** How often a callback is tried, and how long an answer may take. */
  readonly attempts: number;
  readonly timeoutMs: number;
  /** Which answers take one. */
  readonly delivered: DeliveryRule;
  /** Which fields those of recordings have, and whether they are signed: A36. */
  readonly recordingFields: RecordingFields;
  readonly recordingSignature: 'sent' | 'left-out';
}
export interface WorldSettings {
  /** By ApplicationSid. */
  readonly applications: Readonly<Record<string, Application>>;
  /** Far ends of one's own, by number or address. */
  readonly numbers: ReadonlyMap<string, Script>;
  readonly media: MediaManner;
  readonly chaos?: Chaos;
  readonly policy?: Policy;
  /** Documents are forgiven nothing (A29). */
  readonly strict: boolean;
  readonly callbacks: CallbackSettings;
  /** How long a link to a file is good; a public one says nothing of that, and always is. */
  readonly links: { readonly goodMs: number; readonly access: 'signed' | 'public' };
}

const text = (what: string) => {
  const error = `expected ${what}`;
  return z.string({ error }).min(1, error).max(2_048, error);
};
const url = text('an http or https URL').refine(
  (one) => /^https?:$/.test(URL.parse(one)?.protocol ?? ''),
  'expected an http or https URL',
);
const oneOf = <const W extends string>(...words: readonly W[]) =>
  z.enum(words, { error: `expected one of ${words.join(', ')}` });
const method = text('get or post')
  .transform((one) => one.toUpperCase())
  .pipe(z.enum(['GET', 'POST'], { error: 'expected get or post' }));
/** A table whose keys are the customer's. */
const tableOf = <T extends z.ZodType>(entry: T, error: string) =>
  z.record(z.string(), entry, { error: `expected ${error}` });
const figure = (least: number, most: number) => {
  const error = `expected a number from ${least} to ${most}`;
  return z.number({ error }).min(least, error).max(most, error);
};
const whole = (least: number, most: number) => {
  const error = `expected a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, error).max(most, error);
};
const listOf = <T extends z.ZodType>(entry: T, of: string) =>
  z.array(entry, { error: `expected a list of ${of}` });

const number = text("a number in quotes, such as '+12025550100'");
const application = fields({
  voice_url: url.optional(),
  // Telnyx contradicts itself: `post` as in the OpenAPI file, not GET as in its guide (T-FETCHI).
  voice_method: method.default('POST'),
  voice_fallback_url: url.optional(),
  status_callback: url.optional(),
  status_callback_method: method.default('POST'),
  status_callback_events: listOf(
    oneOf('initiated', 'ringing', 'answered', 'dtmf', 'completed'),
    'initiated, ringing, answered, dtmf, completed',
  )
    .min(1, 'expected one event or more')
    .default(['completed']),
  numbers: listOf(number, 'numbers').default([]),
}).transform(({ status_callback, status_callback_method, status_callback_events, ...rest }) => ({
  ...rest,
  ...(status_callback === undefined
    ? {}
    : {
        subscription: {
          url: status_callback,
          method: status_callback_method,
          events: status_callback_events,
        },
      }),
}));

const script = text('deeds such as "0.5s ring, 2s answer"').transform((one, context): Script => {
  try {
    return readScript(one);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

const chaos = fields({
  seed: whole(0, Number.MAX_SAFE_INTEGER).default(1),
  late: figure(0, 1).default(0),
  lateBy: durationWords.default(5_000),
  twice: figure(0, 1).default(0),
}).transform(({ lateBy: lateByMs, ...rest }): Chaos => ({ ...rest, lateByMs }));

/** What checks settings. */
export const settingsSchema = fields({
  applications: tableOf(application, 'applications by ApplicationSid')
    .prefault({})
    // Without a prototype: no ApplicationSid finds what nobody has set.
    .transform((all) => Object.assign(Object.create(null) as typeof all, all)),
  numbers: tableOf(script, 'scripts by number')
    .prefault({})
    .transform((all) => new Map(Object.entries(all))),
  media: mediaManner.prefault({}),
  chaos: chaos.optional(),
  policy: policyWords.optional(),
  strict: strictness,
  callbacks: fields({
    attempts: whole(1, 20).default(5),
    // Who has not answered within two seconds is asked again. Source: T-WH.
    timeout: durationWords
      .refine((ms) => ms <= limits.callbackMs, `expected ${limits.callbackMs / 1_000}s at most`)
      .default(2_000),
    delivered: z
      .union([z.literal(200).transform(() => '200' as const), z.enum(deliveredBy)], {
        error: `expected one of ${deliveredBy.join(', ')}`,
      })
      .default('200'),
    recordingFields: oneOf(...recordingFieldSets).default('documented'),
    recordingSignature: oneOf('sent', 'left-out').default('sent'),
  })
    .prefault({})
    .transform(({ timeout: timeoutMs, ...rest }) => ({ ...rest, timeoutMs })),
  links: fields({
    good: durationWords.default(mediaLinkMs),
    access: oneOf('signed', 'public').default('signed'),
  })
    .prefault({})
    .transform(({ good: goodMs, access }) => ({ goodMs, access })),
});
/** As people say them, in JSON: what is kept and shown. */
export type SettingsSaid = z.input<typeof settingsSchema>;

/** Settings that cannot be: which field, and what was expected there. */
export class SettingsError extends Error {
  /** As a dotted path; empty for the whole. */
  readonly field: string;
  /** Where in the settings, from the outside in. */
  readonly path: readonly PropertyKey[];
  /** What is wrong there, without the path. */
  readonly says: string;

  constructor(path: readonly PropertyKey[], says: string, found: unknown) {
    const field = path.join('.');
    super(`${field === '' ? 'The settings' : `"${field}"`}: ${shownIn(found)}${says}`);
    this.name = 'SettingsError';
    this.field = field;
    this.path = path;
    this.says = says;
  }
}

/**
 * Reads settings; what they do not say is as usual.
 * @throws SettingsError
 */
export function readSettings(said: unknown = {}): { settings: WorldSettings; said: SettingsSaid } {
  const parsed = checkedBy(settingsSchema, said);
  if (parsed.success) {
    return { settings: parsed.data as WorldSettings, said: structuredClone(said) as SettingsSaid };
  }
  const { path, says } = firstFlaw(parsed.error);
  let found: unknown = said;
  for (const key of path) found = (found as Record<PropertyKey, unknown> | undefined)?.[key];
  throw new SettingsError(path, says, found);
}
export const byDefault: WorldSettings = readSettings().settings;

/** What a config file says: settings of every account, and who may be asked from all of them. */
export interface Config extends ReturnType<typeof readSettings> {
  readonly egress?: readonly string[];
}

const aServer = 'any, public, an address, a range or a name';
/** A config file also says who may be asked; no setting: what an account is told may not change it. */
export const configSchema = settingsSchema.extend({
  egress: listOf(text(aServer).refine(isEntry, `expected ${aServer}`), 'servers').optional(),
});

/**
 * Reads a config file; `file` is what errors call it.
 * @throws FileError, with line and column.
 */
export function readSettingsText(text: string, file: string): Config {
  const { value, flaw } = readYaml(text, file);
  const parsed = checkedBy(configSchema, value ?? {});
  if (!parsed.success) {
    const { path, says } = firstFlaw(parsed.error);
    throw flaw(path, says);
  }
  const { egress, ...rest } = (value ?? {}) as z.input<typeof configSchema>;
  return { ...readSettings(rest), ...(egress ? { egress } : {}) };
}
