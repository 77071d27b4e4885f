/** What is to happen later: kept with the world, so that a restart forgets none of it. */
import { type Clock, endedWithin, type Host, type Note, Reminders } from '../../hosts/index.ts';

/** Something that is to happen; plain data. */
export interface Plan<Kind extends string = string> {
  /** The same again is the same plan. Plans of one line or recording begin with `SID/`. */
  readonly id: string;
  readonly kind: Kind;
  /** In the world's time. */
  readonly at: number;
}
/**
 * Makes a plan happen. It may be asked twice, after a crash; if it rejects, it is asked again. The
 * signal tells it to stop.
 */
export type Carry<P extends Plan> = (plan: P, signal: AbortSignal) => Promise<unknown>;
/** Hears that a plan could not be carried out, and after what time it is tried again, if ever. */
export type Failed = (plan: Plan, error: unknown, pauseMs: number | undefined) => void;

const prefix = 'plan ';
const keyOf = (id: string) => prefix + id;
/** Whether anything is planned. */
export function arePlanned(notes: Host['notes']): boolean {
  for (const _ of notes.from(prefix)) return true;
  return false;
}

/** What a plan that could not be carried out waits for; it doubles each time, up to the longest. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

export class Plans {
  readonly #host: Host;
  readonly #clock: Clock;
  readonly #carriers = new Map<string, Carry<never>>();
  readonly #failed: Failed;
  readonly #set: Reminders;
  readonly #atWork = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  #isClosed = false;

  constructor(host: Host, clock: Clock, failed: Failed = () => undefined) {
    this.#host = host;
    this.#clock = clock;
    this.#failed = failed;
    this.#set = new Reminders(clock);
  }

  /** Says who carries out plans of a kind; once for each, before `resume`. */
  on<P extends Plan>(kind: P['kind'], carry: Carry<P>) {
    this.#carriers.set(kind, carry as Carry<never>);
  }

  /** Takes up what was planned when the world was closed. */
  resume() {
    for (const { value } of [...this.#host.notes.from(prefix)]) this.#arm(value as Plan);
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
    await this.#host.keep({ notes: this.notesOf(plans), untilKept: true });
    this.arm(plans);
  }

  /** Drops what is planned under ids that begin so. */
  async drop(idPrefix: string) {
    const start = keyOf(idPrefix);
    const keys = Array.from(this.#host.notes.from(start), ({ key }) => key);
    for (const key of keys) this.#set.callOff(key);
    if (keys.length > 0) {
      const notes = keys.map((key) => ({ key, value: undefined }));
      await this.#host.keep({ notes, untilKept: true });
    }
  }

  /** Whether nothing that was planned is happening right now. */
  get isIdle(): boolean {
    return this.#atWork.size === 0;
  }

  /** Begins nothing more; what happens right now has a grace to come to its end. */
  async close(graceMs = 0) {
    this.#isClosed = true;
    this.#set.close();
    await endedWithin(this.#atWork, graceMs);
    this.#closing.abort(new Error('The plans are closed.'));
  }

  #arm(plan: Plan, at = plan.at, failures = 0) {
    if (this.#isClosed) return;
    const key = keyOf(plan.id);
    this.#set.callOff(key);
    const carry = this.#carriers.get(plan.kind) as Carry<Plan> | undefined;
    if (!carry) {
      this.#failed(plan, new Error(`Nobody here knows plans of the kind ${plan.kind}`), undefined);
      return;
    }
    this.#set.set(key, at, () => {
      // It was dropped after it was armed.
      if (!this.#host.notes.has(key)) return;
      const happens = this.#host.activity
        .during(() => this.#happen(plan, carry, failures))
        .finally(() => this.#atWork.delete(happens));
      this.#atWork.add(happens);
    });
  }

  async #happen(plan: Plan, carry: Carry<Plan>, failures: number) {
    const key = keyOf(plan.id);
    try {
      await carry(plan, this.#closing.signal);
      await this.#host.keep({ notes: [{ key, value: undefined }], untilKept: true });
    } catch (error) {
      if (this.#isClosed || !this.#host.notes.has(key) || this.#set.has(key)) return;
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
      this.#failed(plan, error, pauseMs);
      this.#arm(plan, this.#clock.now() + pauseMs, failures + 1);
    }
  }
}
