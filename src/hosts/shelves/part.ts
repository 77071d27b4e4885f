/** What a store holds of some sids, piece by piece: it costs what they are, however much there is. */
import { machineNames } from '../../../machines/index.ts';
import type { Stored, StoreShelf } from '../ports.ts';

/** Notes are found by those who keep them. */
export function partKept(
  shelf: StoreShelf,
  sids: ReadonlySet<string>,
): Pick<Stored, 'machines' | 'rows' | 'outbox'> {
  const all = [...sids];
  return {
    machines: all.flatMap((sid) =>
      machineNames.flatMap((machine) => shelf.machine({ machine, sid }) ?? []),
    ),
    rows: all.flatMap((sid) => {
      const row = shelf.row(sid);
      return row ? [{ sid, row }] : [];
    }),
    outbox: shelf.outbox().filter(({ effect }) => sids.has(effect.sid)),
  };
}
