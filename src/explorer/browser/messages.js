/** Who told whom, as a picture: a line for each machine, an arrow for each message; the last ones move. */
import { byId, drawn, element, verdictSaid } from './dom.js';

/** @typedef {import('../index.ts').WalkTurn} WalkTurn */
/** @typedef {WalkTurn['heard'][number]} Heard */

const wide = 170;
const high = 26;
const top = 40;
const outside = 'outside';
const nameOf = (/** @type {{ machine: string, sid: string }} */ { machine, sid }) =>
  `${machine} ${sid}`;

const heads = drawn('g');
const arrows = drawn('g');
const svg = drawn(
  'svg',
  { class: 'messages', role: 'img', 'aria-label': 'Messages, in order' },
  heads,
  arrows,
);
const none = element('p', { class: 'none' }, 'Nothing yet.');
/** What is drawn: the arrows of each turn. @type {{ turn: WalkTurn, groups: SVGElement[] }[]} */
const shown = [];
/** From left to right. @type {string[]} */
let columns = [];
let headsOf = '';

const x = (/** @type {string} */ name) => 60 + columns.indexOf(name) * wide;

/** @param {readonly WalkTurn[]} turns */
export function showMessages(turns) {
  const same = shown.findIndex(({ turn }, i) => turn !== turns[i]);
  for (const { groups } of shown.splice(same < 0 ? shown.length : same))
    for (const group of groups) group.remove();
  // Who has spoken so far stands where it stood.
  columns = lifelinesIn(turns);
  for (const turn of turns.slice(shown.length)) {
    const before = arrows.childElementCount;
    const groups = turn.heard.map((one, i) => arrowOf(one, before + i));
    for (const [i, group] of groups.entries()) group.style.animationDelay = `${i * 120}ms`;
    arrows.append(...groups);
    shown.push({ turn, groups });
  }
  for (const [i, { groups }] of shown.entries())
    for (const group of groups) group.classList.toggle('new', i === turns.length - 1);
  showHeads();
  const root = byId('told', HTMLElement);
  const part = turns.length === 0 ? none : svg;
  if (root.firstChild !== part) root.replaceChildren(part);
}

/** @param {readonly WalkTurn[]} turns */
function lifelinesIn(turns) {
  const found = new Set([outside]);
  for (const { heard } of turns) for (const { to } of heard) found.add(nameOf(to));
  return [...found];
}

function showHeads() {
  const height = top + arrows.childElementCount * high + 20;
  const width = 120 + (columns.length - 1) * wide + 130;
  const now = `${columns} ${height}`;
  if (now === headsOf) return;
  headsOf = now;
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  heads.replaceChildren(
    ...columns.flatMap((name) => [
      drawn('text', { x: x(name), y: 18, 'text-anchor': 'middle', class: 'head' }, name),
      drawn('path', { d: `M${x(name)} 26V${height - 8}`, class: 'life' }),
    ]),
  );
}

/** @param {Heard} heard @param {number} place */
function arrowOf({ sender, to, event, verdict, snapshot }, place) {
  const y = top + place * high + 14;
  const [from, end] = [x(sender ? nameOf(sender) : outside), x(nameOf(to))];
  const isRefused = verdict.verdict === 'refused';
  const says = isRefused ? `${event.type}: ${verdictSaid(verdict)}` : event.type;
  const turned = from === end;
  const tip = end > from ? -6 : 6;
  const path = turned
    ? `M${end} ${y - 5}h22v8h-20`
    : `M${from} ${y}H${end + Math.sign(tip) * 2}M${end + tip} ${y - 4}L${end} ${y}L${end + tip} ${y + 4}`;
  const group = drawn(
    'g',
    { class: `message ${verdict.verdict}` },
    drawn('title', {}, `${says}: ${verdict.verdict}`),
    drawn('path', { d: path, class: 'arrow' }),
    drawn(
      'text',
      turned
        ? { x: end + 28, y: y - 5 }
        : { x: (from + end) / 2, y: y - 5, 'text-anchor': 'middle' },
      says,
    ),
  );
  if (snapshot && !turned) {
    const beside = end < from ? { x: end - 8, 'text-anchor': 'end' } : { x: end + 8 };
    group.append(drawn('text', { ...beside, y: y + 4, class: 'state' }, snapshot.state));
  }
  return group;
}
