/** What can be told next: a button each, with what would be answered; it stays as long as it can be told. */
import { choicesIn } from '../index.ts';
import { byId, element, verdictSaid } from './dom.js';

/** @typedef {import('../index.ts').Choice} Choice */
/** @typedef {import('../index.ts').WalkStep} WalkStep */
/** @typedef {import('../index.ts').WalkTurn['world']} World */

/** What belongs together: what a machine can be told, what may begin, what time brings. */
function groupOf(/** @type {Choice} */ { by, to }, /** @type {World} */ world) {
  if (by === 'clock') return 'Time';
  const name = `${to.machine} ${to.sid}`;
  return name in world.machines ? name : 'Something new';
}

class ChoiceButton {
  #mark = element('span');
  #verdict = '';
  /** @type {WalkStep | undefined} */
  #told;

  /** @param {Choice} choice @param {(told: WalkStep) => void} tell */
  constructor({ says, by, to, event }, tell) {
    const from = by === 'request or document' || by === 'caller' ? '' : ` (${by})`;
    this.root = element('button', { type: 'button' }, `${says}${from} `, this.#mark);
    this.root.setAttribute('data-told', `${to.machine} ${to.sid} ${event.type}`);
    this.root.addEventListener('click', () => this.#told && tell(this.#told));
  }

  /** @param {Choice} choice */
  show({ verdict, to, event }) {
    this.#told = { to, event };
    const says = verdictSaid(verdict);
    if (says === this.#verdict) return;
    this.#verdict = says;
    this.#mark.textContent = says;
    this.#mark.className = `verdict ${verdict.verdict}`;
    this.root.className = `choice ${verdict.verdict}`;
  }
}

/** @typedef {{ root: HTMLElement, buttons: Map<string, ChoiceButton> }} Group */
/** @type {Map<string, Group>} */
const groups = new Map();

/**
 * @param {World} world
 * @param {number} afterMs
 * @param {(told: WalkStep) => void} tell
 */
export function showNext(world, afterMs, tell) {
  const found = Map.groupBy(choicesIn(world, afterMs), (choice) => groupOf(choice, world));
  const root = byId('next', HTMLElement);
  for (const [name, { root: gone }] of groups) {
    if (found.has(name)) continue;
    gone.remove();
    groups.delete(name);
  }
  for (const [i, [name, choices]] of [...found].entries()) {
    const made = element('fieldset', {}, element('legend', {}, name));
    const group = groups.get(name) ?? { root: made, buttons: new Map() };
    groups.set(name, group);
    if (root.children[i] !== group.root) root.insertBefore(group.root, root.children[i] ?? null);
    showGroup(group, choices, tell);
  }
}

/** @param {Group} group @param {readonly Choice[]} choices @param {(told: WalkStep) => void} tell */
function showGroup({ root, buttons }, choices, tell) {
  /** @type {Map<string, Choice>} */
  const wanted = new Map();
  for (const choice of choices) {
    const { says, to, event } = choice;
    const name = `${says} ${to.machine} ${to.sid} ${event.type}`;
    wanted.set(wanted.has(name) ? `${name} ${wanted.size}` : name, choice);
  }
  for (const [name, { root: gone }] of buttons) {
    if (wanted.has(name)) continue;
    gone.remove();
    buttons.delete(name);
  }
  // Behind what the group is called.
  let at = 1;
  for (const [name, choice] of wanted) {
    const button = buttons.get(name) ?? new ChoiceButton(choice, tell);
    buttons.set(name, button);
    if (root.children[at] !== button.root)
      root.insertBefore(button.root, root.children[at] ?? null);
    button.show(choice);
    at += 1;
  }
}
