/** The rows of the list: which there are, and how one is drawn. */
import { element, write } from './dom.js';
import {
  lastedMs,
  lengthOf,
  lifeOf,
  machineNames,
  nouns,
  shortSid,
  signs,
  titleOf,
} from './words.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Summary} Summary */
/** @typedef {{ kind: 'live' | 'ended' | 'all', text: string }} Filter */
/** @typedef {{ top: number, height: number, heading: string, many: number }} Heading */
/** @typedef {{ top: number, height: number, summary: Summary, place: number }} Item */

const headingHeight = 34;
export const rowHeight = 48;

/**
 * What is shown, from top to bottom: recordings first.
 * @param {Model} model
 * @param {Filter} filter
 */
export function rowsOf(model, filter) {
  /** @type {Heading[]} */
  const headings = [];
  /** @type {Item[]} */
  const items = [];
  let top = 0;
  for (const machine of machineNames) {
    const found = model.all(machine).filter((one) => isMeant(one, filter));
    if (found.length === 0) continue;
    headings.push({ top, height: headingHeight, heading: nouns[machine].many, many: found.length });
    top += headingHeight;
    for (const summary of found) {
      items.push({ top, height: rowHeight, summary, place: items.length });
      top += rowHeight;
    }
  }
  return { headings, items, height: top };
}

/**
 * @param {Summary} one
 * @param {Filter} filter
 */
function isMeant(one, { kind, text }) {
  if (kind !== 'all' && one.isLive !== (kind === 'live')) return false;
  if (text === '') return true;
  const { machine, sid, state, status, source = '', label = '', callSid = '' } = one;
  const said = [machine, sid, state, status, source, label, callSid, titleOf(one)].join(' ');
  const wanted = text.toLowerCase().split(/\s+/);
  return wanted.every((word) => said.toLowerCase().includes(word));
}

/** @param {(summary: Summary) => void} choose */
export function newRow(choose) {
  const parts = {
    sign: element('span', { className: 'sign', 'aria-hidden': 'true' }),
    title: element('span', { className: 'title' }),
    lasted: element('span', { className: 'lasted' }),
    status: element('span', { className: 'status' }),
    state: element('code', { className: 'state' }),
    sid: element('code', { className: 'sid' }),
  };
  const { sign, title, lasted, status, state, sid } = parts;
  const row = element('div', { className: 'row', role: 'option' }, sign, title, lasted);
  row.append(element('span', { className: 'second' }, status, state, sid));
  /** @type {Summary | undefined} */
  let shown;
  row.onclick = () => shown && choose(shown);
  return {
    row,
    /**
     * @param {Item} item
     * @param {Model} model
     * @param {number} many
     */
    show({ summary, top, place }, model, many) {
      shown = summary;
      const life = lifeOf(summary, model.words);
      row.dataset.life = life;
      row.dataset.sid = summary.sid;
      row.dataset.machine = summary.machine;
      row.style.translate = `0 ${top}px`;
      row.setAttribute('aria-posinset', String(place + 1));
      row.setAttribute('aria-setsize', String(many));
      write(sign, signs[life]);
      write(title, titleOf(summary));
      title.title = titleOf(summary);
      write(status, summary.status);
      // One word is enough where both are the same.
      write(state, summary.state === summary.status ? '' : summary.state);
      write(sid, shortSid(summary.sid));
      this.tick(model);
    },
    /** @param {Model} model */
    tick(model) {
      const ms = shown && lastedMs(shown, model.now);
      write(lasted, ms === undefined ? '' : lengthOf(ms));
    },
    /** @param {boolean} isChosen @param {boolean} isTabStop */
    mark(isChosen, isTabStop) {
      row.setAttribute('aria-selected', String(isChosen));
      row.tabIndex = isTabStop ? 0 : -1;
    },
  };
}

/** @param {Heading} of */
export function newHeading({ heading, many, top }) {
  const count = element('span', { className: 'many' }, many.toLocaleString('en'));
  const made = element('div', { className: 'heading', role: 'presentation' }, heading, count);
  made.style.translate = `0 ${top}px`;
  return made;
}
