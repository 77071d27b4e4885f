/** Whether a file still compiles with a mutant in it: one that does not is noticed by `npm run types`. */
import { basename, resolve } from 'node:path';
import ts from 'typescript';
import type { SourceMutant } from './mutants.ts';

const project = resolve(import.meta.dirname, '../..');
/** So many are looked at in one go: each is a copy of its file, and all are held at once. */
const atOnce = 500;

type Texts = ReadonlyMap<string, string>;

/** Asks the compiler of many mutants: each stands in a copy of its file, beside it, in one program. */
export class Compiler {
  readonly #sources: Texts;
  readonly #mutants: readonly SourceMutant[];
  readonly #options: ts.CompilerOptions;
  readonly #files: readonly string[];
  /** What all programs share: whatever no mutant is in. */
  readonly #parsed = new Map<string, ts.SourceFile | undefined>();
  #batch = -1;
  #program: ts.Program | undefined;

  /** @param sources the texts of the files that mutants are in, by their paths in the project */
  constructor(sources: Texts, mutants: readonly SourceMutant[]) {
    this.#sources = sources;
    this.#mutants = mutants;
    const { config } = ts.readConfigFile(resolve(project, '.tsconfig.build.json'), ts.sys.readFile);
    const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, project);
    this.#options = { ...options, noEmit: true, composite: false, incremental: false };
    this.#files = fileNames;
  }

  /** The first thing that the compiler says against a mutant, in its file; undefined: nothing. */
  against(number: number): string | undefined {
    const batch = Math.floor(number / atOnce);
    if (batch !== this.#batch) {
      const from = batch * atOnce;
      const copies = this.#mutants
        .slice(from, from + atOnce)
        .map((mutant, i) => [this.#copyOf(from + i), this.#textWith(mutant)] as const);
      this.#program = this.#programOf(new Map(copies));
      this.#batch = batch;
    }
    return saidOf(this.#program as ts.Program, [this.#copyOf(number)]);
  }

  /**
   * The same of the mutant alone, in its place, and of the files that import it: they are many, and few are
   * any wiser. Some things a compiler says once of a type, so that many mutants share one error.
   */
  againstAlone(number: number): string | undefined {
    const mutant = this.#mutants[number] as SourceMutant;
    const named = `/${basename(mutant.file)}'`;
    const users = this.#files.filter((file) => ts.sys.readFile(file)?.includes(named));
    const path = resolve(project, mutant.file);
    const all = [path, ...users];
    return saidOf(this.#programOf(new Map([[path, this.#textWith(mutant)]]), all), all);
  }

  #copyOf(number: number) {
    const { file } = this.#mutants[number] as SourceMutant;
    return resolve(project, file.replace(/\.ts$/, `.mutant-${number}.ts`));
  }

  #textWith({ file, start, end, becomes }: SourceMutant) {
    const text = this.#sources.get(file) as string;
    return text.slice(0, start) + (becomes === '' ? '{}' : `(${becomes})`) + text.slice(end);
  }

  #programOf(texts: Texts, roots: readonly string[] = [...texts.keys()]) {
    const host = ts.createCompilerHost(this.#options);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (file) => texts.has(file) || fileExists(file);
    host.readFile = (file) => texts.get(file) ?? readFile(file);
    host.getSourceFile = (file, ...rest) => {
      if (texts.has(file)) return getSourceFile(file, ...rest);
      if (!this.#parsed.has(file)) this.#parsed.set(file, getSourceFile(file, ...rest));
      return this.#parsed.get(file);
    };
    return ts.createProgram({ rootNames: roots, options: this.#options, host });
  }
}

function saidOf(program: ts.Program, files: readonly string[]): string | undefined {
  for (const file of files) {
    const source = program.getSourceFile(file);
    const [first] = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    if (first) return ts.flattenDiagnosticMessageText(first.messageText, ' ');
  }
  return undefined;
}
