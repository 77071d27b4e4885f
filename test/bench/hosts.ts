/** What a host on SQLite takes in a second of CPU, beside a raw program on the same engine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Change, Host, noChange, type Perform, SqliteStore } from '../../src/hosts/index.ts';
import { performing } from '../hosts/stage.ts';
import { type Group, type Row, rounded } from './rows.ts';

const events = [
  { type: 'call.receive' },
  { type: 'call.answered' },
  { type: 'call.hungUp' },
] as const;
/** The messages of some calls, in waves: each wave has one of every call. */
const waves = (calls: number, round: number) =>
  events.map((event, wave) =>
    Array.from({ length: calls }, (_, i) => ({
      id: `m${round}-${wave}-${i}`,
      to: { machine: 'call', sid: `c${round}-${i}` } as const,
      event,
    })),
  );

/** A folder of its own for each run. */
async function inFile<T>(run: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'texml-recordings-bench-'));
  try {
    return await run(join(folder, 'calls.db'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
/** What this process has used of the CPU: a busy machine takes longer, and does not use more. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
/** Messages in a second, and what was kept, for the raw program to keep too. */
function ofHost(atOnce: number, rounds: number) {
  return inFile(async (file) => {
    const store = new SqliteStore(file);
    const kept: Change[] = [];
    const perform: Perform<never> = () => undefined;
    const host = await Host.open({
      store: {
        load: () => store.load(),
        commit: (change) => {
          kept.push(change);
          store.commit(change);
        },
        close: () => store.close(),
        shelf: store.shelf,
      },
      performers: () => performing(perform as () => void),
    });
    const began = cpuSeconds();
    for (let round = 0; round < rounds; round += 1) {
      for (const wave of waves(atOnce, round)) await Promise.all(wave.map((one) => host.take(one)));
    }
    await host.close();
    const seconds = cpuSeconds() - began;
    return { perSecond: (rounds * atOnce * events.length) / seconds, kept };
  });
}

/** The same reads, writes and messages: a transaction for each message, and one for what is done. */
function ofRaw(kept: readonly Change[], messages: number) {
  return inFile(async (file) => {
    new SqliteStore(file).close();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = NORMAL');
    const sql = (text: string) => database.prepare(text);
    const read = sql('SELECT snapshot FROM machines WHERE machine = ? AND sid = ?');
    const machine = sql(
      'INSERT INTO machines (machine, sid, revision, snapshot) VALUES (?, ?, ?, ?) ' +
        'ON CONFLICT DO UPDATE SET revision = excluded.revision, snapshot = excluded.snapshot',
    );
    const errand = sql('INSERT INTO outbox (key, effect, snapshot) VALUES (?, ?, ?)');
    const done = sql('DELETE FROM outbox WHERE key = ?');
    const answer = sql('INSERT INTO answers (id, at, verdict) VALUES (?, ?, ?)');
    const [begin, commit] = [sql('BEGIN IMMEDIATE'), sql('COMMIT')];
    const changes = kept.flatMap(apart);
    const began = cpuSeconds();
    for (const change of changes) {
      begin.run();
      for (const { snapshot, read: revision } of change.machines) {
        const { machine: name, sid } = snapshot;
        const found = read.get(name, sid);
        if (found) JSON.parse(String(found.snapshot));
        machine.run(name, sid, revision + 1, JSON.stringify(snapshot));
      }
      for (const { key, effect, snapshot } of change.outbox) {
        errand.run(key, JSON.stringify(effect), snapshot ? JSON.stringify(snapshot) : null);
      }
      for (const { id, at, verdict } of change.answers) answer.run(id, at, JSON.stringify(verdict));
      for (const key of change.done) done.run(key);
      commit.run();
      // Each message is answered by itself.
      await Promise.resolve();
    }
    const seconds = cpuSeconds() - began;
    database.close();
    return messages / seconds;
  });
}
/** A change of several messages, as they would have been kept one by one. */
function apart({ machines, outbox, answers, done }: Change): Change[] {
  const ofEach = answers.map((one, i): Change => {
    const own = machines[i] ? [machines[i]] : [];
    const sid = own[0]?.snapshot.sid;
    return {
      ...noChange,
      machines: own,
      answers: [one],
      outbox: outbox.filter(({ effect }) => effect.sid === sid),
    };
  });
  return done.length > 0 ? [...ofEach, { ...noChange, done }] : ofEach;
}

export const hosts: Group = {
  says:
    'What a host on SQLite takes in a second of CPU, beside a raw program that does the same reads and ' +
    'writes with one transaction a message. A raw figure of 1.25 or less is 0.8 of it or more.',
  run: async ({ isQuick, onTurn }) => {
    const rows: Row[] = [];
    for (const atOnce of [1, 64]) {
      const rounds = Math.ceil((isQuick ? 64 : 4_096) / atOnce);
      const turns = isQuick ? 1 : 5;
      const found: { own: number; raw: number }[] = [];
      for (let turn = 1; turn <= turns; turn += 1) {
        const { perSecond, kept } = await ofHost(atOnce, rounds);
        const raw = await ofRaw(kept, rounds * atOnce * events.length);
        found.push({ own: perSecond, raw });
        onTurn({ turns: turn });
      }
      const { own, raw } = found.toSorted((a, b) => a.own / a.raw - b.own / b.raw)[
        Math.floor(found.length / 2)
      ] as { own: number; raw: number };
      rows.push({
        name: `a host on SQLite, ${atOnce} at once`,
        unit: 'messages/CPU s',
        value: rounded(own),
        ratios: { 'raw SQLite': rounded(raw / own) },
        isDetail: true,
      });
    }
    return rows;
  },
};
