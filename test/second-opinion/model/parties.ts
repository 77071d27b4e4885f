/** Who can come to be in a bounded system: its machines, their timers, and who of them tells whom. */
import {
  type Address,
  type MachineName,
  machineNames,
  machines,
  slotOf,
  type TimerName,
} from '../../../machines/index.ts';
import type { System } from '../../../properties/generators/system.ts';

/** A timer that a machine may set. */
export interface OwnTimer {
  readonly of: number;
  readonly timer: TimerName;
}
/** The way from one machine to another: their places among the machines. */
export interface Channel {
  readonly from: number;
  readonly to: number;
}
export interface Parties {
  /** Everybody; what follows tells them by their places here. */
  readonly machines: readonly Address[];
  readonly channels: readonly Channel[];
  readonly timers: readonly OwnTimer[];
  /** The place of a machine. @throws Error if nobody expected it in this system */
  readonly placeOf: (to: Address) => number;
}

/** What is named by a field of an event, and which machines that may be. */
const namedBy: Readonly<Record<string, readonly MachineName[]>> = {
  legs: ['dialLeg', 'call'],
  legSid: ['dialLeg', 'call'],
  conferenceSid: ['conference'],
  recording: ['recording'],
  conferenceRecording: ['recording'],
  transcription: ['transcription'],
};
/** Which machines tell which others something. */
const listeners: Readonly<Record<MachineName, readonly MachineName[]>> = {
  call: ['dialLeg', 'conference', 'recording'],
  dialLeg: ['call', 'conference', 'recording'],
  conference: ['call', 'dialLeg', 'recording'],
  recording: ['call', 'dialLeg', 'conference', 'transcription'],
  transcription: [],
};

export function partiesOf({ offers }: System): Parties {
  const found = new Map<string, Address>();
  const meet = (to: Address) => found.set(slotOf(to), to);
  for (const { to, event } of offers) {
    meet(to);
    for (const one of namedIn(event)) meet(one);
  }
  const all = [...found.values()].sort(
    (a, b) => machineNames.indexOf(a.machine) - machineNames.indexOf(b.machine),
  );
  const places = new Map(all.map((to, place) => [slotOf(to), place]));
  return {
    machines: all,
    channels: all.flatMap(({ machine }, from) =>
      all.flatMap((other, to) => (listeners[machine].includes(other.machine) ? { from, to } : [])),
    ),
    timers: all.flatMap(({ machine }, of) => timersOf(machine).map((timer) => ({ of, timer }))),
    placeOf: (to) => {
      const place = places.get(slotOf(to));
      if (place === undefined) throw new Error(`nobody expected ${slotOf(to)} in this system`);
      return place;
    },
  };
}

function namedIn(fields: object): Address[] {
  return Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
    const inner = typeof value === 'object' && value !== null ? namedIn(value) : [];
    const sids = [value].flat().map((one) => (typeof one === 'string' ? one : sidIn(one)));
    const own = (namedBy[name] ?? []).flatMap((machine) =>
      sids.flatMap((sid) => (sid === undefined ? [] : { machine, sid })),
    );
    return [...own, ...inner];
  });
}
const sidIn = (value: unknown): string | undefined => (value as { readonly sid?: string }).sid;

/** The timers whose firing a machine asks about, so that it may set them. */
function timersOf(machine: MachineName): TimerName[] {
  const declared = JSON.stringify(machines[machine].config);
  return [
    ...new Set([...declared.matchAll(/"timer":"([a-z-]+)"/gu)].map(([, name]) => name)),
  ].sort() as TimerName[];
}
