/** What a machine remembers that matters to whoever looks, and what it belongs with. */
import { button, element, fill } from './dom.js';
import { belongingOf, slotOf } from './model.js';
import { lastedMs, lengthOf, lifeOf, nouns, signs, titleOf, when } from './words.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Summary} Summary */
/** @typedef {import('./commands.js').Detail} Detail */
/** @typedef {keyof import('./model.js').Words['settings']} SettingName */
/** @typedef {(value: any, now?: number) => string} Says */

/** @type {Says} */
const time = (at, now = at) => when(at, now);
/** @type {Says} */
const seconds = (ms) => `${(ms / 1_000).toLocaleString('en')} s`;
/** What a field is called, and how its value is said; in the order in which they are shown. */
/** @type {readonly (readonly [field: string, label: string, says?: Says])[]} */
const fields = [
  ['direction', 'Direction'],
  ['source', 'Source'],
  ['endReason', 'End reason'],
  ['errorCode', 'Error code'],
  ['durationSeconds', 'Duration', (value) => `${value} s`],
  ['capturedMs', 'Captured', seconds],
  ['pausedMs', 'Paused', seconds],
  ['speech', 'Speech'],
  ['asked', 'Last media order'],
  ['wanted', 'Next media order'],
  ['text', 'Text'],
  ['location', 'File'],
  ['maxParticipants', 'Max participants'],
  ['createdAt', 'Created', time],
  ['answeredAt', 'Answered', time],
  ['startedAt', 'Started', time],
  ['endedAt', 'Ended', time],
  ['updatedAt', 'Updated', time],
];

/**
 * @param {Model} model
 * @param {Detail} detail
 */
export function detailsOf(model, { summary, snapshot }) {
  const { words } = model;
  const { context } = snapshot;
  const list = element('dl', {});
  /** @param {string} label @param {string} says */
  const add = (label, says) => list.append(element('dt', {}, label), element('dd', {}, says));
  if (summary.path) add('Started by', words.paths[summary.path]);
  for (const [field, label, says = String] of fields) {
    const value = context[field];
    if (value === null || value === undefined) continue;
    // While a segment is open, its length is not in the sum yet: the title counts it.
    if (field === 'capturedMs' && context.openedAt !== null) continue;
    const text = says(value, model.now);
    if (text !== '') add(label, text + whyOf(words, field, value));
  }
  for (const [name, value] of Object.entries(context.settings ?? {})) {
    const text = settingText(name, value);
    // Those of a transcription are called what they are named.
    const called = words.settings[/** @type {SettingName} */ (name)] ?? name;
    if (text !== '') add(capital(called), text);
  }
  for (const [timer, at] of Object.entries(context.timers ?? {}))
    add(`Timer ${timer}`, time(at, model.now));
  return list;
}

/** A setting of a recording; a limit that there is not says nothing. */
/** @type {(name: string, value: any) => string} */
function settingText(name, value) {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (!name.endsWith('Ms')) return String(value);
  return value === 0 ? '' : seconds(value);
}
/** @type {(text: string) => string} */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * @param {import('./model.js').Words} words
 * @param {string} field
 * @param {string} value
 */
function whyOf(words, field, value) {
  const says = { endReason: words.endReasons, errorCode: words.errorCodes }[field]?.[value];
  return says ? `: ${says}` : '';
}

/**
 * What it belongs with: its call, its conference, its legs, its recordings and transcriptions.
 * @param {Model} model
 * @param {Detail} detail
 */
export function neighboursOf(model, { summary, snapshot }) {
  const { participants = [], arriving = [], stay } = snapshot.context;
  const named = [
    ...[summary.sid, ...belongingOf(summary), stay?.conferenceSid],
    ...participants.map((/** @type {any} */ { who }) => who.sid),
    ...arriving.map((/** @type {any} */ { legSid }) => legSid),
  ];
  /** @type {Map<string, Summary>} */
  const found = new Map();
  for (const one of model.around(summary.sid)) found.set(slotOf(one), one);
  for (const sid of named)
    for (const one of sid === undefined ? [] : model.known(sid)) found.set(slotOf(one), one);
  return [...found.values()]
    .filter(({ sid }) => sid !== summary.sid)
    .sort((a, b) => a.createdAt - b.createdAt);
}

/** How many neighbours are shown. */
const most = 12;

/**
 * @param {HTMLElement} on
 * @param {Model} model
 * @param {readonly Summary[]} neighbours
 * @param {(one: Summary) => void} go
 */
export function showNeighbours(on, model, neighbours, go) {
  on.hidden = neighbours.length === 0;
  const said = JSON.stringify(neighbours);
  if (on.dataset.said === said) return;
  on.dataset.said = said;
  const links = neighbours.slice(0, most).map((one) => {
    const life = lifeOf(one, model.words);
    const ms = lastedMs(one, model.now);
    return button(
      '',
      () => go(one),
      { className: 'neighbour', 'data-life': life },
      element('span', { className: 'sign', 'aria-hidden': 'true' }, signs[life]),
      element('span', { className: 'noun' }, nouns[one.machine].one),
      element('span', { className: 'title' }, titleOf(one, model)),
      element('span', { className: 'status' }, one.status),
      element('span', { className: 'lasted' }, ms === undefined ? '' : lengthOf(ms)),
    );
  });
  const rest = neighbours.length - links.length;
  fill(on, element('h3', {}, 'Related'), ...links, rest > 0 && `and ${rest} more`);
}
