/** The rows of the list: which there are, in what order, and how one is drawn. */
import { element, write } from './dom.js';
import { slotOf } from './model.js';
import { meantBy } from './sieve.js';
import {
  lastedMs,
  lengthOf,
  lifeOf,
  nouns,
  shortTitleOf,
  signs,
  timeOfDay,
  titleOf,
} from './words.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Summary} Summary */
/** @typedef {{ summary: Summary, depth: number }} Item */

export const rowHeight = 50;
/** How deep a row is moved in at most. */
const mostDepth = 3;

/**
 * What is shown, from top to bottom: the newest first, and below each what belongs to it.
 * @param {Model} model
 * @param {import('./sieve.js').Filter} filter
 */
export function rowsOf(model, filter) {
  const isMeant = meantBy(model, filter);
  /** By slot. @type {Map<string, Summary>} */
  const meant = new Map();
  for (const [slot, one] of model.machines) if (isMeant(one)) meant.set(slot, one);
  /** By the slot of what they stand below; empty: of nothing. @type {Map<string, Summary[]>} */
  const below = new Map();
  for (const one of meant.values()) {
    const above = nearest(model, one, meant);
    const siblings = below.get(above);
    if (siblings) siblings.push(one);
    else below.set(above, [one]);
  }
  /** @type {Item[]} */
  const items = [];
  /** @param {Summary} summary @param {number} depth */
  const put = (summary, depth) => {
    items.push({ summary, depth });
    const own = below.get(slotOf(summary));
    if (!own) return;
    for (const one of own.sort(byAge)) put(one, Math.min(mostDepth, depth + 1));
  };
  for (const root of (below.get('') ?? []).reverse().sort((a, b) => byAge(b, a))) put(root, 0);
  return items;
}

/** @param {Summary} a @param {Summary} b */
const byAge = (a, b) => a.createdAt - b.createdAt;

/**
 * The slot of what it stands below, if that is shown too; empty: of nothing.
 * @param {Model} model
 * @param {Summary} one
 * @param {ReadonlyMap<string, Summary>} shown
 * @returns {string}
 */
function nearest(model, one, shown) {
  const above = aboveOf(one);
  if (above === '' || shown.has(above)) return above;
  const there = model.machines.get(above);
  return there ? nearest(model, there, shown) : '';
}

/** The slot of what it belongs to. @param {Summary} one */
function aboveOf({ machine, recordingSid, host, parentCallSid }) {
  if (machine === 'transcription' && recordingSid) return `recording ${recordingSid}`;
  if (machine === 'recording' && host) return slotOf(host);
  return machine === 'dialLeg' && parentCallSid ? `call ${parentCallSid}` : '';
}

/** @param {(summary: Summary) => void} choose */
export function newRow(choose) {
  const parts = {
    sign: element('span', { className: 'sign', 'aria-hidden': 'true' }),
    noun: element('span', { className: 'unseen' }),
    title: element('span', { className: 'title' }),
    lasted: element('span', { className: 'lasted' }),
    status: element('span', { className: 'status pill' }),
    way: element('span', { className: 'way' }),
    began: element('time', { className: 'began' }),
  };
  const { sign, noun, title, lasted, status, way, began } = parts;
  const row = element('div', { className: 'row', role: 'option' }, sign, noun, title, lasted);
  row.append(element('span', { className: 'second' }, status, way, began));
  /** @type {Summary | undefined} */
  let shown;
  row.onclick = () => shown && choose(shown);
  return {
    row,
    /**
     * @param {Item} item
     * @param {Model} model
     * @param {{ place: number, many: number }} of
     */
    show({ summary, depth }, model, { place, many }) {
      shown = summary;
      const life = lifeOf(summary, model.words);
      row.dataset.life = life;
      row.dataset.sid = summary.sid;
      row.dataset.machine = summary.machine;
      row.dataset.depth = String(depth);
      row.style.translate = `0 ${place * rowHeight}px`;
      row.setAttribute('aria-posinset', String(place + 1));
      row.setAttribute('aria-setsize', String(many));
      write(sign, signs[life]);
      write(noun, nouns[summary.machine].one);
      write(title, shortTitleOf(summary, model));
      title.title = `${nouns[summary.machine].one} ${titleOf(summary, model)}`;
      write(status, summary.status);
      write(way, summary.path ?? nouns[summary.machine].one.toLowerCase());
      write(began, timeOfDay(summary.createdAt).slice(0, 8));
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
