/** A walk as text: as short rows, in a link, and as lines for a log. */
import { type Address, type AnyEvent, eventTypes, machineNames } from '../../machines/index.ts';
import type { WalkStep } from './journey.ts';

/**
 * What was told as a short row: the machine's number, its sid, the event's type, how many milliseconds after
 * the row before (the first: since the epoch), and what else it says.
 */
export type WalkRow = readonly [number, string, string, number, object?];

export const walkRowsOf = (told: readonly WalkStep[]): WalkRow[] =>
  told.map(({ to, event: { type, at, ...rest } }, i) => {
    const afterMs = at - (told[i - 1]?.event.at ?? 0);
    const row = [machineNames.indexOf(to.machine), to.sid, type, afterMs] as const;
    return Object.keys(rest).length > 0 ? [...row, rest] : row;
  });

/** What rows say; undefined: they are none that `walkRowsOf` gives. */
export function stepsIn(rows: unknown): WalkStep[] | undefined {
  if (!Array.isArray(rows)) return undefined;
  const told: WalkStep[] = [];
  for (const row of rows) {
    const one = toldIn(row, told.at(-1)?.event.at ?? 0);
    if (one === undefined) return undefined;
    told.push(one);
  }
  return told;
}

/** A link has what was told; letters that mean something in one are left out. */
export const linkOf = (told: readonly WalkStep[], at: number): string =>
  `walk=${base64Of(JSON.stringify(walkRowsOf(told)))}&at=${at}`;

/** The walk of a link; undefined: it has none, or one that nobody has written so. */
export function walkIn(
  link: string,
): { readonly told: readonly WalkStep[]; at: number } | undefined {
  const parts = new URLSearchParams(link);
  const walk = parts.get('walk');
  if (walk === null) return undefined;
  try {
    const told = stepsIn(JSON.parse(textOf(walk)));
    if (!told) return undefined;
    const at = Number(parts.get('at') ?? told.length);
    const isPlace = Number.isInteger(at) && at >= 0 && at <= told.length;
    return { told, at: isPlace ? at : told.length };
  } catch {
    return undefined;
  }
}

const known = new Set<string>(eventTypes);
function toldIn(row: unknown, before: number): WalkStep | undefined {
  if (!Array.isArray(row)) return undefined;
  const [machine, sid, type, afterMs, rest = {}] = row;
  const name = machineNames[machine as number];
  const at = typeof afterMs === 'number' ? before + afterMs : undefined;
  const isEvent = known.has(String(type)) && Number.isSafeInteger(at);
  if (name === undefined || typeof sid !== 'string' || !isEvent || typeof rest !== 'object') {
    return undefined;
  }
  const to: Address = { machine: name, sid };
  return { to, event: { ...rest, type, at } as AnyEvent };
}

const base64Of = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const textOf = (base64: string) => {
  const bytes = atob(base64.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));
};

/** One line of JSON for each thing that was told, as `deliver` of a switchboard takes it. */
export const walkLines = (told: readonly WalkStep[]): string =>
  told.map((one) => `${JSON.stringify(one)}\n`).join('');
