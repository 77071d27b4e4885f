/** Sids are anybody's: whatever they are, each names one thing, in claims, channels, keys, diagrams. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AnyEvent, type EventTo, machines, slotOf } from '../../machines/index.ts';
import { sequenceDiagram } from '../../properties/check/report.ts';
import { ClaimWatch, type Memories } from '../../properties/check/watch.ts';
import { always, eventually, type Moment, sometimes } from '../../properties/claims/claim.ts';
import { claims } from '../../properties/claims/index.ts';
import { movesOf } from '../../properties/generators/moves.ts';
import type { System } from '../../properties/generators/system.ts';
import { answerIn, emptyWorld, type ModelWorld } from '../../properties/generators/world.ts';
import { Places } from '../../properties/search/places.ts';
import { onTables, Switchboard } from '../../src/engine/index.ts';
import { requested, say } from '../machines/stage.ts';

/** Sids that are hard to tell apart once something is put between them. */
const sid = fc
  .array(fc.constantFrom('r', ' ', '>', '1', '"', ',', 'recording', '_', '\\'), { minLength: 1 })
  .map((parts) => parts.join(''));
const twoSids = fc.uniqueArray(sid, { minLength: 2, maxLength: 2 }) as fc.Arbitrary<
  [string, string]
>;

/** One recording ends, and refuses to pause; the other is left to capture. */
function momentsOf([ends, stays]: readonly [string, string]): Moment[] {
  const board = new Switchboard();
  const life = [requested, say('media.started', { order: 1 })];
  const lives = [
    ...[ends, stays].flatMap((one) => life.map((said) => [one, said] as const)),
    [ends, say('media.failed')] as const,
    [ends, say('recording.pause')] as const,
  ];
  return lives.flatMap(
    ([one, said], at) =>
      board.deliver({ machine: 'recording', sid: one }, { ...said, at } as EventTo<'recording'>)
        .steps,
  );
}

const isAbsent = ({ snapshot }: Moment) => snapshot?.state === 'absent';
const ending = { begin: false, next: (was: boolean, one: Moment) => was || isAbsent(one) };
const own = [
  eventually('OWN-1', 'It ends.', 'recording', {
    begin: '',
    next: (_, { snapshot }: Moment) => snapshot?.state ?? '',
    holds: (state: string) => state === 'absent',
  }),
  sometimes('OWN-2', 'It ends.', 'recording', ({ snapshot }) => snapshot?.state === 'absent'),
  always('OWN-3', 'It never ends.', 'recording', { ...ending, holds: (was: boolean) => !was }),
];

test('a claim is judged of the sid that it is about, and of no other', () => {
  fc.assert(
    fc.property(twoSids, ([ends, stays]) => {
      const watch = new ClaimWatch(own as never);
      const breaches: string[] = [];
      let memories: Memories = {};
      for (const moment of momentsOf([ends, stays])) {
        const followed = watch.follow(memories, moment);
        breaches.push(...followed.breaches.map((one) => `${one.claim.id} ${one.sid}`));
        memories = followed.memories;
      }
      expect([...new Set(breaches)]).toEqual([`OWN-3 ${ends}`]);
      expect(watch.atRest(memories).map((one) => one.sid)).toEqual([stays]);
      expect(watch.seen(memories)).toEqual(['OWN-2']);
    }),
  );
});

test('what is seen of a run does not depend on its sids', () => {
  const seenOf = (sids: readonly [string, string]) => {
    const watch = new ClaimWatch(claims);
    let memories: Memories = {};
    for (const moment of momentsOf(sids)) memories = watch.follow(memories, moment).memories;
    return watch.seen(memories);
  };
  const plain = seenOf(['r', 's']);
  expect(plain.length).toBeGreaterThan(0);
  fc.assert(
    fc.property(twoSids, (sids) => {
      expect(seenOf(sids)).toEqual(plain);
    }),
  );
});

const advance = onTables(machines);
const nothing: System = { name: '', says: '', offers: [], network: [], media: {}, time: 'free' };
/** A world in which each call has asked for its recording. */
const asking = (pairs: readonly (readonly [call: string, recording: string])[]) =>
  pairs.reduce((world: ModelWorld, [call, recording], at) => {
    const to = { machine: 'call', sid: call } as const;
    const tell = (from: ModelWorld, event: object) =>
      answerIn(advance, from, to, { at, ...event } as AnyEvent).world;
    const open = tell(tell(world, { type: 'call.receive' }), { type: 'call.answered' });
    return tell(open, { type: 'call.startRecording', recording: { sid: recording } });
  }, emptyWorld);

test('messages of one machine to another are on a way of their own', () => {
  const pairs = fc.uniqueArray(fc.tuple(sid, sid), {
    minLength: 2,
    maxLength: 2,
    selector: ([call]) => call,
  });
  const clash = [
    ['a', 'b>recording c'],
    ['a>recording b', 'c'],
  ] as const;
  const isOwn = (of: readonly (readonly [string, string])[]) => {
    const moves = movesOf(nothing, asking(of));
    const mail = moves.flatMap((one) => ('to' in one && one.says.includes(' tells ') ? [one] : []));
    expect(mail.map(({ to }) => to.sid)).toEqual(of.map(([, recording]) => recording));
    const said = mail.map(({ says }) => says);
    expect(said).toEqual(of.map(([c, r]) => `call ${c} tells recording ${r}`));
    const timers = moves.flatMap((one) => ('to' in one && one.says === 'clock' ? [one.to] : []));
    for (const to of timers) expect(slotOf(to) in asking(of).machines).toBe(true);
    expect(timers.length).toBeGreaterThan(0);
  };
  isOwn(clash);
  fc.assert(fc.property(pairs, isOwn));
});

test('worlds of other sids have other keys', () => {
  const keyed = (spent: ModelWorld['spent']) => {
    const places = new Places(() => {});
    return [{ a: 1, 'b 2 c': 3 }, spent].map((one) => {
      places.take({ ...emptyWorld, spent: one });
      return places.key().join();
    });
  };
  const [one, same] = keyed({ 'b 2 c': 3, a: 1 });
  expect(same).toBe(one);
  const [, other] = keyed({ 'a 1 b': 2, c: 3 });
  expect(other).not.toBe(one);
});

test('a sequence diagram has a participant for every machine', () => {
  fc.assert(
    fc.property(twoSids, (sids) => {
      const lines = sequenceDiagram(momentsOf(sids)).split('\n');
      const named = lines.filter((line) => / as recording /.test(line));
      const aliases = named.map((line) => line.trim().split(' ')[1]);
      expect(new Set(aliases).size).toBe(2);
      const says = named.map((line) => line.slice(line.indexOf(' as recording ') + 14));
      expect(says.map((one) => one.replaceAll('#62;', '>'))).toEqual(sids);
    }),
    { examples: [[['r 1', 'r_1']]] },
  );
});
