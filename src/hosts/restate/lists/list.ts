/**
 * One list of one account, as the state of one object: all of it in order, and beside that what has a
 * word that lists are asked for, under that word. A page reads what lies around it.
 */
import type { Address } from '../../../../machines/index.ts';
import type { Card, CardWord, ListQuery, Page } from '../../../wire/index.ts';
// Not by the room's door: a host needs nothing else of the wire, and begins in half the time.
import { comparePositions, isMeant } from '../../../wire/resources/listing.ts';
import { type Branch, type CardPlace, type Nodes, type Sizes, Tree } from './tree.ts';

/** Words of which there are many: each has what it finds in a tree of its own, the first that is asked. */
const finding = [
  'callSid',
  'conferenceSid',
  'recordingSid',
  'name',
  'to',
  'from',
] as const satisfies readonly CardWord[];

export class ListInNodes {
  readonly #nodes: Nodes;
  readonly #sizes: Sizes | undefined;

  constructor(nodes: Nodes, sizes?: Sizes) {
    this.#nodes = nodes;
    this.#sizes = sizes;
  }

  /** A machine is found by this from now on. */
  async put(card: Card) {
    const before = await this.#tree().put(card);
    for (const word of finding) {
      const [was, is] = [before?.[word], card[word]];
      if (was !== undefined && was !== is) await this.#tree(word, was).take(card);
      if (is !== undefined) await this.#tree(word, is).put(card);
    }
  }

  /** A machine is not found here any more. */
  async take(place: CardPlace) {
    const before = await this.#tree().take(place);
    for (const word of finding) {
      const was = before?.[word];
      if (was !== undefined) await this.#tree(word, was).take(place);
    }
  }

  async page(query: ListQuery): Promise<Page<Address>> {
    const { size, skip = 0, behind, before } = query.part;
    if (before) {
      const found = await this.#meant(query, 'newer', before, size + 1);
      const beyond = await this.#meant(query, 'older', before, 1, isAtOrBehind);
      const items = found.slice(0, size).toReversed();
      return pageOf(items, found.length <= size, beyond.length === 0);
    }
    const found = await this.#meant(query, 'older', behind, skip + size + 1);
    const beyond = behind ? await this.#meant(query, 'newer', behind, 1, isAtOrBehind) : [];
    const isFirst = behind ? beyond.length === 0 : skip === 0;
    return pageOf(found.slice(skip, skip + size), isFirst, found.length <= skip + size);
  }

  /** Those that are meant, so many at most, without what stands at the position itself. */
  async #meant(
    query: ListQuery,
    step: 'older' | 'newer',
    from: ListQuery['part']['behind'],
    most: number,
    isCounted: (ahead: number) => boolean = (ahead) => ahead !== 0,
  ): Promise<Card[]> {
    const found: Card[] = [];
    const { words = {} } = query;
    const word = finding.find((one) => words[one] !== undefined);
    for await (const card of this.#tree(word, words[word ?? 'to']).walk(
      step,
      from,
      mayHold(query),
    )) {
      const ahead = from === undefined ? 1 : comparePositions(card, from);
      if (!isCounted(ahead) || !isMeant(card, query)) continue;
      found.push(card);
      if (found.length === most) break;
    }
    return found;
  }

  #tree(word?: CardWord, value?: string) {
    const name = word === undefined ? '' : `${word} ${value}`;
    return new Tree(this.#nodes, name, this.#sizes);
  }
}

const isAtOrBehind = () => true;

const pageOf = (items: readonly Card[], isFirst: boolean, isLast: boolean): Page<Address> => ({
  items: items.map(({ machine, sid }) => ({ machine, sid })),
  isFirst,
  isLast,
});

/** Whether something that is meant can be below a branch; `next` is older than all of it. */
function mayHold({ isLive, isThere, words = {}, times = {} }: ListQuery) {
  const counted = [
    ...(isLive ? ['live'] : []),
    ...(isThere ? ['there'] : []),
    ...(words.status === undefined ? [] : [`status ${words.status}`]),
  ];
  const { at } = times;
  return ({ first, counts }: Branch, next: Branch | undefined) =>
    counted.every((what) => (counts[what] ?? 0) > 0) &&
    (!at || (first.at >= at.from && (next === undefined || next.first.at < at.until)));
}
