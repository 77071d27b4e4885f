/** The directory of what a host holds at hand, of every account. */
import type { Address, MachineName } from '../../../machines/index.ts';
import type { Snapshot } from '../../engine/index.ts';
import { knownOf } from './directory.ts';
import {
  type Card,
  cardOf,
  isMeant,
  type ListName,
  type ListQuery,
  listFor,
  type MachineIn,
  type Page,
  pageOf,
} from './listing.ts';
import { type Reader, readerOf } from './reader.ts';
import type { Row } from './rows.ts';

/** What a host holds, of every account. */
export interface Held {
  /** A `Switchboard`, to be looked at. */
  readonly machines: {
    find<M extends MachineName>(machine: M, sid: string): Snapshot<M> | undefined;
    all<M extends MachineName>(machine: M): Iterable<Snapshot<M>>;
    recordingsOfCall(sid: string, machine: 'call' | 'dialLeg'): Iterable<Snapshot<'recording'>>;
    recordingsOfConference(sid: string): Iterable<Snapshot<'recording'>>;
  };
  /** By the sid of what they are about. */
  readonly rows: Pick<ReadonlyMap<string, Row>, 'get'>;
  /**
   * Where a part of an account's list is, for whoever has it in order; left out: all machines are
   * looked through.
   */
  readonly page?: (accountSid: string, query: ListQuery) => Page<Address>;
}

const machinesIn = Object.groupBy(Object.keys(listFor) as MachineName[], (one) => listFor[one]);

/** What is one account's of all that a host holds. Whatever is looked up here passes `known`. */
export function directoryOf(held: Held, accountSid: string): Reader {
  const { machines, rows } = held;
  const known = <M extends MachineName>(machine: M, sid: string) =>
    knownOf(accountSid, machines.find(machine, sid), rows.get(sid));
  return readerOf({
    accountSid,
    known,
    page<L extends ListName>(query: ListQuery<L>) {
      const page = held.page?.(accountSid, query) ?? lookThrough(held, accountSid, query);
      const items = page.items.flatMap(
        ({ machine, sid }) => known(machine as MachineIn<L>, sid) ?? [],
      );
      return { ...page, items };
    },
  });
}

/** A part of a list, of machines that are in no order: all that it may show are looked at. */
export function lookThrough(
  { machines, rows }: Pick<Held, 'machines' | 'rows'>,
  accountSid: string,
  query: ListQuery,
): Page<Address> {
  const cards: Card[] = [];
  for (const snapshot of candidates(machines, query)) {
    const card = cardOf(snapshot, rows.get(snapshot.sid));
    if (card.accountSid === accountSid && isMeant(card, query)) cards.push(card);
  }
  return pageOf(cards, query.part, (card) => card);
}

/** Those of a call or a conference are known without looking at all. */
function candidates(machines: Held['machines'], { list, words = {} }: ListQuery): Set<Snapshot> {
  const { callSid, conferenceSid } = words;
  if (list === 'recordings' && callSid !== undefined) {
    return new Set([
      ...machines.recordingsOfCall(callSid, 'call'),
      ...machines.recordingsOfCall(callSid, 'dialLeg'),
    ]);
  }
  if (list === 'recordings' && conferenceSid !== undefined) {
    return new Set(machines.recordingsOfConference(conferenceSid));
  }
  return new Set((machinesIn[list] ?? []).flatMap((machine) => [...machines.all(machine)]));
}
