/** Plants every fault of the list into the model, and asks who notices: `npm run mutate -- --help`. */
import { parseArgs } from 'node:util';
import { claims } from '../properties/claims/index.ts';
import { argued } from '../properties/mutants/argued.ts';
import { glances, mutants, quick, quickGlances } from '../properties/mutants/index.ts';
import { Judge } from '../properties/mutants/judge.ts';
import type { Judgement } from '../properties/mutants/mutant.ts';
import { scoreOf, scoreText } from '../properties/mutants/report.ts';
import { systems } from '../properties/systems/index.ts';

const help = `npm run mutate -- [options]

  --machine NAME  only faults of call, dialLeg, conference, recording, transcription or policy
  --only TEXT     only mutants whose id contains TEXT
  --quick         only the fixed sample that the gate takes
  --no-tables     do not ask the tables of verdicts: claims and counts have to notice
  --each          print who noticed each mutant
  --json          print { mutants, killed, argued, survivors, killedBy, wronglyArgued }
  --help          print this

Exits with 1 when a mutant survives, or is wrongly argued away.
`;
const { values: options } = parseArgs({
  options: {
    machine: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean' },
    'no-tables': { type: 'boolean' },
    each: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

/** A line that overwrites itself, on a terminal only. */
function progress(done: number, of: number, killed: number, since: number) {
  if (!process.stderr.isTTY) return;
  const seconds = (Date.now() - since) / 1_000;
  const percent = Math.floor((100 * done) / of);
  const bar = '█'.repeat(Math.floor(percent / 5)).padEnd(20, '░');
  const rate = (done / Math.max(seconds, 0.001)).toFixed(1);
  const line = `${bar} ${percent} %  ${done} of ${of}  ${killed} killed  ${done - killed} not  ${rate}/s`;
  process.stderr.write(`\r${line}${done === of ? '\n' : ''}`);
}

function run(): boolean {
  const { machine, only = '' } = options;
  const chosen = (options.quick ? quick : mutants).filter(
    (one) => (machine === undefined || one.machine === machine) && one.id.includes(only),
  );
  const judge = new Judge({
    systems,
    claims,
    glances: options.quick ? quickGlances : glances,
    asksTables: !options['no-tables'],
  });
  const judgements: Judgement[] = [];
  const since = Date.now();
  let killed = 0;
  for (const mutant of chosen) {
    const judgement = judge.judge(mutant);
    judgements.push(judgement);
    const { death } = judgement;
    if (death) killed += 1;
    if (options.each) {
      const who = death ? `${death.by} ${death.what} ${death.where}` : 'nobody';
      process.stdout.write(`${mutant.id}: ${who}\n`);
    }
    progress(judgements.length, chosen.length, killed, since);
  }
  const score = scoreOf(judgements, argued, chosen.length === mutants.length);
  process.stdout.write(options.json ? `${JSON.stringify(score)}\n` : scoreText(score));
  return score.survivors.length + score.wronglyArgued.length === 0;
}

if (options.help) process.stdout.write(help);
else if (!run()) process.exitCode = 1;
