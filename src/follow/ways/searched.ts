/**
 * What a search for one way asks of a way: by what it is told apart, whether it is among another, and what cannot
 * wait longest. It meets few ways, and needs no shapes of them.
 */
import { slotOf, type Verdict } from '../../../machines/index.ts';
import { type Believed, type Letter, type Table, type Told, toldKey } from './believed.ts';
import { numberOf, textOf } from './once.ts';
import {
  covers,
  hull,
  type KnownPart,
  type Span,
  sameSpans,
  sinceOf,
  timerOf,
} from './shapes/spans.ts';

/** Tells two ways apart by all but their times. */
export function wayKey(one: Believed): string {
  let key = '';
  for (const slot of namesIn(one.parts))
    key += `${numberOf((one.parts[slot] as KnownPart).snapshot)} `;
  for (const channel of namesIn(one.mail)) {
    key += `${channel}`;
    for (const { signal } of one.mail[channel] ?? []) key += ` ${numberOf(signal)}`;
  }
  key += `|${one.told.map(toldKey).join()}|`;
  for (const id in one.asked) key += `${id} `;
  for (const id in one.answered) key += `|${id} ${textOf(one.answered[id] as Verdict)}`;
  for (const name in one.took) key += `|${name} ${one.took[name]}`;
  for (const name in one.plans) {
    const [next, ...others] = one.plans[name] ?? [];
    key += `|${name} ${others.length} ${next && numberOf(next)}`;
  }
  return key;
}
/** Tables are kept in the order of their names. */
const namesIn = (table: Table<unknown>) => Object.keys(table);

const joins = new WeakMap<KnownPart, WeakMap<KnownPart, KnownPart>>();
/** A part with all times of both, which differ in times alone. */
function joinedPart(one: KnownPart, other: KnownPart): KnownPart {
  if (one === other) return one;
  const byOther = joins.get(one) ?? new WeakMap<KnownPart, KnownPart>();
  joins.set(one, byOther);
  const known = byOther.get(other);
  if (known) return known;
  const spans: Record<string, Span> = {};
  for (const key in one.spans) spans[key] = hull(one.spans[key] as Span, other.spans[key] as Span);
  const isOne = sinceOf(one) <= sinceOf(other) && sameSpans(spans, one.spans);
  const part = isOne ? one : { snapshot: one.snapshot, spans };
  byOther.set(other, part);
  return part;
}

const times = new WeakMap<KnownPart, readonly number[]>();
const timesIn = (part: KnownPart): readonly number[] => {
  const known = times.get(part);
  if (known) return known;
  const found = Object.keys(part.spans)
    .sort()
    .flatMap((key) => part.spans[key] as Span);
  times.set(part, found);
  return found;
};

/** Whether all times of the other are among its own; both have the same key. */
export function includes(one: Believed, other: Believed): boolean {
  for (const slot in one.parts) {
    const [mine, theirs] = [one.parts[slot] as KnownPart, other.parts[slot] as KnownPart];
    if (mine === theirs) continue;
    const [a, b] = [timesIn(mine), timesIn(theirs)];
    for (let i = 0; i < a.length; i += 2) {
      if ((a[i] as number) > (b[i] as number)) return false;
      if ((a[i + 1] as number) < (b[i + 1] as number)) return false;
    }
  }
  for (const channel in one.mail) {
    const theirs = other.mail[channel] ?? [];
    const isIn = (one.mail[channel] ?? []).every(({ at }, i) =>
      covers(at, (theirs[i] as Letter).at),
    );
    if (!isIn) return false;
  }
  return one.told.every(({ at }, i) => covers(at, (other.told[i] as Told).at));
}

/** Both in one: every time of either is among its times. They have the same key. */
export function joined(one: Believed, other: Believed): Believed {
  const parts: Record<string, KnownPart> = {};
  for (const slot in one.parts) {
    parts[slot] = joinedPart(one.parts[slot] as KnownPart, other.parts[slot] as KnownPart);
  }
  const mail = Object.fromEntries(
    Object.entries(one.mail).map(([channel, letters]) => [
      channel,
      letters.map((letter, i) => ({
        ...letter,
        at: hull(letter.at, ((other.mail[channel] ?? [])[i] as Letter).at),
      })),
    ]),
  );
  const told = one.told.map((it, i) => ({ ...it, at: hull(it.at, (other.told[i] as Told).at) }));
  return { ...one, parts, mail, told };
}

/** What cannot wait longest: the next timer or message, by when, and of which machine. */
export function firstDue(one: Believed, skewMs: number, lagMs: number) {
  const first = { at: Number.POSITIVE_INFINITY, slot: '' };
  const note = (at: number, slot: string) => {
    if (at < first.at) Object.assign(first, { at, slot });
  };
  for (const slot in one.parts) {
    const { spans } = one.parts[slot] as KnownPart;
    for (const key in spans) if (timerOf(key)) note((spans[key] as Span)[1] + skewMs, slot);
  }
  for (const channel in one.mail) {
    for (const { signal, at } of one.mail[channel] ?? []) note(at[1] + lagMs, slotOf(signal.to));
  }
  return first;
}
/** When the next timer or message cannot wait any longer. */
export const latest = (one: Believed, skewMs: number, lagMs: number): number =>
  firstDue(one, skewMs, lagMs).at;

/**
 * Whether a machine has been told something after the latest time at which a message should have come to
 * it, or a timer have fired: then neither ever will, and the way is none.
 */
export function isStuck({ parts, mail }: Believed, skewMs: number, lagMs: number): boolean {
  for (const channel in mail) {
    for (const { signal, at } of mail[channel] ?? []) {
      const part = parts[slotOf(signal.to)];
      if (part && sinceOf(part) > at[1] + lagMs) return true;
    }
  }
  for (const slot in parts) {
    const part = parts[slot] as KnownPart;
    const since = sinceOf(part);
    for (const key in part.spans)
      if (timerOf(key) && since > (part.spans[key] as Span)[1] + skewMs) return true;
  }
  return false;
}
