/** Whoever names a room meets the others there, whoever asks first and however long that takes. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Change, MemoryStore } from '../../src/hosts/index.ts';
import { answer } from '../../src/sandbox/http/rest.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { calling, from, texml, to } from './restarting.ts';

/** A store that can be held up: whatever is decided meanwhile is decided before anything is kept. */
class HeldUp extends MemoryStore {
  until: Promise<void> | undefined;
  override async commit(change: Change) {
    await (this.until ?? wait(1));
    super.commit(change);
  }
}
const document = '<Dial><Conference>room</Conference></Dial>';

async function callers(world: World, count: number) {
  const instructions = { texml: texml(document) };
  const sids = await Promise.all(
    Array.from({ length: count }, () => world.receive({ from, to, instructions })),
  );
  return Promise.all(
    sids.map((sid) => world.tell({ machine: 'call', sid }, { type: 'call.answered' })),
  );
}
const dial = (world: World) => {
  const { accountSid } = world;
  const path = `/texml/Accounts/${accountSid}/Conferences/room/Participants`;
  const body = { To: to, From: from, ApplicationSid: '1' };
  const accounts = { accounts: [], find: () => world, open: () => Promise.resolve(world) };
  return answer(accounts, accountSid, { method: 'POST', path, body });
};
const rooms = ({ host: { machines } }: World) =>
  [...machines.all('conference')].map(({ context }) => context.participants.length);

test('callers whose documents name it at the same moment', async () => {
  await using one = await calling({ store: new HeldUp() });
  await callers(one.world, 3);
  await one.pass(5_000);
  expect(rooms(one.world)).toEqual([3]);
});

test('somebody who is dialled into it while a document names it', async () => {
  const store = new HeldUp();
  await using one = await calling({ store });
  await one.call(`<Pause/>${document}`);
  const { promise, resolve } = Promise.withResolvers<void>();
  store.until = promise;
  const kept = one.world.host.keep({ notes: [{ key: 'anything', value: 1 }] });
  await one.world.clock.advance(2_000, () => wait(1));
  const asked = dial(one.world);
  await wait(1);
  store.until = undefined;
  resolve();
  await Promise.all([kept, asked]);
  await one.pass(5_000);
  expect(rooms(one.world)).toEqual([2]);
});
