/** `lint` as it is typed, in this process: what it is given, and what it says and exits with. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { addLint } from '../../src/cli/lint.ts';

/** Where it runs. */
interface Around {
  readonly folder?: string;
  readonly root?: string;
  readonly stdin?: string | Uint8Array;
  readonly isTTY?: boolean;
  /** Where colours are wanted, each is shown by its name. */
  readonly isColoured?: boolean;
}
/** What came of it: the lines of both outputs, and the exit code. */
export interface Linted {
  readonly out: string;
  readonly err: string;
  readonly code: number | undefined;
}

/** Types `texml-recordings lint` with these words after it. */
export async function linted(words: readonly string[], around: Around = {}): Promise<Linted> {
  const { folder = '/', root = folder, stdin = '', isTTY = false, isColoured } = around;
  const told = { out: '', err: '', code: undefined as number | undefined };
  const write = (text: string) => {
    told.out += text;
  };
  const warn = (line: string) => {
    told.err += `${line}\n`;
  };
  const program = new Command()
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: (text) => warn(text.trimEnd()) });
  addLint(program, {
    stdin: Object.assign(chunksOf(stdin), { isTTY }),
    paint: (format, text) => (isColoured ? `{${format}:${text}}` : text),
    ...{ folder, root, write, warn },
    exit: (code) => {
      told.code = code;
    },
  });
  try {
    await program.parseAsync(['lint', ...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
  }
  return told;
}

/** In several chunks, as a pipe gives it. */
async function* chunksOf(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += 50_000) {
    await Promise.resolve();
    yield bytes.subarray(from, from + 50_000);
  }
}

/** A folder of these files, which is gone once the test is over. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>) {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'documents-')));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

/** A document with one warning, at 1:11. */
export const warned = '<Response><Recrod/></Response>';
export const fine = '<Response><Record/></Response>';
export const refused = '<Response><Record></Response>';
