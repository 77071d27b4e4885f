/** Follows recordings by what is told of them; SQLite keeps what was told, so that a restart forgets nothing. */
import { DatabaseSync } from 'node:sqlite';
import { type Alert, LogWatch } from 'texml-recordings/check';
import { loggedFetch, webhooks } from 'texml-recordings/webhooks';

export function follower(
  file: string,
  alert: (alert: Alert) => void,
  platform: typeof fetch = fetch,
) {
  const db = new DatabaseSync(file);
  db.exec('CREATE TABLE IF NOT EXISTS lines (line TEXT)');
  db.exec(
    'CREATE TABLE IF NOT EXISTS recordings (sid TEXT PRIMARY KEY, status TEXT, seconds INTEGER)',
  );
  const keep = db.prepare('INSERT INTO lines VALUES (?)');
  const ended = db.prepare('INSERT OR REPLACE INTO recordings VALUES (?, ?, ?)');

  const watch = new LogWatch({ alert });
  for (const { line } of db.prepare('SELECT line FROM lines').all()) watch.line(String(line));
  const log = (line: string) => {
    keep.run(line);
    watch.line(line);
  };

  return {
    /** Takes callbacks, as `told.node` from `node:http`, Express or Fastify. */
    told: webhooks({
      verify: { token: 'a-secret-of-the-application' },
      log,
      onInstructions: () => '<Response><Pause length="60"/></Response>',
      onRecording: ({ recordingSid, status, durationMs = 0 }) => {
        if (status !== 'in-progress') ended.run(recordingSid, status, durationMs / 1_000);
      },
    }),
    /** Asks the API. */
    client: loggedFetch(log, platform),
    /** What a recording can be now. */
    now: (sid: string) => watch.now(sid),
    /** To be called each minute: what has not come may be overdue. */
    pass: () => watch.pass(Date.now()),
    /** Resolves as soon as all that was told is judged. */
    settled: () => watch.settled(),
    recordings: () => db.prepare('SELECT * FROM recordings').all(),
    close: () => db.close(),
  };
}
