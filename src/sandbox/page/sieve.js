/** What of all that is there is meant: by its kind, status, path and time, and by what is searched. */
import { peopleOf, roomOf, titleOf } from './words.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Summary} Summary */
/**
 * Empty: any.
 * @typedef {{ life: 'all' | 'live' | 'ended', text: string, machine: string, status: string,
 *   path: string, withinMs: number }} Filter
 */

/** @type {Filter} */
export const everything = { life: 'all', text: '', machine: '', status: '', path: '', withinMs: 0 };

/**
 * Whether a machine is meant.
 * @param {Model} model
 * @param {Filter} filter
 * @returns {(one: Summary) => boolean}
 */
export function meantBy(model, { life, text, machine, status, path, withinMs }) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const since = withinMs === 0 ? 0 : model.now - withinMs;
  return (one) =>
    (life === 'all' || one.isLive === (life === 'live')) &&
    (machine === '' || one.machine === machine) &&
    (status === '' || one.status === status) &&
    (path === '' || one.path === path) &&
    (since === 0 || one.updatedAt >= since) &&
    (words.length === 0 || isFound(saidOf(model, one), words));
}

/** @param {string} said @param {readonly string[]} words */
const isFound = (said, words) => words.every((word) => said.includes(word));

/** What was found out last, as long as nothing it was taken from is another. */
/** @type {WeakMap<Summary, { from: readonly unknown[], text: string }>} */
const known = new WeakMap();
/**
 * All that a machine is found by: its own words, and those of the call and conference it belongs to.
 * @param {Model} model
 * @param {Summary} one
 */
function saidOf(model, one) {
  const people = peopleOf(model, one);
  const last = known.get(one);
  const [from, to, room] = [people.from, people.to, roomOf(model, one)?.friendlyName];
  if (last && last.from[0] === from && last.from[1] === to && last.from[2] === room)
    return last.text;
  const { machine, sid, state, status, source, label, callSid, conferenceSid, path } = one;
  const own = [machine, sid, state, status, source, label, callSid, conferenceSid, path];
  const text = [...own, one.parentCallSid, from, to, room, titleOf(one, model)]
    .join(' ')
    .toLowerCase();
  known.set(one, { from: [from, to, room], text });
  return text;
}
