/** What machines are found by, in columns beside their snapshots; until version 2 there were none. */

import type { MachineName } from '../../../../machines/index.ts';
import { handedOverState } from '../../../engine/index.ts';
import type { Row } from '../../../wire/index.ts';
import {
  cardIndexes,
  changingColumns,
  columnsByName,
  isNumber,
  lastingColumns,
} from '../../shelves/cards.ts';
import type { Asking, Database } from './database.ts';
import { Records } from './records.ts';

const columns = [...lastingColumns, ...changingColumns];

/**
 * `@.owns` says whether a row is a machine's own: that of a leg goes with its line, which is a call's
 * once it was handed over.
 */
export const cardTables = `
  ${columns
    .map(
      (name) => `ALTER TABLE @.machines ADD COLUMN ${name} ${isNumber(name) ? 'bigint' : 'text'};`,
    )
    .join('\n  ')}
  ${Object.entries(cardIndexes)
    .map(([name, of]) => {
      const last = of.at(-1);
      return `CREATE INDEX ${name} ON @.machines (${of.join(', ')}, newness, sid COLLATE "C")
        WHERE account IS NOT NULL AND ${last} IS NOT NULL;`;
    })
    .join('\n  ')}
  CREATE INDEX machines_over ON @.machines (over_at) WHERE over_at IS NOT NULL;
  CREATE INDEX machines_live ON @.machines (sid) WHERE over_at IS NULL;
  CREATE FUNCTION @.owns(p_machine text, p_snapshot json, p_row json) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS $owns$
      SELECT CASE
        WHEN p_machine = 'dialLeg' AND p_snapshot->>'state' = '${handedOverState}' THEN false
        WHEN p_row->>'machine' = p_machine THEN true
        ELSE p_machine = 'call' AND p_row->>'machine' = 'dialLeg'
          AND p_snapshot->'context'->>'takenOverAt' IS NOT NULL
      END
    $owns$;
`;

/** Gives every machine of older tables what it is found by. */
export async function fillCards(database: Database, ask: Asking) {
  const records = new Records(database.schema);
  const found = await ask({
    text: database.text(
      'SELECT machine, sid, snapshot, "row" FROM @.machines LEFT JOIN @.resources USING (sid)',
    ),
  });
  const assigned = columns.map((name, i) => `${name} = $${i + 3}`).join(', ');
  const text = database.text(`UPDATE @.machines SET ${assigned} WHERE machine = $1 AND sid = $2`);
  for (const { machine, sid, snapshot: kept, row: beside } of found) {
    const snapshot = records.snapshot(machine as MachineName, String(sid), kept);
    const row: Row | undefined = beside === null ? undefined : records.row(String(sid), beside);
    const values = columnsByName(snapshot, row);
    await ask({ text, values: [machine, sid, ...columns.map((name) => values[name] ?? null)] });
  }
}
