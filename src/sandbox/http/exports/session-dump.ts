/** A session as a dump: what an account would hold that had this session and nothing else. */
import type { Note } from '../../../hosts/index.ts';
import { withoutSecrets } from '../../../wire/said/secrets.ts';
import { type Dump, dumpOf } from '../../state/dump.ts';
import { worldForgets } from '../../state/forgotten.ts';
import { notesOfPast } from '../../state/journal.ts';
import type { World } from '../../world/world.ts';
import type { ToldSession } from './told-session.ts';

/** Nothing else of the account is read; what may let somebody in is left out. */
export function sessionDump(world: World, { machines, names, entries }: ToldSession): string {
  const { accountSid, host, said, traffic } = world;
  const sids = new Set([...machines.map(({ sid }) => sid), ...names.keys()]);
  const exchanges = [...traffic.all].filter(({ sid }) => sid !== undefined && sids.has(sid));
  const dump: Dump = dumpOf(accountSid, {
    ...host.partOf(sids),
    notes: [
      // Those of the server hold there and nowhere else.
      { key: 'settings', value: said },
      ...host.notes.from('clock'),
      ...[...sids].flatMap((sid) => notesAbout(world, sid)),
      ...notesOfPast({ entries, exchanges }),
    ],
    answers: [],
  });
  const text = JSON.stringify(dump, (_, value: unknown) =>
    typeof value === 'string' ? withoutSecrets(value) : value,
  );
  return `${text}\n`;
}

/** What is kept of one sid, and what is to happen to it. */
const notesAbout = ({ host: { notes } }: World, sid: string): readonly Note[] => [
  ...worldForgets.notesOf(sid).flatMap((key) => {
    const value = notes.get(key);
    return value === undefined ? [] : [{ key, value }];
  }),
  ...notes.from(`plan ${sid}/`),
];
