/** What a host asks of its tables: every statement is one round trip. `@` stands for the schema. */
import { machineNames } from '../../../../machines/index.ts';

/** JSON in which a quote stands at the beginning and the end of a text, and nowhere else. */
const plainQuotes = (json: string) =>
  String.raw`replace(replace(${json}, '\\', chr(1)), '\"', chr(2))`;
const names = machineNames.map((name) => `'${name}'`).join(', ');

export const statements = {
  /** Machines by name. */
  read: `SELECT machine, sid, revision, snapshot
    FROM unnest($1::text[], $2::text[]) AS asked(machine, sid)
    JOIN @.machines USING (machine, sid)`,

  commit: `SELECT @.commit(
    $1, $2, $3, $4::text[], $5::text[], $6::bigint[], $7::text[], $8::bigint[], $9::text[],
    $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
    $15::text[], $16::text[], $17::text[], $18::text[], $19) AS known`,

  row: 'SELECT "row" FROM @.resources WHERE sid = $1',
  note: 'SELECT value FROM @.notes WHERE key = $1',

  /** Begins a lease; gives when a host was last there, as its clock showed. */
  begin: `INSERT INTO @.hosts (id, alive_until, seen_at)
    VALUES ($1, clock_timestamp() + $2 * interval '1 ms', $3)
    RETURNING greatest((SELECT max(seen_at) FROM @.hosts), (SELECT max(seen_at) FROM @.departures))
      AS seen_at`,

  /**
   * Renews a lease, and frees what those have in hand whose lease has run out, or was ended while
   * they were taking it. Freed is what a certain holder has: what somebody else has taken since is
   * looked at again by then, and stays. Gives whether the lease was still held, and what waits.
   */
  renew: `WITH mine AS (
      UPDATE @.hosts SET alive_until = clock_timestamp() + $2 * interval '1 ms', seen_at = $3
      WHERE id = $1 RETURNING id
    ), dead AS (
      DELETE FROM @.hosts WHERE alive_until < clock_timestamp() AND id <> $1 RETURNING id
    ), gone AS (
      SELECT id FROM dead UNION
      SELECT holder FROM @.errands
        WHERE holder IS NOT NULL AND NOT EXISTS (SELECT FROM @.hosts WHERE id = holder) UNION
      SELECT waker FROM @.machines WHERE wake_at <= $3 AND waker IS NOT NULL
        AND NOT EXISTS (SELECT FROM @.hosts WHERE id = waker)
    ), freed AS (
      UPDATE @.errands SET holder = NULL FROM gone WHERE holder = gone.id RETURNING number
    ), woken AS (
      UPDATE @.machines SET waker = NULL FROM gone
      WHERE waker = gone.id AND wake_at <= $3 RETURNING wake_at
    )
    SELECT EXISTS (SELECT FROM mine) AS held,
      EXISTS (SELECT FROM freed) OR EXISTS (SELECT FROM @.errands WHERE holder IS NULL) AS waits,
      least((SELECT min(wake_at) FROM woken),
        (SELECT min(wake_at) FROM @.machines WHERE wake_at IS NOT NULL AND waker IS NULL)
      ) AS wake_at`,

  /** Ends a lease; what is still in hand is free for others, who are called. */
  end: `WITH ended AS (DELETE FROM @.hosts WHERE id = $1),
    before AS (DELETE FROM @.departures WHERE seen_at <= $2),
    departed AS (INSERT INTO @.departures (seen_at) VALUES ($2)),
    freed AS (UPDATE @.errands SET holder = NULL WHERE holder = $1 RETURNING number),
    woken AS (
      UPDATE @.machines SET waker = NULL WHERE waker = $1 AND wake_at IS NOT NULL
      RETURNING wake_at
    )
    SELECT pg_notify('@', '') WHERE EXISTS (SELECT FROM freed) OR EXISTS (SELECT FROM woken)`,

  /**
   * Takes out what is done, and takes in hand what is first of its lane, as many as each port has
   * places for. What another host is about to take is passed over.
   */
  claim: `WITH done AS (
      DELETE FROM @.errands AS e USING unnest($2::text[], $3::text[], $4::bigint[])
        AS d(port, sid, number)
      WHERE e.port = d.port AND e.sid = d.sid AND e.number = d.number AND e.holder = $1
    ), free AS (
      SELECT f.port, f.sid, f.number FROM unnest($5::text[], $6::integer[]) AS room(port, places)
      CROSS JOIN LATERAL (
        SELECT e.port, e.sid, e.number FROM @.errands AS e
        WHERE e.port = room.port AND e.holder IS NULL AND NOT EXISTS (
          SELECT FROM @.errands AS before
          WHERE before.port = e.port AND before.sid = e.sid AND before.number < e.number
            AND NOT (before.number = ANY ($4) AND before.holder = $1)
        )
        ORDER BY e.number LIMIT room.places FOR UPDATE OF e SKIP LOCKED
      ) AS f
    )
    UPDATE @.errands AS e SET holder = $1 FROM free
    WHERE e.port = free.port AND e.sid = free.sid AND e.number = free.number
    RETURNING e.port, e.sid, e.number, e.key, e.effect, e.snapshot`,

  /** After an answer that was lost: what was taken in hand and is not known here is free again. */
  unclaim: `UPDATE @.errands SET holder = NULL
    WHERE holder = $1 AND NOT (number = ANY ($2::bigint[]))`,

  /** Takes in hand machines whose time has come; gives when the next comes, too. */
  wake: `WITH due AS (
      SELECT machine, sid FROM @.machines WHERE wake_at <= $2 AND waker IS NULL
      ORDER BY wake_at LIMIT $3 FOR UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE @.machines AS m SET waker = $1 FROM due
      WHERE m.machine = due.machine AND m.sid = due.sid
      RETURNING m.machine, m.sid
    )
    SELECT machine, sid, NULL::bigint AS wake_at FROM taken UNION ALL
    SELECT NULL, NULL, min(wake_at) FROM @.machines WHERE wake_at > $2 AND waker IS NULL`,

  /** A wake-up that came to nothing is set anew, unless the machine has changed meanwhile. */
  settle: `UPDATE @.machines SET wake_at = $4, waker = NULL
    WHERE machine = $1 AND sid = $2 AND revision = $3`,

  unwake: `UPDATE @.machines SET waker = NULL
    WHERE waker = $1 AND wake_at IS NOT NULL AND NOT (machine || ' ' || sid = ANY ($2::text[]))`,

  /** What waits to be performed and for how long, and whose time came before $1. */
  behind: `SELECT size, lag_ms, timers, earliest FROM
    (SELECT count(*) AS size,
      coalesce(extract(epoch FROM clock_timestamp() - min(asked_at)) * 1000, 0) AS lag_ms
      FROM @.errands) AS errands,
    (SELECT count(*) AS timers, min(wake_at) AS earliest
      FROM @.machines WHERE wake_at <= $1) AS late`,

  /** The repeats of a message are not expected any more, once so much time has gone by. */
  forget: `DELETE FROM @.answers WHERE id IN (
    SELECT id FROM @.answers WHERE forget_at < $1 LIMIT 5000)`,

  /**
   * What is over since $1, or since so many others that $2 would be left, goes with its row, as far
   * as nothing that lives names it and nothing is to be done for it; $3 at most. All texts of what
   * lives are gathered once: to look through it for each sid takes longer than a statement may.
   */
  sweep: `WITH named AS MATERIALIZED (
      SELECT DISTINCT unnest(string_to_array(${plainQuotes('said')}, '"')) AS text FROM (
        SELECT snapshot::text || coalesce("row"::text, '') AS said
        FROM @.machines LEFT JOIN @.resources USING (sid) WHERE over_at IS NULL
        UNION ALL SELECT effect::text FROM @.errands) AS live
    ), old AS (
      SELECT machine, sid FROM @.machines AS m
      WHERE over_at <= greatest($1::bigint, (
          SELECT over_at FROM @.machines WHERE over_at IS NOT NULL AND $2::bigint IS NOT NULL
          ORDER BY over_at DESC OFFSET coalesce($2::bigint, 0) LIMIT 1))
        AND NOT EXISTS (SELECT FROM named
          WHERE text = trim('"' FROM ${plainQuotes('to_json(m.sid)::text')}))
      ORDER BY over_at LIMIT $3 FOR UPDATE SKIP LOCKED
    ), gone AS (
      DELETE FROM @.machines AS m USING old
      WHERE m.machine = old.machine AND m.sid = old.sid RETURNING m.machine, m.sid
    ), rows AS (
      DELETE FROM @.resources AS r USING gone WHERE r.sid = gone.sid AND NOT EXISTS (
        SELECT FROM @.machines AS other
        WHERE other.machine IN (${names}) AND other.sid = r.sid
          AND NOT EXISTS (SELECT FROM gone AS g WHERE g.machine = other.machine AND g.sid = other.sid))
    )
    SELECT sid FROM gone`,
  unnote: 'DELETE FROM @.notes WHERE key = ANY ($1::text[])',
} as const;

export type StatementName = keyof typeof statements;
