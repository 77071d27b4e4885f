/** `npm run api`: writes down what the package promises; with --check it only says what is not so. */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type ApiDeclaredItem, type ApiItem, ApiItemKind } from '@microsoft/api-extractor-model';
import { PlainTextEmitter } from '@microsoft/tsdoc';
import { type Entry, readEntries } from './api/extract.ts';
import { indexOf, pageOf } from './api/reference.ts';

const folder = resolve(import.meta.dirname, '../api');
const isCheck = process.argv.includes('--check');

const entries = readEntries();
const files = new Map([['README.md', indexOf(entries)]]);
for (const entry of entries) {
  files.set(`${entry.name}.md`, pageOf(entry));
  files.set(`reports/${entry.name}.api.md`, entry.report);
}

const flaws = entries.flatMap((entry) => [...entry.flaws, ...undocumented(entry)]);
for (const [name, text] of files) {
  const path = join(folder, name);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (before === text) continue;
  if (isCheck)
    flaws.push(`api/${name}: ${differenceOf(before, text)}; run npm run api, and read the diff.`);
  else write(path, text);
}
for (const name of globSync('**/*.md', { cwd: folder })) {
  if (files.has(name.replaceAll('\\', '/'))) continue;
  if (isCheck) flaws.push(`api/${name}: there is no such entry; run npm run api.`);
  else rmSync(join(folder, name));
}
for (const flaw of flaws) console.error(flaw);
process.exitCode = flaws.length === 0 ? 0 : 1;

function write(path: string, text: string) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function differenceOf(before: string | undefined, text: string): string {
  if (before === undefined) return 'is missing';
  const old = before.split('\n');
  const line = text.split('\n').findIndex((one, index) => one !== old[index]);
  return `differs from line ${line + 1}`;
}

/** The names that say nothing on hover, and the members that do not. One overload speaks for all. */
function undocumented({ imported, exported }: Entry): string[] {
  const names = exported.members.flatMap((item) =>
    hasMembers(item) ? [item, ...item.members] : [item],
  ) as ApiDeclaredItem[];
  const byName = Map.groupBy(names, ({ displayName, parent }) =>
    parent && hasMembers(parent) ? `${parent.displayName}.${displayName}` : displayName,
  );
  return [...byName]
    .filter(([, items]) => !items.some(saysWhatItIs))
    .map(([name]) => `${imported}: ${name} has no docstring.`);
}

/** A docstring that only says what is thrown does not say what it is. */
function saysWhatItIs({ tsdocComment }: ApiDeclaredItem): boolean {
  return !!tsdocComment && PlainTextEmitter.hasAnyTextContent(tsdocComment.summarySection);
}

function hasMembers({ kind }: ApiItem): boolean {
  return kind === ApiItemKind.Class || kind === ApiItemKind.Interface;
}
