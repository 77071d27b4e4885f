/** How an event is answered, way by way: as a whole, or by what is other than before. */
import type { DescribedWay } from '../described/description.ts';
import { doesNow, isSame, quoted } from './change.ts';

/** What is answered and done, whoever says so and however its guard is put into words. */
export const essence = ({ authority: _, guard, ...way }: DescribedWay) => ({
  ...way,
  guard: guard?.name,
});
/** A verdict, with its reason if it is a refusal. */
export const verdictSaid = ({ verdict, reason }: DescribedWay) =>
  reason ? `${verdict} ${reason}` : verdict;

/** How an event is answered, in a line: `accepted, to pausing, if …; else refused recording-ended`. */
export function inWords(ways: readonly DescribedWay[]): string {
  if (ways.length === 0) return 'not at all';
  return ways
    .map((way, i) => {
      const { guard, to, does } = way;
      const parts = [
        `${verdictSaid(way)}${to === undefined ? '' : `, to ${quoted(to)}`}`,
        ...(does.length > 0 ? [`(${does.join(', ')})`] : []),
        ...(guard === undefined ? [] : [`if ${guard.says}`]),
      ];
      return `${i > 0 ? 'else ' : ''}${parts.join(' ')}`;
    })
    .join('; ');
}

/** What follows "A recording in `paused` answers `recording.stop`": no more than has changed, where that can be told. */
export const differenceInWords = (
  before: readonly DescribedWay[],
  after: readonly DescribedWay[],
) =>
  deedsAlone(before, after) ??
  waysThatCame(before, after) ??
  waysThatWent(before, after) ??
  `: ${inWords(after)}. Before: ${inWords(before)}.`;

/** The same ways, of which some do something else, all of them alike. */
function deedsAlone(before: readonly DescribedWay[], after: readonly DescribedWay[]) {
  const bare = (ways: readonly DescribedWay[]) =>
    ways.map((way) => ({ ...essence(way), does: [] }));
  if (!isSame(bare(before), bare(after))) return undefined;
  const other = after.flatMap((is, i) => {
    const was = before[i]?.does ?? [];
    return isSame(was, is.does) ? [] : [{ is, does: doesNow(was, is.does) }];
  });
  const [does, ...others] = new Set(other.map((one) => one.does));
  if (does === undefined || others.length > 0) return undefined;
  const isEach = other.length === after.filter((way) => way.does.length > 0).length;
  const guards = other.flatMap(({ is }) => (is.guard ? [`if ${is.guard.says}`] : []));
  const when = isEach || guards.length === 0 ? '' : `, ${guards.join(', and ')}`;
  return ` as before, and ${does}${when}.`;
}

/** All ways that there were, with others before or between them. */
function waysThatCame(before: readonly DescribedWay[], after: readonly DescribedWay[]) {
  const came = between(before, after);
  if (!came) return undefined;
  const isFirst = isSame(came, after.slice(0, came.length));
  return isFirst
    ? `: ${inWords(came)}; else as before.`
    : ` as before, and also: ${inWords(came)}.`;
}

function waysThatWent(before: readonly DescribedWay[], after: readonly DescribedWay[]) {
  const went = between(after, before);
  return went && ` as before, but no longer: ${inWords(went)}.`;
}

/** What one has beside all that the other has in the same order; undefined: it has not all of that. */
function between(some: readonly DescribedWay[], all: readonly DescribedWay[]) {
  const left = [...some];
  const others = all.filter((way) => {
    const [next] = left;
    if (!next || !isSame(essence(next), essence(way))) return true;
    left.shift();
    return false;
  });
  return some.length > 0 && left.length === 0 ? others : undefined;
}
