/** Cards in the order of their lists, so that a page costs what lies around it. */
import { slotOf } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import type { Card, ListQuery, Page, Position, Row } from '../../wire/index.ts';
// Not by the room's door: a host needs nothing else of the wire, and begins in half the time.
import { cardOf, comparePositions, isMeant } from '../../wire/resources/listing.ts';

export class OrderedCards {
  readonly #cards = new Map<string, Card>();
  /** By account and list, oldest first: what is new comes at the end. */
  readonly #lists = new Map<string, Card[]>();

  /** A machine or its row has changed. */
  put(snapshot: Snapshot, row: Row | undefined) {
    const card = cardOf(snapshot, row);
    if (card.accountSid === null) return this.take(card);
    const before = this.#cards.get(slotOf(card));
    if (before && isSamePlace(before, card)) {
      const list = this.#listOf(card);
      list[list.indexOf(before, placeIn(list, card))] = card;
    } else {
      if (before) this.#take(before);
      const list = this.#listOf(card);
      list.splice(placeIn(list, card), 0, card);
    }
    this.#cards.set(slotOf(card), card);
  }

  /** A machine is gone. */
  take(to: { readonly machine: Card['machine']; readonly sid: string }) {
    const card = this.#cards.get(slotOf(to));
    if (!card) return;
    this.#cards.delete(slotOf(to));
    this.#take(card);
  }

  page(accountSid: string, query: ListQuery): Page<Card> {
    const list = this.#lists.get(keyOf({ accountSid, list: query.list })) ?? [];
    const { size, skip = 0, behind, before } = query.part;
    const token = behind ?? before;
    // The newest is the last: those behind a place stand below it.
    const edge = token ? placeIn(list, token) : list.length;
    if (before) {
      let from = edge;
      while (isAt(list[from], before)) from += 1;
      const found = meant(list, from, 1, query, size + 1);
      const isLast = meant(list, from - 1, -1, query, 1).length === 0;
      return { items: found.slice(0, size).toReversed(), isFirst: found.length <= size, isLast };
    }
    const found = meant(list, edge - 1, -1, query, skip + size + 1);
    const isFirst = token ? meant(list, edge, 1, query, 1).length === 0 : skip === 0;
    return { items: found.slice(skip, skip + size), isFirst, isLast: found.length <= skip + size };
  }

  #take(card: Card) {
    const list = this.#listOf(card);
    list.splice(list.indexOf(card, placeIn(list, card)), 1);
    if (list.length === 0) this.#lists.delete(keyOf(card));
  }
  #listOf(card: Card): Card[] {
    const key = keyOf(card);
    const list = this.#lists.get(key) ?? [];
    this.#lists.set(key, list);
    return list;
  }
}

const keyOf = ({ accountSid, list }: Pick<Card, 'accountSid' | 'list'>) => `${list} ${accountSid}`;
const isAt = (one: Position | undefined, place: Position) =>
  one !== undefined && comparePositions(one, place) === 0;
const isSamePlace = (one: Card, other: Card) => keyOf(one) === keyOf(other) && isAt(one, other);

/** Where it stands or would stand: behind all that are older. */
function placeIn(list: readonly Position[], place: Position): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePositions(list[middle] as Position, place) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those that are meant, from a place on, one way or the other, so many at most. */
function meant(list: readonly Card[], from: number, step: 1 | -1, query: ListQuery, most: number) {
  const found: Card[] = [];
  for (let at = from; at >= 0 && at < list.length && found.length < most; at += step) {
    const card = list[at] as Card;
    if (isMeant(card, query)) found.push(card);
  }
  return found;
}
