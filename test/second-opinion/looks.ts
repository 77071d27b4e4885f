/** What SPIN is asked about a system. */

/** The looks at a system, each with what it is. */
export const looks = {
  states: 'every state and every edge, no cell missing, and nobody stays for ever',
  claims: 'the same, with all claims as automata beside it',
  rest: 'everybody outside falls silent at any moment; whatever the order, all comes to its end',
} as const;
export type Look = keyof typeof looks;
export const lookNames = Object.keys(looks) as Look[];
