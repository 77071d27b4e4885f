/** What `lint` reads, what it says of what it cannot read, and what it exits with. */
import { spawnSync } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lint } from '../../src/lint/index.ts';
import { readingLimits } from '../../src/lint/reading.ts';
import { limits as ofSandbox } from '../../src/sandbox/stage/limits.ts';
import { patienceMs } from '../house/patience.ts';
import { project } from '../house/tree.ts';
import { fine, folderOf, linted, refused, warned } from './linted.ts';

const names = (out: string) => [...out.matchAll(/^(\S+?):\d+:\d+: /gm)].map(([, name]) => name);
const lastLine = (out: string) => out.trimEnd().split('\n').at(-1);

describe('It reads', () => {
  test('files, each once, in the order in which they are named', async () => {
    using folder = folderOf({ 'a.xml': warned, 'b.txt': warned });
    const { out, code } = await linted(['b.txt', './a.xml', 'a.xml'], { folder: folder.path });
    expect(names(out)).toEqual(['b.txt', './a.xml']);
    expect([lastLine(out), code]).toEqual(['2 documents: 0 errors, 2 warnings.', 0]);
  });

  test('the .xml files of a folder and its folders, but for what is hidden or installed', async () => {
    using folder = folderOf({
      ...{ 'in/b.xml': warned, 'in/a/c.XML': warned, 'in/a.txt': warned, 'in/.git/d.xml': warned },
      ...{ 'in/node_modules/e.xml': warned, 'in/.f.xml': warned, 'out.xml': warned },
    });
    const { out } = await linted(['in'], { folder: folder.path });
    expect(names(out)).toEqual(['in/a/c.XML', 'in/b.xml']);
  });

  test('a file by its URL', async () => {
    using folder = folderOf({ 'a b.xml': warned });
    const { out } = await linted([`file://${folder.path}/a%20b.xml`]);
    expect(out).toContain(`${folder.path}/a b.xml:1:11: warning: `);
  });

  test.each([
    ['nothing', []],
    ['-', ['-', '-']],
  ])('standard input, for %s', async (_, words) => {
    const { out } = await linted(words, { stdin: warned });
    expect(names(out)).toEqual(['<stdin>']);
  });

  test('standard input in its encoding, and by the name that it is given', async () => {
    const stdin = Buffer.from('\uFEFF<Response><Sáy/></Response>', 'utf16le');
    const { out } = await linted(['--stdin-filename', 'a/b.xml'], { stdin });
    expect(out).toMatch(/^a\/b\.xml:1:11: warning: <Sáy> /);
  });

  test('nothing from a terminal, unless it is asked to', async () => {
    await expect(linted([], { isTTY: true })).rejects.toThrow(/nothing to look at: name a file/);
    expect((await linted(['-'], { isTTY: true, stdin: fine })).code).toBe(0);
  });
});

describe('It names what cannot be read, looks at the others, and exits with 2:', () => {
  const big = ' '.repeat(262_145);
  test.each([
    ['a file that is not there', 'none.xml', 'is not there'],
    ['a folder without documents', 'empty', 'is a folder without .xml files'],
    ['a file that is too large', 'big.xml', 'is larger than 256 kB'],
    ['an unknown encoding', 'code.xml', 'is written in "klingon", which is no encoding known here'],
    ['another scheme', 'ftp://example.com/a.xml', 'is no URL of http or https'],
    ['no URL', 'http://', 'is no URL of http or https'],
    ['a URL of no file', 'file:///a%2Fb', 'cannot be read (ERR_INVALID_FILE_URL_PATH)'],
  ])('%s', async (_, name, says) => {
    const code = '<?xml version="1.0" encoding="klingon"?><Response/>';
    using folder = folderOf({
      ...{ 'empty/a.txt': '', 'big.xml': big, 'code.xml': code, 'last.xml': warned },
    });
    const told = await linted([name, 'last.xml'], { folder: folder.path });
    expect(told.err).toBe(`${name} ${says}\n`);
    expect(names(told.out)).toEqual(['last.xml']);
    expect(lastLine(told.out)).toBe('1 document: 0 errors, 1 warning; 1 could not be read.');
    expect(told.code).toBe(2);
  });

  test('too much on standard input', async () => {
    const { err, code } = await linted([], { stdin: big });
    expect([err, code]).toEqual(['<stdin> is larger than 256 kB\n', 2]);
  });
});

describe('A server', () => {
  const html = { 'content-type': 'text/html' };
  const pages: Readonly<Record<string, RequestListener>> = {
    '/fine': (_, answer) => answer.end(fine),
    '/latin': (_, answer) => {
      answer.setHeader('content-type', 'text/xml; charset=iso-8859-1');
      answer.end(Buffer.from('<Response><Sáy/></Response>', 'latin1'));
    },
    '/moved': (_, answer) => answer.writeHead(302, { location: '/latin' }).end(),
    '/round': (_, answer) => answer.writeHead(302, { location: '/round' }).end(),
    '/page': (_, answer) => answer.writeHead(200, html).end('<!DOCTYPE html>\n<html><br></html>'),
    '/big': (_, answer) => answer.end(' '.repeat(262_145)),
    '/late': () => undefined,
  };
  const server = createServer((request, answer) => {
    const { pathname } = new URL(`http://a${request.url}`);
    const page = pages[pathname] ?? ((_, missing) => missing.writeHead(404).end('<Response/>'));
    page(request, answer);
  });
  let base = '';
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('is asked for a document, in the charset of its Content-Type', async () => {
    const { out, code } = await linted([`${base}/latin`, `${base}/moved`, `${base}/fine`]);
    const [first, second] = out.split('\n');
    expect(first).toMatch(`${base}/latin:1:11: warning: <Sáy> is not a TeXML verb: `);
    expect(second).toMatch(`${base}/moved:1:11: warning: <Sáy> `);
    expect([lastLine(out), code]).toEqual(['3 documents: 0 errors, 2 warnings.', 0]);
  });

  test('that answers with a page is told of by the root of the page', async () => {
    const { out, err, code } = await linted([`${base}/page`]);
    expect(out).toContain(`${base}/page:2:1: error: found <html>, expected <Response> as the root`);
    expect([err, code]).toEqual(['', 1]);
  });

  test.each([
    ['/none', 'answers 404 instead of a document'],
    ['/round', 'redirects more than 3 times'],
    ['/big', 'answers with more than 256 kB'],
  ])('that answers %s is named', async (path, says) => {
    const { err, code } = await linted([`${base}${path}`, `${base}/fine`]);
    expect([err, code]).toEqual([`${base}${path} ${says}\n`, 2]);
  });

  test('that does not answer is waited for no longer than the limit', async () => {
    const { stdin } = process;
    const limits = { fetchMs: 40 };
    const { unread } = await lint([`${base}/late`], { folder: '/', stdin, limits });
    expect(unread).toEqual([{ name: `${base}/late`, says: 'did not answer within 0.04 s' }]);
  });

  test('that is not there is named, and no secret of its URL is told', async () => {
    const { err, code } = await linted(['http://me:secret@127.0.0.1:1/voice']);
    expect(err).toBe('http://127.0.0.1:1/voice could not be reached (ECONNREFUSED)\n');
    expect(code).toBe(2);
  });
});

describe('It exits with', () => {
  test.each<[number, string, readonly string[], string]>([
    [0, 'nothing to tell of', [], fine],
    [0, 'warnings', [], warned],
    [0, 'as many warnings as are allowed', ['--max-warnings', '1'], warned],
    [1, 'more warnings than are allowed', ['--max-warnings', '0'], warned],
    [
      1,
      'more than are allowed, though they are not shown',
      ['--quiet', '--max-warnings=0'],
      warned,
    ],
    [1, 'a document that is no XML', [], refused],
    [1, 'a document with another root', [], '<Answer/>'],
    [1, 'nothing at all', [], ''],
    [1, 'no text', [], '\x89PNG\r\n\x1a\n\0'],
    [0, 'a value that is forgiven', [], '<Response><Record format="MP3"/></Response>'],
    [1, 'the same, strictly', ['--strict'], '<Response><Record format="MP3"/></Response>'],
  ])('%i for %s', async (code, _, words, stdin) => {
    expect(await linted(words, { stdin })).toMatchObject({ code, err: '' });
  });

  test('2 for a wrong use, with what is right', () => {
    const options = { cwd: project, encoding: 'utf8', timeout: patienceMs } as const;
    const cli = join(project, 'src/cli.ts');
    const { status, stderr } = spawnSync(process.execPath, [cli, 'lint', '--formt'], options);
    expect(status).toBe(2);
    expect(stderr).toMatch(/unknown option '--formt'\n.*Did you mean --format\?.*\n.*--help/s);
  });

  test.each([
    ['a format that there is not', ['--format', 'xml'], /Allowed choices are text, json, sarif/],
    ['no number', ['--max-warnings', '-1'], /expected a whole number from 0/],
    ['two formats', ['--json', '--format', 'sarif'], /cannot be used with/],
  ])('an error before it reads, for %s', async (_, words, says) => {
    const { out, err, code } = await linted(words, { stdin: fine });
    expect([out, code]).toEqual(['', undefined]);
    expect(err).toMatch(says);
  });
});

test('a document may be as large, and come as late and from as far, as in the sandbox', () => {
  const { documentBytes: bytes, documentMs: fetchMs, redirects } = ofSandbox;
  expect(readingLimits).toEqual({ bytes, fetchMs, redirects });
});

test('a document that breaks is told of at that place, and all before it as well', async () => {
  const stdin = '<Response>\n  <Recrod/>\n  <Record format="ogg">\n</Response>';
  const { out } = await linted([], { stdin });
  const [verb, format, end] = out.split('\n');
  expect(verb).toMatch(/^<stdin>:2:3: warning: .*\[unknown-verb\]/);
  expect(format).toMatch(/^<stdin>:3:11: warning: .*\[value-not-allowed\] \(T-REC\)$/);
  expect(end).toBe(
    '<stdin>:4:1: error: found </Response>, expected </Record> [not-well-formed] (XML)',
  );
});

test('relative URLs are told of where documents are sent as they are', async () => {
  const stdin = '<Response><Record action="/next"/></Response>';
  expect((await linted([], { stdin })).out).toBe('1 document: nothing to tell of.\n');
  const { out } = await linted(['--inline'], { stdin });
  expect(out).toMatch(/^<stdin>:1:19: .* is relative, .* leads nowhere\. \[relative-to-nothing\]/);
});
