/**
 * A host on Restate: each machine is a virtual object there, which any process that listens can act
 * for. Restate keeps what a message comes to, carries signals, and has errands performed.
 */
import type { Aftermath, MachineName, Verdict } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import type { Directory, Row } from '../../wire/index.ts';
import { Activity, type Ending, endedWithin, usualGraceMs } from '../activity.ts';
import { Closed } from '../errors.ts';
import type { Health } from '../observe.ts';
import { type Backlog, noBacklog, Watch } from '../operating/watch.ts';
import { usualCatchUpMs } from '../outages.ts';
import type { Kept, Message, Performers, Taking } from '../ports.ts';
import { usualPatienceMs, usualRepeatsWithinMs } from '../settings.ts';
import { Administration } from './administration.ts';
import { AskingRestate } from './asking.ts';
import { RestateDirectory } from './directory.ts';
import { Ingress } from './ingress.ts';
import { checkBeside, checkMessage } from './objects/checked.ts';
import { ForgettingObject } from './objects/forgetting-object.ts';
import { KeepingService, NoteObject } from './objects/keeping.ts';
import { LaneObject } from './objects/lane-object.ts';
import { ListObject } from './objects/list-object.ts';
import { MachineObject } from './objects/machine-object.ts';
import { namesOf, type ServiceNames } from './objects/names.ts';
import { OutageObject, outageKey } from './objects/outage-object.ts';
import { json } from './objects/sending.ts';
import { OpenPort } from './open-port.ts';
import {
  checkRestateSettings,
  paceOf,
  type RestatePlace,
  type RestateSettings,
  usualBeatMs,
  usualName,
} from './options.ts';
import { loadSdk } from './sdk.ts';
import { servicesOf } from './services.ts';

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
  readonly #asking: AskingRestate;
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
    const { name = usualName, beatMs = usualBeatMs, forgets } = options;
    checkRestateSettings({ name, beatMs, forgets });
    const sdk = await loadSdk();
    const parts = { names: namesOf(name), activity: new Activity() };
    const host = new RestateHost(options, parts);
    const { repeatsWithinMs = usualRepeatsWithinMs, catchUpMs = usualCatchUpMs } = options;
    const pace = paceOf(options);
    const { names, activity } = parts;
    const outage = new OutageObject({ names, beatMs, catchUpMs });
    const forgetting = new ForgettingObject(names, forgets);
    const machine = new MachineObject({
      names,
      forgetting,
      delivered: (found, message) => host.#watch.kept(found, message),
      aftermath: (ctx, parameter) =>
        ctx.genericCall<unknown, Aftermath>({
          service: names.outage,
          method: 'aftermathAt',
          key: outageKey,
          parameter,
          inputSerde: json,
          outputSerde: json,
        }),
    });
    const beside = {
      list: new ListObject(),
      note: new NoteObject(),
      keeping: new KeepingService(names),
    };
    const objects = { machine, forgetting, lane: host.#lanes, outage, ...beside };
    const { failed } = host.#watch;
    const services = servicesOf({ sdk, names, objects, pace, repeatsWithinMs, activity, failed });
    const { port, host: at = '127.0.0.1', identityKeys = [] } = options.listen;
    const handler = sdk.createEndpointHandler({
      services,
      logger: () => undefined,
      ...(identityKeys.length > 0 ? { identityKeys: [...identityKeys] } : {}),
    });
    const open = await OpenPort.at({ port, host: at }, handler);
    host.#port = open;
    try {
      await host.#begin(options.register?.uri ?? open.uri);
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
    this.#patienceMs = options.patienceMs ?? usualPatienceMs;
    this.#watch = new Watch(watch, this, () => Date.now());
    const { failed } = this.#watch;
    const ingress = new Ingress(options.ingress, failed);
    this.#asking = new AskingRestate({ ingress, names, patienceMs: this.#patienceMs, failed });
    this.#admin = register && new Administration(register.admin, names);
    const performing = performers(this);
    this.#lanes = new LaneObject({ names, performers: performing, limitMs, watch: this.#watch });
  }

  /** The machine of this name and sid, as it is kept now; undefined if there is none. */
  async find<M extends MachineName>(machine: M, sid: string): Promise<Snapshot<M> | undefined> {
    return (await this.#asking.known({ machine, sid })).snapshot;
  }
  /** The resource row of a sid, or undefined. */
  row(sid: string): Promise<Row | undefined> {
    return this.#asking.row(sid);
  }
  /**
   * What an account has, for `serve` and `reading` of the wire. It shows what was answered by `take`
   * and `keep`, and what comes of a timer a moment later.
   */
  directory(accountSid: string): Directory {
    return new RestateDirectory(accountSid, this.#asking);
  }
  /** What the rooms above keep under a key, or undefined. */
  note(key: string): Promise<unknown> {
    return this.#asking.note(key);
  }

  /**
   * Gives a machine an event, and answers once what it comes to is kept, all machines that are told
   * of it have heard that, and lists show it; those it does not wait for longer than for Restate.
   * @throws InvalidInput for an event that the machine does not understand, or a row that is none; or
   * BadRestate, when Restate or all hosts were away for too long. Then it is not known whether a
   * message without an id was kept; one that has an id may come again.
   */
  take<M extends MachineName>(message: Message<M>): Promise<Verdict> {
    return this.#watch.taking(message as Message, () =>
      this.activity.during(() => this.#take(message as Message)),
    );
  }

  async #take(message: Message): Promise<Verdict> {
    if (this.#isClosed) throw new Closed('The host');
    checkMessage(message);
    if (message.isStill?.() === false) return { verdict: 'ignored' };
    return (await this.#asking.take(message)).verdict;
  }

  /**
   * Keeps rows and notes that no machine is asked about, unless they are out of date by then.
   * @throws InvalidInput for a row that is none.
   */
  keep(kept: Kept & Taking): Promise<void> {
    return this.activity.during(async () => {
      if (this.#isClosed) throw new Closed('The host');
      checkBeside(kept);
      if (kept.isStill?.() !== false) await this.#asking.keep(kept);
    });
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
    await this.#admin?.register(uri, { ms: this.#patienceMs });
    await this.#asking.deliver();
  }

  async #behind(): Promise<Backlog> {
    await this.#asking.deliver();
    return (await this.#admin?.behind()) ?? noBacklog;
  }
}
