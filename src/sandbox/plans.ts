/** What is to happen later: kept with the world, so that a restart forgets none of it. */
import type { Clock, Host, Note } from '../hosts/index.ts';

/** Something that is to happen; plain data. */
export interface Plan<Kind extends string = string> {
  /** The same again is the same plan. Plans of one line or recording begin with `SID/`. */
  readonly id: string;
  readonly kind: Kind;
  /** In the world's time. */
  readonly at: number;
}
/** Makes a plan happen. It may be asked twice, after a crash; if it rejects, it is asked again. */
export type Carry<P extends Plan> = (plan: P) => Promise<unknown>;

const prefix = 'plan ';
const keyOf = (id: string) => prefix + id;
/** What a plan that could not be carried out waits for. */
const pauseMs = 1_000;

export class Plans {
  readonly #host: Host;
  readonly #clock: Clock;
  readonly #carriers = new Map<string, Carry<never>>();
  readonly #set = new Map<string, () => void>();
  #atWork = 0;
  #isClosed = false;

  constructor(host: Host, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  /** Says who carries out plans of a kind; once for each, before `resume`. */
  on<P extends Plan>(kind: P['kind'], carry: Carry<P>) {
    this.#carriers.set(kind, carry as Carry<never>);
  }

  /** Takes up what was planned when the world was closed. */
  resume() {
    for (const [key, plan] of this.#host.notes) if (key.startsWith(prefix)) this.#arm(plan as Plan);
  }

  /** What is to be kept for plans; give it to the host, then `arm` them. */
  notesOf(plans: readonly Plan[]): Note[] {
    return plans.map((plan) => ({ key: keyOf(plan.id), value: plan }));
  }
  /** Has plans happen, as far as they are kept. */
  arm(plans: readonly Plan[]) {
    for (const { id } of plans) {
      const kept = this.#host.notes.get(keyOf(id));
      if (kept) this.#arm(kept as Plan);
    }
  }
  /** Keeps plans, and has them happen. */
  async add(plans: readonly Plan[]) {
    if (plans.length === 0) return;
    await this.#host.keep({ notes: this.notesOf(plans) });
    this.arm(plans);
  }

  /** Drops what is planned under ids that begin so. */
  async drop(idPrefix: string) {
    const start = keyOf(idPrefix);
    const keys = [...this.#host.notes.keys()].filter((key) => key.startsWith(start));
    for (const key of keys) {
      this.#set.get(key)?.();
      this.#set.delete(key);
    }
    if (keys.length > 0) {
      await this.#host.keep({ notes: keys.map((key) => ({ key, value: undefined })) });
    }
  }

  /** Whether nothing that was planned is happening right now. */
  get isIdle(): boolean {
    return this.#atWork === 0;
  }

  close() {
    this.#isClosed = true;
    for (const callOff of this.#set.values()) callOff();
    this.#set.clear();
  }

  #arm(plan: Plan, at = plan.at) {
    if (this.#isClosed) return;
    const key = keyOf(plan.id);
    this.#set.get(key)?.();
    const run = () => {
      this.#set.delete(key);
      void this.#happen(plan, key);
    };
    this.#set.set(key, this.#clock.wake(at, run));
  }

  async #happen(plan: Plan, key: string) {
    // It was dropped after it was armed.
    if (!this.#host.notes.has(key)) return;
    this.#atWork += 1;
    try {
      await (this.#carriers.get(plan.kind) as Carry<Plan>)(plan);
      await this.#host.keep({ notes: [{ key, value: undefined }] });
    } catch {
      if (this.#host.notes.has(key) && !this.#set.has(key)) {
        this.#arm(plan, this.#clock.now() + pauseMs);
      }
    } finally {
      this.#atWork -= 1;
    }
  }
}
