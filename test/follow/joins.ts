/** Calls that join a conference, as they are seen from outside; a word of it may be told twice. */
import type { Observation } from '../../src/follow/index.ts';

const conference = { machine: 'conference', sid: 'f' } as const;
export const caller = (sid: string) => ({ machine: 'call', sid }) as const;
export const join = (sid: string, stay: string) =>
  ({
    kind: 'document',
    at: 0,
    of: caller(sid),
    commands: [{ type: 'call.joinConference', conferenceSid: 'f', stay, isNamed: true }],
  }) as const;
export const joined = (callSid: string) =>
  ({ kind: 'callback', at: 0, of: conference, status: 'join', callSid }) as const;
export const asks = (sid: string) => ({ kind: 'documentAsked', at: 0, of: caller(sid) }) as const;
export const comesIn = (sid: string): Observation[] => [
  { kind: 'cameIn', at: 0, of: caller(sid), event: { type: 'call.receive' } },
  asks(sid),
  join(sid, `first of ${sid}`),
  joined(sid),
];
/** The same, so many seconds after all began. */
export const at = (seconds: number, all: readonly Observation[]): Observation[] =>
  all.map((seen) => ({ ...seen, at: seconds * 1_000 }));

/** One comes in that is given the conference again; what is seen of that between is up to others. */
export const comesTwice = (between: readonly Observation[] = []): Observation[] => [
  ...at(0, comesIn('d')),
  ...at(1, comesIn('c').slice(0, 3)),
  ...at(60, [
    { kind: 'asked', at: 0, id: '1', to: caller('c'), event: { type: 'call.redirect' } },
    { kind: 'answered', at: 0, id: '1', is: 'done' },
    asks('c'),
  ]),
  ...at(61, between),
  ...at(62, [join('c', 'second of c')]),
];
