/** Lives of calls with a recording, put into the file of a store as they would be there. */
import type { EventTo, MachineName } from '../../machines/index.ts';
import { type Snapshot, Switchboard } from '../../src/engine/index.ts';
import { noChange, SqliteStore } from '../../src/hosts/index.ts';
import { Progress } from '../progress.ts';

/** Whose they are. */
export const accountSid = 'me';
const batch = 2_000;
/** When the first of them begins. */
export const begun = 1_700_000_000_000;

/** A call with its recording, up to the file or while it is being captured. */
function lifeOf(isEnded: boolean): readonly Snapshot[] {
  const board = new Switchboard();
  const tell = (machine: MachineName, sid: string, event: object, at: number) =>
    board.deliver({ machine, sid }, { ...event, at } as EventTo<MachineName>);
  tell('call', 'CA', { type: 'call.dialOut', recording: { sid: 'RE' } }, begun);
  tell('call', 'CA', { type: 'call.answered' }, begun + 1_000);
  tell('recording', 'RE', { type: 'media.started', order: 1 }, begun + 1_100);
  if (isEnded) {
    tell('call', 'CA', { type: 'call.hungUp' }, begun + 30_000);
    tell('recording', 'RE', { type: 'media.stopped' }, begun + 30_100);
    tell('recording', 'RE', { type: 'media.saved', location: 's3://bucket/file' }, begun + 31_000);
  }
  return [...board.all('call'), ...board.all('recording')];
}

/** What stands in the sids of a life. */
export const figures = (n: number) => String(n).padStart(9, '0');
/** The same life of another call, a second later than the one before. */
function another(texts: readonly string[], n: number): Snapshot[] {
  return texts.map(
    (text) =>
      JSON.parse(
        text
          .replaceAll('"CA"', `"CA${figures(n)}"`)
          .replaceAll('"RE"', `"RE${figures(n)}"`)
          .replaceAll(/\b17000000(\d{5})\b/g, (_, ms) => String(begun + n * 1_000 + Number(ms))),
      ) as Snapshot,
  );
}

/** Puts so many lives into a file. */
export function fill(file: string, isEnded: boolean, from: number, count: number) {
  const store = new SqliteStore(file, { owner: accountSid });
  // A sandbox is frozen in the moment of the newest: no limit of a live one comes.
  store.commit({ ...noChange, notes: [{ key: 'clock', value: { frozenAt: begun, aheadMs: 0 } }] });
  const texts = lifeOf(isEnded).map((one) => JSON.stringify(one));
  const progress = new Progress(isEnded ? 'ended' : 'live');
  for (let done = 0; done < count; done += batch) {
    const many = Math.min(batch, count - done);
    const lives = Array.from({ length: many }, (_, i) => another(texts, from + done + i));
    const rows = lives.flatMap(([call, recording]) => [
      {
        sid: call?.sid ?? '',
        row: { machine: 'call', accountSid, to: '+1', from: '+2', connectionId: '1' } as const,
      },
      {
        sid: recording?.sid ?? '',
        row: { machine: 'recording', accountSid, sendsUrl: true } as const,
      },
    ]);
    const machines = lives.flat().map((snapshot) => ({ snapshot, read: 0 }));
    store.commit({ ...noChange, machines, rows });
    progress.show({ lives: done + many });
  }
  progress.done();
  store.close();
}
