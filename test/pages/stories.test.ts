/** The diagrams of stories tell what happened; who signals whom. */
import { describe, expect, test } from 'vitest';
import {
  type Address,
  type MachineName,
  machines,
  type SignalType,
  signals,
} from '../../machines/index.ts';
import { runWalks } from '../../properties/check/walks.ts';
import { explore } from '../../properties/search/explore.ts';
import { systems } from '../../properties/systems/index.ts';
import { type Advance, onTables } from '../../src/engine/index.ts';
import { signalsIn } from '../../src/pages/choreography.ts';
import { stories } from '../../src/pages/gathered/book.ts';
import { linesOf } from '../../src/pages/gathered/told.ts';
import { shown, storyNamed } from '../../src/pages/paths.ts';

const told = stories();
/** The stories that pages show. */
const pictured = [...new Set(Object.values(shown).map(({ story }) => story))];
describe('A diagram', () => {
  test.each(pictured)('of %s is short enough to read', (name) => {
    const lines = linesOf(storyNamed(told, name));
    expect(lines.filter((line) => 'from' in line).length).toBeLessThanOrEqual(36);
  });

  test('shows each order to the media server, each answer and each callback, in their order', () => {
    for (const story of told) {
      const lines = linesOf(story).filter(({ says }) => !says.endsWith('(ignored)'));
      const said = lines.map(({ says }) => says.split(/[ \n]/)[0] as string);
      const media = said.filter((word) => word.startsWith('media.'));
      const happened = story.heard.flatMap(({ event, effects, verdict }) => [
        ...(verdict.verdict === 'ignored' ? [] : [event.type]),
        ...effects.map(({ type }) => type),
      ]);
      expect(media).toEqual(happened.filter((type) => type.startsWith('media.')));
      const callbacks = story.heard.flatMap(({ callbacks: sent }) => sent);
      expect(said.filter((word) => word === 'callback:')).toHaveLength(callbacks.length);
    }
  });

  test('shows every state that its recordings go through', () => {
    for (const story of told) {
      const notes = linesOf(story).flatMap((line) => ('over' in line ? [line] : []));
      for (const { sid, states } of story.report.recordings) {
        const own = notes.filter(({ over, says }) => over.join() === sid && !says.includes('.'));
        expect(
          own.map(({ says }) => says),
          `${story.report.name} ${sid}`,
        ).toEqual(states);
      }
    }
  });

  test('lets everybody say what they said: a signal comes from the machine that sent it', () => {
    for (const { heard, report } of told) {
      for (const { sender, event, to } of heard.filter((one) => one.sender !== undefined)) {
        const sent = heard.some(
          (one) =>
            one.to.sid === sender?.sid &&
            one.signals.some((signal) => signal.event === event && signal.to.sid === to.sid),
        );
        expect(sent, `${report.name}: ${event.type}`).toBe(true);
      }
    }
  });

  test('shows every request of its story, with the answer', () => {
    const story = storyNamed(told, 'call-request');
    const requests = linesOf(story).filter(({ says }) => /\nPOST /.test(says));
    expect(requests.map(({ says }) => says)).toEqual([
      'call.startRecording\nPOST Calls/call-1/Recordings.json',
      'recording.stop\nPOST Calls/call-1/Recordings/recording-1.json\nStatus=stopped',
    ]);
    expect(linesOf(story).filter(({ says }) => says === '200')).toHaveLength(2);
  });
});

describe('Who signals whom', () => {
  const inStories = signalsIn(told).map(({ type, from, to }) => `${type} ${from} ${to}`);

  test('is the same in the stories, in exploration and on random walks', () => {
    const heard = new Set<string>();
    const tables = onTables(machines);
    const listening: Advance = (to, before, event) => {
      const step = tables(to, before, event);
      for (const signal of step.signals) heard.add(nameOf(to, signal));
      return step;
    };
    const bounded = ['two-participants', 'rejoining', 'taken-line'];
    for (const system of systems.filter(({ name }) => bounded.includes(name))) {
      explore(system, { advance: listening, claims: [] });
    }
    runWalks({ advance: listening, claims: [], runs: 80, length: 80, seed: 1 });
    expect([...heard].sort()).toEqual(inStories.toSorted());
  });
  const nameOf = (
    from: { machine: MachineName },
    { to, event }: { to: Address; event: { type: string } },
  ) => `${event.type} ${from.machine} ${to.machine}`;

  test('is what the vocabulary declares: each signal reaches every machine it is for', () => {
    const declared = (Object.keys(signals) as SignalType[]).flatMap((type) =>
      signals[type].to.map((to) => `${type} ${to}`),
    );
    // A leg that has become a call passes that fact on.
    declared.push('call.hungUp call');
    const reached = signalsIn(told).map(({ type, to }) => `${type} ${to}`);
    expect([...new Set(reached)].sort()).toEqual(declared.sort());
  });
});
