/** The rooms keep apart: every rule catches what it forbids, and sees every file there is. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ICruiseResult, IRegularForbiddenRuleType } from 'dependency-cruiser';
import { beforeAll, expect, test } from 'vitest';
import { patienceMs } from './patience.ts';
import { filesIn, project, read } from './tree.ts';

/** What must be reported: the rule, and an import that breaks it; `~>` imports a type only. */
const bad = `
  machines-room          machines/a.ts          -> src/engine/x.ts
  machines-room          machines/a.ts          ~> src/wire/x.ts
  machines-room          machines/a.ts          -> zod
  machines-room          machines/a.ts          -> node:fs
  engine-room            src/engine/a.ts        -> src/wire/x.ts
  engine-room            src/engine/a.ts        ~> properties/x.ts
  engine-room            src/engine/a.ts        -> src/entries/model.ts
  engine-room            src/engine/a.ts        -> zod
  engine-room            src/engine/a.ts        -> node:crypto
  render-room            src/render/a.ts        -> src/engine/x.ts
  wire-room              src/wire/a.ts          -> src/scenarios/x.ts
  wire-room              src/wire/a.ts          -> properties/x.ts
  wire-room              src/wire/a.ts          -> yaml
  wire-room              src/wire/a.ts          -> xstate
  wire-room              src/wire/a.ts          -> node:fs
  properties-room        properties/a.ts        -> src/wire/x.ts
  folders-room           src/folders.ts         -> src/hosts/x.ts
  version-room           src/version.ts         -> src/folders.ts
  diff-room              src/diff/a.ts          -> src/render/x.ts
  explorer-room          src/explorer/a.ts      -> src/wire/rest/x.ts
  hosts-room             src/hosts/a.ts         -> src/scenarios/x.ts
  scenarios-room         src/scenarios/a.ts     -> src/hosts/x.ts
  scenarios-room         src/scenarios/a.ts     -> src/cli.ts
  scenarios-room         src/scenarios/a.ts     -> saxes
  pages-room             src/pages/a.ts         -> properties/generators/x.ts
  pages-room             src/pages/a.ts         -> src/sandbox/x.ts
  sandbox-room           src/sandbox/a.ts       -> src/pages/x.ts
  testing-room           src/testing/a.ts       -> src/pages/x.ts
  testing-room           src/testing/a.ts       ~> properties/generators/x.ts
  testing-room           src/testing/a.ts       -> fast-check
  webhooks-room          src/webhooks/a.ts      -> src/hosts/x.ts
  webhooks-room          src/webhooks/a.ts      ~> node:http
  lint-room              src/lint/a.ts          -> src/sandbox/stage/x.ts
  lint-room              src/lint/a.ts          -> zod
  entries/model-room     src/entries/model.ts   -> src/wire/x.ts
  entries/model-room     src/entries/model.ts   -> xstate
  entries-room           src/entries/a.ts       -> zod
  entries-room           src/entries/a.ts       -> node:fs
  follow-room            src/follow/a.ts        -> properties/check/x.ts
  follow-room            src/follow/a.ts        -> node:fs
  check-room             src/check/a.ts         -> properties/check/x.ts
  check-room             src/check/a.ts         -> node:fs
  conform-room           src/conform/a.ts       -> src/hosts/x.ts
  conform-room           src/conform/a.ts       -> yaml
  bin-room               src/bin.ts             -> src/sandbox/x.ts
  cli-room               src/cli.ts             -> yaml
  machines-floors        machines/words/a.ts               -> machines/declaring/x.ts
  machines-floors        machines/words/a.ts               ~> machines/catalogue.ts
  machines-floors        machines/line/a.ts                -> machines/call/x.ts
  machines-floors        machines/call/a.ts                -> machines/dial-leg/x.ts
  machines-floors        machines/recording/a.ts           ~> machines/conference/x.ts
  machines-floors        machines/catalogue.ts             -> machines/reading/x.ts
  machines-floors        machines/reading/a.ts             -> machines/index.ts
  render-floors          src/render/graph/a.ts             -> src/render/views/x.ts
  render-floors          src/render/views/plans/a.ts       -> src/render/views/x.ts
  wire-floors            src/wire/resources/a.ts           ~> src/wire/rest/x.ts
  wire-floors            src/wire/said/a.ts                -> src/wire/callbacks/x.ts
  wire-floors            src/wire/texml/a.ts               -> src/wire/callbacks/x.ts
  wire-floors            src/wire/rest/spelling/a.ts       -> src/wire/rest/x.ts
  properties-floors      properties/claims/a.ts            ~> properties/generators/x.ts
  properties-floors      properties/generators/inputs/a.ts -> properties/generators/x.ts
  properties-floors      properties/check/a.ts             -> properties/mutants/x.ts
  hosts-floors           src/hosts/a.ts                    -> src/hosts/stores/x.ts
  scenarios-floors       src/scenarios/format/a.ts         -> src/scenarios/x.ts
  lint-floors            src/lint/a.ts                     -> src/lint/formats/x.ts
  check-floors           src/check/judging/a.ts            -> src/check/shown/x.ts
  diff-floors            src/diff/described/a.ts           -> src/diff/changes/x.ts
  conform-floors         src/conform/checks/a.ts           -> src/conform/running/x.ts
  conform-floors         src/conform/receiver/a.ts         ~> src/conform/shown/x.ts
  conform-floors         src/conform/far-end/a.ts          ~> src/conform/platform/x.ts
  conform-floors         src/conform/platform/a.ts         -> src/conform/receiver/x.ts
  pages-floors           src/pages/sheet/a.ts              -> src/pages/gathered/x.ts
  sandbox-floors         src/sandbox/network/a.ts          -> src/sandbox/stage/x.ts
  sandbox-floors         src/sandbox/lines/a.ts            -> src/sandbox/media/x.ts
  sandbox-floors         src/sandbox/documents/a.ts        ~> src/sandbox/world/x.ts
  sandbox-floors         src/sandbox/world/a.ts            -> src/sandbox/http/x.ts
  sandbox-floors         src/sandbox/http/edge/a.ts        -> src/sandbox/http/x.ts
  sandbox-floors         src/sandbox/http/a.ts             ~> src/sandbox/x.ts
  every-folder-has-a-floor  machines/attic/a.ts            -> machines/words/x.ts
  every-folder-has-a-floor  machines/call/parts/a.ts       -> machines/words/x.ts
  every-folder-has-a-floor  src/wire/a.ts                  -> src/wire/texml/x.ts
  every-file-has-a-room  src/stray.ts           -> machines/x.ts
  every-file-has-a-room  src/attic/a.ts         -> machines/x.ts
  examples-stand-outside  examples/one/a.ts     -> src/wire/x.ts
  examples-stand-outside  examples/one/a.ts     ~> machines/x.ts
  nobody-imports-test    src/wire/a.ts          -> test/x.ts
  nobody-imports-test    machines/a.ts          ~> test/x.ts
  nobody-imports-test    src/cli.ts             -> test/x.ts
  claims-know-no-runner  properties/a.ts        -> vitest
  claims-know-no-runner  properties/a.ts        -> @fast-check/vitest
  shipped-needs-shipped  src/cli.ts             -> telnyx
  shipped-needs-shipped  src/engine/a.ts        ~> @fast-check/vitest
  no-cycles              machines/ring-a.ts     -> machines/ring-b.ts
  no-cycles              machines/ring-b.ts     ~> machines/ring-a.ts
  no-ring-of-folders     src/cli/one/a.ts       -> src/cli/two/x.ts
  no-ring-of-folders     src/cli/two/b.ts       ~> src/cli/one/x.ts
  no-unresolvable        machines/a.ts          -> ./nothing.ts
  no-unresolvable        test/a.ts              -> nobody-wrote-this
`;

/** What must pass. */
const good = `
  machines/call/good.ts     -> machines/call/x.ts
  machines/call/good.ts     -> machines/line/x.ts
  machines/call/good.ts     -> machines/words/x.ts
  machines/call/good.ts     -> xstate
  machines/reading/good.ts  -> machines/catalogue.ts
  machines/index.ts         -> machines/catalogue.ts
  machines/index.ts         -> machines/words/x.ts
  src/engine/good.ts     -> machines/x.ts
  src/engine/good.ts     -> xstate
  src/render/formats/good.ts    -> machines/x.ts
  src/render/formats/good.ts    -> src/render/graph/x.ts
  src/render/formats/good.ts    -> @hpcc-js/wasm-graphviz
  src/render/views/good.ts      -> src/render/views/plans/x.ts
  src/wire/rest/good.ts         -> src/engine/x.ts
  src/wire/rest/good.ts         -> src/wire/rest/spelling/x.ts
  src/wire/rest/good.ts         -> zod
  src/wire/texml/good.ts        -> saxes
  properties/check/good.ts      -> properties/systems/x.ts
  properties/check/good.ts      -> src/engine/x.ts
  properties/check/good.ts      -> fast-check
  src/hosts/stores/good.ts      -> src/hosts/x.ts
  src/hosts/good.ts      -> src/wire/x.ts
  src/hosts/good.ts      -> node:sqlite
  src/scenarios/good.ts  -> src/wire/x.ts
  src/scenarios/good.ts  -> yaml
  src/scenarios/good.ts  -> node:fs
  src/pages/good.ts      -> properties/claims/x.ts
  src/pages/good.ts      -> src/scenarios/x.ts
  src/lint/good.ts       -> src/sandbox/network/x.ts
  src/follow/good.ts     -> properties/generators/x.ts
  src/lint/formats/good.ts      -> src/lint/x.ts
  src/sandbox/good.ts    -> src/hosts/x.ts
  src/sandbox/good.ts    -> src/folders.ts
  src/pages/good.ts      -> src/folders.ts
  src/sandbox/good.ts    -> src/sandbox/http/edge/x.ts
  src/sandbox/http/good.ts -> src/sandbox/world/x.ts
  src/testing/good.ts    -> src/sandbox/x.ts
  src/testing/good.ts    -> properties/claims/x.ts
  src/entries/model.ts   -> src/engine/x.ts
  src/cli.ts             -> src/sandbox/x.ts
  src/cli.ts             -> commander
  src/bin.ts             -> src/cli.ts
  examples/one/good.ts   -> examples/one/x.ts
  test/good.ts           -> vitest
  test/good.ts           -> src/cli.ts
`;

interface Import {
  rule: string;
  from: string;
  arrow: string;
  to: string;
}

/** Reads the lines of a table above. */
const importsOf = (table: string): Import[] =>
  [...table.matchAll(/^ +(\S+ )? *(\S+) +([-~]>) (\S+)$/gm)].map(
    ([, rule = '', from = '', arrow = '', to = '']) => ({ rule: rule.trim(), from, arrow, to }),
  );

const badImports = importsOf(bad);
const goodImports = importsOf(good);

/** Whether this is a file of the house: not a package, not a part of Node, not a dangling path. */
const isFile = (name: string) => /^(?!\.|node_modules).*\.ts$/.test(name);

const put = (path: string, text: string) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

/** Builds a small house of these imports in an empty folder, with stand-ins for the packages. */
function build(folder: string, imports: Import[]) {
  put(join(folder, 'package.json'), read('package.json'));
  for (const { to } of imports.filter(({ to }) => isFile(to))) {
    put(join(folder, to), 'export {};\n');
  }
  for (const [from, lines] of Map.groupBy(imports, (line) => line.from)) {
    const path = (to: string) => (isFile(to) ? `./${relative(dirname(from), to)}` : to);
    const text = lines.map(
      ({ arrow, to }) => `import ${arrow === '~>' ? 'type ' : ''}x from '${path(to)}';\n`,
    );
    put(join(folder, from), text.join(''));
  }
  for (const { to } of imports.filter(({ to }) => !/\.ts$|^node:|nobody/.test(to))) {
    const name = join(folder, 'node_modules', to);
    put(join(name, 'package.json'), JSON.stringify({ name: to, exports: './index.js' }));
    put(join(name, 'index.js'), '');
  }
}

const configPath = resolve(project, '.dependency-cruiser.cjs');
const config: { forbidden: IRegularForbiddenRuleType[] } = createRequire(configPath)(configPath);

/** What `npm run rooms` sees and reports in this folder; it fails when there is something to report. */
async function cruise(folder: string): Promise<ICruiseResult> {
  const depcruise = resolve(project, 'node_modules/.bin/depcruise');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [depcruise, '--config', configPath, '--output-type', 'json', '.'],
    { cwd: folder, timeout: patienceMs, maxBuffer: 2 ** 26 },
  ).catch((failed) => (failed.stdout ? failed : Promise.reject(failed)));
  return JSON.parse(stdout);
}

/** The same of a small house of these imports. */
async function cruised(imports: Import[]): Promise<ICruiseResult> {
  const folder = mkdtempSync(join(tmpdir(), 'rooms-'));
  try {
    build(folder, imports);
    return await cruise(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let broken: ICruiseResult;
let sound: ICruiseResult;
let real: ICruiseResult;

beforeAll(async () => {
  [broken, sound, real] = await Promise.all([
    cruised(badImports),
    cruised(goodImports),
    cruise(project),
  ]);
});

/** The rules that an import breaks. A ring is reported once for all its files, or its folders. */
const reported = ({ summary }: ICruiseResult, { from, to }: Import) =>
  summary.violations
    .filter((found) =>
      found.cycle
        ? found.cycle.some(({ name }) => name === from || name === dirname(from))
        : found.from === from && nameOf(found.to) === nameOf(to),
    )
    .map(({ rule }) => rule.name);

/** A package or a part of Node by its name, a file by its path. */
const nameOf = (path: string) => path.replace(/^node_modules\/|\/index\.js$|^node:/g, '');

test.each(badImports)('$rule reports $from $arrow $to', (line) => {
  expect(reported(broken, line)).toContain(line.rule);
});

test.each(goodImports)('$from $arrow $to passes', (line) => {
  expect(reported(sound, line)).toEqual([]);
});

test('every rule has an import that breaks it', () => {
  const rules = config.forbidden.map(({ name }) => name);
  expect(new Set(badImports.map(({ rule }) => rule))).toEqual(new Set(rules));
});

test('the house itself keeps every rule', () => {
  const { violations } = real.summary;
  expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
});

test('every source file is seen', () => {
  const seen = real.modules.map(({ source }) => source).filter(isFile);
  expect(seen.sort()).toEqual(filesIn(['machines', 'src', 'properties', 'test', 'examples']));
});

test.each(['every-file-has-a-room', 'every-folder-has-a-floor'])(
  '%s, even one that imports nothing',
  (name) => {
    const rule = config.forbidden.find((one) => one.name === name);
    const [all, known] = [rule?.from.path, rule?.from.pathNot].map(
      (paths) => new RegExp([paths ?? []].flat().join('|')),
    );
    const files = real.modules.map(({ source }) => source).filter(isFile);
    expect(files.filter((file) => all?.test(file) && !known?.test(file))).toEqual([]);
  },
);

/** The floors of every room as the rules have them: a rule allows an inner room those below it. */
function floorsInRules(): Record<string, string[][]> {
  const floors: Record<string, string[][]> = {};
  let allowed = 0;
  for (const { name, from, to } of config.forbidden) {
    if (!name?.endsWith('-floors')) continue;
    const [, room = '', inner = ''] =
      /^\^(machines|properties|src\/\w+)\/([\w/-]*)/.exec(String(from.path)) ?? [];
    floors[room] ??= [];
    const below = [to.pathNot ?? []].flat().length;
    if (floors[room].length === 0 || below !== allowed) floors[room].push([]);
    floors[room].at(-1)?.push(inner);
    allowed = below;
  }
  return floors;
}

test('the floors of every room are those that the guide tells of', () => {
  const row = /^\| `(.*)\/` \| (.* · .*) \|$/gm;
  const nameOfInner = (quoted: string) => /`(.*?)(?:\/|\.ts)?`/.exec(quoted)?.[1] ?? '';
  const told = [...read('CONTRIBUTING.md').matchAll(row)].map(([, room = '', all = '']) => [
    room,
    all.split(' · ').map((level) => level.split(', ').map(nameOfInner)),
  ]);
  expect(Object.fromEntries(told)).toEqual(floorsInRules());
});
