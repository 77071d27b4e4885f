/** The command `diagrams` in a process of its own: of this project, or of a copy in which a machine is another. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { patienceMs } from '../house/patience.ts';
import { project } from '../house/tree.ts';

/** Runs the command of a project: of this one, or of a copy. */
export function diagrams(of: string, ...args: readonly string[]) {
  const options = { cwd: of, encoding: 'utf8', timeout: patienceMs } as const;
  const program = [join(of, 'src/cli.ts'), 'diagrams', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, options);
  const named = [...stdout.matchAll(/^(new|changed|removed) +(.*)$/gm)];
  const out = args[args.indexOf('--out') + 1] ?? '';
  const stale = named.map(([, state, file = '']) => `${file.slice(out.length + 1)} ${state}`);
  return { status, stdout, stderr, stale };
}

/** A copy of the project, in a place, in which one place of the machines is changed, wherever it stands. */
export function changedIn(place: string, from: string, to: string): string {
  const copy = mkdtempSync(join(place, 'copy-'));
  for (const name of ['machines', 'src', 'properties', 'package.json']) {
    cpSync(join(project, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
  const folder = join(copy, 'machines');
  const places = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }))
    .filter(({ text }) => text.includes(from));
  const [{ path, text } = { path: '', text: '' }] = places;
  expect([places.length, text.split(from).length], from).toEqual([1, 2]);
  writeFileSync(path, text.replace(from, to));
  return copy;
}
