/**
 * Cards in the order of a list, in a tree of small nodes: what changes or reads one costs the way to
 * it, however many there are. Whoever keeps the nodes reads and writes each under a key of its own.
 */
import type { Card, Position } from '../../../wire/index.ts';
// Not by the room's door: a host needs nothing else of the wire, and begins in half the time.
import { comparePositions } from '../../../wire/resources/listing.ts';

/** Where nodes are kept; null: there is none of this key. */
export interface Nodes {
  get<T>(key: string): Promise<T | null>;
  set(key: string, value: unknown): void;
  clear(key: string): void;
}
/** The place of a card: a call and a leg may have one sid, and be as old. */
export type CardPlace = Position & Pick<Card, 'machine'>;

/** What is known of a node without reading it. */
export interface Branch {
  readonly id: number;
  /** That of its newest card. */
  readonly first: CardPlace;
  /** How many cards below it have this, by what they have. */
  readonly counts: Readonly<Record<string, number>>;
}
type Node = { readonly cards: readonly Card[] } | { readonly branches: readonly Branch[] };
interface Root {
  readonly node: Node;
  /** The id of the next node. */
  readonly next: number;
}

/** So many cards are in one node, and branches in one, at most. */
export interface Sizes {
  readonly cards: number;
  readonly branches: number;
}
const usualSizes: Sizes = { cards: 32, branches: 64 };

/** What is counted of cards, so that nodes without any such are passed over. */
const countedOf = (card: Pick<Card, 'isLive' | 'isThere' | 'status'>): string[] => [
  ...(card.isLive ? ['live'] : []),
  ...(card.isThere ? ['there'] : []),
  ...(card.status === undefined ? [] : [`status ${card.status}`]),
];

export class Tree {
  readonly #nodes: Nodes;
  readonly #name: string;
  readonly #sizes: Sizes;

  /** The tree of a name, among others in the same place. */
  constructor(nodes: Nodes, name: string, sizes = usualSizes) {
    this.#nodes = nodes;
    this.#name = name;
    this.#sizes = sizes;
  }

  /** Puts a card at its place; gives the one that was there. */
  put(card: Card): Promise<Card | undefined> {
    return this.#change(card, card);
  }
  /** Takes out the card of a place; gives it. */
  take(place: CardPlace): Promise<Card | undefined> {
    return this.#change(place, undefined);
  }

  /**
   * Cards from a position on, that one too, or all: the next older each time, or the next newer.
   * What is in branches that `mayHold` refuses is left out; it is told whose cards are next older.
   */
  async *walk(
    step: 'older' | 'newer',
    from: Position | undefined,
    mayHold: (branch: Branch, next: Branch | undefined) => boolean,
  ): AsyncGenerator<Card> {
    const root = await this.#nodes.get<Root>(this.#keyOf(0));
    if (root) yield* this.#within(root.node, step, from, mayHold);
  }

  async *#within(node: Node, ...asked: Parameters<Tree['walk']>): AsyncGenerator<Card> {
    const [step, from, mayHold] = asked;
    const inOrder = <T>(all: readonly T[]) => (step === 'older' ? all : all.toReversed());
    if ('cards' in node) {
      for (const card of inOrder(node.cards)) {
        const ahead = from === undefined ? 0 : comparePositions(card, from);
        if (step === 'older' ? ahead >= 0 : ahead <= 0) yield card;
      }
      return;
    }
    for (const [branch, next] of inOrder(withNext(node.branches))) {
      if (from && step === 'older' && next && comparePositions(next.first, from) < 0) continue;
      if (from && step === 'newer' && comparePositions(branch.first, from) > 0) continue;
      if (!mayHold(branch, next)) continue;
      yield* this.#within(await this.#read(branch.id), ...asked);
    }
  }

  async #change(place: CardPlace, card: Card | undefined): Promise<Card | undefined> {
    const key = this.#keyOf(0);
    const root = (await this.#nodes.get<Root>(key)) ?? { node: { cards: [] }, next: 1 };
    const changing = { place, card, was: undefined, next: root.next };
    const parts = await this.#changed(root.node, changing);
    if (changing.was === undefined && card === undefined) return undefined;
    const node: Node =
      parts.length > 1
        ? { branches: parts.map((part) => this.#keep(part, nextId(changing))) }
        : await this.#lowered(parts[0]);
    if (sizeOf(node) === 0) this.#nodes.clear(key);
    else this.#nodes.set(key, { node, next: changing.next } satisfies Root);
    return changing.was;
  }

  /** What becomes of a node: nothing if it is empty then, two if it is too large. */
  async #changed(node: Node, changing: Changing): Promise<readonly Node[]> {
    const { place, card } = changing;
    if ('cards' in node) {
      const at = node.cards.findIndex((one) => comparePlaces(one, place) >= 0);
      const index = at === -1 ? node.cards.length : at;
      const found = node.cards[index];
      const isThere = found !== undefined && comparePlaces(found, place) === 0;
      if (isThere) changing.was = found;
      const cards = node.cards.toSpliced(index, isThere ? 1 : 0, ...(card ? [card] : []));
      return split(cards, index, this.#sizes.cards).map((part) => ({ cards: part }));
    }
    const after = node.branches.findIndex(({ first }) => comparePlaces(first, place) > 0);
    const index = Math.max(0, (after === -1 ? node.branches.length : after) - 1);
    const { id } = node.branches[index] as Branch;
    const parts = await this.#changed(await this.#read(id), changing);
    if (changing.was === undefined && card === undefined) return [node];
    if (parts.length === 0) this.#nodes.clear(this.#keyOf(id));
    const kept = parts.map((part, i) => this.#keep(part, i === 0 ? id : nextId(changing)));
    const branches = node.branches.toSpliced(index, 1, ...kept);
    return split(branches, index, this.#sizes.branches).map((part) => ({ branches: part }));
  }

  /** A root of one branch is that branch. */
  async #lowered(node: Node | undefined): Promise<Node> {
    if (!node || 'cards' in node || node.branches.length > 1) return node ?? { cards: [] };
    const { id } = node.branches[0] as Branch;
    const only = await this.#read(id);
    this.#nodes.clear(this.#keyOf(id));
    return await this.#lowered(only);
  }

  #keep(node: Node, id: number): Branch {
    this.#nodes.set(this.#keyOf(id), node);
    const counts: Record<string, number> = {};
    const add = (what: string, n: number) => {
      counts[what] = (counts[what] ?? 0) + n;
    };
    if ('cards' in node) {
      for (const card of node.cards) for (const what of countedOf(card)) add(what, 1);
    } else {
      for (const branch of node.branches) {
        for (const [what, n] of Object.entries(branch.counts)) add(what, n);
      }
    }
    const { at, sid, machine } = 'cards' in node ? (node.cards[0] as Card) : firstOf(node.branches);
    return { id, first: { at, sid, machine }, counts };
  }

  async #read(id: number): Promise<Node> {
    const key = this.#keyOf(id);
    const node = await this.#nodes.get<Node>(key);
    if (!node) throw new Error(`A list has lost its node "${key}".`);
    return node;
  }
  #keyOf(id: number) {
    return `${id} ${this.#name}`;
  }
}

interface Changing {
  readonly place: CardPlace;
  /** What is to stand there; undefined: nothing. */
  readonly card: Card | undefined;
  was: Card | undefined;
  next: number;
}
function nextId(changing: Changing): number {
  changing.next += 1;
  return changing.next - 1;
}

const sizeOf = (node: Node) => ('cards' in node ? node.cards : node.branches).length;
const firstOf = (branches: readonly Branch[]) => (branches[0] as Branch).first;
const withNext = (branches: readonly Branch[]) =>
  branches.map((branch, i) => [branch, branches[i + 1]] as const);

/** In two where there are too many: what is newest stands alone then, so that nodes fill up. */
function split<T>(all: readonly T[], changedAt: number, most: number): (readonly T[])[] {
  if (all.length === 0) return [];
  if (all.length <= most) return [all];
  const cut = changedAt === 0 ? 1 : all.length >> 1;
  return [all.slice(0, cut), all.slice(cut)];
}

function comparePlaces(one: CardPlace, other: CardPlace): number {
  const order = comparePositions(one, other);
  if (order !== 0 || one.machine === other.machine) return order;
  return one.machine < other.machine ? -1 : 1;
}
