/** Bugs that every search has to find: what a machine does not tell, and hosts that are impatient. */
import { afterOutage, firesAt, noOutage } from '../../machines/index.ts';
import type { OutageRule } from '../../properties/generators/system.ts';
import type { Advance } from '../../src/engine/index.ts';

/** A machine that does not do one thing: the bug is in what it tells, not in the declaration. */
export interface PlantedBug {
  readonly says: string;
  /** The system in which it shows. */
  readonly system: string;
  /** What is not told, in which states, at which events. */
  readonly told: RegExp;
  readonly state: RegExp;
  readonly event: RegExp;
}

const any = /./;
export const plantedBugs: readonly PlantedBug[] = [
  {
    says: 'a hang-up does not tell recordings',
    system: 'outbound-call',
    ...{ told: /host\.ended/, state: any, event: /hungUp|hangUp/ },
  },
  {
    says: 'a redirect leaves the <Record> running',
    system: 'record-verb',
    ...{ told: /stopRequested/, state: any, event: /redirect/ },
  },
  {
    says: 'a late start is not stopped',
    system: 'late-files',
    ...{ told: /media\.stop/, state: /processing|absent/, event: /started/ },
  },
  {
    says: 'a chosen leg is not told',
    system: 'dial-from-answer',
    ...{ told: /leg\.chosen/, state: any, event: any },
  },
  {
    says: 'a conference keeps its recording',
    system: 're-recording',
    ...{ told: /host\.ended/, state: any, event: any },
  },
  {
    says: 'a stray answer stays open',
    system: 'dial-from-answer',
    ...{ told: /network\.hangUp/, state: /canceled/, event: /answered/ },
  },
];

/** The steps of machines with a bug. */
export const withBug =
  (advance: Advance, { told, state, event: at }: PlantedBug): Advance =>
  (to, before, event) => {
    const step = advance(to, before, event);
    const isSo = state.test(before?.state ?? 'none') && at.test(event.type);
    const isKept = (type: string) => !(isSo && told.test(type));
    return {
      ...step,
      signals: step.signals.filter((signal) => isKept(signal.event.type)),
      effects: step.effects.filter((effect) => isKept(effect.type)),
    };
  };

/** A host that goes by an outage in another way than all hosts do. */
export interface PlantedRule {
  /** What such a host does. */
  readonly says: string;
  readonly system: string;
  readonly rule: OutageRule;
  /** The claim that it breaks, and by how many moves at least. */
  readonly id: string;
  readonly moves: number;
}

const hosts: OutageRule = { after: afterOutage, fires: firesAt };
/** Every deadline of these systems. */
const deadlineMs = 1;
export const plantedRules: readonly PlantedRule[] = [
  {
    says: 'fires what fell due while it was away',
    system: 'host-away',
    rule: {
      ...hosts,
      after: (_, since, now) => ({ since, firstOver: now, over: now, until: now }),
    },
    ...{ id: 'SYS-18', moves: 7 },
  },
  {
    says: 'waits as long as it was away, without the pause that comes on top',
    system: 'host-away',
    rule: {
      ...hosts,
      after: (last, since, now, again) =>
        afterOutage(last, since, now, { ...again, firstPauseMs: 0 }),
    },
    ...{ id: 'SYS-18', moves: 8 },
  },
  {
    says: 'keeps back no deadline that was set after it came back',
    system: 'host-away',
    rule: {
      ...hosts,
      fires: (after, context, timer, dueAt) =>
        dueAt - deadlineMs < after.over ? firesAt(after, context, timer, dueAt) : dueAt,
    },
    ...{ id: 'REC-48', moves: 13 },
  },
  {
    says: 'takes a second outage for itself while things of the first still wait',
    system: 'host-away-twice',
    rule: {
      ...hosts,
      after: (_, since, now, again) => afterOutage(noOutage, since, now, again),
    },
    ...{ id: 'SYS-18', moves: 10 },
  },
];
