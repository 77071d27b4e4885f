/** Watches a run with claims: step by step, whoever takes the steps. */
import type { Claim, Moment } from '../claims/claim.ts';

/** A claim that does not hold, and whose steps broke it. */
export interface Breach {
  readonly claim: Claim;
  /** The sid that it is about; empty for the whole system. */
  readonly sid: string;
}

/** What all claims remember of a run: plain JSON, one entry a claim and sid. */
export type Memories = Readonly<Record<string, unknown>>;

/** Ids of claims have no blank in them; sids may. */
const keyOf = ({ id }: Claim, sid: string) => `${id} ${sid}`;
function readKey(key: string): readonly [id: string, sid: string] {
  const blank = key.indexOf(' ');
  return [key.slice(0, blank), key.slice(blank + 1)];
}

/** A watch over runs; it keeps nothing itself, so that a search can go back. */
export class ClaimWatch {
  readonly claims: readonly Claim[];
  readonly #byMachine: ReadonlyMap<string, readonly Claim[]>;
  readonly #system: readonly Claim[];

  constructor(claims: readonly Claim[]) {
    this.claims = claims;
    this.#byMachine = Map.groupBy(claims, (claim) => claim.about);
    this.#system = this.#byMachine.get('system') ?? [];
  }

  /** Follows one step. `breaches` are claims of kind `always` that it breaks. */
  follow(memories: Memories, moment: Moment): { memories: Memories; breaches: Breach[] } {
    const breaches: Breach[] = [];
    let next: Record<string, unknown> | undefined;
    const remember = (claim: Claim, sid: string) => {
      const key = keyOf(claim, sid);
      const before = key in memories ? memories[key] : claim.begin;
      const after = claim.next(before, moment);
      if (claim.kind === 'always' && !claim.holds(after)) breaches.push({ claim, sid });
      if (after === before) return;
      next ??= { ...memories };
      next[key] = after;
    };
    for (const claim of this.#byMachine.get(moment.to.machine) ?? []) {
      remember(claim, moment.to.sid);
    }
    for (const claim of this.#system) remember(claim, '');
    return { memories: next ?? memories, breaches };
  }

  /** The claims of kind `eventually` that do not hold of what is remembered. */
  atRest(memories: Memories): Breach[] {
    return this.#remembered(memories, 'eventually').filter(
      ({ claim, sid }) => !claim.holds(memories[keyOf(claim, sid)]),
    );
  }

  /** The ids of the claims of kind `sometimes` that hold of what is remembered. */
  seen(memories: Memories): string[] {
    return this.#remembered(memories, 'sometimes')
      .filter(({ claim, sid }) => claim.holds(memories[keyOf(claim, sid)]))
      .map(({ claim }) => claim.id);
  }

  #remembered(memories: Memories, kind: Claim['kind']): Breach[] {
    const claims = this.claims.filter((claim) => claim.kind === kind);
    return Object.keys(memories).flatMap((key) => {
      const [id, sid] = readKey(key);
      const claim = claims.find((one) => one.id === id);
      return claim ? [{ claim, sid }] : [];
    });
  }
}

/** Every claim that a whole run breaks: those at once, and those at its end. */
export function breachesOf(claims: readonly Claim[], run: Iterable<Moment>): Breach[] {
  const watch = new ClaimWatch(claims);
  let memories: Memories = {};
  for (const moment of run) {
    const followed = watch.follow(memories, moment);
    if (followed.breaches.length > 0) return followed.breaches;
    memories = followed.memories;
  }
  return watch.atRest(memories);
}
