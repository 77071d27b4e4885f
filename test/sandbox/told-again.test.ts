/** What a customer is told again after a restart says what it said before. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newSigner } from '../../src/sandbox/network/signature.ts';
import { until } from '../house/patience.ts';
import { creations } from './creation.ts';
import { account_sid, application, served } from './served.ts';

test('a link to a file has the same address, whenever its callback is tried', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'texml-recordings-'));
  let isWilling = false;
  const someKey = newSigner().publicKey;
  await using customer = await application(() => someKey, {
    '/told': ({ said }) => (isWilling || said.RecordingStatus !== 'completed' ? 200 : 500),
  });
  const links = () =>
    customer.heard.flatMap(({ said }) => (said.RecordingUrl ? new URL(said.RecordingUrl) : []));
  try {
    {
      await using sandbox = await served({ state: { folder } });
      await sandbox.freeze();
      await creations['record-verb']?.begin(sandbox, `${customer.url}/told`);
      await sandbox.pass('5s');
      const [{ call_sid = '' } = {}] = await sandbox.listed();
      await sandbox.calls.update(call_sid, { account_sid, Status: 'completed' });
      await sandbox.pass('5s');
      await until(() => links().length > 0);
    }
    const before = links().length;
    isWilling = true;
    await using _again = await served({ state: { folder } });
    await until(() => links().length > before);
    const addresses = links().map(({ pathname }) => pathname);
    expect(addresses[0]).toMatch(/^\/media\/account-1\/[\w-]+\.mp3$/);
    expect(new Set(addresses)).toEqual(new Set([addresses[0]]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
