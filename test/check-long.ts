/**
 * `npm run check:long -- --lines 100000`: a log of that many lines, made of stories of the library in
 * turn, is checked as it is made: lines a second, and how much memory it takes at most. What comes from
 * the platform comes late, so that no call is quite like another, and now and then twice; `--late 0` is
 * as it was told. `--every 100000` tells of it meanwhile.
 */
import { parseArgs } from 'node:util';
import { checkLogs, type LogEntry } from '../src/check/index.ts';
import { libraryFiles, loadScenario, play } from '../src/scenarios/index.ts';
import { logOf } from './check/logs.ts';
import { chance } from './follow/chance.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '20000' },
    late: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '100000' },
  },
});
const most = Number(values.lines);
const random = chance(Number(values.seed));
const stories = ['voicemail', 'call-request', 'outbound-call', 'pause-resume-stop', 'dial-verb'];
const logs = libraryFiles()
  .filter((file) => stories.some((name) => file.endsWith(`/${name}.yaml`)))
  .map((file) => logOf(play(loadScenario(file))));

/** What arrives of a log: callbacks on the way for a while, one in fifty twice. */
function arrived(log: readonly LogEntry[], call: number): LogEntry[] {
  return log
    .flatMap((entry): LogEntry[] => {
      const { at } = entry;
      if (entry.kind !== 'heard') return [{ ...entry, at: at + call * 1_000 }];
      const isTold = entry.said.kind === 'recording' || entry.said.kind === 'call';
      const late = isTold ? Math.round(random() ** 4 * Number(values.late)) : 0;
      const once = { ...entry, at: at + call * 1_000 + late };
      const again = isTold && late > 0 && random() < 0.02;
      return again ? [once, { ...once, at: once.at + 500 }] : [once];
    })
    .toSorted((a, b) => a.at - b.at);
}

/** A line of the own form; what is said of times is not shifted with them. */
function lineOf(entry: LogEntry): string | undefined {
  const { at } = entry;
  if (entry.kind === 'commanded') return undefined;
  const { status, body } = entry.answer ?? {};
  if (entry.kind === 'heard') {
    const said = Object.entries(entry.said.said).filter(([name]) => !/Time|At$/.test(name));
    const received = { url: '/told', body: new URLSearchParams(said).toString() };
    return JSON.stringify({ at, received, answered: { at, status, body } });
  }
  const sent = {
    url: `/v2${entry.path}`,
    method: entry.method,
    body: JSON.stringify(entry.body ?? {}),
  };
  return JSON.stringify({ at, sent, answered: { at, status, body: JSON.stringify(body) } });
}

let peak = 0;
/** Every call a second after the one before it, under sids of its own. */
function* lines(): Generator<string> {
  for (let call = 0, count = 0; count < most; call += 1) {
    const own = (text: string) =>
      text.replaceAll(/\b(call|recording|leg|conference|transcription)-(\d+)\b/g, `$1-$2-${call}`);
    for (const entry of arrived(logs[call % logs.length] ?? [], call)) {
      const line = lineOf(entry);
      if (line === undefined) continue;
      count += 1;
      yield own(line);
      if (count % Number(values.every) === 0) tell(count);
    }
    if (call % 50 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
}
function tell(count: number) {
  const { user, system } = process.cpuUsage(cpu);
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const mib = (bytes: number) => Math.round(bytes / 2 ** 20);
  const rate = Math.round(count / ((user + system) / 1_000_000));
  console.log(`${count} lines, ${rate} a CPU-second, ${mib(rss)} MiB, heap ${mib(heapUsed)} MiB`);
}

const began = performance.now();
const cpu = process.cpuUsage();
for await (const says of checkLogs([{ file: 'long', lines: lines() }])) {
  if (says.kind === 'session' && says.verdict.is !== 'explained') {
    console.log(says.verdict.is, says.verdict.sids.join(), says.verdict.wrong?.says ?? '');
  }
  if (says.kind === 'odd') console.log(says.says);
  if (says.kind !== 'summary') continue;
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const worked = (user + system) / 1_000_000;
  const { entries, sessions, explained } = says.summary;
  console.log(`${entries} lines, ${sessions} sessions, ${explained} explained`);
  console.log(
    `${Math.round(entries / seconds)} lines a second, ${Math.round(entries / worked)} a CPU-second`,
  );
  console.log(`peak memory ${Math.round(peak / 2 ** 20)} MiB`);
}
