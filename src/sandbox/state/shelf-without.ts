/** Pieces of a store, without some of its notes. */
import type { StoreShelf } from '../../hosts/index.ts';

/** All else is read as it is. */
export function shelfWithout(of: StoreShelf, isHidden: (key: string) => boolean): StoreShelf {
  return {
    machine: (to) => of.machine(to),
    machines: (machine) => of.machines(machine),
    sids: (machine) => of.sids(machine),
    count: (machine) => of.count(machine),
    live: () => of.live(),
    recordings: (by, sid) => of.recordings(by, sid),
    belonging: (sids) => of.belonging(sids),
    searched: (words) => of.searched(words),
    page: (accountSid, query) => of.page(accountSid, query),
    row: (sid) => of.row(sid),
    rows: () => of.rows(),
    note: (key) => (isHidden(key) ? undefined : of.note(key)),
    *notes(beginning) {
      for (const note of of.notes(beginning)) if (!isHidden(note.key)) yield note;
    },
    answer: (id) => of.answer(id),
    answersOutside: (from, until) => of.answersOutside(from, until),
    outbox: () => of.outbox(),
    keptAt: () => of.keptAt(),
    over: (until, most) => of.over(until, most),
    overBeyond: (newer) => of.overBeyond(newer),
  };
}
