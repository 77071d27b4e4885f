/** Who told whom, as a picture: a line for each machine, an arrow for each message; the last ones move. */

/** @typedef {import('../../../explorer/index.ts').WalkTurn} WalkTurn */

const wide = 170;
const high = 26;
const top = 40;
const escaped = (/** @type {string} */ text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** @param {readonly WalkTurn[]} turns @returns {string} */
export function messagesSvg(turns) {
  const heard = turns.flatMap((turn, i) =>
    turn.heard.map((one) => ({ ...one, isNew: i === turns.length - 1 })),
  );
  if (heard.length === 0) return '<p class="none">Nothing yet.</p>';
  const lines = ['outside'];
  for (const { to } of heard) {
    const name = `${to.machine} ${to.sid}`;
    if (!lines.includes(name)) lines.push(name);
  }
  const x = (/** @type {string} */ name) => 60 + lines.indexOf(name) * wide;
  const height = top + heard.length * high + 20;
  const width = 120 + (lines.length - 1) * wide + 130;
  const heads = lines.map(
    (name) =>
      `<text x="${x(name)}" y="18" text-anchor="middle" class="head">${escaped(name)}</text><line x1="${x(name)}" y1="26" x2="${x(name)}" y2="${height - 8}" class="life"/>`,
  );
  const before = heard.findIndex(({ isNew }) => isNew);
  const arrows = heard.map(({ sender, to, event, verdict, snapshot, isNew }, i) => {
    const y = top + i * high + 14;
    const from = x(sender ? `${sender.machine} ${sender.sid}` : 'outside');
    const end = x(`${to.machine} ${to.sid}`);
    const step = isNew ? ` new" style="animation-delay:${(i - before) * 120}ms` : '';
    const isRefused = verdict.verdict === 'refused';
    const says = isRefused ? `${event.type}: refused, ${verdict.reason}` : event.type;
    const tip = end > from ? -6 : 6;
    const turned = from === end;
    const path = turned
      ? `<path d="M${end} ${y - 5}h22v8h-20" class="arrow"/>`
      : `<line x1="${from}" y1="${y}" x2="${end + (tip > 0 ? 2 : -2)}" y2="${y}" class="arrow"/><path d="M${end + tip} ${y - 4}L${end} ${y}L${end + tip} ${y + 4}" class="arrow"/>`;
    const anchor = turned ? 'start' : 'middle';
    const at = turned ? end + 28 : (from + end) / 2;
    const isLeftwards = end < from;
    const beside = isLeftwards ? `x="${end - 8}" text-anchor="end"` : `x="${end + 8}"`;
    const state =
      snapshot && !turned
        ? `<text ${beside} y="${y + 4}" class="state">${escaped(snapshot.state)}</text>`
        : '';
    return `<g class="message ${verdict.verdict}${step}"><title>${escaped(`${says}: ${verdict.verdict}`)}</title>${path}<text x="${at}" y="${y - 5}" text-anchor="${anchor}">${escaped(says)}</text>${state}</g>`;
  });
  return `<svg class="messages" role="img" aria-label="Messages, in order" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${heads.join('')}${arrows.join('')}</svg>`;
}
