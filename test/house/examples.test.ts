/** The examples of docstrings run as they stand, and print what is written behind them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { patienceMs } from './patience.ts';
import { filesIn, project, read } from './tree.ts';

interface Example {
  readonly file: string;
  readonly code: string;
}
const examples = filesIn(['machines', 'src', 'properties']).flatMap((file): Example[] =>
  Array.from(
    read(file).matchAll(/^ *\* @example\n *\* ```ts\n(.*?)^ *\* ```$/gms),
    ([, shown = '']) => ({
      file,
      code: shown.replaceAll(/^ *\* ?/gm, ''),
    }),
  ),
);
/** What stands behind a line that prints, in the order in which it is printed. */
const promised = ({ code }: Example) =>
  Array.from(code.matchAll(/console\.log\(.*?\);? \/\/ (.*)$/gm), ([, said]) => said);

const folder = mkdtempSync(resolve(project, 'dist/examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** All in one process, each with a line after it: most of the time goes into its start. */
const printed = () => {
  const names = examples.map(({ code }, index) => {
    writeFileSync(join(folder, `${index}.ts`), code);
    return `await import('./${index}.ts');\nconsole.log('---');\n`;
  });
  const main = join(folder, 'main.ts');
  writeFileSync(main, names.join(''));
  const options = { encoding: 'utf8', timeout: patienceMs } as const;
  const parts = execFileSync(process.execPath, [main], options).split('---\n');
  return parts.slice(0, -1).map((part) => part.trimEnd().split('\n'));
};

test('there are ten examples or more', () => {
  expect(examples.length).toBeGreaterThanOrEqual(10);
  for (const example of examples) expect(promised(example)).not.toEqual([]);
});

test('each example prints what stands behind its lines', () => {
  const all = printed();
  expect(examples.map(({ file }, index) => ({ file, lines: all[index] }))).toEqual(
    examples.map((example) => ({ file: example.file, lines: promised(example) })),
  );
});
