/** A log is kept, judged, spoiled, and judged again. */
import { type AnyEvent, Switchboard, type To } from 'texml-recordings';
import { judge, lineOf } from './judge.ts';

const board = new Switchboard();
const log: string[] = [];
/** Every event that comes in is delivered, and what came of it is logged. */
function deliver(machine: 'call' | 'recording', sid: string, event: AnyEvent) {
  const { steps } = board.deliver({ machine, sid } as To, event as never);
  log.push(...steps.map(lineOf));
}

deliver('call', 'C', { type: 'call.dialOut', at: 0, recording: { sid: 'R' } });
deliver('call', 'C', { type: 'call.answered', at: 3_000 });
deliver('recording', 'R', { type: 'media.started', at: 3_100, order: 1 });
deliver('call', 'C', { type: 'call.hungUp', at: 9_000 });
deliver('recording', 'R', { type: 'media.stopped', at: 9_100 });
deliver('recording', 'R', { type: 'media.saved', at: 11_000, location: '/files/R.mp3' });

const verdictOf = (lines: readonly string[]) => judge(lines).join('\n') || 'Nothing is wrong.';
console.log(`${log.length} steps. ${verdictOf(log)}`);

// A service that tells its customer twice: the last line once more, as a retry would log it.
console.log(`\nThe end is told twice:\n${verdictOf([...log, log.at(-1) ?? ''])}`);
// A service that forgets: the log ends before the file is there.
console.log(`\nThe file is never told of:\n${verdictOf(log.slice(0, -1))}`);
