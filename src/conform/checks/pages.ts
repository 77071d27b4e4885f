/** The pages that checks rest on. */
import { type AssumptionId, assumptions } from '../../../machines/index.ts';

const docs = 'https://developers.telnyx.com';

/** Where the pages are, by their short names. */
export const authorityPages = {
  'C-RIP': `${docs}/api-reference/callbacks/texml-recording-in-progress`,
  'C-RC': `${docs}/api-reference/callbacks/texml-recording-completed`,
  'T-WH': `${docs}/development/api-fundamentals/webhooks/receiving-webhooks`,
  'T-ERR': `${docs}/development/api-fundamentals/api-errors`,
  'T-START': `${docs}/docs/voice/programmable-voice/texml-verbs/start`,
  'T-FETCHI': `${docs}/docs/voice/programmable-voice/texml-instruction-fetching`,
  'T-REC': `${docs}/docs/voice/programmable-voice/texml-verbs/record`,
  'T-DIAL': `${docs}/docs/voice/programmable-voice/texml-verbs/dial`,
  'T-CONF': `${docs}/docs/voice/programmable-voice/texml-verbs/conference`,
  'T-RECNG': `${docs}/docs/voice/programmable-voice/texml-verbs/recording`,
  'T-CALLS': `${docs}/docs/voice/texml/rest-api/calls`,
  'T-CONFS': `${docs}/docs/voice/texml/rest-api/conferences`,
  'T-PART': `${docs}/docs/voice/texml/rest-api/conference-participants`,
  SDK: 'https://github.com/team-telnyx/telnyx-node/blob/master/src/lib/webhooks.ts',
  OpenAPI: 'https://github.com/team-telnyx/openapi/blob/master/openapi/spec3.yml',
} as const;
/** The short name of a page. */
export type PageId = keyof typeof authorityPages;

/** Who says so: a page of the documentation, or an assumption where there is none. */
export type ConformAuthority = PageId | AssumptionId;

/** An authority, as it is shown: its short name or id, and its address or what is assumed. */
export interface AuthorityShown {
  /** The short name of a page, or the id of an assumption. */
  readonly id: string;
  /** Where the page is. */
  readonly url?: string;
  /** What is assumed. */
  readonly says?: string;
}
/** An authority as it is shown. */
export function authorityShown(id: ConformAuthority): AuthorityShown {
  return Object.hasOwn(authorityPages, id)
    ? { id, url: authorityPages[id as PageId] }
    : { id, says: assumptions[id as AssumptionId] };
}
