/** The worlds of a sandbox, one an account: made when they are first needed, kept, taken up again. */
import { hkdfSync } from 'node:crypto';
import { Closed, type Store, tellObserver } from '../../hosts/index.ts';
import { type MediaLinks, mediaLinks } from '../media/media-links.ts';
import { type Signer, signerOf } from '../network/signature.ts';
import { limits } from '../stage/limits.ts';
import { readSettings, type SettingsSaid } from '../stage/settings.ts';
import { withCheckedNotes } from '../state/checked-notes.ts';
import { type Dump, dumpOf, type Filling, fillingOf } from '../state/dump.ts';
import type { Keeping } from '../state/state-folder.ts';
import {
  TooManyWorlds,
  tellUnwritten,
  type Unusable,
  UnusableAccount,
  unusableBy,
} from '../state/unusable.ts';
import { World } from './world.ts';
import type { WorldsOptions } from './worlds-options.ts';

interface Kept {
  readonly world: World;
  readonly store: Store;
}

/** The accounts of a sandbox. */
export class Worlds {
  readonly #keeping: Keeping;
  readonly #settings: SettingsSaid;
  readonly #signer: Signer;
  readonly #watch: WorldsOptions['watch'];
  readonly #outside: Pick<WorldsOptions, 'network' | 'inProcess'>;
  /** Makes links to files, and knows its own. */
  readonly links: MediaLinks;
  readonly #most: number;
  readonly #kept = new Map<string, Kept>();
  readonly #unusable = new Map<string, Unusable>();
  /** The accounts whose worlds give way to others right now. */
  readonly #replaced = new Set<string>();
  readonly #listeners = new Set<(made: World) => void>();
  #isClosed = false;
  /** One at a time opens or closes a world. */
  #turn: Promise<unknown> = Promise.resolve();

  /** Takes up all worlds that are kept, and goes on: an unusable one keeps no other from it. */
  static async open(options: WorldsOptions): Promise<Worlds> {
    const { keeping } = options;
    try {
      const worlds = new Worlds(options);
      for (const accountSid of keeping.accounts) {
        await worlds.open(accountSid).catch((error) => worlds.#giveUp(accountSid, error));
      }
      return worlds;
    } catch (error) {
      keeping.close();
      throw error;
    }
  }

  private constructor({ keeping, settings, publicUrl, most, watch, ...outside }: WorldsOptions) {
    this.#most = most ?? limits.accounts;
    this.#watch = watch;
    this.#outside = outside;
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
  /** The sids of the accounts that there are. */
  get accounts(): readonly string[] {
    return [...this.#kept.keys()];
  }
  /** The worlds of these accounts. */
  get all(): readonly World[] {
    return Array.from(this.#kept.values(), ({ world }) => world);
  }
  /** The files that cannot be used. */
  get unusable(): readonly Unusable[] {
    return [...this.#keeping.unusable, ...this.#unusable.values()];
  }
  /** What whoever starts it should know. */
  get warnings(): readonly string[] {
    return this.#keeping.warnings;
  }
  /**
   * The world of an account; undefined: it has none yet.
   * @throws UnusableAccount
   */
  find(accountSid: string): World | undefined {
    const unusable = this.#unusable.get(accountSid);
    if (unusable) throw new UnusableAccount(unusable);
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
   * The world of an account, which is made if there is none. While one takes the place of another,
   * it is the new one.
   * @throws TooManyWorlds, UnusableAccount
   */
  async open(accountSid: string): Promise<World> {
    const there = this.#replaced.has(accountSid) ? undefined : this.find(accountSid);
    return there ?? (await this.#next(() => this.#made(accountSid)));
  }

  /**
   * Begins an account anew, with nothing in it.
   * @throws UnusableAccount; or BadFile if nothing can be written: all stays as it was then.
   */
  async reset(accountSid: string) {
    await this.#replace(accountSid, () => Promise.resolve());
  }

  /**
   * Ends an account: what is under way in it is over, and nothing of it is kept. The next request
   * about it begins it anew. One that cannot be used is removed as well.
   * @returns whether there was one
   */
  end(accountSid: string): Promise<boolean> {
    return this.#next(async () => {
      if (this.#isClosed) throw new Closed('The sandbox');
      const kept = this.#kept.get(accountSid);
      if (!kept && !this.#unusable.has(accountSid)) return false;
      this.#kept.delete(accountSid);
      // What it could not write at its end nobody will read.
      await kept?.world.close(0).catch(() => undefined);
      await this.#keeping.forget(accountSid);
      this.#unusable.delete(accountSid);
      return true;
    });
  }

  /** All that a world holds now. */
  async dump(accountSid: string): Promise<Dump | undefined> {
    await this.find(accountSid)?.keepPast();
    const stored = await this.#kept.get(accountSid)?.store.load();
    return stored && dumpOf(accountSid, stored);
  }

  /**
   * Puts what a dump holds in the place of a world; it goes on from there.
   * @throws DumpError for what cannot be loaded, and as `reset`; nothing has changed then.
   */
  async load(accountSid: string, dump: unknown) {
    await this.#replace(accountSid, fillingOf(accountSid, dump));
  }

  /**
   * Closes every world, with a grace for what is being answered, and lets go of what keeps them.
   * @throws AggregateError of what went wrong with some; the others are closed all the same.
   */
  async close(graceMs?: number) {
    await this.#next(async () => {
      if (this.#isClosed) return;
      this.#isClosed = true;
      const closed = await Promise.allSettled(this.all.map((world) => world.close(graceMs)));
      this.#kept.clear();
      this.#keeping.close();
      tellUnwritten(closed);
    });
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  #checkRoom() {
    if (this.#isClosed) throw new Closed('The sandbox');
    if (this.#kept.size >= this.#most) throw new TooManyWorlds(this.#most);
  }

  async #made(accountSid: string): Promise<World> {
    const made = this.find(accountSid);
    if (made) return made;
    this.#checkRoom();
    return await this.#begin(accountSid);
  }

  /** Opens what is kept of an account. */
  async #begin(accountSid: string): Promise<World> {
    const opened = await this.#keeping.open(accountSid);
    const { store, flaws } = await withCheckedNotes(opened, this.#keeping.nameOf(accountSid));
    const watch = this.#watch;
    const world = await World.open({
      accountSid,
      ...(watch ? { watch: (entry) => watch(accountSid, entry) } : {}),
      store,
      settings: this.#settings,
      signer: this.#signer,
      ...this.#outside,
      mediaLink: (...said) => this.links.linkOf(accountSid, ...said),
    }).catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
    this.#kept.set(accountSid, { world, store });
    for (const listen of this.#listeners) tellObserver(listen, world);
    for (const says of flaws) world.timeline.note({ kind: 'warning', says });
    return world;
  }

  /**
   * Begins another world on a store that is filled, and ends the one that there was. Until the new
   * one stands, the old one can be taken up again.
   */
  #replace(accountSid: string, fill: Filling): Promise<World> {
    return this.#next(async () => {
      const old = this.find(accountSid);
      if (!old) this.#checkRoom();
      const replacement = await this.#keeping.replacement(accountSid, fill);
      this.#replaced.add(accountSid);
      try {
        // What it could not write at its end nobody will read.
        await old?.close(0).catch(() => undefined);
        await replacement.place();
        return await this.#begin(accountSid);
      } catch (error) {
        await replacement.takeBack();
        if (old) await this.#begin(accountSid).catch((again) => this.#giveUp(accountSid, again));
        throw error;
      } finally {
        await replacement.done();
        this.#replaced.delete(accountSid);
      }
    });
  }

  /** An account cannot be used; the others can. */
  #giveUp(accountSid: string, error: unknown) {
    this.#kept.delete(accountSid);
    this.#unusable.set(accountSid, unusableBy(accountSid, this.#keeping.nameOf(accountSid), error));
  }
}
