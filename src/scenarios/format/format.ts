/** What a scenario file may say. The README of the scenarios explains it to people; this checks it. */
import { z } from 'zod';
import {
  type FactType,
  facts,
  type MachineName,
  pathIds,
  recordingSources,
} from '../../../machines/index.ts';
import { durationWords, mediaManner, policyWords, strictness } from './words.ts';

const sid = z
  .string()
  .regex(/^(call|leg|conference|recording)-\d+$/, 'expected a sid such as recording-1');
/** Scenario sids tell what they are of: `leg-2` is the second leg that was made. */
export const machineOf = (sid: string): MachineName =>
  sid.startsWith('leg-') ? 'dialLeg' : (sid.slice(0, sid.indexOf('-')) as MachineName);

const factTypes = Object.keys(facts) as [FactType, ...FactType[]];
const method = z.enum(['POST', 'DELETE']);
const at = { at: durationWords, says: z.string().optional() };

/** Somebody calls in. */
const inbound = z.strictObject({
  ...at,
  inbound: z.strictObject({
    url: z.string().describe('the document that the call begins with'),
    from: z.string().default('+15550100'),
    to: z.string().default('+15550199'),
  }),
});
/** The customer's application asks for something over REST. */
const request = z.strictObject({
  ...at,
  request: z
    .string()
    .regex(/^(POST|DELETE) \S+$/, 'expected a method and a path such as POST Calls/call-1')
    .transform((text) => {
      const [verb, path] = text.split(' ') as [string, string];
      return { method: method.parse(verb), path: path.replace(/^\//, '') };
    }),
  body: z.record(z.string(), z.unknown()).default({}),
  answer: z
    .string()
    .regex(
      /^\d{3}( \d{5})?$/,
      'expected an HTTP status and, after a blank, an error code: "422 90034"',
    )
    .or(z.number().transform(String))
    .optional(),
});
/** Something happens: the network, the media server or the caller does something. */
const fact = z.strictObject({
  ...at,
  fact: z.enum(factTypes),
  to: sid,
  with: z.record(z.string(), z.unknown()).default({}),
});

const kinds = { inbound, request, fact };
/** A step is told by its key, so that an error is about what was meant. */
const step = z
  .unknown()
  .transform((value, context): z.output<typeof inbound | typeof request | typeof fact> => {
    const kind = (Object.keys(kinds) as (keyof typeof kinds)[]).find(
      (key) => typeof value === 'object' && value !== null && key in value,
    );
    if (kind === undefined) {
      context.addIssue({
        code: 'custom',
        message: `expected one of the keys ${Object.keys(kinds).join(', ')}`,
      });
      return z.NEVER;
    }
    const parsed = kinds[kind].safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.addIssue({ ...issue, code: 'custom' });
    return z.NEVER;
  });

const expectedRecording = z.strictObject({
  path: z.enum(pathIds).optional(),
  source: z.enum(recordingSources).optional(),
  host: sid.optional(),
  end: z.enum(['completed', 'absent', 'deleted']).optional(),
  endReason: z.string().optional(),
  errorCode: z.string().optional(),
  durationSeconds: z.number().optional(),
  channels: z.literal([1, 2]).optional(),
  states: z.array(z.string()).optional(),
  statuses: z.array(z.string()).optional(),
  callbacks: z.array(z.string()).optional(),
});

/** A scenario: a story of calls, and what its recordings must come to. */
export const scenarioSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case words joined by hyphens'),
  says: z.string(),
  policy: policyWords.optional(),
  strict: strictness,
  media: mediaManner.prefault({}),
  documents: z.record(z.string(), z.string()).default({}),
  steps: z.array(step).min(1),
  expect: z.strictObject({
    recordings: z.record(sid, expectedRecording),
    lines: z.record(sid, z.string()).optional(),
    orphans: z.array(sid).optional(),
  }),
});

export type Scenario = z.output<typeof scenarioSchema>;
export type ScenarioStep = Scenario['steps'][number];
export type ExpectedRecording = z.output<typeof expectedRecording>;
