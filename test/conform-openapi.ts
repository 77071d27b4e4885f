/** `npm run conform:openapi -- FILE`: every answer of the sandbox, held against the vendor's own OpenAPI. */
import { Command } from 'commander';
import { everything, type Seen } from './load/everything.ts';
import { descriptionIn } from './openapi/description.ts';
import { type Judge, judgeOf } from './openapi/judge.ts';

/** What is wrong with an answer; undefined if it is as it should be. */
type JudgeSeen = (seen: Seen) => string | undefined;

function judgingBy({ operationOf, flawIn }: Judge): JudgeSeen {
  return ({ method, path, status, body }) => {
    const operation = operationOf(method, path);
    if (!operation) return 'there is no such request';
    const answered = operation.answers[status];
    if (!answered) return undefined;
    const [place] = Object.values(answered);
    if (place) return flawIn(place, body);
    return body === undefined ? undefined : 'there should be no body';
  };
}

await new Command('conform:openapi')
  .description('Drive everything that the sandbox can do, and hold its answers against OpenAPI.')
  .argument('<file>', "Telnyx's OpenAPI description, as JSON")
  .action(async (file: string) => {
    const seen = await everything();
    const ways = new Set(seen.map((one) => `${one.method} ${one.template} ${one.status}`));
    const description = descriptionIn(file);
    const flaws = flawsIn(seen, judgingBy(judgeOf(description)));
    const more = flawsIn(seen, judgingBy(judgeOf(description, true)));
    for (const about of flaws.keys()) more.delete(about);
    const write = (all: ReadonlyMap<string, number>) => {
      for (const [about, times] of all) process.stdout.write(`  ${times} × ${about}\n`);
    };
    process.stdout.write(`${seen.length} answers of ${ways.size} kinds, ${flaws.size} flaws\n`);
    write(flaws);
    process.stdout.write(`and ${more.size} say more than is described\n`);
    write(more);
    if (flaws.size > 0) process.exitCode = 1;
  })
  .parseAsync();

/** What a judge finds, and how often. */
function flawsIn(seen: readonly Seen[], judge: JudgeSeen): Map<string, number> {
  // A judge that accepts everything is none.
  const path = '/v2/texml/Accounts/a/Calls/b';
  const wrong = { method: 'GET', path, template: '', status: 200, body: { status: 'nonsense' } };
  if (!judge(wrong)) throw new Error('nothing is judged');
  const flaws = new Map<string, number>();
  for (const one of seen) {
    const flaw = judge(one);
    const about = `${one.method} ${one.template} ${one.status}: ${flaw}`;
    if (flaw) flaws.set(about, (flaws.get(about) ?? 0) + 1);
  }
  return flaws;
}
