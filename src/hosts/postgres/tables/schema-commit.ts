/**
 * The commit, as a function of the database: all of a change or nothing, in one round trip. Locks
 * are taken in one order (the answer, machines by name, rows, notes), so that no two wait for each
 * other.
 */

import { handedOverState } from '../../../engine/index.ts';
import { changingColumns, isNumber, lastingColumns } from '../../shelves/cards.ts';

/** What a machine is found by that its row says: the column, and the field of the row. */
const rowColumns = [
  ['account', 'accountSid'],
  ['to_whom', 'to'],
  ['from_whom', 'from'],
  ['name', 'friendlyName'],
] as const;
const isOfRow = (name: string) => rowColumns.some(([column]) => column === name);
const updatedColumns = changingColumns.filter((name) => !isOfRow(name));
const insertedColumns = [...lastingColumns, ...updatedColumns];
const fromCard = (name: string) => `(card->>'${name}')${isNumber(name) ? '::bigint' : ''}`;

/** What a commit raises when something was changed since it was read; its detail is the slot. */
export const conflictCode = 'TX409';

/**
 * Gives null, or the verdict that the message of this id was given before: then nothing is kept.
 * A machine without a snapshot was looked at and not changed: it has to be what it was, too. What
 * is not there cannot be locked; a lock on its name keeps it from coming to be meanwhile.
 */
export const commitFunction = `
  CREATE OR REPLACE FUNCTION @.commit(
    p_id text, p_verdict text, p_forget_at bigint,
    p_machines text[], p_sids text[], p_read bigint[], p_snapshots text[], p_wakes bigint[],
    p_cards text[],
    p_keys text[], p_ports text[], p_askers text[], p_effects text[], p_asked text[],
    p_row_sids text[], p_rows text[], p_note_keys text[], p_notes text[],
    p_calls boolean
  ) RETURNS json LANGUAGE plpgsql AS $commit$
  DECLARE
    known json;
    slot bigint;
    card json;
    kept json;
  BEGIN
    IF p_id IS NOT NULL THEN
      INSERT INTO @.answers (id, verdict, forget_at)
        VALUES (p_id, p_verdict::json, p_forget_at) ON CONFLICT DO NOTHING;
      IF NOT FOUND THEN
        SELECT verdict INTO known FROM @.answers WHERE id = p_id;
        IF known IS NULL THEN
          RAISE EXCEPTION 'forgotten meanwhile' USING ERRCODE = '${conflictCode}';
        END IF;
        RETURN known;
      END IF;
    END IF;
    FOR i IN 1 .. coalesce(array_length(p_sids, 1), 0) LOOP
      IF p_read[i] = 0 THEN
        slot := hashtextextended('@ ' || p_machines[i] || ' ' || p_sids[i], 0);
        IF p_snapshots[i] IS NULL THEN PERFORM pg_advisory_xact_lock_shared(slot);
        ELSE PERFORM pg_advisory_xact_lock(slot);
        END IF;
      END IF;
      IF p_snapshots[i] IS NULL AND p_read[i] = 0 THEN
        PERFORM 1 WHERE NOT EXISTS (
          SELECT FROM @.machines WHERE machine = p_machines[i] AND sid = p_sids[i]);
      ELSIF p_snapshots[i] IS NULL THEN
        PERFORM 1 FROM @.machines
          WHERE machine = p_machines[i] AND sid = p_sids[i] AND revision = p_read[i] FOR SHARE;
      ELSIF p_read[i] = 0 THEN
        card := p_cards[i];
        SELECT given::json INTO kept FROM unnest(p_row_sids, p_rows) AS rows(sid, given)
          WHERE sid = p_sids[i];
        IF kept IS NULL THEN
          SELECT "row" INTO kept FROM @.resources WHERE sid = p_sids[i];
        END IF;
        IF NOT coalesce(@.owns(p_machines[i], p_snapshots[i]::json, kept), false) THEN
          kept := NULL;
        END IF;
        INSERT INTO @.machines (machine, sid, revision, snapshot, wake_at,
            ${insertedColumns.join(', ')},
            ${rowColumns.map(([column]) => column).join(', ')})
          VALUES (p_machines[i], p_sids[i], 1, p_snapshots[i]::json, p_wakes[i],
            ${insertedColumns.map(fromCard).join(', ')},
            ${rowColumns.map(([, field]) => `kept->>'${field}'`).join(', ')})
          ON CONFLICT DO NOTHING;
      ELSE
        card := p_cards[i];
        UPDATE @.machines
          SET revision = revision + 1, snapshot = p_snapshots[i]::json, wake_at = p_wakes[i],
            waker = NULL,
            ${updatedColumns.map((name) => `${name} = ${fromCard(name)}`).join(', ')},
            account = CASE WHEN machine = 'dialLeg' AND card->>'state' = '${handedOverState}'
              THEN NULL ELSE account END
          WHERE machine = p_machines[i] AND sid = p_sids[i] AND revision = p_read[i];
      END IF;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'changed since it was read'
          USING ERRCODE = '${conflictCode}', DETAIL = p_machines[i] || ' ' || p_sids[i];
      END IF;
    END LOOP;
    IF p_keys IS NOT NULL THEN
      INSERT INTO @.errands (key, port, sid, effect, snapshot)
        SELECT key, port, sid, effect::json, asked::json
        FROM unnest(p_keys, p_ports, p_askers, p_effects, p_asked)
          AS given(key, port, sid, effect, asked);
    END IF;
    IF p_row_sids IS NOT NULL THEN
      INSERT INTO @.resources (sid, "row")
        SELECT sid, given::json FROM unnest(p_row_sids, p_rows) AS rows(sid, given)
        ON CONFLICT (sid) DO UPDATE SET "row" = excluded."row";
      UPDATE @.machines AS m
        SET ${rowColumns.map(([column, field]) => `${column} = given::json->>'${field}'`).join(', ')}
        FROM unnest(p_row_sids, p_rows) AS rows(sid, given)
        WHERE m.sid = rows.sid
          AND m.machine = ANY (CASE WHEN given::json->>'machine' IN ('call', 'dialLeg')
            THEN ARRAY['call', 'dialLeg'] ELSE ARRAY[given::json->>'machine'] END)
          AND @.owns(m.machine, m.snapshot, given::json)
          AND (${rowColumns.map(([column]) => column).join(', ')}) IS DISTINCT FROM
            (${rowColumns.map(([, field]) => `given::json->>'${field}'`).join(', ')});
    END IF;
    IF p_note_keys IS NOT NULL THEN
      DELETE FROM @.notes USING unnest(p_note_keys, p_notes) AS given(name, said)
        WHERE key = name AND said IS NULL;
      INSERT INTO @.notes (key, value)
        SELECT name, said::json FROM unnest(p_note_keys, p_notes) AS given(name, said)
        WHERE said IS NOT NULL
        ON CONFLICT (key) DO UPDATE SET value = excluded.value;
    END IF;
    IF p_calls THEN PERFORM pg_notify('@', ''); END IF;
    RETURN NULL;
  END $commit$;
`;

/** The function of version 1: it knew no cards. */
export const commitOfBefore = `
  DROP FUNCTION IF EXISTS @.commit(
    text, text, bigint, text[], text[], bigint[], text[], bigint[], text[], text[], text[], text[],
    text[], text[], text[], text[], text[], boolean
  );`;
