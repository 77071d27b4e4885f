/** The chosen machine: where it is, what that means, what can be asked of it, what it belongs with. */
import { ask, controlPath, Problem } from './api.js';
import { Chart } from './chart.js';
import { CommandPanel } from './command-panel.js';
import { commandsOf } from './commands.js';
import { detailsOf, neighboursOf, showNeighbours } from './details.js';
import { element, fill, write } from './dom.js';
import { Exports } from './exports.js';
import { Facts } from './facts.js';
import { Lanes } from './lanes.js';
import { slotOf } from './model.js';
import { People } from './people.js';
import { Playback } from './playback.js';
import { lastedMs, lengthOf, lifeOf, meaningOf, nouns, signs, titleOf } from './words.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Summary} Summary */

/** When what could not be fetched is asked for again. */
const againMs = 1_000;
/**
 * What is not there is not asked for again.
 * @param {unknown} error
 */
const notThere = (error) => (error instanceof Problem && error.status === 404 ? null : undefined);

export class Chosen {
  #noun = element('p', { className: 'noun' });
  #title = element('h2', { tabIndex: -1 });
  #sid = element('code', { className: 'whole-sid' });
  #sign = element('span', { className: 'sign', 'aria-hidden': 'true' });
  #status = element('b', { className: 'status' });
  #state = element('code', { className: 'state' });
  #lasted = element('span', { className: 'lasted' });
  #meaning = element('span', { className: 'meaning' });
  #now = element('p', { className: 'now' }, this.#sign, this.#status, this.#state, this.#lasted);
  #commands = new CommandPanel();
  #people;
  #chart = new Chart();
  #lanes;
  #playback = new Playback();
  #exports = new Exports();
  #neighbours = element('section', { className: 'neighbours', 'aria-label': 'Related' });
  #details = element('section', { className: 'details', 'aria-label': 'Details' });
  #json = element('pre', { tabIndex: 0 });
  #facts;
  /** What is fetched, and as of which revision: only what may be other is fetched anew. */
  #shown = '';
  #revision = 0;
  #isFetching = false;
  #isStale = false;

  /**
   * @param {HTMLElement} root
   * @param {Model} model
   * @param {(one: Summary) => void} go
   * @param {(hash: string) => void} goTo shows what a link of the page leads to
   */
  constructor(root, model, go, goTo) {
    this.root = root;
    this.model = model;
    this.go = go;
    this.#facts = new Facts(model);
    this.#lanes = new Lanes(model, goTo);
    this.#people = new People(model, (one) => {
      const found = model.machines.get(slotOf(one));
      if (found) go(found);
    });
    const head = element(
      'header',
      {},
      this.#noun,
      this.#title,
      this.#sid,
      this.#now,
      this.#meaning,
    );
    const snapshot = element('summary', {}, 'Snapshot');
    const aside = element('div', { className: 'facing' });
    aside.append(this.#playback.root, this.#neighbours, this.#facts.root, this.#details);
    aside.append(
      this.#exports.root,
      element('details', { className: 'snapshot' }, snapshot, this.#json),
    );
    fill(
      root,
      head,
      this.#commands.root,
      this.#people.root,
      element('div', { className: 'split' }, this.#picture(), aside),
    );
  }

  /** The states that it can be in, or all lives over time: one is seen. */
  #picture() {
    const root = element('div', { className: 'picture' }, this.#chart.root, this.#lanes.root);
    const head = element('div', { className: 'picture-head' });
    /** @param {string} says @param {boolean} isOverTime */
    const option = (says, isOverTime) => {
      const onchange = () => {
        this.#chart.toggle(!isOverTime);
        this.#lanes.show(isOverTime);
      };
      const input = { type: 'radio', name: 'picture', checked: !isOverTime, onchange };
      return element('label', {}, element('input', input), element('span', {}, says));
    };
    head.append(
      element(
        'fieldset',
        { className: 'choice' },
        element('legend', { className: 'unseen' }, 'Picture'),
        option('States', false),
        option('Over time', true),
      ),
      this.#chart.tools,
      this.#lanes.tools,
    );
    root.prepend(head);
    return root;
  }

  focus() {
    this.#title.focus();
  }

  update() {
    const summary = this.model.chosenSummary;
    this.root.hidden = summary === undefined;
    document.title = [
      summary && `${titleOf(summary, this.model)} ${summary.status}`,
      'texml-recordings',
    ]
      .filter(Boolean)
      .join(' · ');
    if (!summary) return;
    const { machine, sid, state, status } = summary;
    const { words } = this.model;
    const life = lifeOf(summary, words);
    this.#now.dataset.life = life;
    write(this.#noun, [nouns[machine].one, summary.path].filter(Boolean).join(' · '));
    write(this.#title, titleOf(summary, this.model));
    this.#title.title = titleOf(summary, this.model);
    write(this.#sid, sid);
    write(this.#sign, signs[life]);
    write(this.#status, status);
    write(this.#state, state);
    write(this.#meaning, meaningOf(summary, words));
    this.tick();
    const shown = `${machine} ${sid}`;
    const { chosenRevision = 0 } = this.model;
    const isOther = shown !== this.#shown;
    if (!isOther && chosenRevision === this.#revision) return;
    this.#shown = shown;
    this.#revision = chosenRevision;
    if (isOther) {
      this.#detail = undefined;
      this.#commands.reset();
      this.#facts.reset();
      this.#people.reset();
      this.#playback.reset();
    }
    void this.#fetch();
  }

  tick() {
    const summary = this.model.chosenSummary;
    const ms = summary && lastedMs(summary, this.model.now);
    write(this.#lasted, ms === undefined ? '' : lengthOf(ms));
    this.#lanes.tick();
  }

  /** Whatever else changed may be a neighbour. */
  touch() {
    if (this.#detail) this.#draw(this.#detail);
    void this.#lanes.update();
  }

  /** @type {import('./commands.js').Detail | undefined} */
  #detail;

  /** One request at a time: what changes meanwhile is asked for once more. */
  async #fetch() {
    if (this.#isFetching) {
      this.#isStale = true;
      return;
    }
    this.#isFetching = true;
    do {
      this.#isStale = false;
      const { chosenSummary, account } = this.model;
      if (!chosenSummary) break;
      const { machine, sid } = chosenSummary;
      const path = `${controlPath(account)}/machines/${machine}/${encodeURIComponent(sid)}`;
      const detail = await ask({ method: 'GET', path }).catch(notThere);
      if (detail && this.model.chosen?.sid === detail.summary.sid) {
        this.#detail = detail;
        this.#draw(detail);
      }
      if (detail === undefined && !this.#isStale) {
        await new Promise((resolve) => setTimeout(resolve, againMs));
        this.#isStale = true;
      }
    } while (this.#isStale);
    this.#isFetching = false;
  }

  /** @param {import('./commands.js').Detail} detail */
  #draw(detail) {
    const { model } = this;
    if (model.chosen?.sid !== detail.summary.sid) return;
    this.#commands.show(commandsOf(model.account, detail), model.words);
    void this.#chart.show({ ...detail.summary, state: detail.snapshot.state }, detail.open);
    void this.#lanes.update();
    this.#facts.show(detail);
    this.#people.show(detail);
    this.#playback.show(detail, () => this.#fetch());
    showNeighbours(this.#neighbours, model, neighboursOf(model, detail), this.go);
    fill(this.#details, element('h3', {}, 'Details'), detailsOf(model, detail));
    this.#exports.show(model);
    write(this.#json, JSON.stringify(detail.snapshot, null, 2));
  }
}
