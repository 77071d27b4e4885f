/** The switchboard carries signals to rest, tells what changed, and finds recordings. */
import { describe, expect, test, vi } from 'vitest';
import type { AnyEvent, MachineName } from '../../machines/index.ts';
import { type Delivery, type Snapshot, Switchboard } from '../../src/engine/index.ts';
import { inState, type Said, say } from '../machines/stage.ts';
import { mixedLife } from './mixed-life.ts';

/** A switchboard, and a way to tell it something a second after the last time. */
function board(snapshots: Iterable<Snapshot> = []) {
  const switchboard = new Switchboard(snapshots);
  let at = 0;
  const tell = (machine: MachineName, sid: string, said: Said): Delivery => {
    at += 1000;
    return switchboard.deliver({ machine, sid }, { at, ...said } as AnyEvent);
  };
  const answered = (sid: string) => {
    tell('call', sid, say('call.receive', {}));
    tell('call', sid, say('call.answered'));
  };
  return { switchboard, tell, answered };
}
const recording = (sid: string) => ({ recording: { sid } });

describe('A delivery', () => {
  test('gives the verdict of the machine that was addressed', () => {
    const { tell, answered } = board();
    answered('C');
    expect(tell('call', 'C', say('call.record', recording('R'))).verdict.verdict).toBe('accepted');
    expect(tell('call', 'C', say('call.dial', { legs: ['L'] })).verdict).toEqual({
      verdict: 'refused',
      reason: 'call-busy',
    });
  });

  test('can be considered first: nothing is kept until it is', () => {
    const { switchboard, answered } = board();
    answered('C');
    const to = { machine: 'call', sid: 'C' } as const;
    const event = { type: 'call.record', at: 5000, ...recording('R') } as const;
    const considered = switchboard.consider(to, event);
    expect(switchboard.recording('R')).toBe(undefined);
    expect(switchboard.recordingsOfCall('C')).toEqual([]);
    switchboard.keep(considered.changed);
    expect(switchboard.recording('R')).toBe(considered.changed[1]);
    expect(switchboard.recordingsOfCall('C')).toEqual([considered.changed[1]]);
    expect(switchboard.consider(to, event).verdict.verdict).toBe('unchanged');
  });

  test('carries signals on until all are at rest, in the order in which they were sent', () => {
    const { tell, answered } = board();
    answered('C');
    tell('call', 'C', say('call.record', recording('R')));
    const { steps } = tell('recording', 'R', say('media.failed'));
    expect(steps.map(({ to, event }) => `${to.sid}: ${event.type}`)).toEqual([
      'R: media.failed',
      'C: recording.ended',
    ]);
    tell('call', 'C', say('call.dial', { legs: ['L', 'L2', 'L3'] }));
    const won = tell('dialLeg', 'L2', say('call.answered')).steps;
    expect(won.map(({ to, event }) => `${to.sid}: ${event.type}`)).toEqual([
      'L2: call.answered',
      'C: leg.answered',
      'L2: leg.chosen',
      'L: leg.released',
      'L3: leg.released',
      'C: leg.ended',
      'C: leg.ended',
    ]);
  });

  test('tells all effects in order, and every machine that changed once, at its newest', () => {
    const { switchboard, tell, answered } = board();
    answered('C');
    tell('call', 'C', say('call.dial', { legs: ['L', 'L2'] }));
    const { effects, changed } = tell('dialLeg', 'L', say('call.answered'));
    expect(effects.map(({ type, sid }) => `${sid} ${type}`)).toEqual([
      'L timer.cancel',
      'L timer.set',
      'L announced',
      'C network.bridge',
      'L2 network.hangUp',
      'L2 timer.cancel',
      'L2 announced',
    ]);
    expect(changed.map(({ sid, state }) => `${sid} ${state}`)).toEqual([
      'L answered.bridged',
      'C inProgress.bridged',
      'L2 canceled',
    ]);
    for (const { machine, sid } of changed) {
      expect(changed).toContain(switchboard.find(machine, sid));
    }
  });

  test('of what changes nothing says that nothing changed', () => {
    const { tell, answered } = board();
    answered('C');
    expect(tell('call', 'C', say('call.answered')).changed).toEqual([]);
    expect(tell('recording', 'R', say('recording.pause')).changed).toEqual([]);
  });

  test('shows each step with the snapshot before it', () => {
    const { tell, answered } = board();
    answered('C');
    const { steps } = tell('call', 'C', say('call.record', recording('R')));
    expect(steps.map(({ before, snapshot }) => [before?.state, snapshot?.state])).toEqual([
      ['inProgress.executing', 'inProgress.recording'],
      [undefined, 'starting'],
    ]);
  });
});

describe('SYS-7 A recording is found', () => {
  const { switchboard, tell, answered } = board();
  answered('C');
  answered('C2');
  tell('call', 'C', say('call.startRecording', recording('R1')));
  tell('call', 'C', say('call.startRecording', recording('R2')));
  const joins = { conferenceSid: 'F', stay: 'S', ...recording('R3') };
  tell('call', 'C', say('call.joinConference', joins));
  const adds = { legSid: 'L', stay: 'S2', ...recording('R4') };
  tell('conference', 'F', say('conference.addParticipant', adds));
  tell('dialLeg', 'L', say('call.answered'));
  const sids = (of: readonly Snapshot[]) => of.map(({ sid }) => sid);

  test('by its sid', () => {
    expect(switchboard.recording('R1')?.sid).toBe('R1');
    expect(switchboard.recording('R9')).toBeUndefined();
  });
  test('by its call, oldest first, also when the conference is its host', () => {
    expect(sids(switchboard.recordingsOfCall('C'))).toEqual(['R1', 'R2', 'R3']);
    expect(sids(switchboard.recordingsOfCall('C2'))).toEqual([]);
    expect(sids(switchboard.recordingsOfCall('nobody'))).toEqual([]);
  });
  test('by its leg: to a customer that is a call', () => {
    expect(sids(switchboard.recordingsOfCall('L'))).toEqual(['R4']);
    expect(switchboard.line('L')?.machine).toBe('dialLeg');
    expect(switchboard.line('C')?.machine).toBe('call');
    expect(switchboard.line('F')).toBeUndefined();
  });
  test('by its conference', () => {
    expect(sids(switchboard.recordingsOfConference('F'))).toEqual(['R3']);
    expect(sids(switchboard.recordingsOfConference('nobody'))).toEqual([]);
  });
  test('as it is now, whichever way', () => {
    tell('recording', 'R3', say('media.started', { order: 1 }));
    const now = switchboard.recording('R3');
    expect(now?.state).toBe('inProgress');
    expect(switchboard.recordingsOfCall('C')).toContain(now);
    expect(switchboard.recordingsOfConference('F')).toEqual([now]);
  });
  test('by a switchboard made of its snapshots', () => {
    const again = new Switchboard([...switchboard.all('recording'), ...switchboard.all('call')]);
    expect(again.recordingsOfCall('C')).toEqual(switchboard.recordingsOfCall('C'));
    expect(again.recordingsOfConference('F')).toEqual(switchboard.recordingsOfConference('F'));
  });
});

test('Whose recording it is is told apart by machine, where a call and a leg have one sid', () => {
  const { switchboard, tell, answered } = board();
  answered('C');
  tell('call', 'C', say('call.startRecording', recording('R1')));
  tell('call', 'C', say('call.dial', { legs: ['C'] }));
  tell('dialLeg', 'C', say('call.answered'));
  tell('dialLeg', 'C', say('call.startRecording', recording('R2')));
  const joins = { conferenceSid: 'F', stay: 'S', ...recording('R3') };
  tell('conference', 'F', say('conference.addParticipant', { legSid: 'X', stay: 'S2' }));
  answered('X');
  tell('call', 'X', say('call.joinConference', joins));
  const sids = (of: readonly Snapshot[]) => of.map(({ sid }) => sid);
  expect(sids(switchboard.recordingsOfCall('C'))).toEqual(['R1']);
  expect(sids(switchboard.recordingsOfCall('C', 'dialLeg'))).toEqual(['R2']);
  expect(sids(switchboard.recordingsOfCall('X'))).toEqual(['R3']);
  expect(sids(switchboard.recordingsOfCall('X', 'dialLeg'))).toEqual([]);
  const recordings = new Switchboard(switchboard.all('recording'));
  expect(sids(recordings.recordingsOfCall('C', 'dialLeg'))).toEqual(['R2']);
});

describe('What names a sid of another leaves it alone, and nobody waits in vain:', () => {
  const stateOf = (of: Snapshot | undefined) => of?.state;
  const at = (machine: 'call' | 'recording' | 'dialLeg', sid: string) => ({ machine, sid });

  test('a recording: d goes on with its document, and its hang-up stops nothing', () => {
    const { switchboard, tell, answered } = board();
    answered('C');
    answered('D');
    tell('call', 'C', say('call.startRecording', recording('R')));
    const named = tell('call', 'D', say('call.record', { ...recording('R'), hasAction: true }));
    expect(named.effects.map(({ type }) => type)).toEqual(['instructions.resumed']);
    expect(stateOf(switchboard.find('call', 'D'))).toBe('inProgress.executing');
    expect(switchboard.find('call', 'D')?.context.recordings).toEqual([]);
    tell('call', 'D', say('call.hungUp'));
    expect(stateOf(switchboard.recording('R'))).toBe('starting');
    expect(switchboard.recording('R')?.context.host).toEqual(at('call', 'C'));
  });

  test('a recording of its own by another verb: it is not that of the <Record>', () => {
    const { switchboard, tell, answered } = board();
    answered('C');
    tell('call', 'C', say('call.startRecording', recording('R')));
    tell('call', 'C', say('call.record', { ...recording('R'), hasAction: true }));
    expect(stateOf(switchboard.find('call', 'C'))).toBe('inProgress.executing');
    tell('call', 'C', say('call.hungUp'));
    expect(stateOf(switchboard.recording('R'))).toBe('stopping');
  });

  test('a recording that has ended is no new one for another verb', () => {
    const { switchboard, tell, answered } = board();
    answered('C');
    tell('call', 'C', say('call.startRecording', recording('R')));
    tell('recording', 'R', say('media.failed'));
    const { effects } = tell('call', 'C', say('call.record', recording('R')));
    expect(effects.map(({ type }) => type)).toEqual(['instructions.resumed']);
    expect(switchboard.recording('R')?.context.path).toBe('call-request');
  });

  test('a leg: d has failed to reach it, and its hang-up ends nothing', () => {
    const { switchboard, tell, answered } = board();
    answered('C');
    answered('D');
    tell('call', 'C', say('call.dial', { legs: ['L'] }));
    tell('dialLeg', 'L', say('call.answered'));
    const dial = say('call.dial', { legs: ['L'], hasAction: true });
    const { effects } = tell('call', 'D', dial);
    expect(effects).toEqual([
      expect.objectContaining({ because: 'dial-ended', dialStatus: 'failed', durationMs: 0 }),
    ]);
    tell('call', 'D', say('call.dial', { legs: ['M', 'L'] }));
    tell('call', 'D', say('call.hungUp'));
    expect(stateOf(switchboard.find('dialLeg', 'L'))).toBe('answered.bridged');
    expect(stateOf(switchboard.find('call', 'C'))).toBe('inProgress.bridged');
  });

  test('a stay: d is not let in, and takes nobody out', () => {
    const { switchboard, tell, answered } = board();
    answered('C');
    answered('D');
    const joins = say('call.joinConference', { conferenceSid: 'F', stay: 'S' });
    tell('call', 'C', joins);
    const { effects } = tell('call', 'D', joins);
    expect(effects.map(({ type }) => type)).toEqual(['instructions.resumed']);
    tell('call', 'D', say('call.hungUp'));
    const { participants = [] } = switchboard.find('conference', 'F')?.context ?? {};
    expect(participants.map(({ who }) => who)).toEqual([at('call', 'C')]);
  });
});

test('One leg is not listed twice in a dial', () => {
  const { tell, answered } = board();
  answered('C');
  expect(() => tell('call', 'C', say('call.dial', { legs: ['L', 'L'] }))).toThrow('legs');
});

describe('The cost of a step does not depend on how many machines live:', () => {
  /** Recordings of the same call whose every reading is counted. */
  function bystanders(count: number) {
    const reads = { count: 0 };
    const one = inState('recording', 'inProgress');
    const watched = <T extends object>(of: T): T =>
      new Proxy(of, {
        get: (target, key, self) => {
          reads.count += 1;
          return Reflect.get(target, key, self);
        },
      });
    const crowd = Array.from({ length: count }, (_, i) => {
      const sid = `crowd ${i}`;
      return watched({ ...one, sid, context: watched({ ...one?.context, sid }) }) as Snapshot;
    });
    return { crowd, reads };
  }
  /** How often the maps and sets of a switchboard are used while a mixed life runs in a crowd. */
  function lookUps(count: number) {
    const { crowd, reads } = bystanders(count);
    const { switchboard } = board(crowd);
    reads.count = 0;
    const uses = [Map, Set].flatMap(({ prototype }) =>
      (['get', 'set', 'has', 'add', 'values', 'entries', 'keys', 'forEach'] as const)
        .filter((name) => name in prototype)
        .map((name) => vi.spyOn(prototype as Map<unknown, unknown>, name as 'get')),
    );
    let steps = 0;
    for (const { to, event } of mixedLife) steps += switchboard.deliver(to, event).steps.length;
    const calls = uses.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    vi.restoreAllMocks();
    return { steps, calls, bystandersRead: reads.count };
  }

  test('as many look-ups among ten as among three thousand, and nobody else is read', () => {
    lookUps(1);
    const few = lookUps(10);
    expect(few.bystandersRead).toBe(0);
    expect(few.calls).toBeGreaterThan(few.steps);
    expect(lookUps(3000)).toEqual(few);
  });
});
