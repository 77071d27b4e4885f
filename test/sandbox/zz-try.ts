import { basename } from 'node:path';
import { writeFileSync, mkdirSync } from 'node:fs';
import { libraryFiles, loadScenario, play, readScenario, reportOf } from '../../src/scenarios/index.ts';
import { livedThrough, sessionsIn, exported } from './played-here.ts';
mkdirSync('/tmp/exp', { recursive: true });
const only = process.argv.slice(2);
let bad = 0, n = 0;
for (const file of libraryFiles()) {
  const name = basename(file, '.yaml');
  if (only.length && !only.includes(name)) continue;
  const sandbox = await livedThrough(loadScenario(file));
  for (const sid of await sessionsIn(sandbox)) {
    n++;
    const { status, text } = await exported(sandbox, sid, 'scenario');
    writeFileSync(`/tmp/exp/${name}.yaml`, text);
    for (const as of ['ndjson','har']) writeFileSync(`/tmp/exp/${name}.${as}`, (await exported(sandbox, sid, as)).text);
    if (status !== 200) { bad++; console.log(name, status, text); continue; }
    const head = text.split('\n').filter((l) => l.startsWith('#')).slice(1);
    if (head.length) { bad++; console.log(name, head); }
  }
  await sandbox.close();
}
console.log(n, bad);
