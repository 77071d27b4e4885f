/** Begins a recording in each of the six ways, by the requests that a developer would send. */

import { answersAWhile } from './documents.js';
import { byId, element, fill, labelled } from './dom.js';
import { slotOf } from './model.js';
import { curl, Outcome } from './outcome.js';
import { paths } from './paths.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./paths.js').Path} Path */
/** @typedef {{ machine: import('./model.js').Summary['machine'], sid: string }} Address */

export class Begin {
  /** Calls that are to be recorded when they are answered. @type {Map<string, () => void>} */
  #waiting = new Map();
  #rooms = 0;
  #callback = byId('callback', HTMLInputElement);
  #application = byId('application', HTMLInputElement);

  /**
   * @param {Model} model
   * @param {string} inbox where the sandbox itself takes callbacks
   * @param {(made: Address) => void} follow shows what was made, and its recording as it appears
   */
  constructor(model, inbox, follow) {
    this.model = model;
    this.follow = follow;
    this.#callback.value = inbox + encodeURIComponent(model.account);
    const cards = paths.map((path) => this.#card(path));
    const draw = () => {
      for (const one of cards) one.draw();
    };
    this.#callback.oninput = draw;
    this.#application.oninput = draw;
    fill(byId('paths'), ...cards.map(({ form }) => form));
  }

  /** @param {readonly import('./model.js').MagicNumber[]} numbers */
  showNumbers(numbers) {
    const options = numbers.map(({ number, says }) =>
      element('option', { value: number, label: `${number} ${says}` }),
    );
    fill(byId('numbers'), ...options);
    const rows = numbers.map(({ number, says }) => [
      element('dt', {}, element('code', {}, number)),
      element('dd', {}, says),
    ]);
    fill(byId('magic'), ...rows.flat());
  }

  /** Sees which calls have been answered meanwhile, and which applications there are. */
  update() {
    const options = this.model.applications.map((value) => element('option', { value }));
    fill(byId('applications'), ...options);
    for (const [sid, go] of this.#waiting) {
      const call = this.model.machines.get(slotOf({ machine: 'call', sid }));
      if (!call || (call.startedAt === null && call.isLive)) continue;
      this.#waiting.delete(sid);
      if (call.startedAt !== null && call.isLive) go();
    }
  }

  /** @param {Path} path */
  #card(path) {
    const input = element('input', { value: answersAWhile, list: 'numbers', size: 14 });
    const outcome = new Outcome();
    const shown = element('div', { className: 'asked' });
    const draw = () => {
      const at = this.#at(input.value);
      const more = path.afterAnswer?.(at, 'CALL_SID');
      fill(shown, more ? curl(path.asked(at), more) : curl(path.asked(at)));
    };
    input.oninput = draw;
    draw();
    const form = element(
      'form',
      { className: 'path', 'data-path': path.name },
      element('h3', {}, path.name),
      element('p', {}, element('b', {}, path.by), element('br'), path.says),
      labelled(path.whose, input),
      element('button', { className: 'command' }, 'Start'),
      shown,
      outcome.root,
    );
    form.onsubmit = (event) => {
      event.preventDefault();
      void this.#begin(path, input.value.trim(), outcome).then(draw);
    };
    return { form, draw };
  }

  /** @param {string} number */
  #at(number) {
    return {
      ...{ account: this.model.account, number, room: `room-${this.#rooms + 1}` },
      application: this.#application.value.trim() || '1',
      callback: this.#callback.value.trim(),
    };
  }

  /**
   * @param {Path} path
   * @param {string} number
   * @param {Outcome} outcome
   */
  async #begin(path, number, outcome) {
    const rooms = new Set(this.model.all('conference').map(({ friendlyName }) => friendlyName));
    while (rooms.has(this.#at(number).room)) this.#rooms += 1;
    const at = this.#at(number);
    // A room that is asked for is there only once somebody has come: the next one is another.
    this.#rooms += 1;
    const answer = await outcome.send(path.asked(at));
    if (!answer) return;
    /** @type {string} */
    const sid = answer.call_sid ?? answer.sid;
    const { afterAnswer } = path;
    if (afterAnswer) {
      this.#waiting.set(sid, () => void outcome.send(afterAnswer(at, sid)));
      this.update();
    }
    this.follow({ machine: path.name === 'participant-request' ? 'dialLeg' : 'call', sid });
  }
}
