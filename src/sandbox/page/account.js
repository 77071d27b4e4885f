/** Which account is looked at; and what can be done with its world as a whole: keep, load, reset, end. */
import { ask, controlPath } from './api.js';
import { byId, element, fill, write } from './dom.js';

/** How long what cannot be taken back waits for its second click. */
const surelyMs = 4_000;

/**
 * Asks first: the same button, once more.
 * @param {HTMLButtonElement} button
 * @param {string} question
 * @param {() => unknown} act
 */
function askTwice(button, question, act) {
  const says = button.textContent;
  const calm = () => {
    delete button.dataset.asked;
    write(button, says);
  };
  button.onclick = () => {
    if (button.dataset.asked) {
      calm();
      return act();
    }
    button.dataset.asked = 'yes';
    write(button, question);
    setTimeout(calm, surelyMs);
  };
}

export class Account {
  #account = byId('account', HTMLInputElement);
  #says = byId('header-says');
  #file = byId('file', HTMLInputElement);

  /**
   * @param {string} account
   * @param {(account: string) => void} change
   */
  constructor(account, change) {
    this.account = account;
    this.#account.value = account;
    byId('account-form', HTMLFormElement).onsubmit = (event) => {
      event.preventDefault();
      const said = this.#account.value.trim();
      if (said !== '' && said !== account) change(said);
    };
    // A choice out of the list is a whole name; what is typed waits for Enter.
    this.#account.onchange = () => this.#account.form?.requestSubmit();
    byId('load', HTMLButtonElement).onclick = () => this.#file.click();
    byId('dump', HTMLAnchorElement).href = `${controlPath(account)}/dump`;
    byId('dump', HTMLAnchorElement).download = `${account}.json`;
    this.#file.onchange = () => this.#load();
    askTwice(byId('reset', HTMLButtonElement), 'Remove everything?', () =>
      this.#do('POST', '/reset'),
    );
    askTwice(byId('end', HTMLButtonElement), 'Delete this account?', () => this.#do('DELETE', ''));
  }

  /** @param {readonly string[]} accounts */
  showAccounts(accounts) {
    fill(byId('accounts'), ...accounts.map((value) => element('option', { value })));
  }

  /** What of all that is kept cannot be used. @param {readonly { says: string }[]} unusable */
  showUnusable(unusable) {
    write(byId('unusable'), unusable.map(({ says }) => `Not loaded: ${says}`).join(' '));
  }

  async #load() {
    const [file] = this.#file.files ?? [];
    this.#file.value = '';
    if (!file) return;
    try {
      await this.#do('PUT', '/dump', JSON.parse(await file.text()));
    } catch {
      write(this.#says, `${file.name} is not JSON.`);
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [json]
   */
  async #do(method, path, json) {
    write(this.#says, '');
    try {
      await ask({ method, path: controlPath(this.account) + path, ...(json ? { json } : {}) });
    } catch (error) {
      write(this.#says, error instanceof Error ? error.message : String(error));
    }
  }
}
