/** The machines of a walk: a card each, which is made once, and changed where its machine has. */
import { cardsOf } from '../index.ts';
import { byId, element } from './dom.js';

/** @typedef {import('../index.ts').WalkTurn} WalkTurn */
/** @typedef {ReturnType<typeof cardsOf>[number]} Shown */

const files = /** @type {const} */ ({ dialLeg: 'dial-leg' });
const none = element('p', { class: 'none' }, 'There is nothing yet: begin with a call.');

/** Whoever goes on before sees no chart of what was there meanwhile. */
const staysMs = 120;

/** Pages about machines stand beside it on a site, and nowhere else. */
const hasPages = 'root' in document.body.dataset;

class Card {
  #state = element('a');
  #public = element('span', { class: 'public' });
  #picture = element('img', { loading: 'lazy' });
  #chart = element('details', {}, element('summary', {}, 'Chart'), this.#picture);
  #shown = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;
  #file;

  /** @param {Shown} of */
  constructor({ machine, sid }) {
    this.#file = files[/** @type {'dialLeg'} */ (machine)] ?? machine;
    this.root = element(
      'article',
      { class: 'card' },
      element('h3', {}, `${machine} ${sid}`),
      element('p', {}, element('b', {}, this.#state), ' ', this.#public),
      this.#chart,
    );
    // A chart that is not looked at is not fetched.
    this.#chart.addEventListener('toggle', () => this.#draw());
  }

  /** @param {Shown} of */
  show({ machine, state, status, isChanged }) {
    this.root.classList.toggle('changed', isChanged);
    this.#chart.toggleAttribute('open', isChanged);
    const says = status === undefined ? 'hidden' : `public: ${status}`;
    if (this.#public.textContent !== says) this.#public.textContent = says;
    if (this.#shown !== state) {
      this.#shown = state;
      this.#state.textContent = state;
      const anchor = state.toLowerCase().replaceAll('.', '');
      if (hasPages) this.#state.setAttribute('href', `machines/${this.#file}.html#${anchor}`);
      this.#picture.setAttribute('alt', `${machine} in ${state}`);
    }
    this.#draw();
  }

  /** A picture costs more than a step: it follows where one stays. */
  #draw() {
    const src = `explorer/${this.#file}-${this.#shown}.svg`;
    const isMeant = this.#chart.hasAttribute('open') && this.#picture.getAttribute('src') !== src;
    this.#picture.classList.toggle('late', isMeant);
    clearTimeout(this.#soon);
    if (!isMeant) return;
    this.#soon = setTimeout(() => {
      this.#picture.setAttribute('src', src);
      this.#picture.classList.remove('late');
    }, staysMs);
  }
}

/** @type {Map<string, Card>} */
const cards = new Map();

/** @param {readonly WalkTurn[]} turns */
export function showMachines(turns) {
  const root = byId('machines', HTMLElement);
  const all = cardsOf(turns);
  const names = all.map(({ machine, sid }) => `${machine} ${sid}`);
  for (const [name, { root: gone }] of cards) {
    if (names.includes(name)) continue;
    gone.remove();
    cards.delete(name);
  }
  for (const [i, one] of all.entries()) {
    const name = names[i] ?? '';
    const card = cards.get(name) ?? new Card(one);
    cards.set(name, card);
    if (root.children[i] !== card.root) root.insertBefore(card.root, root.children[i] ?? null);
    card.show(one);
  }
  if (all.length === 0) root.append(none);
  else none.remove();
}
