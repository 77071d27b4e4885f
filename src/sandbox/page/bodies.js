/** A body as it is read best: a form as a table, JSON in lines, a document with its warnings. */
import { element, fill } from './dom.js';

/** @typedef {{ line: number, column: number, kind: string, message: string }} Warning */
/**
 * @typedef {{ headers: Record<string, string>, body?: string, isCut?: true, isMasked?: true,
 *   parameters?: [string, string][] }} Said
 */

/** @param {Said} said */
const typeOf = ({ headers }) => headers['content-type'] ?? '';

/**
 * Names and values, a row each.
 * @param {Iterable<readonly [string, string]>} rows
 * @param {string} says what the table is of
 */
export function tableOf(rows, says) {
  const lines = Array.from(rows, ([name, value]) =>
    element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value)),
  );
  return element(
    'table',
    { className: 'pairs' },
    element('caption', { className: 'unseen' }, says),
    element('tbody', {}, ...lines),
  );
}

/**
 * The body of a request or an answer, read and as it was sent.
 * @param {Said} said
 * @param {readonly Warning[]} warnings of the document in it
 */
export function bodyOf(said, warnings) {
  const { body, parameters } = said;
  if (body === undefined && !parameters) return element('p', { className: 'none' }, 'No body.');
  const pretty = prettyOf(said, warnings);
  const raw = body === undefined ? undefined : preOf(body);
  const shown = element('div', { className: 'body' }, pretty ?? raw);
  const notes = [
    said.isCut && 'Truncated: too long to be kept whole.',
    said.isMasked && 'Passwords are removed.',
  ].filter(Boolean);
  return element(
    'div',
    {},
    pretty && raw && choiceOf(shown, pretty, raw),
    shown,
    notes.length > 0 && element('p', { className: 'none' }, notes.join(' ')),
  );
}

let choices = 0;
/** @param {HTMLElement} shown @param {Node} pretty @param {Node} raw */
function choiceOf(shown, pretty, raw) {
  choices += 1;
  const name = `reading-${choices}`;
  /** @param {string} says @param {Node} what @param {boolean} checked */
  const option = (says, what, checked) =>
    element(
      'label',
      {},
      element('input', { type: 'radio', name, checked, onchange: () => fill(shown, what) }),
      element('span', {}, says),
    );
  return element(
    'fieldset',
    { className: 'choice' },
    element('legend', { className: 'unseen' }, 'Shown as'),
    option('Pretty', pretty, true),
    option('Raw', raw, false),
  );
}

/** @param {string} text */
const preOf = (text) => element('pre', { tabIndex: 0 }, text);

/** @param {Said} said @param {readonly Warning[]} warnings */
function prettyOf(said, warnings) {
  const { body = '', parameters } = said;
  if (parameters) {
    const rows = parameters.filter(([name]) => name !== 'Texml');
    const texml = parameters.find(([name]) => name === 'Texml')?.[1];
    return element(
      'div',
      {},
      tableOf(rows, 'Parameters'),
      texml !== undefined && element('h4', {}, 'Texml'),
      texml !== undefined && documentOf(texml, warnings),
    );
  }
  if (/json/.test(typeOf(said))) return jsonOf(body, warnings);
  return /^\s*</.test(body) ? documentOf(body, warnings) : undefined;
}

/** @param {string} body @param {readonly Warning[]} warnings */
function jsonOf(body, warnings) {
  try {
    const { Texml, ...rest } = JSON.parse(body);
    if (typeof Texml !== 'string') return preOf(JSON.stringify(JSON.parse(body), null, 2));
    return element(
      'div',
      {},
      preOf(JSON.stringify(rest, null, 2)),
      element('h4', {}, 'Texml'),
      documentOf(Texml, warnings),
    );
  } catch {
    return undefined;
  }
}

/**
 * A document, line by line, each warning below its line.
 * @param {string} text
 * @param {readonly Warning[]} warnings
 */
function documentOf(text, warnings) {
  const lines = text.split(/\r?\n/).flatMap((line, i) => {
    const said = warnings.filter((one) => one.line === i + 1);
    const row = element('li', said.length > 0 ? { className: 'noticed' } : {}, line || ' ');
    for (const { column, kind, message } of said) {
      const sign = element('b', { 'aria-hidden': 'true' }, kind === 'error' ? '✕ ' : '⚠ ');
      row.append(element('p', { className: 'bad' }, sign, `${column}: ${message}`));
    }
    return [row];
  });
  return element('ol', { className: 'document', tabIndex: 0 }, ...lines);
}
