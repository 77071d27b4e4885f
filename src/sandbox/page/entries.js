/** An entry of the timeline as a line: when, what came, what was answered, what it changed. */
import { button, element } from './dom.js';
import { dateAndTime, nouns, shortSid, timeOfDay } from './words.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Entry} Entry */
/** @typedef {import('./dom.js').Child} Child */
/** @typedef {{ go: (sid: string) => void, open: (number: number) => void }} Go */
/** @typedef {{ sign: string, kind: string, what: Child[], says?: Child[], isBad?: boolean }} Line */

/**
 * @param {Entry} entry
 * @param {Model} model
 * @param {Go} to shows a machine, or the whole of an exchange
 */
export function lineOf(entry, model, to) {
  const { sign, kind, what, says = [], isBad } = partsOf(entry, model);
  const line = element(
    'li',
    { className: `entry ${kind}`, 'data-number': entry.number },
    element(
      'span',
      { className: 'when' },
      element('time', { title: `${dateAndTime(entry.at)} UTC` }, timeOfDay(entry.at)),
      entry.sid && whose(entry, entry.sid, to),
    ),
    element('span', { className: 'sign', 'aria-hidden': 'true' }, sign),
    isExchange(entry)
      ? button('', () => to.open(entry.number), { className: 'what' }, ...what)
      : element('span', { className: 'what' }, ...what),
    element('span', { className: 'says' }, ...says),
  );
  if (isBad) line.classList.add('bad');
  return line;
}

/** @param {Entry} entry */
const isExchange = ({ kind }) => !['step', 'service', 'warning'].includes(kind);

/**
 * @param {Entry} entry
 * @param {string} sid
 * @param {Go} go
 */
function whose(entry, sid, { go }) {
  const noun = entry.kind === 'step' && nouns[entry.machine].one;
  const about = noun && element('span', { className: 'unseen' }, `${noun} `);
  const title = [noun, sid].filter(Boolean).join(' ');
  return button('', () => go(sid), { className: 'whose', title }, about, shortSid(sid));
}

/**
 * @param {Entry} entry
 * @param {Model} model
 * @returns {Line}
 */
function partsOf(entry, model) {
  switch (entry.kind) {
    case 'step':
      return stepParts(entry, model);
    case 'request': {
      const { method, path, status, says, again } = entry;
      const isBad = status >= 400;
      const what = [
        element('code', { title: path }, `${method} ${shortPath(path)}`),
        ' ',
        came(status, !isBad),
      ];
      const said = [again !== undefined && `repeat of #${again}`, says];
      return { sign: '⇥', kind: 'request', what, says: [joined(said)], isBad };
    }
    case 'callback':
    case 'instructions': {
      const { kind, method, url, about, attempt, isFine, says, again } = entry;
      const sign = kind === 'callback' ? '↗' : '↙';
      const what = [`${kind} `, element('b', {}, about), ' ', came(entry.came, isFine)];
      const which = attempt > 1 && `attempt ${attempt}`;
      const said = joined([which, again !== undefined && 'resent by hand', says]);
      const where = element('span', { className: 'url' }, `${method} ${url}`);
      return { sign, kind, what, says: [where, said && ` · ${said}`], isBad: !isFine };
    }
    case 'inbox': {
      const { about, method, path, isVerified, says } = entry;
      const verdict = isVerified ? 'verified' : 'not verified';
      const what = ['inbox ', element('b', {}, about), ' ', came(verdict, isVerified)];
      const said = joined([`${method} ${path}`, says]);
      return { sign: '✉', kind: 'inbox', what, says: [said], isBad: !isVerified };
    }
    case 'service':
      return { sign: '●', kind: 'service', what: ['the service is over'] };
    case 'warning':
      return { sign: '⚠', kind: 'warning', what: [entry.says], isBad: true };
  }
}

/** @param {(string | false | undefined)[]} parts */
const joined = (parts) => parts.filter(Boolean).join(' · ');

/** @param {number | string} came @param {boolean} isFine */
const came = (came, isFine) =>
  element('span', { className: isFine ? 'came' : 'came bad' }, isFine ? `${came}` : `✕ ${came}`);

/** Behind the account, with short sids. @param {string} path */
const shortPath = (path) =>
  path
    .replace(/^\/v2\/texml\/Accounts\/[^/]+\//i, '…/')
    .replaceAll(/[^/]{24,}?(?=\/|\.json|$)/g, shortSid);

/**
 * @param {Extract<Entry, { kind: 'step' }>} entry
 * @param {Model} model
 * @returns {Line}
 */
function stepParts({ event, verdict, before, after, isFirst }, { words }) {
  const { kind, says } = words.events[event.type];
  const sign = { command: '▶', fact: '●', signal: '◇' }[kind];
  /** @type {Child[]} */
  const what = [
    element('code', { className: kind, title: says }, event.type),
    ' ',
    answered(verdict.verdict),
  ];
  const reason = verdict.verdict === 'refused' ? words.refusals[verdict.reason] : undefined;
  if (before !== after) what.push(' ', moved(before, after));
  return {
    sign: isFirst ? sign : '└',
    kind: isFirst ? 'step' : 'step inner',
    what,
    says: [reason ?? (isFirst ? says : undefined), ...numbersIn(event)],
    isBad: reason !== undefined,
  };
}

/** That it was accepted need not be said aloud; everything else is. @param {string} verdict */
const answered = (verdict) =>
  element(
    'span',
    { className: `verdict ${verdict}` },
    verdict === 'refused' ? '✕ refused' : verdict,
  );

/** @param {string} before @param {string} after */
const moved = (before, after) =>
  element('span', { className: 'moved' }, `${before} → `, element('b', {}, after));

/** What tells one such event from another. @param {object} event */
function numbersIn(event) {
  const { order, digit, timer, errorCode } = /** @type {Record<string, unknown>} */ (event);
  const told = Object.entries({ order, digit, timer, errorCode });
  return told.flatMap(([name, value]) => (value === undefined ? [] : [` · ${name} ${value}`]));
}
