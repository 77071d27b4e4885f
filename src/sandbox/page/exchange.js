/** One exchange, whole: what was asked and what was answered; to be copied, and sent once more. */
import { ask, controlPath, Problem } from './api.js';
import { bodyOf, tableOf } from './bodies.js';
import { button, byId, element, fill } from './dom.js';
import { dateAndTime } from './words.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./bodies.js').Said} Said */
/** @typedef {import('./bodies.js').Warning} Warning */
/**
 * What GET …/exchanges/NUMBER answers.
 * @typedef {{ number: number, kind: 'request' | 'callback' | 'instructions' | 'inbox', sid?: string,
 *   at: number, ms: number, isFine: boolean, says?: string, told?: string, again?: number,
 *   request: Said & { method: string, url: string }, response?: Said & { status: number },
 *   warnings: readonly Warning[], onlyOnce?: string,
 *   attempts: readonly { number: number, at: number, came: number | string, isFine: boolean }[],
 *   as: Record<string, string> }} Exchange
 */

const nouns = {
  request: 'Request to the API',
  callback: 'Callback',
  instructions: 'Request for a document',
  inbox: 'Callback received by the inbox',
};
const onceMore = {
  request: 'Replay request',
  callback: 'Resend callback',
  instructions: 'Fetch again',
  inbox: '',
};
/** What can be copied, by its name in an answer. */
const copies = { curl: 'Copy as curl', scenario: 'Copy as scenario step', test: 'Copy as test' };

export class ExchangeView {
  #dialog = byId('exchange', HTMLDialogElement);
  #body = byId('exchange-body');
  #says = element('p', { className: 'said', role: 'status' });

  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    byId('exchange-close').onclick = () => this.#dialog.close();
    // A click beside it closes it.
    this.#dialog.onclick = ({ target }) => {
      if (target === this.#dialog) this.#dialog.close();
    };
  }

  /** @param {number} number */
  async open(number) {
    fill(this.#says);
    try {
      /** @type {Exchange} */
      const exchange = await ask({ method: 'GET', path: this.#path(number) });
      this.#draw(exchange);
    } catch (error) {
      const isGone = error instanceof Problem && error.status === 404;
      const says = isGone ? 'No longer kept: only the latest exchanges are.' : String(error);
      fill(byId('exchange-title'), 'Exchange');
      fill(this.#body, element('p', { className: 'none' }, says));
    }
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  /** @param {number} number */
  #path(number) {
    return `${controlPath(this.model.account)}/exchanges/${number}`;
  }

  /** @param {Exchange} exchange */
  #draw(exchange) {
    const { kind, told = '', request, response, says = '', warnings } = exchange;
    fill(byId('exchange-title'), [nouns[kind], told].filter(Boolean).join(': '));
    const ofRequest = kind === 'request' ? warnings : [];
    const ofResponse = kind === 'instructions' ? warnings : [];
    fill(
      this.#body,
      this.#facts(exchange),
      this.#deeds(exchange),
      this.#says,
      element(
        'div',
        { className: 'sides' },
        side('Request', `${request.method} ${request.url}`, request, ofRequest),
        response
          ? side('Response', String(response.status), response, ofResponse)
          : element('section', {}, element('h3', {}, 'Response'), wrong(says || 'No response.')),
      ),
    );
  }

  /** @param {Exchange} exchange */
  #facts({ number, at, ms, isFine, says = '', response, attempts, again }) {
    const facts = [`${dateAndTime(at)} UTC`, `${ms} ms`];
    const line = element('p', { className: 'facts-line' }, facts.join(' · '));
    if (again !== undefined) {
      const to = button(`repeat of #${again}`, () => this.open(again), {
        className: 'link',
      });
      line.append(' · ', to);
    }
    const all = attempts.map((one, i) =>
      button(`${i + 1}: ${one.came}`, () => this.open(one.number), {
        className: one.isFine ? 'attempt' : 'attempt bad',
        ...(one.number === number ? { 'aria-current': 'true' } : {}),
      }),
    );
    return element(
      'div',
      {},
      line,
      all.length > 1 &&
        element('p', { className: 'attempts' }, element('span', {}, 'Attempts '), ...all),
      says !== '' && response && (isFine ? element('p', {}, says) : wrong(says)),
    );
  }

  /** @param {Exchange} exchange */
  #deeds({ number, kind, as, onlyOnce }) {
    const again = onceMore[kind];
    const texts = Object.entries(copies).flatMap(([name, says]) => {
      const text = as[name];
      return text === undefined
        ? []
        : [button(says, () => this.#copy(text), { className: 'quiet' })];
    });
    return element(
      'div',
      { className: 'deeds' },
      again &&
        button(again, () => this.#again(number), {
          className: 'command',
          disabled: onlyOnce !== undefined,
          title: onlyOnce ?? 'The same once more; a callback is signed anew',
        }),
      ...texts,
      onlyOnce !== undefined && element('span', { className: 'none' }, onlyOnce),
    );
  }

  /** @param {number} number */
  async #again(number) {
    try {
      const made = await ask({ method: 'POST', path: `${this.#path(number)}/again` });
      await this.open(made.number);
      fill(
        this.#says,
        element('b', { className: 'good' }, '✓ '),
        'Sent again. This is the new exchange.',
      );
    } catch (error) {
      fill(this.#says, wrong(error instanceof Error ? error.message : String(error)));
    }
  }

  /** @param {string} text */
  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      fill(this.#says, 'Copied.');
    } catch {
      const shown = element('pre', { tabIndex: 0 }, text);
      fill(this.#says, shown);
      getSelection()?.selectAllChildren(shown);
    }
  }
}

/** @param {string} says */
const wrong = (says) =>
  element('p', { className: 'bad' }, element('b', { 'aria-hidden': 'true' }, '✕ '), says);

/**
 * @param {string} title
 * @param {string} head
 * @param {Said} said
 * @param {readonly Warning[]} warnings
 */
function side(title, head, said, warnings) {
  const headers = Object.entries(said.headers);
  return element(
    'section',
    {},
    element('h3', {}, title),
    element('p', { className: 'head' }, element('code', {}, head)),
    headers.length > 0 &&
      element(
        'details',
        {},
        element('summary', {}, `Headers (${headers.length})`),
        tableOf(headers, 'Headers'),
      ),
    bodyOf(said, warnings),
  );
}
