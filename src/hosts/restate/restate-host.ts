/**
 * A host on Restate: each machine is a virtual object there, which any process that listens can act
 * for. Restate keeps what a message comes to, carries signals, and has errands performed.
 */
import { type Aftermath, type MachineName, slotOf, type Verdict } from '../../../machines/index.ts';
import { InvalidInput, restore, type Snapshot, step, type To } from '../../engine/index.ts';
import { Activity, type Ending, endedWithin, usualGraceMs } from '../activity.ts';
import { Closed } from '../errors.ts';
import type { Health } from '../observe.ts';
import { type Backlog, noBacklog, Watch } from '../operating/watch.ts';
import { usualCatchUpMs } from '../outages.ts';
import type { Message, Performers } from '../ports.ts';
import { usualPatienceMs, usualRepeatsWithinMs } from '../settings.ts';
import { Administration } from './administration.ts';
import { Ingress, type Patience } from './ingress.ts';
import { LaneObject } from './lane-object.ts';
import { MachineObject, type MachineReply, type Sent, type ToldMachine } from './machine-object.ts';
import { namesOf, type ServiceNames } from './names.ts';
import { OpenPort } from './open-port.ts';
import {
  checkRestateSettings,
  paceOf,
  type RestatePlace,
  type RestateSettings,
  usualName,
} from './options.ts';
import { OutageObject, outageKey } from './outage-object.ts';
import { loadSdk } from './sdk.ts';
import { json } from './sending.ts';
import { heardWithinMs, servicesOf } from './services.ts';

/** What a host on Restate is opened with. */
export type RestateHostOptions = RestatePlace &
  RestateSettings & {
    /** Who performs effects; what comes of that, they tell the host, which takes it from then on. */
    readonly performers: (host: RestateHost) => Performers;
  };

/**
 * Machines on Restate: any number of processes take messages for them and perform what they ask for.
 * What is told to one machine is taken in the order in which it arrives; who needs an order waits for
 * the answer.
 */
export class RestateHost {
  /** What is being taken or performed here. */
  readonly activity: Activity;
  readonly #names: ServiceNames;
  readonly #ingress: Ingress;
  readonly #admin: Administration | undefined;
  readonly #watch: Watch;
  readonly #patienceMs: number;
  readonly #lanes: LaneObject;
  #port: OpenPort | undefined;
  #isClosed = false;
  #closed: Promise<void> | undefined;

  /**
   * Opens a host: listens to Restate, and registers itself there if it is to.
   * @throws InvalidInput for settings that cannot be, or BadRestate if the SDK is not installed, or
   * Restate is not there or refuses.
   */
  static async open(options: RestateHostOptions): Promise<RestateHost> {
    const { name = usualName, beatMs = 1_000 } = options;
    checkRestateSettings({ name, beatMs });
    const sdk = await loadSdk();
    const parts = { names: namesOf(name), activity: new Activity() };
    const host = new RestateHost(options, parts);
    const { repeatsWithinMs = usualRepeatsWithinMs, catchUpMs = usualCatchUpMs } = options;
    const pace = paceOf(options);
    const { names, activity } = parts;
    const outage = new OutageObject({ names, beatMs, catchUpMs });
    const machine = new MachineObject({
      names,
      delivered: (found, message) => host.#watch.kept(found, message),
      aftermath: (ctx) =>
        ctx.genericCall<unknown, Aftermath>({
          service: names.outage,
          method: 'aftermath',
          key: outageKey,
          parameter: undefined,
          inputSerde: json,
          outputSerde: json,
        }),
    });
    const objects = { machine, lane: host.#lanes, outage };
    const services = servicesOf({ sdk, names, objects, pace, repeatsWithinMs, activity });
    const { port, host: at = '127.0.0.1', identityKeys = [] } = options.listen;
    const handler = sdk.createEndpointHandler({
      services,
      logger: () => undefined,
      ...(identityKeys.length > 0 ? { identityKeys: [...identityKeys] } : {}),
    });
    const open = await OpenPort.at({ port, host: at }, handler);
    host.#port = open;
    try {
      await host.#begin(options.register?.uri ?? `http://${at}:${open.number}`);
      host.#watch.opened();
      return host;
    } catch (error) {
      await host.close({ graceMs: 0 });
      throw error;
    }
  }

  private constructor(
    options: RestateHostOptions,
    { names, activity }: { readonly names: ServiceNames; readonly activity: Activity },
  ) {
    const { performers, watch = {}, register } = options;
    const { limitMs } = paceOf(options);
    this.activity = activity;
    this.#names = names;
    this.#patienceMs = options.patienceMs ?? usualPatienceMs;
    this.#watch = new Watch(watch, this, () => Date.now());
    this.#ingress = new Ingress(options.ingress, this.#watch.failed);
    this.#admin = register && new Administration(register.admin, names);
    this.#lanes = new LaneObject({ performers: performers(this), limitMs, watch: this.#watch });
  }

  /** The machine of this name and sid, as it is kept now; undefined if there is none. */
  async find<M extends MachineName>(machine: M, sid: string): Promise<Snapshot<M> | undefined> {
    const key = slotOf({ machine, sid });
    const asked = { service: this.#names.machine, key, handler: 'find' };
    const found = await this.#ingress.ask<unknown>(asked, { ms: this.#patienceMs });
    return found === null ? undefined : restore(machine, found);
  }

  /**
   * Gives a machine an event, and answers once what it comes to is kept and all machines that are told
   * of it have heard that; those it does not wait for longer than for Restate.
   * @throws InvalidInput for an event that the machine does not understand, or for rows and notes,
   * which this host does not keep; or BadRestate, when Restate or all hosts were away for too long.
   * Then it is not known whether a message without an id was kept; one that has an id may come again.
   */
  take<M extends MachineName>(message: Message<M>): Promise<Verdict> {
    return this.#watch.taking(message as Message, () =>
      this.activity.during(() => this.#take(message as Message)),
    );
  }

  async #take(message: Message): Promise<Verdict> {
    const { to, id = crypto.randomUUID(), untilKept = false } = message;
    if (this.#isClosed) throw new Closed('The host');
    check(message);
    if (message.isStill?.() === false) return { verdict: 'ignored' };
    const handler = message.id === undefined ? 'tell' : 'take';
    const asked = { service: this.#names.machine, key: slotOf(to), handler, id };
    const patience = { ms: untilKept ? undefined : this.#patienceMs };
    const body: ToldMachine = { event: message.event, at: Date.now() };
    const taken = await this.#ingress.ask<MachineReply>({ ...asked, body }, patience);
    // All that a repeat of long ago has led to is heard.
    if (Date.now() - taken.at < heardWithinMs) {
      await this.#heard(taken.sent).catch((error: unknown) =>
        this.#watch.failed(error, 'what follows is heard later'),
      );
    }
    return taken.verdict;
  }

  /** Whether nothing is being taken or performed here. */
  get isIdle(): boolean {
    return this.activity.isIdle;
  }

  /**
   * How it is: whether Restate answers through a host, and what waits there to be performed or woken,
   * whichever host will do it; that is known only where this one has registered itself.
   */
  health(): Promise<Health> {
    return this.#watch.health(() => this.#behind());
  }

  /** Ends what was begun; other hosts go on with what is left. */
  close(ending: Ending = {}): Promise<void> {
    this.#closed ??= this.#close(ending);
    return this.#closed;
  }

  async #close({ graceMs = usualGraceMs, after }: Ending) {
    this.#watch.closes();
    this.#lanes.stop();
    await Promise.allSettled([endedWithin([this.activity.rest()], graceMs), after]);
    this.#isClosed = true;
    this.#lanes.close();
    this.#port?.stop();
    await endedWithin([this.activity.rest()], graceMs);
    this.#port?.end();
  }

  async #begin(uri: string) {
    const patience = { ms: this.#patienceMs };
    await this.#admin?.register(uri, patience);
    await this.#deliver(patience);
  }

  async #behind(): Promise<Backlog> {
    await this.#deliver({ ms: this.#patienceMs });
    return (await this.#admin?.behind()) ?? noBacklog;
  }

  /** Ends when Restate has something delivered to a host. */
  async #deliver(patience: Patience) {
    const asked = { service: this.#names.outage, key: outageKey, handler: 'aftermath' };
    // What was just registered may not be known everywhere.
    await this.#ingress.ask(asked, { ...patience, mayPass: (status) => status === 404 });
  }

  /** Ends when all have heard what they were sent, and those that they told of it. */
  async #heard(sent: readonly Sent[]): Promise<void> {
    const service = this.#names.machine;
    const patience = { ms: this.#patienceMs, mayPass: (status: number) => status === 404 };
    await Promise.all(
      sent.map(async ({ slot, id }) => {
        const asked = { service, key: slot, handler: 'hear', id };
        const { sent: next } = await this.#ingress.attach<MachineReply>(asked, patience);
        await this.#heard(next);
      }),
    );
  }
}

/** Refuses what no attempt would be taken of. */
function check({ to, event, rows = [], notes = [] }: Message) {
  step(to as To, undefined, { at: 0, ...(event as object) } as never);
  for (const [field, given] of Object.entries({ rows, notes })) {
    if (given.length > 0) {
      throw new InvalidInput(
        'message',
        field,
        given,
        'none: a host on Restate keeps machines alone',
      );
    }
  }
}
