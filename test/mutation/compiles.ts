/** Whether a file still compiles with a mutant in it: one that does not is noticed by `npm run types`. */
import { basename, resolve } from 'node:path';
import ts from 'typescript';
import type { SourceMutant } from './mutants.ts';

const project = resolve(import.meta.dirname, '../..');

export class Compiler {
  readonly #texts = new Map<string, { readonly text: string; readonly version: number }>();
  readonly #service: ts.LanguageService;
  #version = 0;

  constructor() {
    const { config } = ts.readConfigFile(resolve(project, '.tsconfig.build.json'), ts.sys.readFile);
    const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, project);
    const textOf = (file: string) => this.#texts.get(file)?.text ?? ts.sys.readFile(file);
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => ({
        ...options,
        noEmit: true,
        composite: false,
        incremental: false,
      }),
      getScriptFileNames: () => fileNames,
      getScriptVersion: (file) => String(this.#texts.get(file)?.version ?? 0),
      getScriptSnapshot: (file) => {
        const text = textOf(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => project,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    });
  }

  /** The first thing that the compiler says against it, in its file; undefined: nothing. */
  against(mutant: SourceMutant): string | undefined {
    return this.#saidOf(mutant, (path) => [path]);
  }
  /** The same in the files that import it: they are many, and few are any wiser. */
  againstUse(mutant: SourceMutant): string | undefined {
    const named = `/${basename(mutant.file)}'`;
    const isUse = ({ text, isDeclarationFile }: ts.SourceFile) =>
      !isDeclarationFile && text.includes(named);
    const files = this.#service.getProgram()?.getSourceFiles().filter(isUse) ?? [];
    return this.#saidOf(mutant, () => files.map(({ fileName }) => fileName));
  }

  #saidOf({ file, start, end, becomes }: SourceMutant, asked: (path: string) => readonly string[]) {
    const path = resolve(project, file);
    const text = ts.sys.readFile(path) as string;
    const put = becomes === '' ? '{}' : `(${becomes})`;
    this.#set(path, text.slice(0, start) + put + text.slice(end));
    const [first] = asked(path).flatMap((one) => [
      ...this.#service.getSyntacticDiagnostics(one),
      ...this.#service.getSemanticDiagnostics(one),
    ]);
    this.#set(path, text);
    return first && ts.flattenDiagnosticMessageText(first.messageText, ' ');
  }

  #set(file: string, text: string) {
    this.#version += 1;
    this.#texts.set(file, { text, version: this.#version });
  }
}
