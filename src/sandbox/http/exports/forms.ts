/** The forms in which a session is told elsewhere. It imports nothing: the help of a command shows them. */

/**
 * A scenario to play; a log, NDJSON or HAR, to check; Mermaid text, or SVG, of who said what to whom; SVG of its lives
 * over time; a dump to load.
 */
export const sessionForms = [
  'scenario',
  'ndjson',
  'har',
  'sequence',
  'sequence-svg',
  'lanes-svg',
  'dump',
] as const;
/** A form in which a session is told elsewhere. */
export type SessionForm = (typeof sessionForms)[number];
