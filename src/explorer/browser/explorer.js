/** The explorer on the page: what can be told next, what the machines are, and how it came to that. */
import {
  cardsOf,
  fired,
  journeyOf,
  lanesOfWalk,
  lanesStyle,
  linkOf,
  nextDue,
  stepsIn,
  turnOf,
  untouched,
  walkIn,
  walkLines,
} from '../index.ts';
import { byId, element, verdictSaid, whenSeen } from './dom.js';
import { showKnown } from './known.js';
import { showMachines } from './machines.js';
import { showMessages } from './messages.js';
import { showNext } from './next.js';

/** @typedef {import('../index.ts').WalkStep} WalkStep */
/** @typedef {import('../index.ts').WalkTurn} WalkTurn */
/** @type {import('../walks.ts').ExplorerData} */
const data = /** @type {any} */ (globalThis).explorerData ?? { walks: [], ways: {} };
const walk = byId('walk', HTMLSelectElement);
const way = byId('way', HTMLSelectElement);
const slider = byId('at', HTMLInputElement);
const after = byId('after', HTMLSelectElement);
const says = byId('says', HTMLElement);

/** @type {{ turns: readonly WalkTurn[], at: number }} */
let shown = { turns: [], at: 0 };
const turnsNow = () => shown.turns.slice(0, shown.at);
const worldNow = () => shown.turns[shown.at - 1]?.world ?? untouched;

/** @param {readonly WalkStep[]} told @param {number} at */
function open(told, at = told.length) {
  shown = { turns: journeyOf(told), at };
  show();
}
/** What was ahead is left when something else is told. @param {WalkStep} told */
function tell(told) {
  /** @type {WalkTurn[]} */
  const turns = [...turnsNow()];
  const late = told.event.at;
  // What is due until then comes first, in its order.
  for (let i = 0; i < 100; i += 1) {
    const world = turns.at(-1)?.world ?? untouched;
    const due = nextDue(world);
    if (!due || due.at > late || told.event.type === 'timer.fired') break;
    turns.push(turnOf(world, fired(due, world.now)));
  }
  turns.push(turnOf(turns.at(-1)?.world ?? untouched, told));
  shown = { turns, at: turns.length };
  show();
}
/** @param {number} at */
function goTo(at) {
  shown = { ...shown, at: Math.min(Math.max(at, 0), shown.turns.length) };
  show();
}

const clock = (/** @type {number} */ at) =>
  new Date(at)
    .toISOString()
    .slice(11, 23)
    .replace(/\.000$/u, '');

function show() {
  const turns = turnsNow();
  slider.max = String(shown.turns.length);
  slider.value = String(shown.at);
  slider.setAttribute('aria-valuetext', `${shown.at} of ${shown.turns.length}`);
  byId('count', HTMLOutputElement).textContent = `${shown.at} of ${shown.turns.length}`;
  byId('back', HTMLButtonElement).disabled = shown.at === 0;
  byId('forward', HTMLButtonElement).disabled = shown.at === shown.turns.length;
  const last = turns.at(-1);
  says.textContent = last
    ? `${clock(last.told.event.at)} ${last.told.event.type} to ${last.told.to.machine} ${last.told.to.sid}: ${verdictSaid(last.heard[0]?.verdict)}`
    : 'Nothing has been told yet.';
  showMachines(turns);
  showChoices();
  messagesChanged();
  livesChanged();
  showKnown(turns);
  const effects = last?.heard.flatMap(({ effects }) => effects) ?? [];
  byId('asked', HTMLElement).replaceChildren(
    ...(effects.length === 0
      ? [element('li', { class: 'none' }, 'nothing')]
      : effects.map(effectSaid)),
  );
  const link =
    shown.turns.length === 0
      ? ''
      : `#${linkOf(
          shown.turns.map(({ told }) => told),
          shown.at,
        )}`;
  history.replaceState(null, '', link === '' ? location.pathname + location.search : link);
  document.body.dataset.step = String(shown.at);
}

/** @param {WalkTurn['heard'][number]['effects'][number]} effect */
function effectSaid({ type, machine, sid, ...rest }) {
  const more = Object.entries(rest)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(', ');
  return element(
    'li',
    {},
    element('code', {}, type),
    ` of ${machine} ${sid}${more === '' ? '' : `: ${more}`}`,
  );
}

function showChoices() {
  showNext(worldNow(), Number(after.value), tell);
}
const drawMessages = () => showMessages(turnsNow());
const messagesChanged = whenSeen(byId('told', HTMLElement), drawMessages);
const lives = byId('lives', HTMLElement);
document.head.append(element('style', {}, lanesStyle));
const drawLives = () => {
  lives.innerHTML = lanesOfWalk(turnsNow(), worldNow());
};
const livesChanged = whenSeen(lives, drawLives);

/** @param {string} text @param {HTMLButtonElement} button */
async function copy(text, button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    // From a disk, some browsers keep the clipboard to themselves.
    says.replaceChildren(
      element('textarea', { readonly: '', rows: '6', 'aria-label': 'To be copied' }, text),
    );
  }
  setTimeout(() => {
    button.textContent = before;
  }, 1_500);
}

const testOf = (
  /** @type {readonly WalkStep[]} */ told,
) => `import { Switchboard } from 'texml-recordings';

const board = new Switchboard();
${told.map(({ to, event }) => `board.deliver(${JSON.stringify(to)}, ${JSON.stringify(event)});`).join('\n')}
${cardsOf(turnsNow())
  .map(
    ({ machine, sid, state }) =>
      `assert.equal(board.get(${JSON.stringify({ machine, sid })})?.state, '${state}');`,
  )
  .join('\n')}
`;

for (const { name, says: what } of data.walks)
  walk.append(element('option', { value: name, title: what }, name));
for (const name of Object.keys(data.ways)) way.append(element('option', { value: name }, name));
const walkNamed = (/** @type {string} */ name) =>
  stepsIn(data.walks.find((one) => one.name === name)?.rows) ?? [];

walk.addEventListener('change', () => open(walkNamed(walk.value), 0));
way.addEventListener('change', () => {
  const found = data.ways[way.value];
  if (!found) return;
  walk.value = found.name;
  const told = walkNamed(found.name);
  if (found.beside) open([...told.slice(0, found.at), found.beside]);
  else open(told, found.at);
});
after.addEventListener('change', showChoices);
slider.addEventListener('input', () => goTo(Number(slider.value)));
byId('back', HTMLButtonElement).addEventListener('click', () => goTo(shown.at - 1));
byId('forward', HTMLButtonElement).addEventListener('click', () => goTo(shown.at + 1));
const told = () => turnsNow().map((one) => one.told);
const onClick = (/** @type {string} */ id, /** @type {() => string} */ text) => {
  const button = byId(id, HTMLButtonElement);
  button.addEventListener('click', () => copy(text(), button));
};
onClick('link', () => location.href);
onClick('lines', () => walkLines(told()));
onClick('test', () => testOf(told()));
addEventListener('hashchange', () => fromLink(location.hash));

/** @param {string} link */
function fromLink(link) {
  const found = walkIn(link.slice(1));
  if (found) open(found.told, found.at);
  else show();
}

// What a step draws is drawn once before anybody sees the page: nothing of it is compiled when one is taken.
const link = location.hash;
for (const walked of [walkNamed(data.walks[0]?.name ?? ''), []]) {
  open(walked, Math.min(walked.length, 1));
  drawMessages();
  drawLives();
  document.body.getBoundingClientRect();
}
fromLink(link);
