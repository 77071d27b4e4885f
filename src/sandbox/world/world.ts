/** A world: all that one account has, what surrounds it, and a time of its own. */
import { type MachineName, takesPolicy } from '../../../machines/index.ts';
import type { To } from '../../engine/index.ts';
import {
  type HappeningNow,
  Host,
  type Kept,
  type Note,
  SteadyClock,
  type Taking,
  usualGraceMs,
} from '../../hosts/index.ts';
import type {
  CommandsTo,
  InstructionSource,
  MediaUrl,
  Mint,
  Reader,
  Parameters as Told,
} from '../../wire/index.ts';
import type { Voice } from '../lines/hearing.ts';
import { FunctionNetwork } from '../network/function-network.ts';
import { everywhere, type Outside } from '../network/network.ts';
import type { MovableClock } from '../stage/clock.ts';
import { readSettings, type SettingsSaid, type WorldSettings } from '../stage/settings.ts';
import { shownUrl, Timeline } from '../stage/timeline.ts';
import { WorldTime } from '../stage/world-time.ts';
import { worldForgets } from '../state/forgotten.ts';
import { Journal } from '../state/journal.ts';
import type { KeptExchange } from '../traffic/exchange.ts';
import { Traffic } from '../traffic/traffic.ts';
import { rowOfInbound } from './inbound.ts';
import { mint } from './mint.ts';
import { Onlookers, type WorldChange } from './onlookers.ts';
import type { Inbound, WorldOptions } from './options.ts';
import { type Parts, surround } from './parts.ts';

/** The key of the settings that a world keeps. */
const settingsKey = 'settings';

/** All that one account has, what surrounds it, and a time of its own. */
export class World {
  /** Whose it is. */
  readonly accountSid: string;
  /** Makes sids of what is new. */
  readonly mint: Mint = mint;
  /** Makes the link to the file of a recording. */
  readonly mediaUrl: MediaUrl = (sid) => {
    const { access, goodMs } = this.#settings.links;
    return this.mediaLink(sid, access === 'public' ? undefined : this.clock.now() + goodMs);
  };
  readonly #time = new WorldTime();
  /** Its time, which can be stopped and moved on. */
  readonly clock: MovableClock = this.#time.clock;
  readonly #journal: Journal;
  /** What has happened in it. */
  readonly timeline = new Timeline(() => this.clock.now());
  /** What went between it and its application lately. */
  readonly traffic: Traffic;
  readonly #onlookers = new Onlookers(this.timeline, () => this.#host);
  readonly #closing = new AbortController();
  readonly #options: WorldOptions;
  #settings: WorldSettings;
  #said: SettingsSaid;
  #host!: Host;
  #parts!: Parts;

  /** Opens a world on what its store holds: everything goes on where it was. */
  static async open(options: WorldOptions): Promise<World> {
    const world = new World(options);
    await world.#open();
    return world;
  }

  private constructor(options: WorldOptions) {
    this.#options = options;
    this.accountSid = options.accountSid;
    this.#journal = new Journal(options.store);
    this.traffic = new Traffic(() => mint('stay'), this.#journal);
    this.timeline.listen((entry) => this.#journal.noted(entry));
    if (options.watch) this.timeline.listen(options.watch);
    ({ settings: this.#settings, said: this.#said } = readSettings(options.settings));
  }

  async #open() {
    const { signer, inProcess, paceClock = new SteadyClock() } = this.#options;
    const { accountSid, clock, timeline, traffic, mediaUrl } = this;
    const settings = () => this.#settings;
    const limitClock = inProcess ? clock : new SteadyClock();
    const around = { accountSid, clock, limitClock, timeline, traffic };
    const given = { ...around, settings, mint, mediaUrl, signer };
    this.#host = await Host.open({
      store: this.#journal.store,
      clock,
      forgets: worldForgets,
      paceClock: inProcess ? clock : paceClock,
      performers: (host) => {
        // What is performed as soon as the host is open needs it before it has been returned.
        this.#host = host;
        this.timeline.restore(this.#journal.past.entries);
        this.traffic.restore(this.#journal.past.exchanges);
        // The clock is right before the host sets its timers by it.
        const aheadMs = this.#time.takeUp(host, inProcess);
        if (aheadMs > 0) this.#onlookers.clockBehind(aheadMs);
        const said = host.notes.get(settingsKey);
        if (said) ({ settings: this.#settings, said: this.#said } = readSettings(said));
        this.#parts = surround(host, { ...given, network: this.#outside(host) });
        return this.#parts.performers;
      },
      watch: {
        delivered: (delivery) => {
          this.#onlookers.delivered(delivery);
          this.#parts.documents.delivered(delivery);
        },
        failed: (error, what) => this.#onlookers.failed(error, what),
      },
    });
    this.#parts.stage.plans.resume();
    this.#parts.documents.resume();
  }

  /** Whoever is asked for documents, and told by callbacks. */
  #outside({ activity }: Host): Outside {
    const { inProcess, network = everywhere } = this.#options;
    if (!inProcess) return network;
    const { clock, timeline } = this;
    const warn = (url: string, says: string) =>
      timeline.note({ kind: 'warning', says: `${shownUrl(url)} ${says}` });
    return new FunctionNetwork(inProcess, { clock, activity, warn });
  }

  /** What runs its machines. */
  get host(): Host {
    return this.#host;
  }
  /** What there is in it, as REST looks it up. */
  get directory(): Reader {
    return this.#parts.stage.directory;
  }
  /** What holds in it now. */
  get settings(): WorldSettings {
    return this.#settings;
  }
  /** The settings as they were given. */
  get said(): SettingsSaid {
    return this.#said;
  }
  /** Aborted when the world is closed. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Gives a machine a command now. */
  command<M extends MachineName>(to: To<M>, command: CommandsTo[M], kept: Kept & Taking = {}) {
    this.#time.keepUp();
    const { policy } = this.#settings;
    const made = policy !== undefined && takesPolicy(command.type) ? { policy } : {};
    return this.#host.take({ to, event: { ...command, ...made } as HappeningNow[M], ...kept });
  }

  /** A link to the file of a recording; past `expiresAt` it is no good. A public one has none. */
  mediaLink(sid: string, expiresAt: number | undefined): string {
    const format = this.#host.machines.recording(sid)?.context.settings.format;
    return this.#options.mediaLink(sid, expiresAt, format);
  }

  /** What is to be kept with a command that gives a call a document. */
  sourceNotes(callSid: string, source: InstructionSource | undefined): Note[] {
    return this.#parts.documents.sourceNotes(callSid, source);
  }

  /** Somebody calls in; gives the sid of the call. */
  async receive(inbound: Inbound): Promise<string> {
    const sid = this.mint('call');
    const row = rowOfInbound(this.accountSid, inbound, this.#settings);
    const notes = this.sourceNotes(sid, inbound.instructions);
    const address = { machine: 'call', sid } as const;
    await this.command(address, { type: 'call.receive' }, { rows: [{ sid, row }], notes });
    return sid;
  }

  /** Lets anything happen to a machine; a key also reaches the document that waits for it. */
  tell<M extends MachineName>(to: To<M>, event: HappeningNow[M], id: string = mint('stay')) {
    return event.type === 'digit.pressed' && to.machine === 'call'
      ? this.#parts.press(to.sid, event.digit, id)
      : this.#parts.farEnd.tell(to, event, id);
  }
  /** The service that the document of a call waits for is over; whether it waits for any. */
  serve(callSid: string, parameters?: Told): Promise<boolean> {
    return this.#parts.documents.serve(callSid, this.mint('stay'), parameters);
  }
  /** The far end of a line speaks, or falls silent. */
  async say(sid: string, voice: Voice) {
    await this.#parts.farEnd.say(sid, voice, this.mint('stay'));
  }

  /** Stops its time; what is due waits until it goes on, or is moved on. */
  async freeze() {
    await this.#time.freeze();
    this.#onlookers.changed({ clock: true });
  }
  /** Lets its time go on. */
  async run() {
    await this.#time.run();
    this.#onlookers.changed({ clock: true });
  }
  /** Moves the time forward; whatever is due meanwhile happens in its order. */
  async advance(byMs: number) {
    await this.#time.advance(byMs);
    this.#onlookers.changed({ clock: true });
  }
  /** Waits until nothing is under way but time, for ten seconds at most. */
  settled(): Promise<void> {
    return this.#time.settled();
  }

  /**
   * Gives the world other settings.
   * @throws SettingsError, which names the field; nothing has changed then.
   */
  async change(said: unknown) {
    const read = readSettings(said);
    await this.#host.keep({ notes: [{ key: settingsKey, value: read.said }] });
    ({ settings: this.#settings, said: this.#said } = read);
  }

  /** Sends a callback once more, signed anew, or asks once more for a document that nobody runs. */
  sendAgain(exchange: KeptExchange): Promise<number> {
    return this.#host.activity.during(() => this.#parts.sendAgain(exchange, this.closing));
  }

  /** Writes what has happened, which otherwise is written soon. */
  async keepPast() {
    await this.#journal.flush();
  }

  /** Tells each change from now on; gives what ends it. */
  listen(to: (change: WorldChange) => void): () => void {
    return this.#onlookers.listen(to);
  }

  /** Begins nothing more, gives what is at work a grace to come to its end, and lets go of the store. */
  async close(graceMs = usualGraceMs) {
    this.#closing.abort();
    this.clock.close();
    const { documents, stage } = this.#parts;
    const after = Promise.all([documents.close(graceMs), stage.plans.close(graceMs)]);
    await this.#host.close({ graceMs, after });
  }
}
