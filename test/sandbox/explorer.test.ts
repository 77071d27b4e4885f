/** The explorer beside the sandbox's page: served by it, and opened with what came to a session. */
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { slotOf } from '../../machines/index.ts';
import { journeyOf, walkIn } from '../../src/explorer/index.ts';
import { libraryFiles, loadScenario } from '../../src/scenarios/index.ts';
import { at, handled } from './handled.ts';
import { livedThrough, sessionsIn } from './played-here.ts';

test('its page, scripts and pictures are served under a policy that asks nobody, and nothing else', async () => {
  await using sandbox = await handled();
  const got = async (path: string) => {
    const response = await sandbox.send('GET', path);
    const { status, headers } = response;
    return { status, policy: headers.get('content-security-policy'), text: await response.text() };
  };
  const page = await got('/explorer/');
  expect(page).toMatchObject({
    status: 200,
    policy: expect.stringContaining("default-src 'none'"),
  });
  const names = [...page.text.matchAll(/(?:href|src)="([^"#]+)"/g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(6);
  for (const name of names) {
    expect((await got(new URL(name, 'http://a/explorer/').pathname)).status, name).toBe(200);
  }
  expect((await got('/explorer/explorer/dial-leg-answered.bridged.svg')).text).toMatch(/^<svg/);
  for (const path of ['built.ts', 'explorer/recording-nowhere.svg', 'explorer/a.svg', 'a']) {
    expect((await got(`/explorer/${path}`)).status, path).toBe(404);
  }
  expect((await sandbox.send('GET', '/explorer')).headers.get('location')).toBe('/explorer/');
});

test.each(['voicemail', 'pause-resume-stop', 'conference-verb'])(
  'a session like %s is walked through there to the states that it has here',
  async (name) => {
    const file = libraryFiles().find((one) => basename(one, '.yaml') === name) ?? name;
    await using sandbox = await livedThrough(loadScenario(file));
    const [sid = ''] = await sessionsIn(sandbox);
    const { headers, status } = await sandbox.send('GET', `${at}/sessions/${sid}/explorer`);
    expect(status).toBe(302);
    const [path, link = ''] = (headers.get('location') ?? '').split('#');
    expect(path).toBe('/explorer/');
    const walk = walkIn(link);
    const { machines = {} } = journeyOf(walk?.told ?? []).at(-1)?.world ?? {};
    const { entries } = (
      await sandbox.ask<{
        entries: { kind: string; machine: string; sid: string; after: string }[];
      }>('GET', `${at}/timeline?most=5000`)
    ).body;
    const here = new Map<string, string>();
    for (const one of entries) {
      if (one.kind === 'step') here.set(slotOf(one as Parameters<typeof slotOf>[0]), one.after);
    }
    const there = Object.entries(machines).map(([slot, { state }]) => [slot, state]);
    expect(there.length).toBeGreaterThan(1);
    expect(Object.fromEntries(there)).toEqual(Object.fromEntries(here));
    expect((await sandbox.send('GET', `${at}/sessions/nobody/explorer`)).status).toBe(404);
  },
);
