/** Plans: how a call is begun, and what is asked of it then, one after another. */

/** How a call, and what is recorded of it, comes about. */
export const platformBeginnings = [
  'plain',
  'call-request',
  'record-verb',
  'dial',
  'conference',
  'start-verb',
] as const;
/** One of them. */
export type PlatformBeginning = (typeof platformBeginnings)[number];

/** What is done: by a request, at the far end, or by letting time pass. */
export type PlatformMove =
  | { readonly do: 'start' | 'list' | 'hang-up' }
  /** To a recording: the first is 0; where there are fewer, it is counted from the first again. */
  | { readonly do: 'pause' | 'resume' | 'stop' | 'delete' | 'read'; readonly of: number }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'far-end-hang-up' }
  | { readonly do: 'far-end-press'; readonly keys: string };

/** A plan: plain JSON. Whatever it asks, everything seen of it has to be possible together. */
export interface PlatformPlan {
  /** How the call begins. */
  readonly begins: PlatformBeginning;
  /** What is done then, one after another. */
  readonly moves: readonly PlatformMove[];
}

/** A plan in a line. */
export const planWords = ({ begins, moves }: PlatformPlan): string =>
  [begins, ...moves.map((move) => moveWords(move))].join(', ');

function moveWords(move: PlatformMove): string {
  if ('of' in move) return `${move.do} ${move.of}`;
  if ('seconds' in move) return `${move.do} ${move.seconds} s`;
  return 'keys' in move ? `${move.do} ${move.keys}` : move.do;
}
