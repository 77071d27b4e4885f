/** What cannot be is refused, with the right status, and changes nothing. */
import { randomUUID } from 'node:crypto';
import { PlatformCall } from '../call.ts';
import { expectRefusal, expectSame } from '../expecting.ts';
import { finished } from '../playing.ts';
import { PlatformRecording } from '../recording.ts';
import type { PlatformWorld } from '../world.ts';
import { pathInAccount } from '../world.ts';
import { ofCalls, type PlatformCheck } from './check.ts';

/** Asks for a status in its own words. */
const askWith = (
  world: PlatformWorld,
  { ofCall }: PlatformRecording,
  form: Record<string, string>,
) => world.ask({ method: 'POST', path: ofCall, form }, `updates it with ${JSON.stringify(form)}`);

export const refusalChecks: readonly PlatformCheck[] = [
  ofCalls(
    'refuses-unknown',
    'A recording that nobody knows is 404: to be read, changed and deleted.',
    {
      authority: ['OpenAPI', 'A3'],
      uses: ['fetch', 'pause', 'delete'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        const nobody = new PlatformRecording(world, randomUUID(), call.sid);
        expectRefusal(await nobody.read(), 404, 'A recording that nobody knows, read,');
        expectRefusal(await nobody.askToBe('paused'), 404, 'The same, asked to pause,');
        expectRefusal(await nobody.askToDelete(), 404, 'The same, deleted,');
      },
    },
  ),
  ofCalls(
    'refuses-foreign',
    'A recording is not changed below another call than its own: that is 404.',
    {
      authority: ['A3'],
      uses: ['start', 'pause', 'fetch'],
      run: async (world) => {
        const own = await PlatformCall.connect(world);
        const other = await PlatformCall.connect(world);
        const recording = await own.record();
        const foreign = new PlatformRecording(world, recording.sid, other.sid);
        const answer = await foreign.askToBe('paused', 'asks it to pause below another call');
        expectRefusal(answer, 404, 'A recording, changed below another call,');
        await recording.shows(['in-progress']);
        await finished(world, [own, other]);
      },
    },
  ),
  ofCalls(
    'refuses-other-words',
    'A Status that is none is refused with 422, and so is none at all; nothing changes.',
    {
      authority: ['T-ERR', 'A16'],
      uses: ['start', 'pause', 'fetch'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        const recording = await call.record();
        const wrong = expectRefusal(
          await askWith(world, recording, { Status: 'halted' }),
          422,
          'A Status that is none',
        );
        expectSame(String(wrong.code), '10032', 'The code of the error');
        const none = expectRefusal(
          await askWith(world, recording, {}),
          422,
          'An update without a Status',
        );
        expectSame(String(none.code), '10004', 'The code of the error');
        await recording.shows(['in-progress']);
        await finished(world, [call]);
      },
    },
  ),
  ofCalls(
    'refuses-what-is-over',
    'A call that is over is not recorded any more: that is 422, or 404.',
    {
      authority: ['T-ERR', 'A3'],
      uses: ['start', 'hang-up'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        await call.end();
        await finished(world, [call]);
        const answer = await call.askToRecord();
        const status = answer.status === 404 ? 404 : 422;
        expectRefusal(answer, status, 'A recording of a call that is over');
      },
    },
  ),
  ofCalls(
    'refuses-no-call',
    'A call that nobody knows is 404: to be recorded, and its recordings to be listed.',
    {
      authority: ['OpenAPI'],
      uses: ['start', 'list'],
      run: async (world) => {
        const path = pathInAccount(world, `Calls/${randomUUID()}/Recordings.json`);
        const asked = await world.ask(
          { method: 'POST', path, form: {} },
          'records a call that is none',
        );
        expectRefusal(asked, 404, 'A recording of a call that nobody knows');
        const listed = await world.ask({ method: 'GET', path }, 'lists its recordings');
        expectRefusal(listed, 404, 'The list of a call that nobody knows');
      },
    },
  ),
  ofCalls(
    'refuses-unanswered',
    'A call that nobody has answered yet is not recorded: that is 422.',
    {
      authority: ['T-ERR', 'A3'],
      uses: ['start', 'far-end-answer'],
      run: async (world) => {
        const call = await PlatformCall.begin(world, { manner: 'waits' });
        expectRefusal(await call.askToRecord(), 422, 'A recording of a call that is not answered');
      },
    },
  ),
];
