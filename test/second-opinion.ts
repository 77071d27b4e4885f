/** `npm run second-opinion`: SPIN checks the bounded systems, and comes to the same or says where not. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { systems } from '../properties/systems/index.ts';
import { Progress } from './progress.ts';
import { lacking, sayUnchecked, writeModel } from './second-opinion/checker.ts';
import { seededFaults } from './second-opinion/controls/faults.ts';
import { foundByOurs, foundBySpin } from './second-opinion/controls/negative-controls.ts';
import { type Noticed, noticed } from './second-opinion/controls/sample.ts';
import { type Looked, lookAt } from './second-opinion/looking.ts';
import { type Look, lookNames, looks } from './second-opinion/looks.ts';
import { pinnedFinds, pinnedOpinions } from './second-opinion/pinned.ts';

interface Options {
  readonly look?: string;
  readonly ours?: boolean;
  readonly most: string;
  readonly write?: string;
  readonly faults?: boolean;
  readonly mutants?: boolean;
  readonly list?: boolean;
  readonly json?: boolean;
}

const program = new Command('second-opinion')
  .description('Have SPIN check the bounded systems, beside and apart from our own search.')
  .argument('[system...]', 'names of systems; all that are pinned if none')
  .option('--look <what>', `one of ${lookNames.join(', ')}; all that are pinned if left out`)
  .option('--ours', 'let our own search count too; it takes far longer than SPIN')
  .option('--most <seconds>', 'stop looking at a system after so long', '3600')
  .option('--write <folder>', 'write the models there, and the cells that SPIN asks for')
  .option('--faults', 'ask both searches whether they find each of the seeded faults instead')
  .option('--mutants', 'ask both whether they notice each mutant of the gate instead')
  .option('--list', 'list the looks and the systems with their sizes')
  .option('--json', 'print one JSON object instead')
  .action(async (names: string[], options: Options) => {
    const { json, write } = options;
    const look = lookNames.find((one) => one === options.look);
    const unknown = names.filter((name) => !systems.some((system) => system.name === name));
    if (unknown.length > 0) program.error(`no system ${unknown.join(', ')}; --list names all`);
    if (options.look !== undefined && look === undefined) {
      program.error(`no look ${options.look}: it is one of ${lookNames.join(', ')}`);
    }
    const chosen = systems.filter(({ name }) =>
      names.length === 0 ? name in pinnedOpinions : names.includes(name),
    );
    if (options.list) return list();
    if (lacking.length > 0) {
      sayUnchecked('there is no second opinion');
      process.exitCode = 2;
      return;
    }
    if (options.faults) return controls();
    if (options.mutants) return sampleOfMutants();
    if (write !== undefined) {
      mkdirSync(write, { recursive: true });
      for (const system of chosen) await writeWhole(write, system);
      return;
    }
    const results: Looked[] = [];
    for (const system of chosen) {
      const pinned = lookNames.filter((one) => pinnedOpinions[system.name]?.[one]);
      const wanted = look === undefined ? pinned : [look];
      for (const one of wanted) results.push(await run(system, one, options));
    }
    const wrong = results.filter(({ disagreements }) => disagreements.length > 0);
    if (json) process.stdout.write(`${JSON.stringify({ results }, null, 2)}\n`);
    else process.stdout.write(`${results.length} looks, ${wrong.length} do not agree\n`);
    if (wrong.length > 0) process.exitCode = 1;
  });

async function run(system: (typeof systems)[number], look: Look, { ours, most, json }: Options) {
  const progress = new Progress(`${system.name}, ${look}`);
  const looked = await lookAt(system, look, {
    mostSeconds: Number(most),
    asksOurs: ours === true,
    onProgress: (states) => progress.show({ states }),
  });
  progress.done();
  if (!json) process.stdout.write(lineOf(looked));
  return looked;
}

/** A model with all that it asks for, so that it can be checked without this project. */
async function writeWhole(folder: string, system: (typeof systems)[number]) {
  const lines: string[] = [];
  await lookAt(system, 'states', { onCell: (line) => lines.push(line) });
  writeModel(folder, system);
  writeFileSync(join(folder, `${system.name}.cells`), `${lines.join('\n')}\n`);
  const flags = '-DNOREDUCE -DCOLLAPSE -DSAFETY -DVECTORSZ=4096 -I.';
  process.stdout.write(
    `In ${folder}: spin -a ${system.name}.pml && cc ${flags} -o pan pan.c && ` +
      `CELLS=${system.name}.cells ./pan -m100000\n`,
  );
}

async function controls() {
  for (const fault of seededFaults) {
    const found = { ours: foundByOurs(fault), spin: await foundBySpin(fault) };
    const pinned = pinnedFinds[fault.says];
    const isAsPinned = pinned?.ours === found.ours && pinned?.spin === found.spin;
    process.stdout.write(
      `${fault.says} (${fault.system.name}): ours ${found.ours ?? 'no'}, SPIN ${found.spin ?? 'no'}` +
        `${isAsPinned ? '' : ', which is not what is pinned'}\n`,
    );
    if (!isAsPinned || !found.ours || !found.spin) process.exitCode = 1;
  }
}

function whoNotices({ ours, spin, isForm }: Noticed) {
  if (isForm) return 'the tables, by its form';
  if (ours === undefined) return spin === undefined ? 'neither' : 'SPIN alone';
  return spin === undefined ? 'ours alone' : 'both';
}

/** Says of each mutant who notices it, and fails if one of the two does alone. */
async function sampleOfMutants() {
  const alone = { 'ours alone': 0, 'SPIN alone': 0 };
  const tally = { both: 0, neither: 0, 'the tables, by its form': 0, ...alone };
  for await (const one of noticed()) {
    const { mutant, system, ours, spin } = one;
    tally[whoNotices(one)] += 1;
    process.stdout.write(`${mutant.id} (${system}): ours ${ours ?? 'no'}, SPIN ${spin ?? 'no'}\n`);
  }
  process.stdout.write(`${JSON.stringify(tally)}\n`);
  if (tally['ours alone'] + tally['SPIN alone'] > 0) process.exitCode = 1;
}

function lineOf({ system, look, opinion, pinned, disagreements }: Looked): string {
  const { states, edges, seconds, asked } = opinion;
  const said = [
    `${system.padEnd(22)} ${look.padEnd(6)} ${states.toLocaleString('en').padStart(10)} states`,
    `${edges.toLocaleString('en').padStart(11)} edges`,
    `${seconds.toFixed(1).padStart(6)} s`,
    `${asked.toLocaleString('en').padStart(7)} cells asked`,
    pinned ? '' : '(not pinned)',
  ].join(' ');
  return `${said}\n${disagreements.map((one) => `  ${one}\n`).join('')}`;
}

function list() {
  for (const [look, says] of Object.entries(looks)) process.stdout.write(`${look}: ${says}\n`);
  for (const { name } of systems) {
    const sizes = Object.entries(pinnedOpinions[name] ?? {}).map(
      ([look, { states, edges }]) => `${look} ${states}/${edges}`,
    );
    process.stdout.write(`${name}: ${sizes.join(', ') || 'not pinned'}\n`);
  }
}

await program.parseAsync();
