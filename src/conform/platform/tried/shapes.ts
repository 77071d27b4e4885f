/** What resources look like: their fields, and what kind each is of. Source: OpenAPI. */
import { CheckFailed } from '../../checks/check.ts';
import { type Resource, resourceIn } from '../api.ts';
import { PlatformCall } from '../call.ts';
import { cameTo, expectSame, expectStatus } from '../expecting.ts';
import { finished } from '../playing.ts';
import { pathInAccount } from '../world.ts';
import { ofCalls, type PlatformCheck } from './check.ts';

type Kind = (value: unknown) => boolean;
const text: Kind = (value) => typeof value === 'string' && value !== '';
const whole: Kind = (value) => Number.isInteger(value);
const orNull =
  (kind: Kind): Kind =>
  (value) =>
    value === null || value === undefined || kind(value);
const date: Kind = (value) => text(value) && !Number.isNaN(Date.parse(String(value)));
const seconds: Kind = (value) => text(value) && /^\d+$/.test(String(value));

/** Of a recording, however it is answered. */
const common: Readonly<Record<string, Kind>> = {
  account_sid: text,
  call_sid: text,
  channels: (value) => value === 1 || value === 2,
  conference_sid: orNull(text),
  date_created: date,
  date_updated: date,
  duration: orNull(seconds),
  error_code: orNull(text),
  sid: text,
  source: text,
  uri: text,
};
const fetched = { ...common, media_url: orNull(text), status: text };
const page: Readonly<Record<string, Kind>> = {
  page: whole,
  page_size: whole,
  start: whole,
  end: whole,
  uri: text,
};

/** @throws CheckFailed that names the first field which is not as it is documented. */
function expectShape(resource: Resource, shape: Readonly<Record<string, Kind>>, what: string) {
  for (const [name, is] of Object.entries(shape))
    if (!is(resource[name]))
      throw new CheckFailed(`${what} has ${name}: ${JSON.stringify(resource[name]) ?? 'nothing'}.`);
}

export const shapeChecks: readonly PlatformCheck[] = [
  ofCalls(
    'shows-recording',
    'A recording is shown with the fields that are documented: while it goes on, and when it is completed, then with its length and link.',
    {
      authority: ['OpenAPI'],
      uses: ['start', 'stop', 'fetch'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        const recording = await call.record();
        const live = await recording.shows(['in-progress']);
        expectShape(live, fetched, 'A recording that goes on');
        expectSame(live.sid, recording.sid, 'Its sid');
        expectSame(live.call_sid, call.sid, 'Its call_sid');
        await world.pass(1_000);
        await recording.becomes('stopped');
        const { said } = await recording.isTold('completed');
        const over = await recording.shows(['completed']);
        expectShape(
          over,
          { ...fetched, duration: seconds, media_url: text },
          'A completed recording',
        );
        expectSame(
          Number(over.duration) * 1_000,
          said.durationMs,
          'Its duration, in ms, beside what was told,',
        );
        await finished(world, [call]);
      },
    },
  ),
  ofCalls('answers-with-recording', 'Whoever starts or updates a recording is answered with it.', {
    authority: ['OpenAPI'],
    uses: ['start', 'pause'],
    run: async (world) => {
      const call = await PlatformCall.connect(world);
      const answer = await call.askToRecord();
      expectStatus(answer, 200, 'The request for a recording');
      expectShape(resourceIn(answer), common, 'The recording that was started');
      const sid = String(resourceIn(answer).sid);
      await world.hears(
        () => world.told.find(({ said }) => said.kind === 'recording'),
        world.tested.limits.takesMs,
      );
      const path = pathInAccount(
        world,
        `Calls/${encodeURIComponent(call.sid)}/Recordings/${sid}.json`,
      );
      const updated = await world.ask(
        { method: 'POST', path, form: { Status: 'paused' } },
        'asks it to be paused',
      );
      expectStatus(updated, 200, 'The request for paused');
      expectShape(resourceIn(updated), common, 'The recording that was updated');
      expectSame(resourceIn(updated).sid, sid, 'Its sid');
      await finished(world, [call]);
    },
  }),
  ofCalls(
    'pages-lists',
    'A list says its page and what is on it, and no more is on it than fits.',
    {
      authority: ['OpenAPI'],
      priority: 'should',
      uses: ['start', 'list-account'],
      run: async (world) => {
        const call = await PlatformCall.connect(world);
        await call.record();
        await call.record();
        const path = pathInAccount(world, 'Recordings.json?PageSize=1');
        const answer = await world.ask({ method: 'GET', path }, 'lists recordings, one a page', {
          isOfAll: true,
        });
        expectStatus(answer, 200, 'The list');
        const list = resourceIn(answer);
        expectShape(list, page, 'The list');
        const { recordings } = list;
        if (!Array.isArray(recordings) || recordings.length !== 1)
          throw new CheckFailed(`A page of one has ${cameTo(answer)}.`);
        await finished(world, [call]);
      },
    },
  ),
];
