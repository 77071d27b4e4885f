/** Watches a run with claims: step by step, whoever takes the steps. */
import { slotOf } from '../../machines/index.ts';
import type { Claim, Moment } from '../claims/claim.ts';

/** A claim that does not hold, and whose steps broke it. */
export interface Breach {
  /** The claim that is broken. */
  readonly claim: Claim;
  /** The sid that it is about; empty for the whole system. */
  readonly sid: string;
}

/** What all claims remember of a run: plain JSON, one entry a claim and sid. */
export type Memories = Readonly<Record<string, unknown>>;

/** What a claim about a sid is remembered under: ids of claims have no blank in them; sids may. */
export const memoryKey = ({ id }: Claim, sid: string) => `${id} ${sid}`;
function readKey(key: string): readonly [id: string, sid: string] {
  const blank = key.indexOf(' ');
  return [key.slice(0, blank), key.slice(blank + 1)];
}

/** A claim about a sid, and where it is remembered. */
interface Followed {
  readonly claim: Claim;
  readonly sid: string;
  readonly key: string;
}

/** Of so many it is remembered who follows them: a log may tell of more. */
const mostFollowed = 10_000;

/** A watch over runs; it keeps nothing of them itself, so that a search can go back. */
export class ClaimWatch {
  /** What it judges by. */
  readonly claims: readonly Claim[];
  readonly #byMachine: ReadonlyMap<string, readonly Claim[]>;
  /** Who follows the steps of a machine: worked out once, for a search takes many of each. */
  readonly #followed = new Map<string, readonly Followed[]>();

  constructor(claims: readonly Claim[]) {
    this.claims = claims;
    this.#byMachine = Map.groupBy(claims, (claim) => claim.about);
  }

  /** Follows one step. `breaches` are claims of kind `always` that it breaks. */
  follow(memories: Memories, moment: Moment): { memories: Memories; breaches: Breach[] } {
    const breaches: Breach[] = [];
    let next: Record<string, unknown> | undefined;
    for (const { claim, sid, key } of this.#followedBy(moment.to)) {
      const was = memories[key];
      const before = was === undefined ? claim.begin : was;
      const after = claim.next(before, moment);
      if (claim.kind === 'always' && !claim.holds(after)) breaches.push({ claim, sid });
      if (after === before) continue;
      next ??= { ...memories };
      next[key] = after;
    }
    return { memories: next ?? memories, breaches };
  }

  #followedBy({ machine, sid }: Moment['to']): readonly Followed[] {
    const slot = slotOf({ machine, sid });
    const known = this.#followed.get(slot);
    if (known) return known;
    const about = (what: Claim['about'], of: string): Followed[] =>
      (this.#byMachine.get(what) ?? []).map((claim) => ({
        claim,
        sid: of,
        key: memoryKey(claim, of),
      }));
    const followed = [...about(machine, sid), ...about('system', '')];
    if (this.#followed.size >= mostFollowed) this.#followed.clear();
    this.#followed.set(slot, followed);
    return followed;
  }

  /** The claims of kind `eventually` that do not hold of what is remembered. */
  atRest(memories: Memories): Breach[] {
    return this.#remembered(memories, 'eventually').filter(
      ({ claim, sid }) => !claim.holds(memories[memoryKey(claim, sid)]),
    );
  }

  /** The ids of the claims of kind `sometimes` that hold of what is remembered. */
  seen(memories: Memories): string[] {
    return this.#remembered(memories, 'sometimes')
      .filter(({ claim, sid }) => claim.holds(memories[memoryKey(claim, sid)]))
      .map(({ claim }) => claim.id);
  }

  /** The claim that remembers something under this key, and the sid that it is about. */
  claimIn(key: string): Breach | undefined {
    const [id, sid] = readKey(key);
    const claim = this.claims.find((one) => one.id === id);
    return claim && { claim, sid };
  }

  #remembered(memories: Memories, kind: Claim['kind']): Breach[] {
    return Object.keys(memories).flatMap((key) => {
      const remembered = this.claimIn(key);
      return remembered?.claim.kind === kind ? [remembered] : [];
    });
  }
}

/**
 * Every claim that a whole run breaks: those at once, and those at its end.
 * @example
 * ```ts
 * import { Switchboard } from 'texml-recordings';
 * import { breachesOf, claims } from 'texml-recordings/properties';
 *
 * const board = new Switchboard();
 * const call = { machine: 'call', sid: 'call-1' } as const;
 * const { steps } = board.deliver(call, { type: 'call.dialOut', at: 0 });
 * console.log(breachesOf(claims, steps).length); // 0
 * ```
 */
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
