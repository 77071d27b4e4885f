/** The guides as they are written: the files in them, and what is run with which outcome. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { filesIn, project, read } from '../house/tree.ts';

/** A block of code in a page. */
interface Block {
  readonly language: string;
  /** The file that it is; undefined: it is none. */
  readonly title: string | undefined;
  readonly body: string;
  /** Where it begins. */
  readonly at: number;
}
/** Commands that a guide has its reader type. */
export interface Run {
  readonly command: string;
  /** What is printed then; a line with `…` alone stands for any others. undefined: it is not shown. */
  readonly shown: string | undefined;
  readonly exitCode: number;
}
export interface Guide {
  /** Its path in the project. */
  readonly file: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly runs: readonly Run[];
}

const blocksIn = (text: string): Block[] =>
  [...text.matchAll(/^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$/gms)].map(
    ({ 1: language = '', 2: title, 3: body = '', index }) => ({ language, title, body, at: index }),
  );

/** The last command of a block is the one whose output is shown in the next. */
const runsIn = (blocks: readonly Block[]): Run[] =>
  blocks.flatMap(({ language, body }, i) => {
    if (language !== 'sh') return [];
    const next = blocks[i + 1];
    const commands = body.trimEnd().split('\n');
    return commands.map((line, n): Run => {
      const [, command = '', code] = /^(.*?)(?: +# exit code (\d+))?$/.exec(line) ?? [];
      const isShown = n === commands.length - 1 && next?.language === 'text';
      return { command, shown: isShown ? next.body : undefined, exitCode: Number(code ?? 0) };
    });
  });

export const guides: readonly Guide[] = filesIn(['docs/guides'], '.md').map((file) => {
  const text = read(file);
  const blocks = blocksIn(text);
  return { file, text, blocks, runs: runsIn(blocks) };
});

/** The files that guides have their reader write, by their names. */
export const writtenFiles = guides.flatMap(({ file, blocks }) =>
  blocks.flatMap(({ title, body }) => (title === undefined ? [] : [{ guide: file, title, body }])),
);

/** Writes all of them into a folder, as a reader does. */
export function writeGuides(folder: string) {
  mkdirSync(folder, { recursive: true });
  for (const { title, body } of writtenFiles) writeFileSync(join(folder, title), body);
}
/** A folder with all of them, gone afterwards. Inside the project the package finds itself by name. */
export function guidesFolder() {
  mkdirSync(resolve(project, 'dist'), { recursive: true });
  const path = mkdtempSync(resolve(project, 'dist/guides-'));
  writeGuides(path);
  return { path, [Symbol.asyncDispose]: async () => rmSync(path, { recursive: true }) };
}

/** What the guide about hosts shows of the one in a file, and says of the others. */
export const shownByAllHosts = guides
  .flatMap(({ runs }) => runs)
  .find(({ command }) => command === 'node sqlite.ts')?.shown;

/** A text as a regular expression that matches it alone. */
export const literally = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** What a run of a guide shows, as an expression that its output matches. */
export const asShown = (shown: string): RegExp =>
  new RegExp(`^${shown.split(/^…\n/m).map(literally).join('(?:.*\\n)*?')}$`);
