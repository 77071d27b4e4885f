/** Faults of what comes of something that happens, and of what was seen. */
import type { Fault } from './fault.ts';

const taken = 'ways/taken.ts';
const spans = 'ways/shapes/spans.ts';
const turn = 'ways/shapes/turn.ts';
const sight = 'sight.ts';
/** Break one rule each of what a move or a sighting makes of a way. */
export const takenFaults: readonly Fault[] = [
  {
    file: taken,
    says: 'Of a channel the last message is used up.',
    right: 'const [, ...left] = mail[channel] ?? [];',
    wrong: 'const left = (mail[channel] ?? []).slice(0, -1);',
  },
  {
    file: taken,
    says: 'A request that was given up is answered.',
    right: 'if (ask?.lostBy !== undefined) return { ...own, asked };',
    wrong: '',
  },
  {
    file: taken,
    says: 'Every request is done.',
    right: "verdict.verdict === 'refused' ? verdict : done",
    wrong: "verdict.verdict === 'refused' ? done : done",
  },
  {
    file: taken,
    says: 'What a document asks is left when another document is asked for.',
    right: "if (effect.type === 'instructions.requested')",
    wrong: "if (effect.type === 'timer.set' && effect.type !== 'timer.set')",
  },
  {
    file: taken,
    says: 'What is told again was told the last time only.',
    right: 'at: hull(known.at, one.at)',
    wrong: 'at: one.at',
  },
  {
    file: taken,
    says: 'What is passed on is not counted.',
    right: 'isPassedOn(way.own.parts[slot], step) ? withCount(way.own, takes.below) : way.own',
    wrong: 'way.own',
  },
  {
    file: taken,
    says: 'What happens once happens for ever.',
    right: "if ('once' in takes) return withCount(own, takes.once);",
    wrong: "if ('once' in takes) return own;",
  },
  {
    file: taken,
    says: 'What a message sets fires before that has come.',
    right: "takes && ('letter' in takes || 'below' in takes) ? lagMs : 0",
    wrong: '0',
  },
  {
    file: spans,
    says: 'A message makes timers wait that ran before it.',
    right: 'const isSet = timerOf(key) !== undefined && !(from === wasFrom && to === wasTo);',
    wrong: 'const isSet = timerOf(key) !== undefined;',
  },
  {
    file: spans,
    says: 'A length is known at one of its ends only.',
    right: 'return [corner(before, true), corner(before, false)];',
    wrong: 'return [corner(before, false)];',
  },
  {
    file: spans,
    says: 'A machine forgets when it was told something last.',
    right: 'at <= sinceOf(part) ? part : { ...part, spans: { ...part.spans, since: [at, never] } }',
    wrong: 'at <= never ? part : part',
  },
  {
    file: spans,
    says: 'What is over remembers how it came about.',
    right: 'if (context.endedAt === null) return;',
    wrong: 'if (context.endedAt !== undefined) return;',
  },
  {
    file: turn,
    says: 'What is told again was told the first time only.',
    right: 'next[at + 1] = Math.max(next[at + 1] as number, to);',
    wrong: '',
  },
  {
    file: turn,
    says: 'What is told again was told from now on.',
    right: 'next[at] = Math.min(next[at] as number, from);',
    wrong: 'next[at] = from;',
  },
  {
    file: turn,
    says: 'What is left of a channel has the times of what was taken.',
    right: 'const from = i + taken;',
    wrong: 'const from = i;',
  },
  {
    file: turn,
    says: 'Whatever a machine is told, it was told nothing before.',
    right: 'next[cells.since] = isAsWas ? since : Math.max(from, since);',
    wrong: 'next[cells.since] = since;',
  },
  {
    file: 'ways/shapes/pace.ts',
    says: 'Lengths follow as times do.',
    right: 'else if (isLength(key) && (from !== 0 || to !== 0)) return undefined;',
    wrong: '',
  },
  {
    file: sight,
    says: 'A callback comes before it was told.',
    right: 'at[0] <= seen.at + skewMs &&',
    wrong: 'at[0] <= 9e15 &&',
  },
  {
    file: sight,
    says: 'A callback says any time.',
    right: '(at[0] - skewMs <= seen.saidAt && seen.saidAt <= at[1] + skewMs)',
    wrong: 'seen.saidAt > 0',
  },
  {
    file: sight,
    says: 'A file is as long as it likes.',
    right: 'durationSeconds <= known[1] + skewMs / 1_000',
    wrong: 'durationSeconds <= 9e15',
  },
  {
    file: sight,
    says: 'A read says nothing of when.',
    right: 'parts: withEntry(way.own.parts, slot, partAt(part, sentAt))',
    wrong: 'parts: withEntry(way.own.parts, slot, partAt(part, 0))',
  },
  {
    file: sight,
    says: 'A request is carried out until its answer was given up, and no later.',
    right: 'lostBy: seen.at + manner.lagMs',
    wrong: 'lostBy: seen.at',
  },
  {
    file: sight,
    says: 'A call has come in when it was told of, and no earlier.',
    right: '[seen.at - manner.lagMs, seen.at]',
    wrong: '[seen.at, seen.at]',
  },
  {
    file: sight,
    says: 'A request is refused for any reason.',
    right: "reason === undefined || ('reason' in verdict && verdict.reason === reason)",
    wrong: "reason === undefined || 'reason' in verdict",
  },
  {
    file: 'narrowed.ts',
    says: 'A read is of when its answer came.',
    right: 'closed.alive(seen.sentAt ?? seen.at)',
    wrong: 'closed.alive(seen.at)',
  },
  {
    file: 'follow.ts',
    says: 'What is told again is always news.',
    right: 'return isBoth ? outlook.united(left, before, top) : left;',
    wrong: 'return isBoth ? left : left;',
  },
];
