/** Times as the wire spells them; inside they are milliseconds since the epoch. */

/** ISO 8601 to the second. Source: OpenAPI, DateTimeRFC2822: its sample, not its name. */
export const isoDate = (at: number) => `${new Date(at).toISOString().slice(0, -5)}Z`;

/** ISO 8601 to the millisecond. Source: C-CALL, CallInitiatedAt. */
export const isoDateMs = (at: number) => new Date(at).toISOString();

/** With as many digits as were seen: nothing here is measured finer than in milliseconds. */
export const isoDateMicros = (at: number) => isoDateMs(at).replace('Z', '000Z');

/** RFC 2822. Source: OpenAPI, CallResource and the others that are not of single recordings. */
export const rfcDate = (at: number) => new Date(at).toUTCString().replace('GMT', '+0000');

/** A length of time in whole seconds. */
export const secondsOf = (ms: number) => Math.max(0, Math.round(ms / 1000));
