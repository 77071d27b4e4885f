/** The room's door: what Telnyx sends to an application, verified, read, and handed over once. */
export { loggedFetch, type WritesLog } from './log.ts';
export type {
  FastifyReplyLike,
  FastifyRequestLike,
  NodeListener,
  NodeRequest,
  NodeResponse,
} from './node.ts';
export { type Furthest, type Seen, SeenInMemory, type SeenStore } from './seen.ts';
export type {
  AnswersRequest,
  Arrival,
  DocumentAnswer,
  TakesCallback,
  WebhookLimits,
  WebhookOptions,
  WebhookProblem,
} from './shapes.ts';
export type { Verification } from './verifying.ts';
export { type Webhooks, webhooks } from './webhooks.ts';
