/** What a scenario file may say: checked here, and told to editors by the schema made of it. */
import * as z from 'zod';
import {
  type EndReason,
  endReasons,
  type FactType,
  facts,
  type MachineName,
  pathIds,
  recordingSources,
} from '../../../machines/index.ts';
import { flawIn } from '../../../machines/words/shape.ts';
import { answering } from '../../wire/index.ts';
import { answersInTurn, documents, origin } from './documents.ts';
import {
  checkedBy,
  durationWords,
  fields,
  flawsOf,
  mediaManner,
  policyWords,
  strictness,
} from './words.ts';

const sid = z
  .string()
  .regex(
    /^(call|leg|conference|recording|transcription)-\d+$/,
    'expected a sid such as recording-1',
  );
/** Scenario sids tell what they are of: `leg-2` is the second leg that was made. */
export const machineOf = (sid: string): MachineName =>
  sid.startsWith('leg-') ? 'dialLeg' : (sid.slice(0, sid.indexOf('-')) as MachineName);

const factTypes = Object.keys(facts) as [FactType, ...FactType[]];
const at = {
  at: durationWords.describe('when, from the beginning: a length of time such as 2s'),
  says: z.string().optional().describe('what a reader is told instead of the step itself'),
};
const text = (what: string) => z.string({ error: `expected ${what}` }).min(1, `expected ${what}`);

const documentUrl = text('a URL such as /voice').refine(
  (url) => URL.canParse(url, origin),
  'expected a URL such as /voice',
);
const method = z.enum(['GET', 'POST'], { error: 'expected GET or POST' });
/** Somebody calls in. */
const inbound = fields({
  ...at,
  inbound: fields({
    url: documentUrl
      .optional()
      .describe('the document that the call begins with; that of the application if left out'),
    texml: z.string().optional().describe('the document itself, in the place of a URL'),
    method: method.optional().describe('how it is asked for; POST if left out'),
    fallbackUrl: documentUrl.optional().describe('what is asked for where the URL fails'),
    fallbackMethod: method.optional().describe('how that is asked for; POST if left out'),
    from: text("a number in quotes, such as '+15550100'").default('+15550100'),
    to: text("a number in quotes, such as '+15550199'").default('+15550199'),
  }),
});
const anAnswer = 'expected an HTTP status and, after a blank, an error code: "422 90034"';
/** The customer's application asks for something over REST. */
const request = fields({
  ...at,
  request: z
    .string()
    .regex(/^(POST|DELETE) \S+$/, 'expected a method and a path such as POST Calls/call-1')
    .transform((asked) => {
      const [method, path] = asked.split(' ') as ['POST' | 'DELETE', string];
      return { method, path: path.replace(/^\//, '') };
    })
    .describe('a method and a path below the account, such as POST Calls/call-1'),
  body: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('its parameters, as the API has them'),
  answer: z
    .union([z.string().regex(/^\d{3}( \d{5})?$/, anAnswer), z.number().transform(String)], {
      error: anAnswer,
    })
    .optional()
    .describe('what it is answered: an HTTP status and, after a blank, an error code'),
});
/** Something happens: the network, the media server or the caller does something. */
const fact = fields({
  ...at,
  fact: z.enum(factTypes, { error: `expected one of ${factTypes.join(', ')}` }),
  to: sid.describe('whom it is told to, such as call-1: sids count in the order of their making'),
  with: z.record(z.string(), z.unknown()).default({}).describe('what else the fact says'),
}).superRefine(({ fact: type, to, with: said }, context) => {
  const { to: machines, fields: declared } = facts[type];
  // A leg may have become a call.
  const may: readonly MachineName[] =
    machineOf(to) === 'dialLeg' ? ['dialLeg', 'call'] : [machineOf(to)];
  if (!may.some((one) => (machines as readonly MachineName[]).includes(one))) {
    const message = `${type} is told to a ${machines.join(' or a ')}; expected the sid of one`;
    context.addIssue({ code: 'custom', path: ['to'], message });
  }
  const flaw = flawIn(declared, said);
  if (!flaw) return;
  const none = Object.keys(declared).length === 0;
  const message = none
    ? `${type} says nothing else; expected no "with"`
    : `expected ${flaw.expected}`;
  context.addIssue({ code: 'custom', path: ['with', ...flaw.path.split('.')], message });
});

/** The service is over that a verb of a call's document waits for. */
const service = fields({
  ...at,
  service: z.literal('over', 'expected over'),
  to: sid.describe('the call, such as call-1'),
  with: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .default({})
    .describe('what its action is told besides'),
});

/** It is found out who has answered; without it, that it is a human, two seconds after the answer. */
const answeredBy = fields({
  ...at,
  answeredBy: z.enum(answering, { error: `expected one of ${answering.join(', ')}` }),
  to: sid.describe('who was called, such as call-1: whoever called has to have asked for it'),
});

/** What can happen in a story, by the key that tells it. */
export const stepKinds = { inbound, request, service, answeredBy, fact };
/** A step is told by its key, so that an error is about what was meant. */
export const storyStep = z
  .unknown()
  .transform((value, context): z.output<(typeof stepKinds)[keyof typeof stepKinds]> => {
    const kind = (Object.keys(stepKinds) as (keyof typeof stepKinds)[]).find(
      (key) => typeof value === 'object' && value !== null && key in value,
    );
    if (kind === undefined) {
      context.addIssue({
        code: 'custom',
        message: `expected one of the keys ${Object.keys(stepKinds).join(', ')}`,
      });
      return z.NEVER;
    }
    const parsed = checkedBy(stepKinds[kind], value);
    if (parsed.success) return parsed.data;
    for (const { path, says } of flawsOf(parsed.error)) {
      context.addIssue({ code: 'custom', path: [...path], message: says });
    }
    return z.NEVER;
  });

const endStates = ['completed', 'absent', 'deleted'] as const;
const words = (what: string) => z.array(z.string()).optional().describe(what);
const oneOf = <const W extends string>(...all: readonly W[]) =>
  z.enum(all, { error: `expected one of ${all.join(', ')}` });
/** What a recording must have come to; what is left out may be anything. */
const expectedRecording = fields({
  path: oneOf(...pathIds)
    .optional()
    .describe('the way in which it began'),
  source: oneOf(...recordingSources)
    .optional()
    .describe('its Source, as the API shows it'),
  host: sid.optional().describe('the call, leg or conference that it records'),
  end: oneOf(...endStates)
    .optional()
    .describe('the state that it came to rest in'),
  endReason: oneOf(...(Object.keys(endReasons) as EndReason[]))
    .optional()
    .describe('why its capture ended'),
  errorCode: z.string().optional().describe('of a media server that failed'),
  durationSeconds: z.number().optional().describe('how long its file is, in seconds'),
  channels: z.literal([1, 2], { error: 'expected 1 or 2' }).optional().describe('1 or 2'),
  states: words('the states that it went through, in order, without repeats'),
  statuses: words('what the API showed meanwhile, in order, without repeats'),
  callbacks: words('the RecordingStatus of every callback that was sent, in order'),
});

/** What a transcription must have come to; what is left out may be anything. */
const expectedTranscription = fields({
  end: oneOf('requested', 'completed', 'failed', 'deleted')
    .optional()
    .describe('the state that it came to rest in'),
  text: z.string().optional().describe('what was said'),
  callbacks: words('the TranscriptionStatus of every callback that was sent, in order'),
});

/** What a story must come to. */
export const expectation = fields({
  recordings: z
    .record(sid, expectedRecording)
    .describe('every recording that there is in the end, by its sid; {} for none'),
  transcriptions: z
    .record(sid, expectedTranscription)
    .optional()
    .describe('transcriptions that there are in the end, by their sids'),
  lines: z.record(sid, z.string()).optional().describe('CallStatus of calls and legs in the end'),
  requests: words('what the application was asked for documents, in order: POST /voice'),
  orphans: z
    .array(sid)
    .optional()
    .describe('recordings whose files came after their deletion; none if left out'),
});

/** The application of all calls; what it has no URL for is asked of nobody. */
const application = fields({
  voice_url: documentUrl.optional(),
  voice_method: method.optional(),
  voice_fallback_url: documentUrl.optional(),
});

/** A scenario: a story of calls, and what its recordings must come to. */
export const scenarioSchema = fields({
  name: z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case words joined by hyphens'),
  says: z.string().describe('what the story is, in a sentence'),
  policy: policyWords.optional().describe('telnyx, twilio, or what differs from telnyx'),
  strict: strictness.describe('whether a value that may not be there refuses its document'),
  media: mediaManner.prefault({}).describe('how the media server behaves; prompt if left out'),
  application: application
    .default({ voice_url: '/' })
    .describe('the application of all calls; its voice_url is / if left out'),
  documents: documents.default({}).describe('TeXML by URL: a path, with a query or a host or not'),
  answers: answersInTurn
    .default({})
    .describe('what is answered in turn, by URL, where it is not one document at once'),
  steps: z.array(storyStep).min(1, 'expected one step or more').describe('what happens'),
  until: durationWords
    .optional()
    .describe('when the story stops, whatever is due later; at its end if left out'),
  expect: expectation.describe('what it must come to'),
});

/** A scenario as its file says it; made by `loadScenario` or `readScenario`. */
export type Scenario = z.output<typeof scenarioSchema>;
export type ScenarioStep = Scenario['steps'][number];
export type AnsweringStep = Extract<ScenarioStep, { readonly answeredBy: string }>;
export type ExpectedRecording = z.output<typeof expectedRecording>;
