/** A story as a picture: who says what to whom, and what nobody has seen dashed. */
import type { StoryLine } from '../judging/verdict.ts';
import { escapedText, isoOf } from './spelled.ts';

const lane = 178;
const row = 34;
const head = 46;
const left = 96;

/** An SVG; its colours are those of the page's classes. What is seen has the number of its line, or whatever. */
export function storyPicture(story: readonly StoryLine[], numbered = 'line'): string {
  const lanes = lanesOf(story);
  const x = (name: string) => left + lanes.indexOf(name) * lane + lane / 2;
  const width = left + lanes.length * lane + 20;
  const height = head + story.length * row + 24;
  const heads = lanes.map((name) => {
    const at = x(name);
    const box = `<rect class="lane" x="${at - 80}" y="8" width="160" height="26" rx="4"/>`;
    const line = `<line class="life" x1="${at}" y1="34" x2="${at}" y2="${height - 8}"/>`;
    return `${line}${box}<text class="name" x="${at}" y="25" text-anchor="middle">${escapedText(cut(name, 24))}<title>${escapedText(name)}</title></text>`;
  });
  const lines = story.map((one, i) => lineOf(one, head + (i + 1) * row, { x, numbered }));
  return `<svg class="story" role="img" aria-label="What happened" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${heads.join('')}${lines.join('')}</svg>`;
}

/** Who takes part, the application first, what is hidden last. */
function lanesOf(story: readonly StoryLine[]): string[] {
  const all = new Set(story.flatMap(({ from, to }) => [from, to]));
  const seen = ['application', ...all].filter((one) => all.has(one) && !isBehind(one));
  return [...new Set(seen), ...[...all].filter(isBehind)];
}
const isBehind = (name: string) =>
  name === 'network' || name === 'media server' || name === 'clock' || name === 'document';

function lineOf(
  { from, to, says, at, place, isWrong }: StoryLine,
  y: number,
  { x, numbered }: { readonly x: (name: string) => number; readonly numbered: string },
) {
  const usual = place ? 'seen' : 'hidden';
  const kind = isWrong ? 'wrong' : usual;
  const [a, b] = [x(from), x(to)];
  const towards = a < b ? 1 : -1;
  const tip = `M${b - towards * 8} ${y - 4} L${b} ${y} L${b - towards * 8} ${y + 4}`;
  const middle = (a + b) / 2;
  const short = [` of the ${from}`, ` of the ${to}`, ` the ${to}`].reduce(
    (left, name) => left.replace(name, ''),
    says,
  );
  const room = Math.max(20, Math.floor(Math.abs(b - a) / 6.2));
  const time = `<text class="time" x="6" y="${y + 4}">${isoOf(at[0]).slice(11, 23)}</text>`;
  const line = place
    ? `<text class="place" x="6" y="${y + 16}">${numbered} ${place.line}</text>`
    : '';
  const label = `<text class="label" x="${middle}" y="${y - 6}" text-anchor="middle">${escapedText(cut(short, room))}</text>`;
  const whole = `<title>${escapedText(`${from} to ${to}: ${says}`)}</title>`;
  return `<g class="${kind}">${whole}${time}${line}<line x1="${a}" y1="${y}" x2="${b}" y2="${y}"/><path d="${tip}"/>${label}</g>`;
}

const cut = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
