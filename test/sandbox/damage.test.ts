/** Damage stays where it is: one file that cannot be used is named and left alone; the rest runs. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox, type TimelineEntry } from '../../src/sandbox/index.ts';
import { inFolder } from '../../src/sandbox/state/state-folder.ts';

let folder: string;
const opened: Sandbox[] = [];
const seen: TimelineEntry[] = [];
const open = async () => {
  const sandbox = await createSandbox({
    state: { folder },
    watch: (_account, entry) => seen.push(entry),
  });
  opened.push(sandbox);
  return sandbox;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
});
afterEach(async () => {
  seen.length = 0;
  for (const sandbox of opened.splice(0)) await sandbox.close().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});
const fileOf = (account: string) => join(folder, `${account}.sqlite`);
async function asked({ fetch }: Sandbox, method: string, path: string, body?: object) {
  const response = await fetch(
    new Request(`http://127.0.0.1:4010${path}`, {
      method,
      headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  const text = await response.text();
  return { status: response.status, said: text === '' ? undefined : JSON.parse(text) };
}
const freeze = (sandbox: Sandbox, account: string) =>
  asked(sandbox, 'PUT', `/sandbox/accounts/${account}/clock`, { frozen: true });
const callIn = (sandbox: Sandbox, account: string) =>
  asked(sandbox, 'POST', `/sandbox/accounts/${account}/calls`, {
    From: '+12025550199',
    To: '+12025550100',
    Texml: '<Response><Record/></Response>',
  });
const callsOf = async (sandbox: Sandbox, account: string) =>
  (await asked(sandbox, 'GET', `/sandbox/accounts/${account}/machines`)).said.calls.length;
/** A folder with these accounts, each with a call that waits. */
async function kept(...accounts: string[]) {
  const sandbox = await open();
  for (const account of accounts) {
    await freeze(sandbox, account);
    await callIn(sandbox, account);
  }
  await sandbox.close();
  opened.length = 0;
}
function changed(account: string, sql: string) {
  const database = new DatabaseSync(fileOf(account));
  database.exec(sql);
  database.close();
}

describe('A file that cannot be used', () => {
  const damages: readonly (readonly [string, () => void, RegExp])[] = [
    ['no database', () => writeFileSync(fileOf('bad'), 'words '.repeat(100)), /not an SQLite/],
    [
      'cut short',
      () => writeFileSync(fileOf('bad'), readFileSync(fileOf('bad')).subarray(0, 9_000)),
      /damaged|malformed/,
    ],
    [
      'a wrong value',
      () =>
        changed(
          'bad',
          `UPDATE machines SET snapshot = json_set(snapshot, '$.context.updatedAt', 9e15)`,
        ),
      /"context\.updatedAt" is 9000000000000000/,
    ],
    [
      'a wrong answer, which nobody reads',
      () => changed('bad', `INSERT INTO answers (id, at, verdict) VALUES ('m1', 1, '{}')`),
      /answers, "m1": "verdict\.verdict" is missing/,
    ],
    [
      'a wrong row, which nobody reads',
      () => changed('bad', `INSERT INTO resources (sid, row) VALUES ('r7', '[]')`),
      /resources, "r7": "row" is \[\]/,
    ],
    ['a newer version', () => changed('bad', 'PRAGMA user_version = 9'), /version 9/],
    [
      'notes of a newer version',
      () => changed('bad', `UPDATE notes SET value = '2' WHERE key = 'version of notes'`),
      /notes are of version 2/,
    ],
    [
      'a folder',
      () => {
        rmSync(fileOf('bad'));
        mkdirSync(fileOf('bad'));
      },
      /bad\.sqlite/,
    ],
  ];
  test.each(damages)(
    '(%s) is named, left as it is, and the others run',
    async (_what, damage, says) => {
      await kept('bad', 'good');
      damage();
      const isFile = statSync(fileOf('bad')).isFile();
      const before = isFile ? readFileSync(fileOf('bad')) : undefined;
      const sandbox = await open();
      expect(await callsOf(sandbox, 'good')).toBe(1);
      await callIn(sandbox, 'good');
      expect(await callsOf(sandbox, 'good')).toBe(2);
      const notice = sandbox.notices.join('\n');
      expect(notice).toMatch(says);
      expect(notice).toContain(fileOf('bad'));
      const { said } = await asked(sandbox, 'GET', '/sandbox');
      expect(said.accounts).toEqual(['good']);
      expect(said.unusable).toMatchObject([
        { accountSid: 'bad', says: expect.stringMatching(says) },
      ]);
      if (before) expect(readFileSync(fileOf('bad')).equals(before)).toBe(true);
    },
  );

  test('makes every request to its account an honest error that names it', async () => {
    await kept('bad', 'good');
    writeFileSync(fileOf('bad'), 'words '.repeat(100));
    const sandbox = await open();
    const api = '/v2/texml/Accounts/bad';
    const control = '/sandbox/accounts/bad';
    const requests: readonly (readonly [string, string, object?])[] = [
      ['GET', `${api}/Calls.json`],
      ['GET', `${api}/Calls/CA1`],
      ['POST', `${api}/Calls`, { To: '+12025550100', From: '+12025550199', ApplicationSid: '1' }],
      ['GET', control],
      ['GET', `${control}/machines`],
      ['GET', `${control}/events`],
      ['GET', `${control}/dump`],
      ['PUT', `${control}/clock`, { frozen: true }],
      ['POST', `${control}/reset`],
      ['POST', `${control}/calls`, { From: '+12025550199', To: '+12025550100' }],
    ];
    for (const [method, path, body] of requests) {
      const { status, said } = await asked(sandbox, method, path, body);
      expect(status, `${method} ${path}`).toBe(503);
      expect(said.errors[0].detail).toContain(fileOf('bad'));
    }
    expect(readFileSync(fileOf('bad'), 'utf8')).toBe('words '.repeat(100));
  });

  test.each(['%zz.sqlite', 'Acme.sqlite', '.sqlite'])('(of the name %s) is named', async (name) => {
    await kept('good');
    writeFileSync(join(folder, name), '');
    const sandbox = await open();
    expect(sandbox.worlds.accounts).toEqual(['good']);
    expect(sandbox.notices.join()).toContain(name);
  });
});

describe('A file knows whose it is:', () => {
  test('a copy is no second account, and is left as it is', async () => {
    await kept('me');
    copyFileSync(fileOf('me'), fileOf('me-backup'));
    const before = readFileSync(fileOf('me-backup'));
    const sandbox = await open();
    expect(sandbox.worlds.accounts).toEqual(['me']);
    expect(sandbox.notices.join()).toMatch(/me-backup\.sqlite: It holds the account "me"/);
    expect(readFileSync(fileOf('me-backup')).equals(before)).toBe(true);
  });

  /** As release 0.1 wrote it: without the table of the owner, and without the version of notes. */
  const old = `DROP TABLE owner; PRAGMA user_version = 1;
    DELETE FROM notes WHERE key = 'version of notes'`;
  test('one of the first version opens, and its rows say it', async () => {
    await kept('me');
    changed('me', old);
    copyFileSync(fileOf('me'), fileOf('me-backup'));
    const sandbox = await open();
    expect(sandbox.worlds.accounts).toEqual(['me']);
    expect(await callsOf(sandbox, 'me')).toBe(1);
    expect(sandbox.notices.join()).toMatch(/me-backup\.sqlite: It holds the account "me"/);
    await sandbox.close();
    const again = await open();
    expect(again.worlds.accounts).toEqual(['me']);
    expect(await callsOf(again, 'me')).toBe(1);
  });
  test('one of the first version without rows is of the account of its name', async () => {
    const first = await open();
    await freeze(first, 'me');
    await first.close();
    changed('me', old);
    const second = await open();
    expect(second.worlds.accounts).toEqual(['me']);
    await second.close();
    renameSync(fileOf('me'), fileOf('other'));
    expect((await open()).notices.join()).toContain('It holds the account "me"');
  });
});

describe('A note that is not what it should be', () => {
  const insert = (key: string, value: string) =>
    `INSERT INTO notes (key, value) VALUES ('${key}', '${value}')
     ON CONFLICT DO UPDATE SET value = excluded.value`;
  test.each([
    ['plan x', '{"id":"x","kind":"song","at":0}', /plan x\.kind/],
    ['plan x', '{"id":"x","kind":"media file","at":0,"sid":"r","becomes":"gold"}', /becomes/],
    ['plan x', '{"id":"y","kind":"media file","at":0,"sid":"r","becomes":"lost"}', /plan x\.id/],
    ['plan x', '7', /plan x/],
    ['song', '1', /song": this release knows no notes/],
    ['document c1', '{"state":"asleep"}', /document c1\.state/],
    ['sequence c1', '{"key":"1","number":"two"}', /sequence c1\.number/],
    ['settings', '{"media":{"stop":"soon"}}', /settings\.media\.stop/],
    ['clock', '{"frozenAt":9e15,"aheadMs":0}', /clock\.frozenAt/],
    ['clock', 'null', /clock/],
  ])('is named once, and the world goes on without it: %s = %s', async (key, value, says) => {
    await kept('me');
    changed('me', insert(key, value));
    const sandbox = await open();
    await asked(sandbox, 'POST', '/sandbox/accounts/me/clock/advance', { ms: 5_000 });
    await callIn(sandbox, 'me');
    expect(await callsOf(sandbox, 'me')).toBe(2);
    const warnings = seen.flatMap((one) => (one.kind === 'warning' ? [one.says] : []));
    expect(warnings.filter((one) => says.test(one))).toHaveLength(1);
    expect(warnings[0]).toContain(fileOf('me'));
  });
});

describe('What is removed is not acknowledged any more:', () => {
  const request = {
    To: '+12025550100',
    From: '+12025550199',
    ApplicationSid: '1',
    Texml: '<Response/>',
  };
  const removals: readonly (readonly [string, () => void])[] = [
    ['the folder', () => rmSync(folder, { recursive: true })],
    ['the file', () => rmSync(fileOf('me'))],
    ['the file, for another', () => copyFileSync(fileOf('other'), `${fileOf('me')}.new`)],
    ['the folder, which is moved', () => renameSync(folder, `${folder}-moved`)],
  ];
  test.each(removals)('%s', async (what, remove) => {
    await kept('me', 'other');
    const sandbox = await open();
    remove();
    if (what.includes('another')) renameSync(`${fileOf('me')}.new`, fileOf('me'));
    const { status, said } = await asked(sandbox, 'POST', '/v2/texml/Accounts/me/Calls', request);
    expect(status).toBe(503);
    expect(said.errors[0].detail).toBe(
      `${fileOf('me')}: It was removed or replaced while it was in use.`,
    );
    expect(await callsOf(sandbox, 'me')).toBe(1);
    rmSync(`${folder}-moved`, { recursive: true, force: true });
  });
});

describe('The folder and what is in it', () => {
  const modes = () =>
    Object.fromEntries(
      ['.', ...readdirSync(folder)].map((name) => [
        name,
        (statSync(join(folder, name)).mode & 0o777).toString(8),
      ]),
    );
  test('can be read by nobody else, whatever the umask is', async () => {
    const before = process.umask(0);
    try {
      rmSync(folder, { recursive: true });
      const sandbox = await open();
      await callIn(sandbox, 'me');
      await asked(sandbox, 'POST', '/sandbox/accounts/me/reset');
      await callIn(sandbox, 'me');
      const { '.': own, ...files } = modes();
      expect(own).toBe('700');
      expect(Object.keys(files)).toEqual(
        expect.arrayContaining(['in-use.lock', 'me.sqlite', 'me.sqlite-wal', 'signing-key.pem']),
      );
      expect(new Set(Object.values(files))).toEqual(new Set(['600']));
    } finally {
      process.umask(before);
    }
  });

  test('are tightened if they are of an older release', async () => {
    await kept('me');
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
    chmodSync(folder, 0o755);
    const sandbox = await open();
    expect(sandbox.notices).toEqual([]);
    const { '.': own, ...files } = modes();
    expect(own).toBe('700');
    expect(new Set(Object.values(files))).toEqual(new Set(['600']));
  });

  test('of which something else is part stays as it is, and a notice says so', async () => {
    await kept('me');
    writeFileSync(join(folder, 'thesis.txt'), '');
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
    chmodSync(folder, 0o755);
    const sandbox = await open();
    expect(sandbox.notices).toEqual([expect.stringContaining(folder)]);
    expect(modes()).toMatchObject({ '.': '755', 'thesis.txt': '644', 'me.sqlite': '600' });
  });

  test.each([
    ['words', 'no key'],
    ['another kind', '-----BEGIN PRIVATE KEY-----\nMEECAQAwEwYH\n-----END PRIVATE KEY-----\n'],
  ])('name the key that is none (%s), and let go of the folder', (_what, text) => {
    inFolder(folder).close();
    const file = join(folder, 'signing-key.pem');
    writeFileSync(file, text);
    for (const _again of [1, 2]) {
      expect(() => inFolder(folder)).toThrow(`${file}: It is no private key`);
    }
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('are named if there can be no such folder', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => inFolder(join(file, 'state'))).toThrow(`${join(file, 'state')}: It cannot be`);
    expect(() => inFolder(file)).toThrow(`${file}: It cannot be`);
  });
});

test('what a process left that was killed while it replaced an account is tidied up', async () => {
  await kept('me', 'other');
  renameSync(fileOf('me'), `${fileOf('me')}.old`);
  copyFileSync(fileOf('other'), `${fileOf('other')}.old`);
  writeFileSync(`${fileOf('me')}.draft`, 'half');
  const sandbox = await open();
  expect([...sandbox.worlds.accounts].sort()).toEqual(['me', 'other']);
  expect(await callsOf(sandbox, 'me')).toBe(1);
  for (const end of ['me.sqlite.old', 'me.sqlite.draft', 'other.sqlite.old']) {
    expect(existsSync(join(folder, end))).toBe(false);
  }
});
