/** What can be known from outside, beside what is so: worked out turn by turn, while somebody looks. */
import { knownAfter, nothingKnown, watched } from '../index.ts';
import { byId, element } from './dom.js';

/** @typedef {import('../index.ts').WalkTurn} WalkTurn */
/** @typedef {import('../index.ts').KnownTurn} KnownTurn */
/** @typedef {KnownTurn['machines'][number]} MachineKnown */
/** @typedef {keyof typeof watched} WatchedHow */

const panel = byId('known', HTMLDetailsElement);
const how = byId('watched', HTMLSelectElement);
const root = byId('known-table', HTMLElement);
for (const name of Object.keys(watched)) how.append(element('option', { value: name }, name));

/** By the last turn, which belongs to one walk alone. @type {Record<string, WeakMap<WalkTurn, KnownTurn>>} */
const known = {};
/** @type {readonly WalkTurn[]} */
let wanted = [];
let isAtWork = false;

panel.addEventListener('toggle', goOn);
how.addEventListener('change', goOn);

/** @param {readonly WalkTurn[]} turns */
export function showKnown(turns) {
  wanted = turns;
  goOn();
}

/** A turn at a time, so that the page answers meanwhile: what is believed may take longer than a step. */
function goOn() {
  if (!panel.open || isAtWork) return;
  const name = /** @type {WatchedHow} */ (how.value);
  known[name] ??= new WeakMap();
  const found = known[name];
  const first = wanted.findIndex((turn) => !found.has(turn));
  if (first < 0) {
    const last = wanted.at(-1);
    show((last && found.get(last)) ?? nothingKnown);
    return;
  }
  if (root.childElementCount === 0)
    root.append(element('p', { class: 'none' }, 'Working it out …'));
  root.setAttribute('aria-busy', 'true');
  isAtWork = true;
  setTimeout(() => {
    isAtWork = false;
    const turn = wanted[first];
    const before = wanted[first - 1];
    if (turn && (!before || found.has(before))) {
      found.set(turn, knownAfter((before && found.get(before)) ?? nothingKnown, turn, name));
    }
    goOn();
  });
}

/** @param {KnownTurn} now */
function show({ machines }) {
  root.removeAttribute('aria-busy');
  if (machines.length === 0) {
    root.replaceChildren(element('p', { class: 'none' }, 'Nothing was seen yet.'));
    return;
  }
  const head = ['machine', 'is', 'can be', 'a read would answer', 'would be taken', 'to come'];
  root.replaceChildren(
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head.map((name) => element('th', {}, name)))),
      element('tbody', {}, ...machines.map(rowOf)),
    ),
  );
}

/** @param {MachineKnown} one */
function rowOf({ machine, sid, is, isFollowed, states, statuses, commands, mayCome }) {
  const canBe = isFollowed ? states.join(', ') : 'anything: more than is told apart';
  const taken = Object.entries(commands).flatMap(([type, sure]) => {
    if (sure === 'not') return [];
    const [, verb] = type.split('.');
    return [sure === 'surely' ? verb : `perhaps ${verb}`];
  });
  const cells = [
    is,
    canBe,
    statuses.map((status) => status ?? 'not found').join(' or '),
    taken.join(', ') || 'nothing',
    mayCome.join(', ') || 'nothing',
  ];
  return element(
    'tr',
    isFollowed && states.length === 1 ? { class: 'sure' } : {},
    element('th', { scope: 'row' }, `${machine} ${sid}`),
    ...cells.map((text) => element('td', {}, text)),
  );
}
