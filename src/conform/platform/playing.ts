/** Plays a plan: does what it says, ends what was begun, waits for all that is owed, and judges. */
import { CheckFailed, NotTestable } from '../checks/check.ts';
import type { ApiAnswer } from './api.ts';
import { callOf } from './beginnings.ts';
import type { PlatformCall } from './call.ts';
import { cameTo } from './expecting.ts';
import type { PlatformMove, PlatformPlan } from './plan.ts';
import { isOfRecording, PlatformRecording } from './recording.ts';
import type { PlatformWorld } from './world.ts';

/** What a request may be answered, whatever it asks: done, unknown, or refused. Sources: OpenAPI, A3. */
const answers = [200, 204, 404, 422];

/**
 * Plays it.
 * @throws CheckFailed where what was seen cannot all be so.
 */
export async function played(world: PlatformWorld, plan: PlatformPlan): Promise<void> {
  const call = await callOf(world, plan.begins);
  for (const move of plan.moves) await moved(world, call, move);
  await finished(world, [call]);
}

/** All recordings that something was heard of, as far as is known. */
function known(world: PlatformWorld, call: PlatformCall): readonly PlatformRecording[] {
  const sids = [
    ...world.started,
    ...world.told.filter(isOfRecording).map(({ said }) => said.recordingSid),
  ];
  return [...new Set(sids)].map((sid) => new PlatformRecording(world, sid, call.sid));
}

async function moved(world: PlatformWorld, call: PlatformCall, move: PlatformMove): Promise<void> {
  switch (move.do) {
    case 'start':
      return answeredAsMayBe(await call.askToRecord(), move.do);
    case 'list':
      return void (await call.listed());
    case 'hang-up':
      return answeredAsMayBe(await call.askToEnd(), move.do);
    case 'wait':
      return world.pass(move.seconds * 1_000);
    case 'far-end-hang-up':
      return call.hangUp();
    case 'far-end-press':
      return void (await world.does('press', call.number, move.keys));
    default: {
      const all = known(world, call);
      const one = all[move.of % Math.max(1, all.length)];
      if (one) return answeredAsMayBe(await asked(one, move.do), move.do);
    }
  }
}

type OfRecording = Extract<PlatformMove, { readonly of: number }>['do'];
const statuses = { pause: 'paused', resume: 'in-progress', stop: 'stopped' } as const;
function asked(recording: PlatformRecording, deed: OfRecording): Promise<ApiAnswer> {
  if (deed === 'delete') return recording.askToDelete();
  return deed === 'read' ? recording.read() : recording.askToBe(statuses[deed]);
}

function answeredAsMayBe(answer: ApiAnswer, what: string) {
  if (answers.includes(answer.status ?? 0)) return;
  throw new CheckFailed(
    `To "${what}" the platform answers ${cameTo(answer)}; expected 200, 404 or 422.`,
  );
}

/**
 * Ends calls, waits until all of it is told, looks at what is left, and judges.
 * @throws CheckFailed where something is not told, or what was seen cannot all be so.
 */
export async function finished(
  world: PlatformWorld,
  calls: readonly PlatformCall[],
): Promise<void> {
  const { lacks, limits, time } = world.tested;
  for (const call of calls) await over(world, call);
  const recordings = new Map<string, PlatformRecording>();
  for (const call of calls) {
    for (const one of known(world, call)) recordings.set(one.sid, one);
    if (lacks.has('list')) continue;
    for (const { sid } of await call.listed()) {
      if (typeof sid !== 'string') throw new CheckFailed('A recording in the list has no sid.');
      if (!recordings.has(sid)) recordings.set(sid, new PlatformRecording(world, sid, call.sid));
    }
  }
  for (const one of recordings.values()) {
    const end = () => one.told.find(({ said }) => said.status !== 'in-progress');
    if (await world.hears(end, limits.endMs)) continue;
    throw new CheckFailed(
      `The end of the recording ${one.sid} is not told within ${limits.endMs / 1_000} s.`,
    );
  }
  await time.pass(limits.settleMs);
  if (!lacks.has('fetch'))
    for (const one of recordings.values()) answeredAsMayBe(await one.read(), 'read');
  await world.judge();
}

async function over(world: PlatformWorld, call: PlatformCall): Promise<void> {
  const { lacks, limits, farEnd } = world.tested;
  const [byRequest, byFarEnd] = [!lacks.has('hang-up'), farEnd.hangUp !== undefined];
  if (!call.isEnding) {
    if (byRequest) answeredAsMayBe(await call.askToEnd(), 'hang-up');
    else if (byFarEnd) await call.hangUp();
  }
  if (await world.hears(() => call.isOver || undefined, limits.endMs)) return;
  if (!byRequest && !byFarEnd)
    throw new NotTestable('Nobody can end the call: neither a request nor the far end.');
  throw new CheckFailed(`The end of the call is not told within ${limits.endMs / 1_000} s.`);
}
