/** What came of a request, said where it was made: the answer, and the request to copy. */
import { ask, curlOf, Problem } from './api.js';
import { button, element, fill } from './dom.js';

/** @typedef {import('./api.js').Asked} Asked */

export class Outcome {
  root = element('div', { className: 'outcome', role: 'status' });
  #running = 0;

  clear() {
    this.#running += 1;
    fill(this.root);
  }

  /**
   * Sends a request and says what came of it; gives undefined for an error.
   * @param {Asked} asked
   * @param {(answer: any) => string} [says]
   */
  async send(asked, says = () => 'done') {
    this.#running += 1;
    const mine = this.#running;
    try {
      const answer = await ask(asked);
      if (mine === this.#running) this.#show(asked, true, says(answer));
      return answer ?? {};
    } catch (error) {
      if (mine === this.#running) this.#show(asked, false, told(error));
      return undefined;
    }
  }

  /** @param {unknown} error */
  fail(error) {
    fill(this.root, element('p', { className: 'bad' }, element('b', {}, '✕ '), told(error)));
  }

  /**
   * @param {Asked} asked
   * @param {boolean} isFine
   * @param {string} says
   */
  #show(asked, isFine, says) {
    fill(
      this.root,
      element(
        'p',
        { className: isFine ? 'good' : 'bad' },
        element('b', {}, isFine ? '✓ ' : '✕ '),
        element('code', {}, `${asked.method} ${asked.path}`),
        ` ${says}`,
      ),
      curl(asked),
    );
  }
}

/** @param {unknown} error */
function told(error) {
  if (!(error instanceof Problem)) return String(error);
  return error.errors
    .map(({ code, title = '', detail = '', source }) => {
      const where = source?.pointer ? ` (${source.pointer})` : '';
      return [code, title, detail === title ? '' : detail].filter(Boolean).join(' · ') + where;
    })
    .join('\n');
}

/**
 * Requests as commands for a terminal, folded.
 * @param {...Asked} asked
 */
export function curl(...asked) {
  const text = asked.map(curlOf).join('\n\n');
  const code = element('pre', { tabIndex: 0 }, text);
  const copy = button('Copy', () => void copied(text, copy, code), { className: 'quiet' });
  return element('details', { className: 'curl' }, element('summary', {}, 'as curl'), copy, code);
}

/**
 * @param {string} text
 * @param {HTMLButtonElement} by
 * @param {HTMLElement} shown
 */
async function copied(text, by, shown) {
  try {
    await navigator.clipboard.writeText(text);
    by.textContent = 'Copied';
  } catch {
    getSelection()?.selectAllChildren(shown);
    by.textContent = 'Selected';
  }
  setTimeout(() => {
    by.textContent = 'Copy';
  }, 1_500);
}
