/** New sids, in the form in which Telnyx spells them. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Mint } from '../../wire/index.ts';

/** A call and a leg have a call control id, everything else a UUID. Source: OpenAPI. */
export const mint: Mint = (what) =>
  what === 'call' || what === 'dialLeg'
    ? `v3:${randomBytes(36).toString('base64url')}`
    : randomUUID();
