/** Lists hear what a machine is found by, whenever that changes. */
import { isDeepStrictEqual } from 'node:util';
import type { Card } from '../../../wire/index.ts';
// Not by the room's door: a host needs nothing else of the wire, and begins in half the time.
import { cardOf } from '../../../wire/resources/listing.ts';
import type { ReadObject } from './kept-machine.ts';
import { listKey, type ServiceNames } from './names.ts';
import type { Sendings } from './sending.ts';

/** What changes in a list: a card is put into it, or taken out. */
export interface ListChange {
  readonly put?: Card;
  readonly take?: Pick<Card, 'at' | 'sid' | 'machine'>;
}

/** Tells the lists of whoever owns a machine. */
export function sendListChanges(
  sendings: Sendings,
  { list: service }: ServiceNames,
  before: ReadObject,
  after: ReadObject,
) {
  const [was, is] = [cardIn(before), cardIn(after)];
  const send = ({ list, accountSid }: Owned, change: ListChange) =>
    sendings.send({ service, key: listKey(list, accountSid), method: 'change' }, change);
  if (was && was.accountSid !== is?.accountSid) {
    const { at, sid, machine } = was;
    send(was, { take: { at, sid, machine } });
  }
  if (is && !isDeepStrictEqual(was, is)) send(is, { put: is });
}

type Owned = Card & { readonly accountSid: string };

/** What it is found by; nothing without a row. */
function cardIn({ snapshot, row }: ReadObject): Owned | undefined {
  const card = snapshot && row && cardOf(snapshot, row);
  const accountSid = card?.accountSid;
  if (!card || accountSid == null) return undefined;
  // Of no other list it is asked, and every step would change it.
  const { at, updatedAt } = card;
  return { ...card, accountSid, updatedAt: card.list === 'conferences' ? updatedAt : at };
}
