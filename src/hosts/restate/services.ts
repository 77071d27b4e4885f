/** The services of a host as Restate knows them: their handlers, and how those are tried again. */
import type { ObjectContext } from '@restatedev/restate-sdk';
import { InvalidInput } from '../../engine/index.ts';
import type { Activity } from '../activity.ts';
import type { LaneObject } from './lane-object.ts';
import type { MachineObject, ToldMachine } from './machine-object.ts';
import type { ServiceNames } from './names.ts';
import type { RestatePace } from './options.ts';
import type { OutageObject } from './outage-object.ts';
import type { Sdk } from './sdk.ts';

export interface ServicesOptions {
  readonly sdk: Sdk;
  readonly names: ServiceNames;
  readonly objects: {
    readonly machine: MachineObject;
    readonly lane: LaneObject;
    readonly outage: OutageObject;
  };
  readonly pace: Required<RestatePace>;
  readonly repeatsWithinMs: number;
  readonly activity: Activity;
}

/** So long after a message or signal its answer is known to whoever waits for it. */
export const heardWithinMs = 120_000;
/** As often as no lane and no machine is ever tried: nobody would look after one that is paused. */
const forEver = 2 ** 31 - 1;
/** A machine is not told again for longer than this after whatever kept it from being told is over. */
const longestPauseMs = 1_000;

/** The services that Restate is to find. */
export function servicesOf(options: ServicesOptions) {
  const { sdk, names, objects, pace, repeatsWithinMs } = options;
  const { firstPauseMs, longestPauseMs: laneMs, limitMs } = pace;
  const { machine, lane, outage } = objects;
  const counted = counting(options);
  const { exclusive, shared } = sdk.handlers.object;
  const retried = (firstMs: number, longestMs: number) => ({
    initialInterval: firstMs,
    maxInterval: Math.max(firstMs, longestMs),
    exponentiationFactor: 2,
    maxAttempts: forEver,
  });
  const take = counted((ctx: ObjectContext, told: ToldMachine) => machine.take(ctx, told));
  const known = { idempotencyRetention: heardWithinMs, journalRetention: 0 };
  // Nobody else may speak as a machine, or wake one.
  const inside = { ingressPrivate: true };
  return [
    sdk.object({
      name: names.machine,
      options: {
        retryPolicy: retried(20, longestPauseMs),
        journalRetention: 0,
        // What a machine does not understand it would not understand in any attempt.
        asTerminalError: (error) =>
          error instanceof InvalidInput
            ? new sdk.TerminalError(error.message, { errorCode: 400 })
            : undefined,
      },
      handlers: {
        take: exclusive({ idempotencyRetention: repeatsWithinMs, journalRetention: 0 }, take),
        tell: exclusive(known, take),
        hear: exclusive({ ...known, ...inside }, take),
        wake: exclusive(
          inside,
          counted((ctx: ObjectContext, at: number) => machine.wake(ctx, at)),
        ),
        find: shared((ctx) => machine.find(ctx)),
      },
    }),
    sdk.object({
      name: names.lane,
      options: {
        retryPolicy: retried(firstPauseMs, laneMs),
        journalRetention: 0,
        // An attempt that takes long is not interrupted: it has a limit of its own.
        abortTimeout: limitMs + heardWithinMs,
        ...inside,
      },
      handlers: {
        perform: exclusive(
          {},
          counted((ctx: ObjectContext, errand: unknown) =>
            lane.perform(errand, ctx.request().attemptCompletedSignal),
          ),
        ),
      },
    }),
    sdk.object({
      name: names.outage,
      options: { retryPolicy: retried(20, longestPauseMs), journalRetention: 0 },
      handlers: {
        beat: exclusive(inside, (ctx: ObjectContext, chain: number) => outage.beat(ctx, chain)),
        aftermath: exclusive((ctx: ObjectContext) => outage.aftermath(ctx)),
      },
    }),
  ];
}

/** Work that counts as under way. */
const counting =
  ({ activity }: ServicesOptions) =>
  <I, O>(work: (ctx: ObjectContext, input: I) => Promise<O>) =>
  (ctx: ObjectContext, input: I): Promise<O> =>
    activity.during(() => work(ctx, input));
