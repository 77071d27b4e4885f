/** Judges what is left at the end, and what customers were told, by what was acknowledged. */
import type { Told } from './customer.ts';
import { isAbsent, type Story } from './life.ts';
import { pathOf, To } from './paths.ts';

interface Row {
  readonly sid?: string;
  readonly status?: string;
  /** Of a recording that came to nothing. */
  readonly error_code?: unknown;
}
/** What an account holds at the end. */
export interface Left {
  readonly calls: readonly (Row & { readonly from?: string; readonly to?: string })[];
  readonly conferences: readonly (Row & { readonly friendly_name?: string })[];
  readonly recordings: readonly (Row & {
    readonly call_sid?: string;
    readonly conference_sid?: string | null;
    readonly source?: string;
  })[];
}

/** What was acknowledged and is not so, and what is not over. */
export function flawsLeft(stories: readonly Story[], left: Left): string[] {
  const byFrom = Map.groupBy(left.calls, ({ from, to }) => (to === To ? from : undefined));
  const rooms = new Map(left.conferences.map((one) => [one.friendly_name, one.sid]));
  const byHost = Map.groupBy(left.recordings, (one) => one.conference_sid || one.call_sid);
  return stories.flatMap((story) => {
    const { call_sid, leg_sid, from, room, path } = story;
    const about = `${path} ${from}`;
    const calls = byFrom.get(from) ?? [];
    if (calls.length > 1) return [`doubled: ${about} has ${calls.length} calls`];
    const [call] = calls;
    const leg = left.calls.find(({ sid }) => sid !== undefined && sid === leg_sid);
    if (leg_sid !== undefined && !leg) return [`lost: ${about} ${leg_sid}`];
    if (call_sid !== undefined && call?.sid !== call_sid) return [`lost: ${about} ${call_sid}`];
    if (!call) return [];
    const conference = rooms.get(room);
    const lines = leg ? [call, leg] : [call];
    const hosts = [...lines.map(({ sid }) => sid), ...(conference ? [conference] : [])];
    const recordings = hosts.flatMap((sid) => byHost.get(sid) ?? []);
    return [
      ...flawsOfRecordings(story, recordings).map(([word, says]) => `${word}: ${about}: ${says}`),
      ...[...lines, ...recordings].flatMap((one) =>
        over.has(one.status ?? '') || isAbsent(one)
          ? []
          : [`not over: ${about}: ${one.sid} is ${one.status}`],
      ),
    ];
  });
}
const over = new Set(['completed', 'absent', 'failed', 'busy', 'no-answer', 'canceled']);

/** Each recording is there once, unless it was deleted. */
function flawsOfRecordings(
  { path, isStarted, deleted }: Story,
  found: Left['recordings'],
): (readonly ['lost' | 'doubled', string])[] {
  const { sources, isLater } = pathOf(path);
  const back = found.filter(({ sid = '' }) => deleted.includes(sid));
  if (back.length > 0) return [['lost', `the deletion of ${back[0]?.sid}`]];
  const [there, expected] = [found.length + deleted.length, sources.length];
  if (there > expected) return [['doubled', `${there} recordings`]];
  // Whether a start that nobody answered has come to something, nobody knows.
  const isKnown = !isLater || isStarted;
  return there < expected && isKnown ? [['lost', `${there} recordings`]] : [];
}

/** What is wrong with what customers were told, and how often they were told the same again. */
export interface Telling {
  readonly repeats: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly disordered: readonly string[];
}

/**
 * Judges callbacks in the order in which they came. Each may come again, as long as it says the
 * same and nothing later has come in between. `calls` are those that were acknowledged; `expected`
 * says what must have been told of recordings.
 */
export function judgeTelling(
  told: readonly Told[],
  calls: readonly string[],
  expected: ReadonlyMap<string, readonly string[]>,
): Telling {
  const lost: string[] = [];
  const doubled: string[] = [];
  const disordered: string[] = [];
  let repeats = 0;
  const bySid = Map.groupBy(told, ({ kind, sid }) => `${kind} ${sid}`);
  for (const [about, all] of bySid) {
    const first = new Map(all.map((one) => [one.content, one]).reverse() as [string, Told][]);
    const events = [...new Set(all.map(({ content }) => content))].map(
      (content) => first.get(content) as Told,
    );
    repeats += all.length - events.length;
    const says = events.map(({ event, sequence }) => `${sequence ?? ''} ${event}`).join(', ');
    if (isTwice(events)) doubled.push(`${about}: ${says}: ${differenceOf(events)}`);
    const numbers = events.map(({ event, sequence }) => sequence ?? placeOf(event));
    const come = all.map(({ event, sequence }) => sequence ?? placeOf(event));
    if (!come.every((number, i) => i === 0 || number >= (come[i - 1] ?? 0)))
      disordered.push(`${about}: ${come.join(', ')}`);
    if (events[0]?.kind !== 'recording' && !isWhole(events, numbers))
      lost.push(`${about}: ${says}`);
  }
  for (const sid of calls) if (!bySid.has(`call ${sid}`)) lost.push(`call ${sid}: everything`);
  for (const [sid, must] of expected) {
    const events = new Set((bySid.get(`recording ${sid}`) ?? []).map(({ event }) => event));
    const missing = must.filter((event) => !events.has(event));
    if (missing.length > 0) lost.push(`recording ${sid}: ${missing.join(', ')}`);
  }
  return { repeats, lost, doubled, disordered };
}

/** What two callbacks about the same thing say differently. */
function differenceOf(events: readonly Told[]): string {
  const [last = [], before = []] = events.map(({ content }) => content.split('&')).reverse();
  const without = (some: readonly string[], others: readonly string[]) =>
    some.filter((one) => !others.includes(one)).join('&');
  return `${without(before, last)} and then ${without(last, before)}`;
}

/** The place of an event in the life of a recording. */
const placeOf = (event: string) => (event === 'in-progress' ? 0 : 1);

/** Whether something happens twice: a number that says two things, or a thing that has two numbers. */
function isTwice(events: readonly Told[]): boolean {
  const things = events.map(({ kind, event, content, sequence }) =>
    kind === 'conference' ? content.replace(`SequenceNumber=${sequence}`, '') : place(kind, event),
  );
  const numbers = events.flatMap(({ sequence }) => sequence ?? []);
  return [things, numbers].some((all) => new Set<unknown>(all).size < all.length);
}
/** A recording has one end, and a call one, whichever it is. */
function place(kind: Told['kind'], event: string) {
  if (kind === 'recording') return placeOf(event);
  return over.has(event) ? 'end' : event;
}

/** Whether all numbers from 0 have come, and the end is among them. */
const isWhole = (events: readonly Told[], numbers: readonly number[]) =>
  [...new Set(numbers)].sort((a, b) => a - b).every((number, i) => number === i) &&
  events.some(({ kind, event }) =>
    kind === 'call' ? over.has(event) : event === 'conference-end',
  );
