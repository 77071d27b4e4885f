/**
 * What every host promises, whichever engine it stands on. A kind of host brings places, each empty
 * at first, and runs hosts there; how time passes and how a host dies is its own business.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { portOf, type Verdict } from '../../machines/index.ts';
import type { Snapshot, To } from '../../src/engine/index.ts';
import type { Message, Task } from '../../src/hosts/index.ts';
import { patienceMs } from '../house/patience.ts';
import { tell, wordsOf } from './stage.ts';

/** How a host is run in a place. */
export interface Running {
  /** Performs every port; what it throws is tried again, soon. */
  readonly perform?: (task: Task) => void | Promise<void>;
  /** How long what waited outside has to come in; nothing when left out. */
  readonly catchUpMs?: number;
}
/** A host that runs. */
export interface RunningHost {
  take(message: Message): Promise<Verdict>;
  /** The machine as it is kept. */
  find(to: To): Snapshot | undefined | Promise<Snapshot | undefined>;
  /** Ends in order. */
  close(): Promise<void>;
  /** Ends without a word, in the middle of whatever it does; nothing of it happens afterwards. */
  kill(): Promise<void>;
}
/** Where hosts of a kind keep things. */
export interface Place extends AsyncDisposable {
  /** Milliseconds since the epoch, as its hosts have them. */
  now(): number;
  /** Time passes; whatever falls due in it happens, unless nobody is there or nothing can be kept. */
  pass(ms: number): Promise<void>;
  open(running?: Running): Promise<RunningHost>;
  /** From now on nothing can be kept, or it can again. */
  outage(isOn: boolean): void | Promise<void>;
  /** Puts a machine there as an older version has stored it, while no host runs. */
  putOlder(snapshot: { readonly sid: string }): void | Promise<void>;
}
/** A kind of host. */
export interface HostUnderTest {
  readonly name: string;
  /** A place with nothing in it. */
  place(): Place | Promise<Place>;
  /** Whether several hosts may run in one place at once. */
  readonly isShared: boolean;
  /** Whether only what takes little time is asked, on a host whose time is that of the wall. */
  readonly isQuick?: boolean;
}

const call = { machine: 'call', sid: 'c1' } as const;
const recording = { machine: 'recording', sid: 'r1' } as const;
/** How long a deadline is that these tests wait for: short, for hosts whose time is that of the wall. */
const deadlineMs = 400;
/** A call is dialled and recorded; every deadline of the recording is so long. */
function dialledFor(ms: number) {
  const policy = { 'start-deadline-ms': ms, 'answer-deadline-ms': ms, 'finish-deadline-ms': ms };
  return tell('c1', { type: 'call.dialOut', recording: { sid: 'r1' }, policy }, 'm1');
}
const dialled = dialledFor(10 * patienceMs);
const answered = tell('c1', { type: 'call.answered' }, 'm2');
const started = tell('r1', { type: 'media.started', order: 1 }, 'm3');
const saved = tell('r1', { type: 'media.saved', location: 'file' }, 'm5');
const accepted = { verdict: 'accepted' };
const ringing = (sid: string, ringTimeoutMs: number) =>
  tell(sid, { type: 'call.dialOut', ringTimeoutMs }, `dial ${sid}`);

/** Waits until something is so, while time passes; fails by the runner's own limit. */
async function until(place: Place, isSo: () => boolean | Promise<boolean>) {
  while (!(await isSo())) {
    await place.pass(10);
    await wait(1);
  }
}
/**
 * Attempts what has to be done before a deadline, in a place of its own each time, and with twice as
 * long a deadline as long as the machine was too slow for it: the attempt says whether it was in time.
 */
async function inTime(
  place: HostUnderTest['place'],
  attempt: (one: Place, ms: number) => Promise<boolean>,
) {
  for (let ms = deadlineMs; ms < patienceMs; ms *= 2) {
    await using one = await place();
    if (await attempt(one, ms)) return;
  }
  throw new Error(`Not in time, even with deadlines of half of ${patienceMs} ms.`);
}
/** What is performed, in order. */
function journal(fails: (task: Task) => boolean = () => false) {
  const tasks: Task[] = [];
  const perform = (task: Task) => {
    if (fails(task)) throw new Error('Not at this attempt.');
    tasks.push(task);
  };
  const said = () => tasks.map(({ effect }) => wordsOf(effect));
  return { tasks, perform, said };
}
const stateOf = async (host: RunningHost, to: To) => (await host.find(to))?.state;

/** Holds a kind of host to what all of them promise. */
export function contract({ name, place, isShared, isQuick = false }: HostUnderTest) {
  describe(`A host: ${name}`, () => {
    test('answers a message when what it comes to is kept, and goes on after a restart', async () => {
      await using one = await place();
      const host = await one.open();
      expect(await host.take(dialled)).toEqual({ verdict: 'accepted' });
      await host.close();
      const next = await one.open();
      expect(await stateOf(next, call)).toBe('queued');
      expect(await next.take(answered)).toEqual({ verdict: 'accepted' });
      expect(await stateOf(next, recording)).toBe('starting');
    });

    test('answers a repeat as it did at first, also after a restart, and changes nothing', async () => {
      await using one = await place();
      const { perform, tasks } = journal();
      const host = await one.open({ perform });
      await host.take(dialled);
      const refused = tell('c1', { type: 'call.redirect' }, 'm9');
      const first = await host.take(refused);
      expect(first.verdict).toBe('refused');
      await host.take(answered);
      expect(await host.take(refused)).toEqual(first);
      await until(one, () => tasks.length >= 4);
      await host.close();
      const next = await one.open({ perform });
      const before = await next.find(call);
      for (const again of [dialled, answered, refused]) await next.take(again);
      expect(await next.take(refused)).toEqual(first);
      await one.pass(50);
      expect(await next.find(call)).toEqual(before);
      expect(tasks.length).toBe(4);
    });

    test('performs everything once, in order for each sid and port, and waits where one fails', async () => {
      await using one = await place();
      const { perform, tasks, said } = journal(
        ({ effect, attempt }) => portOf(effect) === 'callbacks' && attempt === 1,
      );
      const host = await one.open({ perform });
      for (const message of [dialled, answered, started]) await host.take(message);
      await host.take(tell('c1', { type: 'call.hungUp' }, 'm4'));
      await until(one, () => said().includes('c1 announced') && said().includes('r1 media.stop'));
      await until(one, () => said().filter((words) => words === 'c1 announced').length === 2);
      expect(new Set(tasks.map(({ key }) => key)).size).toBe(tasks.length);
      const of = (sid: string, port: string) =>
        tasks
          .filter(({ effect }) => effect.sid === sid && portOf(effect) === port)
          .map(({ effect }) => ('status' in effect ? effect.status : effect.type));
      expect(of('c1', 'callbacks')).toEqual(['in-progress', 'completed']);
      expect(of('r1', 'media')).toEqual(['media.start', 'media.stop']);
    });

    test('that is killed before it has performed something leaves it to the next, under its key', async () => {
      await using one = await place();
      const asked: string[] = [];
      const host = await one.open({
        perform: ({ key }) => {
          asked.push(key);
          return new Promise(() => undefined);
        },
      });
      await host.take(dialled);
      await until(one, () => asked.length > 0);
      await host.kill();
      const { perform, tasks } = journal();
      await one.open({ perform });
      await until(one, () => tasks.length > 0);
      expect(tasks.map(({ key }) => key)).toEqual(['call c1@1.0']);
      expect(asked[0]).toBe('call c1@1.0');
    });

    test('fires a timer when it is due, once, and not if it was cancelled', () =>
      inTime(place, async (one, ms) => {
        const host = await one.open();
        const start = one.now();
        await host.take(ringing('c1', ms));
        await host.take(ringing('c2', ms));
        await host.take(tell('c2', { type: 'call.answered' }, 'm3'));
        const before = await stateOf(host, call);
        if (one.now() - start >= ms) return false;
        expect(before).toBe('queued');
        await until(one, async () => (await stateOf(host, call)) !== 'queued');
        expect(await stateOf(host, call)).toBe('noAnswer');
        await one.pass(ms);
        expect(await stateOf(host, { machine: 'call', sid: 'c2' })).toBe('inProgress.executing');
        return true;
      }));

    test('takes on a machine as an older version has stored it', async () => {
      await using one = await place();
      await one.putOlder(older);
      const host = await one.open();
      expect(await stateOf(host, call)).toBe('inProgress.executing');
      expect(await host.take(tell('c1', { type: 'call.hungUp' }))).toEqual({ verdict: 'accepted' });
      expect(await stateOf(host, call)).toBe('completed');
    });

    const together = isShared ? 'together with another, ' : '';
    test(`loses none of what it is told at once of one machine, ${together}and answers each`, async () => {
      await using one = await place();
      const hosts = await Promise.all(isShared ? [one.open(), one.open()] : [one.open()]);
      await hosts[0]?.take(tell('c1', { type: 'call.receive' }, 'm1'));
      await hosts[0]?.take(answered);
      const verdicts = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          hosts[i % hosts.length]?.take(
            tell('c1', { type: 'call.startRecording', recording: { sid: `r${i}` } }, `s${i}`),
          ),
        ),
      );
      expect(new Set(verdicts.map((one) => one?.verdict))).toEqual(new Set(['accepted']));
      const kept = (await hosts.at(-1)?.find(call)) as Snapshot<'call'>;
      expect(kept.context.recordings.length).toBe(20);
    });

    if (isQuick) return;
    test('fires a timer that fell due after its host was killed in the next one', async () => {
      await using one = await place();
      const host = await one.open();
      await host.take(ringing('c1', deadlineMs));
      await host.kill();
      await one.pass(2 * deadlineMs);
      const next = await one.open();
      await until(one, async () => (await stateOf(next, call)) === 'noAnswer');
    });

    test.each([
      ['away', false],
      ['there, and nothing can be kept', true],
    ])('that is %s gives up on nothing that happened meanwhile', (_, isThere) =>
      inTime(place, async (one, ms) => {
        const running = { catchUpMs: 20 * ms };
        let host = await one.open(running);
        const start = one.now();
        await host.take(dialledFor(ms));
        await host.take(answered);
        if (!isThere) await host.close();
        await one.outage(true);
        if (one.now() - start >= ms) return false;
        await one.pass(4 * ms);
        const end = one.now();
        await one.outage(false);
        if (!isThere) host = await one.open(running);
        // Longer than a host that finds its store failing waits until it asks again.
        await one.pass(2 * ms);
        const found: unknown[] = [await stateOf(host, recording), await host.take(started)];
        // What comes in sets another deadline, and what ends that may be waiting still.
        found.push(await host.take(tell('r1', { type: 'media.stopped' }, 'm4')));
        await one.pass(1.5 * ms);
        found.push(await stateOf(host, recording), await host.take(saved));
        if (one.now() - end >= running.catchUpMs) return false;
        expect(found).toEqual(['starting', accepted, accepted, 'processing', accepted]);
        await one.pass(ms);
        expect(await stateOf(host, recording)).toBe('completed');
        return true;
      }),
    );

    test('that was away gives up at last on what never comes', async () => {
      await using one = await place();
      const host = await one.open();
      await host.take(dialledFor(deadlineMs));
      await host.take(answered);
      await host.close();
      await one.pass(2 * deadlineMs);
      const next = await one.open({ catchUpMs: deadlineMs });
      await until(one, async () => (await stateOf(next, recording)) === 'absent');
    });
  });
}

/** A call of version 3, before it could be one that was a leg. */
const older = {
  machine: 'call',
  version: 3,
  sid: 'c1',
  state: 'inProgress.executing',
  context: {
    sid: 'c1',
    policy: 'telnyx',
    timers: {},
    ringTimeoutMs: 30_000,
    timeLimitMs: 14_400_000,
    recording: null,
    recordings: [],
    lastRequest: null,
    createdAt: 0,
    updatedAt: 0,
    answeredAt: 0,
    endedAt: null,
    direction: 'inbound',
    record: null,
    dial: null,
    stay: null,
    redirections: [],
  },
};
