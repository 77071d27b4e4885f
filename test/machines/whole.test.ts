/** What keeps a declaration whole: a slip does not compile, and the error names event and state. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { by, cells, ignore, refuse } from '../../machines/declaring/cells.ts';
import { complete } from '../../machines/declaring/complete.ts';

const root = resolve(import.meta.dirname, '../..');

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

/** Compiles every slip in the place of its file, each as a file beside it. */
function compiled() {
  const texts = new Map(
    slips.map(({ file, right, wrong }, i) => {
      const path = resolve(root, 'machines', file);
      const text = readFileSync(path, 'utf8');
      expect(text.split(right).length, `"${right}" stands in ${file}`).toBeGreaterThan(1);
      return [path.replace('.ts', `-slip-${i}.ts`), text.replace(right, () => wrong)] as const;
    }),
  );
  const { config } = ts.readConfigFile(resolve(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, language, ...more) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, language, ...more)
      : ts.createSourceFile(name, text, language);
  };
  const program = ts.createProgram(
    [...texts.keys()],
    { ...options, noErrorTruncation: true },
    host,
  );
  return [...texts.keys()].map((name) => {
    const file = program.getSourceFile(name) as ts.SourceFile;
    return program
      .getSemanticDiagnostics(file)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  });
}

describe('It does not compile, and the error names the place:', () => {
  let errors: readonly (readonly string[])[];
  beforeAll(() => {
    errors = compiled();
  }, 600_000);

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
