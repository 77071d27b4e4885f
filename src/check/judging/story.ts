/** What happened on an explanation, one line after another. */
import { slotOf } from '../../../machines/index.ts';
import { type Hidden, senderOf } from '../../follow/ways/hidden.ts';
import type { Puzzle } from '../search/puzzle/puzzle.ts';
import type { Did } from '../search/searched.ts';
import { eventNames } from './event-names.ts';
import type { StoryLine } from './verdict.ts';
import { answerWords, missingIn, named, seenWords } from './words.ts';

/** The application, and who is behind everything that nobody sees. */
const application = 'application';

/** The lines of a story. */
export function storyFrom(dids: readonly Did[], puzzle: Puzzle): StoryLine[] {
  let now = puzzle.observed[0]?.seen.at ?? 0;
  return dids.map((did): StoryLine => {
    if (did.kind === 'hidden') {
      const line = hiddenLine(did.move, puzzle);
      // What comes of something comes after it.
      const [from, to] = [Math.max(line.at[0], now), Math.max(line.at[1], now)];
      return { ...line, at: [from, to] };
    }
    if (did.kind === 'given') {
      const to = `call ${did.callSid}`;
      return { from: application, to, says: 'the document that was given as text', at: [now, now] };
    }
    if (did.kind === 'supposed') {
      const at = puzzle.observed[did.place]?.seen.at ?? now;
      const to = named(did.missing.to);
      const first = did.place === 0 ? Math.min(now, at) : now;
      return { from: application, to, says: missingIn(did.missing), at: [first, at] };
    }
    const line = seenLine(did.place, puzzle);
    now = line.at[1];
    return did.isRepeat ? { ...line, says: `${line.says}, again` } : line;
  });
}

/** What was seen at a place. */
export function seenLine(place: number, { observed }: Puzzle): StoryLine {
  const one = observed[place];
  if (!one) throw new Error(`there is no observation ${place}`);
  const { seen } = one;
  const at = [seen.at, seen.at] as const;
  const line = { says: seenWords(seen), at, place: one.place };
  if (seen.kind === 'answered') {
    const asked = observed.find((it) => it.seen.kind === 'asked' && it.seen.id === seen.id)?.seen;
    const from = asked?.kind === 'asked' ? named(asked.to) : 'platform';
    return { ...line, says: answerWords(seen), from, to: application };
  }
  if (seen.kind === 'asked') return { ...line, from: application, to: named(seen.to) };
  const of = 'of' in seen ? named(seen.of) : 'platform';
  return seen.kind === 'document' || seen.kind === 'read'
    ? { ...line, from: application, to: of }
    : { ...line, from: of, to: application };
}

function hiddenLine({ to, event, at, takes }: Hidden, { manner }: Puzzle): StoryLine {
  const until = at[1] >= 8e15 ? at[0] : at[1];
  const base = {
    to: named(to),
    says: eventNames(event),
    at: [at[0], Math.max(at[0], until)] as const,
  };
  if (takes && 'letter' in takes) {
    return { ...base, from: named(senderOf(takes)), at: [at[0], at[1] + manner.lagMs] };
  }
  if (takes && 'ask' in takes)
    return { ...base, from: application, says: `${base.says} (carried out)` };
  if (takes && 'plan' in takes) return { ...base, from: 'document' };
  return { ...base, from: source(event.type, slotOf(to)) };
}

function source(type: string, slot: string): string {
  if (type === 'timer.fired') return 'clock';
  if (type.startsWith('media.') || type.startsWith('speech.')) return 'media server';
  return slot.startsWith('transcription') ? 'media server' : 'network';
}
