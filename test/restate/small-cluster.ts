/**
 * All objects of a host on Restate in memory, which tell each other what they tell each other there:
 * from one object to another in order, and otherwise in any. Time stands until it is told to pass,
 * that of the process too.
 */
import type { ObjectContext } from '@restatedev/restate-sdk';
import { vi } from 'vitest';
import { noOutage } from '../../machines/index.ts';
import type { Task } from '../../src/hosts/index.ts';
import { Watch } from '../../src/hosts/operating/watch.ts';
import { AskingRestate } from '../../src/hosts/restate/asking.ts';
import type { Inquiry } from '../../src/hosts/restate/ingress.ts';
import { ForgettingObject } from '../../src/hosts/restate/objects/forgetting-object.ts';
import { KeepingService, NoteObject } from '../../src/hosts/restate/objects/keeping.ts';
import { LaneObject } from '../../src/hosts/restate/objects/lane-object.ts';
import { ListObject } from '../../src/hosts/restate/objects/list-object.ts';
import { MachineObject } from '../../src/hosts/restate/objects/machine-object.ts';
import { namesOf } from '../../src/hosts/restate/objects/names.ts';
import { OutageObject, outageKey } from '../../src/hosts/restate/objects/outage-object.ts';
import type { RestateForgetting } from '../../src/hosts/restate/options.ts';
import { performing } from '../hosts/stage.ts';
import { patienceMs } from '../house/patience.ts';

type Said = Required<Pick<Inquiry, 'service' | 'handler'>> & { readonly key: string };
interface Waiting extends Said {
  readonly from: string;
  readonly at: number;
  readonly body: string | undefined;
}
type Handler = (ctx: ObjectContext, body: never) => Promise<unknown>;

const names = namesOf('small');
/** No test delivers more at once. */
const most = 10_000;

export class SmallCluster {
  /** By service and key, what each object keeps. */
  readonly states = new Map<string, Map<string, string>>();
  readonly asking: AskingRestate;
  /** What failed, in words; it is tried again when time passes. */
  readonly failures: string[] = [];
  now = 0;
  /** Nothing is delivered. */
  isOut = false;
  #waiting: Waiting[] = [];
  #invocations = 0;
  #isSettling = false;
  readonly #handlers: Readonly<Record<string, Readonly<Record<string, Handler>>>>;
  readonly #random: () => number;

  /** `random` says what arrives first; `drops`, what never does. */
  constructor(
    options: {
      readonly forgets?: RestateForgetting;
      readonly perform?: (task: Task) => void | Promise<void>;
      readonly random?: () => number;
      readonly drops?: (handler: string) => boolean;
      /** Outages are looked for so often; left out: never. */
      readonly beatMs?: number;
    } = {},
  ) {
    const { beatMs } = options;
    const { forgets, perform = () => undefined, random = () => 0, drops = () => false } = options;
    const watch = new Watch({}, { health: () => Promise.reject() }, () => this.now);
    const forgetting = new ForgettingObject(names, forgets);
    const machine = new MachineObject({
      names,
      forgetting,
      delivered: () => undefined,
      aftermath: (ctx, dueAt) =>
        beatMs === undefined
          ? Promise.resolve(noOutage)
          : ctx.genericCall({
              ...{ service: names.outage, key: outageKey, method: 'aftermathAt' },
              parameter: dueAt,
            }),
    });
    const performers = performing(perform);
    const lane = new LaneObject({ names, performers, limitMs: patienceMs, watch });
    const [list, note, keeping] = [new ListObject(), new NoteObject(), new KeepingService(names)];
    const outage = new OutageObject({ names, beatMs: beatMs ?? 1_000, catchUpMs: 60_000 });
    const never = new AbortController().signal;
    const take: Handler = (ctx, told) => machine.take(ctx, told);
    const hear: Handler = (ctx, told) => machine.hear(ctx, told);
    this.#random = random;
    this.drops = drops;
    this.#handlers = {
      [names.machine]: {
        ...{ take, tell: take, hear },
        keep: (ctx, row) => machine.keep(ctx, row),
        wake: (ctx, at) => machine.wake(ctx, at),
        known: (ctx) => machine.known(ctx),
        name: (ctx, naming) => forgetting.name(ctx, naming),
        forget: (ctx, at) => forgetting.forget(ctx, at),
        clear: (ctx, at) => forgetting.clear(ctx, at),
      },
      [names.lane]: {
        perform: (_, errand) => lane.perform(errand, never),
        pass: (ctx, passing) => lane.pass(ctx, passing),
      },
      [names.list]: {
        change: (ctx, change) => list.change(ctx, change),
        page: (ctx, asked) => list.page(ctx, asked),
      },
      [names.note]: { put: (ctx, one) => note.put(ctx, one), get: (ctx) => note.get(ctx) },
      [names.outage]: {
        beat: (ctx, chain) => outage.beat(ctx, chain),
        aftermath: (ctx) => outage.aftermath(ctx),
        aftermathAt: (ctx, dueAt) => outage.aftermathAt(ctx, dueAt),
      },
      [names.keeping]: { keep: (ctx, beside) => keeping.keep(ctx, beside) },
    };
    const ingress = {
      ask: async <T>({ key = '', body, ...to }: Inquiry) => {
        const text = body === undefined ? undefined : JSON.stringify(body);
        const answer = await this.#run({ ...to, key }, text);
        await this.settle();
        return answer as T;
      },
      // Whatever was sent is heard by then.
      attach: <T>() => Promise.resolve(undefined as T),
    };
    const failed = (error: unknown) => void this.failures.push(String(error));
    this.asking = new AskingRestate({ ingress, names, patienceMs, failed });
  }
  readonly drops: (handler: string) => boolean;

  /** The keys of the objects of a service that keep something. */
  left(of: 'machine' | 'note' | 'list'): string[] {
    const kept = [...this.states].filter(([, state]) => state.size > 0).map(([key]) => key);
    const beginning = `${names[of]}/`;
    return kept.flatMap((one) => (one.startsWith(beginning) ? one.slice(beginning.length) : []));
  }

  /** Time passes, and what was to be delivered later is. */
  async pass(ms: number) {
    const end = this.now + ms;
    for (;;) {
      await this.settle();
      const next = Math.min(...this.#waiting.flatMap(({ at }) => (at > this.now ? at : [])), end);
      if (next === this.now) return;
      this.now = next;
      vi.setSystemTime(next);
    }
  }

  /** Delivers what may be delivered now; gives how much that was. */
  async settle(): Promise<number> {
    if (this.#isSettling || this.isOut) return 0;
    this.#isSettling = true;
    try {
      return await this.#settled();
    } finally {
      this.#isSettling = false;
    }
  }

  async #settled(): Promise<number> {
    const stuck = new Set<string>();
    for (let delivered = 0; ; delivered += 1) {
      if (delivered > most) throw new Error('It goes on without end.');
      const ready = this.#waiting.filter((one) => one.at <= this.now && !stuck.has(placeOf(one)));
      // Of those from one object to another the first.
      const firsts = ready.filter(
        (one, i) => ready.findIndex((before) => wayOf(before) === wayOf(one)) === i,
      );
      const one = firsts[Math.floor(this.#random() * firsts.length)];
      if (!one) return delivered;
      try {
        await this.#run(one, one.body, true);
        this.#waiting = this.#waiting.filter((other) => other !== one);
      } catch (error) {
        this.failures.push(String(error));
        stuck.add(placeOf(one));
      }
    }
  }

  async #run(to: Said, body: string | undefined, isSent = false): Promise<unknown> {
    const handler = this.#handlers[to.service]?.[to.handler];
    if (!handler) throw new Error(`There is no ${to.service} ${to.handler}.`);
    const sent: Waiting[] = [];
    const ctx = this.#context(to, sent);
    const input = body === undefined ? undefined : (JSON.parse(body) as never);
    const answer = await handler(ctx, input as never);
    this.#waiting.push(...sent.filter(({ handler: of }) => !this.drops(of)));
    return answer === undefined || isSent ? undefined : JSON.parse(JSON.stringify(answer));
  }

  #context(to: Said, sent: Waiting[]): ObjectContext {
    this.#invocations += 1;
    const id = `inv_${this.#invocations}`;
    const place = placeOf(to);
    const state = this.states.get(place) ?? new Map<string, string>();
    this.states.set(place, state);
    const seen: Partial<ObjectContext> = {
      key: to.key,
      get: (name: string) => Promise.resolve(JSON.parse(state.get(name) ?? 'null')),
      set: (name: string, value: unknown) => void state.set(name, JSON.stringify(value)),
      clear: (name: string) => void state.delete(name),
      date: {
        now: () => Promise.resolve(this.now),
        toJSON: () => Promise.resolve(new Date(this.now).toJSON()),
      },
      request: () => ({ id }) as ReturnType<ObjectContext['request']>,
      genericSend: ({ service, method, key = '', parameter, delay = 0 }) => {
        const body = JSON.stringify(parameter);
        const at = this.now + Number(delay);
        sent.push({ service, key, handler: method, from: place, at, body });
        return {} as ReturnType<ObjectContext['genericSend']>;
      },
      genericCall: ({ service, method, key = '', parameter }) =>
        this.#run({ service, key, handler: method }, JSON.stringify(parameter)) as never,
    };
    return seen as ObjectContext;
  }
}

const placeOf = ({ service, key }: Said) => `${service}/${key}`;
const wayOf = (one: Waiting) => `${one.from} ${placeOf(one)}`;
