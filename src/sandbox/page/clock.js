/** The world's clock: what it shows, whether it stands, and the buttons that move it. */
import { ask, controlPath } from './api.js';
import { byId, write } from './dom.js';
import { dayOf, timeOfDay } from './words.js';

/** @typedef {import('./model.js').Model} Model */

export class Clock {
  #time = byId('time');
  #day = byId('day');
  #stands = byId('stands');
  #freeze = byId('freeze', HTMLButtonElement);
  #by = byId('by', HTMLInputElement);
  #says = byId('header-says');

  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.#freeze.onclick = () => {
      const frozen = !model.clock.isFrozen;
      return this.#ask('PUT', '', { frozen });
    };
    for (const one of byId('steps').querySelectorAll('button[data-by]')) {
      if (one instanceof HTMLButtonElement) {
        one.onclick = () => this.#ask('POST', '/advance', { by: one.dataset.by });
      }
    }
    byId('advance', HTMLFormElement).onsubmit = (event) => {
      event.preventDefault();
      return this.#ask('POST', '/advance', { by: this.#by.value.replaceAll(' ', '') });
    };
  }

  update() {
    const { isFrozen } = this.model.clock;
    write(this.#stands, isFrozen ? 'frozen' : 'running');
    write(this.#freeze, isFrozen ? 'Run' : 'Freeze');
    document.body.classList.toggle('frozen', isFrozen);
    this.tick();
  }

  tick() {
    const { now } = this.model;
    write(this.#time, timeOfDay(now).slice(0, this.model.clock.isFrozen ? 12 : 8));
    write(this.#day, `${dayOf(now)} UTC`);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} json
   */
  async #ask(method, path, json) {
    write(this.#says, '');
    try {
      await ask({ method, path: `${controlPath(this.model.account)}/clock${path}`, json });
    } catch (error) {
      write(this.#says, error instanceof Error ? error.message : String(error));
    }
  }
}
