/** What a recording can be asked: to pause, go on, stop and be deleted, and what that comes to. */
import { chosen } from '../../../../machines/words/policy.ts';
import { CheckFailed } from '../../checks/check.ts';
import type { ApiAnswer } from '../api.ts';
import { PlatformCall } from '../call.ts';
import { expectRefusal, expectStatus } from '../expecting.ts';
import { finished } from '../playing.ts';
import { ofCalls, type PlatformCheck } from './check.ts';
import { expectUnlisted } from './lists.ts';

/** How long a pause lasts whose length is looked at, in milliseconds. */
const pauseMs = 6_000;

export const commandChecks: readonly PlatformCheck[] = [
  ofCalls('pauses', 'A recording that is asked to pause is paused.', {
    authority: ['OpenAPI', 'A1'],
    uses: ['start', 'pause', 'fetch'],
    run: async (world) => {
      const call = await PlatformCall.connect(world);
      const recording = await call.record();
      await recording.becomes('paused');
      await finished(world, [call]);
      await recording.isTold('completed');
    },
  }),
  ofCalls('resumes', 'A paused recording that is asked to be in progress goes on.', {
    authority: ['OpenAPI', 'A1'],
    uses: ['start', 'pause', 'resume', 'fetch'],
    run: async (world) => {
      const call = await PlatformCall.connect(world);
      const recording = await call.record();
      await recording.becomes('paused');
      await recording.becomes('in-progress');
      await finished(world, [call]);
      await recording.isTold('completed');
    },
  }),
  ofCalls(
    'repeats-change-nothing',
    'Asked again to be what it is, a recording stays so, and that is no error.',
    {
      authority: ['A2'],
      uses: ['start', 'pause', 'resume', 'fetch'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        const recording = await call.record();
        for (const status of ['in-progress', 'paused'] as const) {
          await recording.becomes(status);
          const again = await recording.askToBe(status, `asks it again to be ${status}`);
          expectStatus(again, 200, `The repeated request for ${status}`);
          await recording.shows([status]);
        }
        await finished(world, [call]);
      },
    },
  ),
  ofCalls(
    'stops',
    'A recording that is asked to stop ends, is told to be completed, and the call goes on.',
    {
      authority: ['OpenAPI', 'A1'],
      uses: ['start', 'stop', 'fetch'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        const recording = await call.record();
        await world.pass(1_000);
        await recording.becomes('stopped');
        await recording.isTold('completed');
        await recording.shows(['completed']);
        if (call.isOver) throw new CheckFailed('The call is over; only its recording was to stop.');
        await finished(world, [call]);
      },
    },
  ),
  ofCalls(
    'stops-twice',
    'Asked twice at once to stop, a recording ends once, and neither is an error.',
    {
      authority: ['A2', 'A3'],
      uses: ['start', 'stop', 'fetch'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        const recording = await call.record();
        await world.pass(1_000);
        expectStatus(await recording.askToBe('stopped'), 200, 'The request for stopped');
        // One that is completed by then is refused: it is read as completed then.
        await recording.askToBe('stopped', 'asks it again to be stopped');
        await recording.read();
        await recording.isTold('completed');
        await finished(world, [call]);
      },
    },
  ),
  ofCalls('stops-paused', 'A paused recording can be stopped, and is completed.', {
    authority: ['A1'],
    uses: ['start', 'pause', 'stop', 'fetch'],
    run: async (world) => {
      const call = await PlatformCall.connect(world);
      const recording = await call.record();
      await recording.becomes('paused');
      await recording.becomes('stopped');
      await recording.isTold('completed');
      await finished(world, [call]);
    },
  }),
  ofCalls(
    'stops-for-good',
    'A recording that is completed is neither paused nor resumed any more.',
    {
      authority: ['A1', 'A3'],
      uses: ['start', 'stop', 'pause', 'resume', 'fetch'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        const recording = await call.record();
        await recording.becomes('stopped');
        await recording.isTold('completed');
        for (const status of ['paused', 'in-progress']) {
          const answer = await recording.askToBe(status);
          expectRefusal(answer, 422, `A completed recording, asked to be ${status},`);
        }
        await recording.shows(['completed']);
        await finished(world, [call]);
      },
    },
  ),
  ofCalls('tells-length', 'The length that is told is that of the recording, to the second.', {
    authority: ['C-RC'],
    uses: ['start', 'stop'],
    run: async (world) => {
      const call = await PlatformCall.connect(world);
      const asked = world.now;
      const recording = await call.record();
      const begun = world.now;
      await world.pass(3_000);
      const least = world.now - begun;
      await recording.becomes('stopped');
      const { said } = await recording.isTold('completed');
      isBetween(said.durationMs, least, world.now - asked, world.tested.limits.skewMs);
      await finished(world, [call]);
    },
  }),
  ofCalls('counts-pauses', 'A pause counts in the length, as silence, or as the policy says.', {
    authority: ['A8'],
    priority: 'should',
    uses: ['start', 'pause', 'resume', 'stop', 'fetch'],
    run: async (world) => {
      const { policy = 'telnyx', limits } = world.tested;
      const call = await PlatformCall.connect(world);
      const asked = world.now;
      const recording = await call.record();
      await recording.becomes('paused');
      const paused = world.now;
      await world.pass(pauseMs);
      const pausedMs = world.now - paused;
      await recording.becomes('in-progress');
      await recording.becomes('stopped');
      const all = world.now - asked;
      const { said } = await recording.isTold('completed');
      const isIn = chosen(policy, 'paused-time') === 'counts';
      const [least, most] = isIn ? [pausedMs, all] : [0, all - pausedMs];
      isBetween(said.durationMs, least, most, limits.skewMs);
      await finished(world, [call]);
    },
  }),
  ofCalls(
    'deletes',
    'A completed recording that is deleted is gone: from its path and from lists.',
    {
      authority: ['OpenAPI', 'A1', 'A3'],
      uses: ['start', 'stop', 'delete', 'fetch', 'list'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        const recording = await call.record();
        await recording.becomes('stopped');
        await recording.isTold('completed');
        expectStatus(await recording.askToDelete(), 204, 'The request to delete it');
        const request = { method: 'GET', path: recording.path } as const;
        const isGone = ({ status }: ApiAnswer) => status === 404;
        const read = await world.askUntil(request, 'reads it', isGone);
        expectRefusal(read, 404, 'A deleted recording, read,');
        await expectUnlisted(world, call.listPath, recording.sid);
        expectRefusal(await recording.askToDelete('deletes it again'), 404, 'A second deletion');
        await finished(world, [call]);
      },
    },
  ),
  ofCalls(
    'keeps-what-goes-on',
    'A recording that goes on is not deleted: that is refused, and it goes on.',
    {
      authority: ['A10'],
      uses: ['start', 'delete', 'fetch'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        const recording = await call.record();
        expectRefusal(
          await recording.askToDelete(),
          422,
          'The deletion of a recording that goes on',
        );
        await recording.shows(['in-progress']);
        await finished(world, [call]);
        await recording.isTold('completed');
      },
    },
  ),
];

/** @throws CheckFailed where a length is not between these, to the second and by how much clocks differ. */
function isBetween(found: number | undefined, least: number, most: number, skewMs: number) {
  const slackMs = 1_000 + skewMs;
  if (found !== undefined && found >= least - slackMs && found <= most + slackMs) return;
  const shown = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  throw new CheckFailed(
    `RecordingDuration is ${found === undefined ? 'missing' : shown(found)}; expected ${shown(least)} to ${shown(most)}.`,
  );
}
