/**
 * `npm run check:long -- --lines 100000`: a log of that many lines, made of stories of the library in
 * turn, is checked as it is made: lines a second, and how much memory it takes at most.
 */
import { parseArgs } from 'node:util';
import { checkLogs } from '../src/check/index.ts';
import { libraryFiles, loadScenario, play } from '../src/scenarios/index.ts';
import { logOf } from './check/logs.ts';

const { values } = parseArgs({ options: { lines: { type: 'string', default: '20000' } } });
const most = Number(values.lines);
const stories = ['voicemail', 'call-request', 'outbound-call', 'pause-resume-stop', 'dial-verb'];
const logs = libraryFiles()
  .filter((file) => stories.some((name) => file.endsWith(`/${name}.yaml`)))
  .map((file) => logOf(play(loadScenario(file))));

let peak = 0;
/** Every call a second after the one before it, under sids of its own. */
function* lines(): Generator<string> {
  for (let call = 0, count = 0; count < most; call += 1) {
    const log = logs[call % logs.length] ?? [];
    const begun = Math.min(...log.map(({ at }) => at));
    const own = (text: string) =>
      text.replaceAll(/\b(call|recording|leg|conference|transcription)-(\d+)\b/g, `$1-$2-${call}`);
    for (const entry of log) {
      count += 1;
      const at = entry.at + call * 1_000;
      if (entry.kind === 'commanded') continue;
      if (entry.kind === 'heard') {
        // What is said of times is not shifted with them.
        const said = Object.entries(entry.said.said).filter(([name]) => !/Time|At$/.test(name));
        const body = new URLSearchParams(said).toString();
        const answered = { at, status: entry.answer?.status, body: entry.answer?.body };
        yield own(JSON.stringify({ at, received: { url: '/told', body }, answered }));
      } else {
        const body = JSON.stringify(entry.body ?? {});
        const answered = {
          at,
          status: entry.answer?.status,
          body: JSON.stringify(entry.answer?.body),
        };
        yield own(
          JSON.stringify({
            at,
            sent: { url: `/v2${entry.path}`, method: entry.method, body },
            answered,
          }),
        );
      }
      if (begun === entry.at && call % 50 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    }
  }
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
