/** What tests of the parts of a world share: a host whose clock stands still, and what is around it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Address, AnyEvent, MachineName } from '../../machines/index.ts';
import type { Delivery } from '../../src/engine/index.ts';
import {
  type Clock,
  Host,
  type HostOptions,
  MemoryStore,
  type Performers,
  type Store,
  systemClock,
  type Timeless,
} from '../../src/hosts/index.ts';
import { everywhere } from '../../src/sandbox/network/network.ts';
import { newSigner } from '../../src/sandbox/network/signature.ts';
import { MovableClock } from '../../src/sandbox/stage/clock.ts';
import { Plans } from '../../src/sandbox/stage/plans.ts';
import { readSettings } from '../../src/sandbox/stage/settings.ts';
import type { Stage } from '../../src/sandbox/stage/stage.ts';
import { Timeline } from '../../src/sandbox/stage/timeline.ts';
import { Traffic } from '../../src/sandbox/traffic/traffic.ts';
import type { LineRow, NewRow } from '../../src/wire/index.ts';
import { directoryOf } from '../../src/wire/index.ts';
import { until } from '../house/patience.ts';

export const accountSid = 'account-1';
export const signer = newSigner();

type Transcription = { sid: string; language: string; engine: 'A' };
export interface StageOptions {
  /** The same store again is a restart. */
  readonly store?: Store;
  /** As in a config file. */
  readonly settings?: unknown;
  /** What the clock shows. */
  readonly now?: number;
  /** The parts under test; the other ports do nothing. */
  readonly performers?: (stage: Stage) => Partial<Performers>;
  /** Whether the parts under test have nothing under way, where the host cannot know. */
  readonly isIdle?: () => boolean;
  readonly pace?: HostOptions['pace'];
  readonly paceClock?: Clock;
  /** Sees what is delivered. */
  readonly delivered?: (delivery: Delivery, at: number) => void;
}

/** A world without its customer: give it the parts under test. */
export async function staged(options: StageOptions = {}) {
  const { store = new MemoryStore(), performers, isIdle = () => true, now = 0, pace } = options;
  const { paceClock = systemClock } = options;
  const clock = new MovableClock();
  clock.set({ frozenAt: now, aheadMs: 0 });
  const timeline = new Timeline(() => clock.now());
  const steps: string[] = [];
  const failures: string[] = [];
  let { settings } = readSettings(options.settings);
  let minted = 0;
  let delivered = 0;
  let stage!: Stage;
  const host = await Host.open({
    store,
    clock,
    paceClock,
    ...(pace ? { pace } : {}),
    performers: (opening) => {
      stage = {
        accountSid,
        host: opening,
        clock,
        limitClock: systemClock,
        plans: new Plans(opening, clock),
        directory: directoryOf(opening, accountSid),
        timeline,
        traffic: new Traffic(() => `delivery-${++delivered}`),
        settings: () => settings,
        mint: (what) => `${what}-${++minted}`,
        mediaUrl: (sid) => `https://media.test/${sid}`,
        signer,
        network: everywhere,
      };
      const nothing = () => undefined;
      return {
        network: nothing,
        media: nothing,
        callbacks: nothing,
        instructions: nothing,
        orphans: nothing,
        ...performers?.(stage),
      };
    },
    watch: {
      delivered: (delivery) => {
        steps.push(stepOf(delivery, clock.now()));
        options.delivered?.(delivery, clock.now());
      },
      failed: (error, what) => failures.push(`${what}: ${error}`),
    },
  });
  stage.plans.resume();

  async function settled() {
    const isAtRest = () => host.isIdle && stage.plans.isIdle && isIdle();
    await until(isAtRest, 0);
    // What rests may only have drawn breath.
    await wait(0);
    if (!isAtRest()) await settled();
  }

  return {
    stage,
    host,
    clock,
    store,
    /** What the host was told, and how it was answered: `2000 call-1 call.answered accepted`. */
    steps,
    failures,
    settled,
    /** Lets time pass, in milliseconds. */
    pass: (ms: number) => clock.advance(ms, settled),
    change: (said: unknown) => {
      ({ settings } = readSettings(said));
    },
    /** Ends it as a crash would: nothing that is under way comes to an end. */
    close: async () => {
      clock.close();
      await stage.plans.close();
      await host.close({ graceMs: 0 });
    },
    /** Dials a number; gives the sid of the call. */
    dial: async (
      to: string,
      command: { recording?: { sid: string; beep?: boolean; transcription?: Transcription } } = {},
      sid = 'call-1',
    ) => {
      const row = lineRow({ to });
      const event = { type: 'call.dialOut', ...command } as const;
      await host.take({ to: { machine: 'call', sid }, event, rows: [{ sid, row }] });
      await settled();
      return sid;
    },
    /** Somebody calls in; gives the sid of the call. */
    receive: async (from: string, sid = 'call-1') => {
      const row = lineRow({ from });
      const event = { type: 'call.receive' } as const;
      await host.take({ to: { machine: 'call', sid }, event, rows: [{ sid, row }] });
      await settled();
      return sid;
    },
    tell: async (sid: string, event: Timeless<AnyEvent>, rows: readonly NewRow[] = []) => {
      const verdict = await host.take({ to: addressOf(sid), event, rows });
      await settled();
      return verdict;
    },
    stateOf: (sid: string) => host.machines.find(machineOf(sid), sid)?.state,
    /** The steps with events of this kind, such as `speech`. */
    told: (kind: string) => steps.filter((one) => one.split(' ')[2]?.startsWith(`${kind}.`)),
  };
}

/** Sids tell what they are of. */
const machineOf = (sid: string): MachineName =>
  sid.startsWith('leg') ? 'dialLeg' : (sid.slice(0, sid.indexOf('-')) as MachineName);
export const addressOf = (sid: string): Address => ({ machine: machineOf(sid), sid });

export const lineRow = (of: Partial<LineRow> = {}): LineRow => ({
  machine: 'call',
  accountSid,
  to: '+12025550100',
  from: '+12025550199',
  connectionId: '1',
  ...of,
});

function stepOf({ steps: [first] }: Delivery, now: number): string {
  if (!first) return '';
  const { to, event, verdict } = first;
  return `${now} ${to.sid} ${event.type} ${verdict.verdict}`;
}
