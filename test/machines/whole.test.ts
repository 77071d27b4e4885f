/** What keeps a declaration whole: a slip does not compile, and the error names event and state. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { by, cells, ignore, refuse } from '../../machines/declaring/cells.ts';
import { complete } from '../../machines/declaring/complete.ts';
import { patienceMs } from '../house/patience.ts';
import { project, read } from '../house/tree.ts';

/** A slip in a declaration: the words that become others, and what the compiler has to say. */
interface Slip {
  readonly slip: string;
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  /** The error, or a part of it. */
  readonly says: string;
}
const slips: readonly Slip[] = [
  {
    slip: 'a missing event',
    file: 'recording/declaration.ts',
    right: "ignore('The file is kept.', 'media.failed'),",
    wrong: '',
    says: 'completed does not answer media.failed',
  },
  {
    slip: 'an event that a state inside misses, with the state around it',
    file: 'dial-leg/declaration.ts',
    right: "ignore('It is decided already.', 'leg.chosen', 'participant.admitted'),",
    wrong: "ignore('It is decided already.', 'leg.chosen'),",
    says: 'answered.bridged does not answer participant.admitted',
  },
  {
    slip: 'a misspelt event',
    file: 'call/declaration.ts',
    right: "'leg.answered': [",
    wrong: "'leg.answerd': [",
    says: 'call hears no leg.answerd: inProgress.dialing answers it',
  },
  {
    slip: 'an event of another machine',
    file: 'conference/declaration.ts',
    right: "'conference.addParticipant': to('init', 'create', 'callParticipant'),",
    wrong:
      "'conference.addParticipant': to('init', 'create', 'callParticipant'), 'call.rang': to('init'),",
    says: 'conference hears no call.rang: none answers it',
  },
  {
    slip: 'a cell that two groups have',
    file: 'recording/declaration.ts',
    right: '        captureOver,\n',
    wrong: '        captureOver,\n        endable,\n',
    says: 'media.stopped is declared twice',
  },
  {
    slip: 'a cell that a state has beside its groups',
    file: 'conference/declaration.ts',
    right: "'participant.joined': doing(turnAway('over-before-join')),",
    wrong: "'participant.joined': doing(turnAway('over-before-join')), 'leg.rang': doing('stamp'),",
    says: 'leg.rang is declared twice',
  },
];

/** Compiles a copy of the machines that has every slip beside the file it is made in. */
async function compiled() {
  const copy = mkdtempSync(join(tmpdir(), 'slips-'));
  try {
    for (const name of ['machines', 'package.json']) {
      cpSync(join(project, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'), 'junction');
    const files = slips.map(({ file, right, wrong }, i) => {
      const text = read(`machines/${file}`);
      expect(text.split(right).length, `"${right}" stands in ${file}`).toBeGreaterThan(1);
      const name = `machines/${file.replace('.ts', `-slip-${i}.ts`)}`;
      writeFileSync(
        join(copy, name),
        text.replace(right, () => wrong),
      );
      return name;
    });
    const { compilerOptions } = JSON.parse(read('tsconfig.json'));
    const settings = { compilerOptions: { ...compilerOptions, noErrorTruncation: true }, files };
    writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(settings));
    const said = await saidByCompiler(copy);
    return files.map((name) => said.filter((line) => line.startsWith(`${name}(`)));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** What the compiler says of a project, a line an error. */
async function saidByCompiler(folder: string): Promise<string[]> {
  const compiler = join(project, 'node_modules/typescript-7/bin/tsc');
  const asked = [compiler, '--project', folder, '--pretty', 'false', '--checkers', '1'];
  const options = { cwd: folder, timeout: patienceMs };
  const { stdout } = await promisify(execFile)(process.execPath, asked, options).catch((failed) =>
    failed.stdout ? failed : Promise.reject(failed),
  );
  return stdout.split(/\n(?! )/);
}

describe('It does not compile, and the error names the place:', () => {
  let errors: readonly (readonly string[])[];
  beforeAll(async () => {
    errors = await compiled();
  });

  test.each(slips.map((one, i) => ({ ...one, i })))('$slip', ({ says, i }) => {
    expect(errors[i]?.join('\n')).toContain(says);
  });
});

describe('Where nobody compiles, the load says which state declares which event twice', () => {
  const answered = ignore('It is so.', 'leg.answered', 'leg.rang');
  const twice = cells as (...groups: object[]) => Readonly<Record<string, unknown>>;
  const loaded = (on: Readonly<Record<string, unknown>>) => () => {
    const bridged = { description: 'Connected.', on };
    const inProgress = { description: 'It is open.', states: { bridged } };
    complete('call', { inProgress } as never);
  };

  test('in a group of its own, or deep in others', () => {
    const message = 'call: the state inProgress.bridged declares leg.rang twice.';
    expect(loaded(twice(answered, ignore('It rings.', 'leg.rang')))).toThrow(message);
    const inside = twice(ignore('It rings.', 'leg.rang'), { 'leg.rang': 'ringing' });
    expect(loaded(twice(refuse('call-busy', 'call.dial'), by('A3', inside)))).toThrow(message);
  });

  test('and nothing where each is there once', () => {
    expect(loaded(twice(answered, refuse('call-busy', 'call.dial')))).not.toThrow();
  });
});
