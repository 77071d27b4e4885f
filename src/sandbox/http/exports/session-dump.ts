/** A session as a dump: what an account would hold that had this session and nothing else. */
import { slotOf } from '../../../../machines/index.ts';
import type { Note } from '../../../hosts/index.ts';
import { withoutSecrets } from '../../../wire/said/secrets.ts';
import type { SettingsSaid } from '../../stage/settings.ts';
import type { TimelineEntry } from '../../stage/timeline.ts';
import type { Dump } from '../../state/dump.ts';
import type { KeptExchange } from '../../traffic/exchange.ts';
import type { ToldSession } from './told-session.ts';

/** The part of an account's dump that is about a session; what may let somebody in is left out. */
export function sessionDump(
  whole: Dump,
  settings: SettingsSaid,
  { machines, names }: ToldSession,
): string {
  const slots = new Set(machines.map(slotOf));
  const sids = new Set([...machines.map(({ sid }) => sid), ...names.keys()]);
  const kept: Dump = {
    ...whole,
    machines: whole.machines.filter(({ snapshot }) => slots.has(slotOf(snapshot))),
    rows: whole.rows.filter(({ sid }) => sids.has(sid)),
    // Those of the server hold there and nowhere else.
    notes: [
      { key: 'settings', value: settings },
      ...whole.notes.flatMap((note) => noteFor(sids, note) ?? []),
    ],
    outbox: whole.outbox.filter(({ effect }) => sids.has(effect.sid)),
    answers: [],
  };
  const text = JSON.stringify(kept, (_, value: unknown) =>
    typeof value === 'string' ? withoutSecrets(value) : value,
  );
  return `${text}\n`;
}

/** What a note is in an account with these alone; undefined: nothing. */
function noteFor(sids: ReadonlySet<string>, { key, value }: Note): Note | undefined {
  const [word] = key.split(' ', 1);
  const isOurs = ({ sid }: { readonly sid?: string }) => sid !== undefined && sids.has(sid);
  switch (word) {
    case 'clock':
    case 'version':
      return { key, value };
    case 'settings':
      return undefined;
    case 'happened': {
      const entries = (value as readonly TimelineEntry[]).filter(isOurs);
      return entries.length === 0 ? undefined : { key, value: entries };
    }
    case 'exchange':
      return isOurs(value as KeptExchange) ? { key, value } : undefined;
    default:
      return [...sids].some((sid) => key.includes(sid)) ? { key, value } : undefined;
  }
}
