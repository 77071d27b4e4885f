/** The worlds of a sandbox, one an account: made when they are first needed, kept, taken up again. */
import { hkdfSync } from 'node:crypto';
import type { Store } from '../hosts/index.ts';
import { type Dump, dumpOf, type Filling, fillingOf } from './dump.ts';
import { limits } from './limits.ts';
import { type MediaLinks, mediaLinks } from './media-links.ts';
import type { Network } from './network.ts';
import { readSettings, type SettingsSaid } from './settings.ts';
import { type Signer, signerOf } from './signature.ts';
import type { Keeping } from './state-folder.ts';
import type { Entry } from './timeline.ts';
import { World } from './world.ts';

export interface WorldsOptions {
  readonly keeping: Keeping;
  /** What every new world begins with. */
  readonly settings: unknown;
  /** Where customers reach the sandbox: links to files begin with it. */
  readonly publicUrl: () => string;
  /** Which servers may be asked; left out: every one. */
  readonly network?: Network;
  /** Sees what happens in every world. */
  readonly watch?: (accountSid: string, entry: Entry) => void;
}

/** There are as many worlds as there can be. */
export class TooManyWorlds extends Error {
  constructor() {
    super(`There are ${limits.worlds} accounts already; this sandbox holds no more.`);
    this.name = 'TooManyWorlds';
  }
}

interface Kept {
  readonly world: World;
  readonly store: Store;
}

export class Worlds {
  readonly #keeping: Keeping;
  readonly #settings: SettingsSaid;
  readonly #signer: Signer;
  readonly #watch: WorldsOptions['watch'];
  readonly #network: Pick<WorldsOptions, 'network'>;
  readonly links: MediaLinks;
  readonly #kept = new Map<string, Kept>();
  readonly #listeners = new Set<(made: World) => void>();
  #isClosed = false;
  /** One at a time opens or closes a world. */
  #turn: Promise<unknown> = Promise.resolve();

  /** Takes up all worlds that are kept: what was under way in them goes on. */
  static async open(options: WorldsOptions): Promise<Worlds> {
    const worlds = new Worlds(options);
    try {
      for (const accountSid of options.keeping.accounts) await worlds.open(accountSid);
      return worlds;
    } catch (error) {
      await worlds.close();
      throw error;
    }
  }

  private constructor({ keeping, settings, publicUrl, network, watch }: WorldsOptions) {
    this.#watch = watch;
    this.#network = network ? { network } : {};
    this.#keeping = keeping;
    this.#settings = readSettings(settings).said;
    this.#signer = signerOf(keeping.privateKey);
    const secret = hkdfSync('sha256', keeping.privateKey, '', 'links to files', 32);
    this.links = mediaLinks(Buffer.from(secret), publicUrl);
  }

  /** What the callbacks of this sandbox are verified with: 32 bytes in base64. */
  get publicKey(): string {
    return this.#signer.publicKey;
  }
  get accounts(): readonly string[] {
    return [...this.#kept.keys()];
  }
  find(accountSid: string): World | undefined {
    return this.#kept.get(accountSid)?.world;
  }

  /** What every new world begins with, as it was said. */
  get said(): SettingsSaid {
    return this.#settings;
  }
  /** Tells each world that is made from now on; gives what ends it. */
  listen(to: (made: World) => void): () => void {
    this.#listeners.add(to);
    return () => this.#listeners.delete(to);
  }

  /**
   * The world of an account, which is made if there is none.
   * @throws TooManyWorlds
   */
  async open(accountSid: string): Promise<World> {
    return this.find(accountSid) ?? (await this.#next(() => this.#make(accountSid)));
  }

  /** Begins an account anew, with nothing in it. */
  async reset(accountSid: string) {
    await this.#replace(accountSid, () => Promise.resolve());
  }

  /** All that a world holds now. */
  async dump(accountSid: string): Promise<Dump | undefined> {
    const stored = await this.#kept.get(accountSid)?.store.load();
    return stored && dumpOf(accountSid, stored);
  }

  /**
   * Puts what a dump holds in the place of a world; it goes on from there.
   * @throws DumpError for what cannot be loaded; nothing has changed then.
   */
  async load(accountSid: string, dump: unknown) {
    await this.#replace(accountSid, fillingOf(accountSid, dump));
  }

  async close() {
    await this.#next(async () => {
      if (this.#isClosed) return;
      this.#isClosed = true;
      for (const { world } of this.#kept.values()) await world.close();
      this.#kept.clear();
      this.#keeping.close();
    });
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #make(accountSid: string): Promise<World> {
    const made = this.find(accountSid);
    if (made) return made;
    if (this.#kept.size >= limits.worlds) throw new TooManyWorlds();
    const store = this.#keeping.open(accountSid);
    try {
      const world = await World.open({
        accountSid,
        store,
        settings: this.#settings,
        signer: this.#signer,
        ...this.#network,
        mediaLink: (sid, expiresAt) => {
          const format = this.find(accountSid)?.host.machines.recording(sid)?.context.format;
          return this.links.linkOf(accountSid, sid, expiresAt, format);
        },
      });
      this.#kept.set(accountSid, { world, store });
      for (const listen of this.#listeners) listen(world);
      const watch = this.#watch;
      if (watch) world.timeline.listen((entry) => watch(accountSid, entry));
      return world;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** Ends a world, and begins another on a store that is filled. */
  #replace(accountSid: string, fill: Filling): Promise<World> {
    return this.#next(async () => {
      await this.find(accountSid)?.close();
      this.#kept.delete(accountSid);
      await this.#keeping.replace(accountSid, fill);
      return this.#make(accountSid);
    });
  }
}
