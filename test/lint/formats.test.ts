/** How findings are shown: to people and editors, to programs, to code scanning, to GitHub. */
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { sarifOf } from '../../src/lint/formats/sarif.ts';
import { lint } from '../../src/lint/index.ts';
import { documentRules } from '../../src/wire/index.ts';
import { read } from '../house/tree.ts';
import { fine, folderOf, linted, refused, warned } from './linted.ts';

/** What tries to give orders to a terminal or a log, and what SARIF takes for a placeholder. */
const strange =
  '<Response>\n  <Say>a</Say> <Pause x="&#x9b;31m{0}\u202E &#10;::error::b"/></Response>';

describe('As text', () => {
  test('a finding is a line, and its source is explained below', async () => {
    const { out } = await linted([], { stdin: warned });
    expect(out).toBe(
      '<stdin>:1:11: warning: <Recrod> (Record?) is not a TeXML verb: it is skipped. ' +
        '[unknown-verb] (T-COMPAT)\n\n' +
        'T-COMPAT  What TeXML has of TwiML: https://developers.telnyx.com/docs/voice/' +
        'programmable-voice/texml-twiml-compatibility\n\n' +
        '1 document: 0 errors, 1 warning.\n',
    );
  });

  test('nothing wrong is one line', async () => {
    expect((await linted([], { stdin: fine })).out).toBe('1 document: nothing to tell of.\n');
  });

  test('errors alone are shown if that is asked for, and all are counted', async () => {
    const stdin = '<Response><Recrod/><Record></Response>';
    const { out } = await linted(['--quiet', '--max-warnings', '0'], { stdin });
    expect(out.match(/ (error|warning): /g)).toEqual([' error: ']);
    expect(out).toMatch(
      /^1 document: 1 error, 1 warning; warnings are not shown; 0 warnings at most\.$/m,
    );
  });

  test('a text stays on its line and gives no orders', async () => {
    using folder = folderOf({ 'a\u001b\nb.xml': strange.replaceAll(' x=', ' length=') });
    const { out } = await linted(['.'], { folder: folder.path });
    const [first] = out.split('\n');
    expect(first).toMatch(
      /^a\\u\{1b\} b\.xml:2:23: .* length="\\u\{9b\}31m\{0\}\\u\{202e\} ::error::b">/,
    );
  });

  test('colours are where they are wanted', async () => {
    const { out } = await linted(['--max-warnings', '0'], { stdin: warned, isColoured: true });
    expect(out).toMatch(/^\{bold:<stdin>:1:11:\} \{yellow:warning:\} .* \{gray:\[unknown-verb\]/);
    expect(out).toContain('{red:1 document: ');
    expect((await linted([], { stdin: refused, isColoured: true })).out).toContain('{red:error:}');
    expect((await linted([], { stdin: fine, isColoured: true })).out).toMatch(/^\{green:/);
  });

  test('the rules are listed with their sources', async () => {
    const { out } = await linted(['--rules'], { isTTY: true });
    const [names, ends] = [/^[\w-]+(?= {2})/gm, /\. \(\S+\)$/gm].map((part) => out.match(part));
    expect(names?.map((name) => name)).toEqual(Object.keys(documentRules));
    expect(ends).toHaveLength(Object.keys(documentRules).length);
  });
});

test('as JSON all is one object, with what could not be read', async () => {
  const { out } = await linted(['--json', '-', 'none.xml'], { stdin: warned });
  expect(JSON.parse(out)).toEqual({
    documents: [
      {
        name: '<stdin>',
        isRefused: false,
        noticed: [
          {
            ...{ kind: 'warning', rule: 'unknown-verb', element: 'Recrod', line: 1, column: 11 },
            message: '<Recrod> (Record?) is not a TeXML verb: it is skipped.',
            source: 'T-COMPAT',
          },
        ],
      },
    ],
    unread: [{ name: 'none.xml', says: 'is not there' }],
    errors: 0,
    warnings: 1,
    sources: { 'T-COMPAT': { is: expect.any(String), url: expect.stringMatching(/^https:/) } },
  });
});

describe('As SARIF', () => {
  /** The log of these files, in a repository one folder above. */
  async function logOf(files: Readonly<Record<string, string>>, ...named: readonly string[]) {
    using folder = folderOf(files);
    const around = { folder: `${folder.path}/in`, root: folder.path, stdin: warned };
    const { out } = await linted(['--format', 'sarif', ...named], around);
    const [run] = (JSON.parse(out) as Log).runs;
    if (!run) throw new Error('there is no run');
    return { run, out, folder: folder.path };
  }
  const artifacts = ({ run }: Awaited<ReturnType<typeof logOf>>) =>
    run.results?.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation);

  test('it has the types of a log, and what code scanning asks for', async () => {
    const linting = await lint(['-'], { stdin: chunks(strange), folder: '/' });
    const paint = (_: unknown, text: string) => text;
    const log: Log = sarifOf(linting, { paint, root: '/', version: '1.2.3' });
    expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('2.1.0') });
    const { tool, results = [], columnKind } = log.runs[0] ?? {};
    expect([columnKind, tool?.driver.name]).toEqual(['utf16CodeUnits', 'texml-recordings']);
    expect(results).not.toEqual([]);
    for (const { ruleId, ruleIndex = -1, level, message, locations } of results) {
      expect(tool?.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
      expect(['error', 'warning']).toContain(level);
      expect(message.text).toMatch(/\S \(\S+\)$/);
      expect(locations?.[0]?.physicalLocation?.region?.startLine).toBeGreaterThan(0);
    }
  });

  test('every rule is explained once, with a page', async () => {
    const { run } = await logOf({ 'in/a.xml': fine }, 'a.xml');
    const { rules = [] } = run.tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(documentRules));
    for (const { shortDescription, fullDescription, help, helpUri = '' } of rules) {
      expect([shortDescription, fullDescription]).toEqual([fullDescription, shortDescription]);
      expect(help?.text).toBe(`${shortDescription?.text} See ${helpUri}`);
      expect(URL.canParse(helpUri)).toBe(true);
    }
  });

  test('a file is named from the folder of the repository, and anything else as it is', async () => {
    const log = await logOf({ 'in/a b#c.xml': warned, 'out.xml': warned }, '.', '../out.xml', '-');
    const uriBaseId = '%SRCROOT%';
    expect(artifacts(log)).toEqual([
      { uri: 'in/a%20b%23c.xml', uriBaseId },
      { uri: 'out.xml', uriBaseId },
      { uri: 'stdin' },
    ]);
    expect(log.run.originalUriBaseIds).toHaveProperty([uriBaseId]);
    expect(log.out).not.toContain(log.folder);
  });

  test('a file outside of the repository has its own URL', async () => {
    using other = folderOf({ 'a.xml': warned });
    const log = await logOf({ 'in/b.xml': fine }, `${other.path}/a.xml`);
    expect(artifacts(log)).toEqual([{ uri: `file://${other.path}/a.xml` }]);
  });

  test('braces are none of its placeholders', async () => {
    const { run } = await logOf({ 'in/a.xml': '<Response>{0} {{name}}</Response>' }, 'a.xml');
    expect(run.results?.[0]?.message.text).toContain('"{{0}} {{{{name}}}}"');
  });

  test('what could not be read is told of, and that not all went well', async () => {
    const { run } = await logOf({ 'in/a.xml': fine }, 'none.xml', 'a.xml');
    expect(run.invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: 'error', message: { text: 'none.xml is not there.' } },
        ],
      },
    ]);
  });
});

async function* chunks(text: string) {
  yield await Promise.resolve(Buffer.from(text));
}

describe('For GitHub', () => {
  test('a finding is a command, escaped as documented', async () => {
    const found = '<Response>\n <Record format="50%&#13;&#10;::"/>\n</Response>';
    using folder = folderOf({ 'in/a,b:c%.xml': found });
    const around = { folder: `${folder.path}/in`, root: folder.path };
    const { out, code } = await linted(['--format=github', '.', 'none.xml'], around);
    expect(out).toBe(
      '::error title=unread::none.xml is not there\n' +
        '::warning file=in/a%2Cb%3Ac%25.xml,line=2,col=10,title=value-not-allowed (T-REC)::' +
        '<Record format="50%25 ::"> is not mp3 or wav: it is as if left out.\n' +
        '1 document: 0 errors, 1 warning; 1 could not be read.\n',
    );
    expect(code).toBe(2);
  });

  test('what is in no file of the repository is told with its place', async () => {
    const { out } = await linted(['--format=github', '--strict'], {
      stdin: '<Response><Dial/></Response>',
    });
    expect(out).toMatch(
      /^::error title=nobody-dialled \(T-DIAL\)::<stdin>:1:11: found a <Dial> without/,
    );
  });
});

describe('The problem matchers of the guide', () => {
  const blocks = [
    ...read('docs/lint.md').matchAll(/^```json\n(\{\s*"(?:problemMatcher|version).*?)^```$/gms),
  ];

  test('there are two: for GitHub and for Visual Studio Code', () => {
    expect(blocks).toHaveLength(2);
  });

  test.each(blocks.map(([, json = '']) => [json]))('%# takes a finding apart', async (json) => {
    const object = JSON.parse(json);
    const matcher = object.problemMatcher?.[0] ?? object.tasks?.[0]?.problemMatcher;
    const { regexp, ...groups } = [matcher.pattern].flat()[0];
    const { out } = await linted(['--stdin-filename', 'C:\\a b\\c.xml'], { stdin: warned });
    const [line = ''] = out.split('\n');
    const parts = new RegExp(regexp).exec(line) ?? [];
    const named = Object.entries(groups).map(([name, at]) => [name, parts[Number(at)]]);
    expect(Object.fromEntries(named)).toEqual({
      ...{ file: 'C:\\a b\\c.xml', line: '1', column: '11', severity: 'warning' },
      message: '<Recrod> (Record?) is not a TeXML verb: it is skipped.',
      code: 'unknown-verb',
    });
    expect(new RegExp(regexp).test(out.trimEnd().split('\n').at(-1) ?? '')).toBe(false);
  });
});
