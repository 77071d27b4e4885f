/** The services of a host as Restate knows them: their handlers, and how those are tried again. */
import type { Context, ObjectContext, ObjectSharedContext } from '@restatedev/restate-sdk';
import { InvalidInput } from '../../engine/index.ts';
import type { Row } from '../../wire/index.ts';
import type { Activity } from '../activity.ts';
import { BadRestate } from './objects/errors.ts';
import type { ForgettingObject, Naming, Passing } from './objects/forgetting-object.ts';
import type { KeepingService, NoteObject } from './objects/keeping.ts';
import type { LaneObject } from './objects/lane-object.ts';
import type { AskedPage, ListObject } from './objects/list-object.ts';
import type { ListChange } from './objects/listed.ts';
import type { MachineObject } from './objects/machine-object.ts';
import type { ServiceNames } from './objects/names.ts';
import type { OutageObject } from './objects/outage-object.ts';
import type { Beside, KeptNote, ToldMachine } from './objects/told.ts';
import type { RestatePace } from './options.ts';
import type { Sdk } from './sdk.ts';

export interface ServicesOptions {
  readonly sdk: Sdk;
  readonly names: ServiceNames;
  readonly objects: {
    readonly machine: MachineObject;
    readonly forgetting: ForgettingObject;
    readonly lane: LaneObject;
    readonly list: ListObject;
    readonly note: NoteObject;
    readonly keeping: KeepingService;
    readonly outage: OutageObject;
  };
  readonly pace: Required<RestatePace>;
  readonly repeatsWithinMs: number;
  readonly activity: Activity;
  /** Hears of what cannot be taken as it is kept or was sent, and is tried again. */
  readonly failed: (error: unknown, what: string) => void;
}

/** So long after a message or signal its answer is known to whoever waits for it. */
export const heardWithinMs = 120_000;
/** As often as no lane and no machine is ever tried: nobody would look after one that is paused. */
const forEver = 2 ** 31 - 1;
/** A machine is not told again for longer than this after whatever kept it from being told is over. */
const longestPauseMs = 1_000;

/** The services that Restate is to find. */
export function servicesOf(options: ServicesOptions) {
  const ways = waysOf(options);
  return [
    machineService(options, ways),
    laneService(options, ways),
    ...besideServices(options, ways),
    outageService(options, ways),
  ];
}

/** What handlers of all services have in common. */
function waysOf({ sdk, activity, failed }: ServicesOptions) {
  const { exclusive } = sdk.handlers.object;
  const retried = (firstMs: number, longestMs: number) => ({
    initialInterval: firstMs,
    maxInterval: Math.max(firstMs, longestMs),
    exponentiationFactor: 2,
    maxAttempts: forEver,
  });
  /** Work that counts as under way; whoever looks on hears why it waits. */
  const counted =
    <C extends Context & { readonly key?: string }, I, O>(work: (ctx: C, input: I) => Promise<O>) =>
    (ctx: C, input: I): Promise<O> =>
      activity.during(async () => {
        try {
          return await work(ctx, input);
        } catch (error) {
          if (error instanceof BadRestate) failed(error, `${ctx.key} is told again`);
          throw error;
        }
      });
  const known = { idempotencyRetention: heardWithinMs, journalRetention: 0 };
  // Nobody else may speak as a machine, or wake one.
  const inside = { ingressPrivate: true };
  /** What an object is told by another, and somebody outside may wait for. */
  const heard = <I, O>(work: (ctx: ObjectContext, input: I) => Promise<O>) =>
    exclusive({ ...known, ...inside }, counted(work));
  /** What an object tells itself, or another one, and nobody waits for. */
  const saidInside = <I>(work: (ctx: ObjectContext, input: I) => Promise<void>) =>
    exclusive(inside, counted(work));
  const soon = { retryPolicy: retried(20, longestPauseMs), journalRetention: 0 };
  const refused = (error: Error, errorCode: number) =>
    new sdk.TerminalError(error.message, { errorCode });
  const told = {
    // What a machine does not understand it would not understand in any attempt.
    asTerminalError: (error: unknown) =>
      error instanceof InvalidInput ? refused(error, 400) : undefined,
  };
  const asked = {
    // Whoever asks may ask again: a question that cannot be answered waits for nothing.
    asTerminalError: (error: unknown) =>
      error instanceof BadRestate || error instanceof TypeError ? refused(error, 422) : undefined,
  };
  return { told, asked, retried, counted, known, inside, heard, saidInside, soon };
}
type Ways = ReturnType<typeof waysOf>;

function machineService(
  { sdk, names, objects: { machine, forgetting }, repeatsWithinMs }: ServicesOptions,
  { told, asked, counted, known, heard, saidInside, soon }: Ways,
) {
  const { exclusive, shared } = sdk.handlers.object;
  const take = (ctx: ObjectContext, given: unknown) => machine.take(ctx, given);
  const longKnown = { idempotencyRetention: repeatsWithinMs, journalRetention: 0 };
  return sdk.object({
    name: names.machine,
    options: soon,
    handlers: {
      take: exclusive({ ...told, ...longKnown }, counted(take)),
      tell: exclusive({ ...told, ...known }, counted(take)),
      hear: heard((ctx, one: ToldMachine) => machine.hear(ctx, one)),
      keep: heard((ctx, row: Row) => machine.keep(ctx, row)),
      wake: saidInside((ctx, at: number) => machine.wake(ctx, at)),
      name: saidInside((ctx, naming: Naming) => forgetting.name(ctx, naming)),
      forget: saidInside((ctx, at: number) => forgetting.forget(ctx, at)),
      clear: saidInside((ctx, at: number) => forgetting.clear(ctx, at)),
      find: shared(asked, (ctx: ObjectSharedContext) => machine.find(ctx)),
      known: shared(asked, (ctx: ObjectSharedContext) => machine.known(ctx)),
    },
  });
}

function laneService(
  { sdk, names, objects: { lane }, pace }: ServicesOptions,
  { retried, inside, saidInside }: Ways,
) {
  const { firstPauseMs, longestPauseMs: longestMs, limitMs } = pace;
  return sdk.object({
    name: names.lane,
    options: {
      retryPolicy: retried(firstPauseMs, longestMs),
      journalRetention: 0,
      // An attempt that takes long is not interrupted: it has a limit of its own.
      abortTimeout: limitMs + heardWithinMs,
      ...inside,
    },
    handlers: {
      perform: saidInside((ctx, errand: unknown) =>
        lane.perform(errand, ctx.request().attemptCompletedSignal),
      ),
      pass: saidInside((ctx, passing: Passing) => lane.pass(ctx, passing)),
    },
  });
}

function besideServices(
  { sdk, names, objects: { list, note, keeping } }: ServicesOptions,
  { told, asked, counted, known, heard, soon }: Ways,
) {
  const { exclusive, shared } = sdk.handlers.object;
  const page = (ctx: ObjectContext, query: AskedPage) => list.page(ctx, query);
  const keep = (ctx: Context, beside: Beside) => keeping.keep(ctx, beside);
  return [
    sdk.object({
      name: names.list,
      // It may be long, and little of it is looked at.
      options: { ...soon, enableLazyState: true },
      handlers: {
        change: heard((ctx, change: ListChange) => list.change(ctx, change)),
        page: exclusive(asked, counted(page)),
      },
    }),
    sdk.object({
      name: names.note,
      options: soon,
      handlers: {
        put: heard((ctx, one: KeptNote) => note.put(ctx, one)),
        get: shared((ctx) => note.get(ctx)),
      },
    }),
    sdk.service({
      name: names.keeping,
      options: soon,
      handlers: { keep: sdk.handlers.handler({ ...told, ...known }, counted(keep)) },
    }),
  ];
}

function outageService(
  { sdk, names, objects: { outage } }: ServicesOptions,
  { inside, soon }: Ways,
) {
  const { exclusive } = sdk.handlers.object;
  return sdk.object({
    name: names.outage,
    options: soon,
    handlers: {
      beat: exclusive(inside, (ctx: ObjectContext, chain: number) => outage.beat(ctx, chain)),
      aftermath: exclusive((ctx: ObjectContext) => outage.aftermath(ctx)),
      aftermathAt: exclusive(inside, (ctx: ObjectContext, dueAt: number) =>
        outage.aftermathAt(ctx, dueAt),
      ),
    },
  });
}
