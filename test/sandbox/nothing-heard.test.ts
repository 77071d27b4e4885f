/** A recording of less than half a second is 0 seconds long wherever it is shown: not unknown. */
import { expect, test } from 'vitest';
import { api, at, handled } from './handled.ts';

test('a duration of 0 is shown as 0', async () => {
  await using sandbox = await handled();
  const get = async <T>(path: string) => (await sandbox.ask<T>('GET', path)).body;
  await sandbox.freeze();
  const record = '<Conference record="record-from-start">room</Conference>';
  const said = { From: '+12025550199', To: '+12025550101' };
  const json = { ...said, Texml: `<Response><Dial>${record}</Dial></Response>` };
  const { body } = await sandbox.ask<{ call_sid: string }>('POST', `${at}/calls`, { json });
  await sandbox.pass('300ms');
  const event = { type: 'call.hungUp' };
  await sandbox.ask('POST', `${at}/events`, {
    json: { machine: 'call', sid: body.call_sid, event },
  });
  await sandbox.pass('10s');

  interface Listed {
    readonly recordings: readonly {
      readonly sid: string;
      readonly status: string;
      readonly duration: unknown;
      readonly conference_sid: string;
    }[];
  }
  const { recordings } = await get<Listed>(`${api}/Recordings.json`);
  expect(recordings).toMatchObject([{ status: 'completed', duration: '0' }]);
  const { sid = '', conference_sid = '' } = recordings[0] ?? {};
  const one = await get<{ duration: unknown }>(`${api}/Recordings/${sid}.json`);
  expect(one.duration).toBe('0');
  const ofRoom = await get<Listed>(`${api}/Conferences/${conference_sid}/Recordings`);
  expect(ofRoom.recordings).toMatchObject([{ status: 'completed', duration: 0 }]);
  type Detail = { snapshot: { context: object } };
  const { snapshot } = await get<Detail>(`${at}/machines/recording/${sid}`);
  expect(snapshot.context).toMatchObject({ durationSeconds: 0 });
  const machines = await get<{ recordings: object[] }>(`${at}/machines`);
  expect(machines.recordings).toMatchObject([{ sid, durationSeconds: 0 }]);
});
