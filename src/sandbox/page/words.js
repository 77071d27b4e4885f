/** How the page says things: names of machines and states, lengths of time, kinds of life. */

/** @typedef {import('./model.js').Summary} Summary */
/** @typedef {import('./model.js').Words} Words */
/** @typedef {Summary['machine']} MachineName */

export const nouns = /** @type {const} */ ({
  recording: { one: 'Recording', many: 'Recordings' },
  call: { one: 'Call', many: 'Calls' },
  dialLeg: { one: 'Dialled leg', many: 'Dialled legs' },
  conference: { one: 'Conference', many: 'Conferences' },
  transcription: { one: 'Transcription', many: 'Transcriptions' },
});
/** In the order in which they are listed. */
export const machineNames = /** @type {MachineName[]} */ (Object.keys(nouns));

/** A sid is told by its end as well as by its whole length. @param {string} sid */
export const shortSid = (sid) => (sid.length > 10 ? `…${sid.slice(-8)}` : sid);

/**
 * A moment as text; one that no date can hold never comes.
 * @param {number} at
 * @param {number} from
 * @param {number} to
 */
const dated = (at, from, to) => {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? 'never' : date.toISOString().slice(from, to);
};
/** @param {number} at */
export const timeOfDay = (at) => dated(at, 11, 23);
/** @param {number} at */
export const dayOf = (at) => dated(at, 0, 10);
/** @param {number} at */
export const dateAndTime = (at) =>
  timeOfDay(at) === 'never' ? 'never' : `${dayOf(at)} ${timeOfDay(at)}`;

/** The time of day; with its day, if that is another one. @param {number} at @param {number} now */
export const when = (at, now) => (dayOf(at) === dayOf(now) ? timeOfDay(at) : dateAndTime(at));

/** `0:07`, `12:30`, `1:02:03`. @param {number} ms */
export function lengthOf(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const hours = Math.floor(minutes / 60);
  const rest = `${hours > 0 ? two(minutes % 60) : minutes}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** @typedef {import('./model.js').Model} Model */

/**
 * Who calls and who is called; of a recording, those of what it records.
 * @param {Model} model
 * @param {Summary} one
 * @returns {{ from?: string, to?: string }}
 */
export function peopleOf(model, one) {
  if (one.from !== undefined || one.machine !== 'recording') return one;
  const { host, callSid } = one;
  const line = host && model.machines.get(`${host.machine} ${host.sid}`);
  return (line?.from === undefined ? callSid && model.machines.get(`call ${callSid}`) : line) || {};
}

/** The conference that is recorded. @param {Model} model @param {Summary} one */
export const roomOf = (model, { conferenceSid }) =>
  conferenceSid === undefined ? undefined : model.machines.get(`conference ${conferenceSid}`);

/**
 * Who or what it is: numbers, a name, or what was said.
 * @param {Summary} one
 * @param {Model} model
 * @param {(number: string) => string} [as] how a number is said
 */
export function titleOf(one, model, as = String) {
  if (one.machine === 'conference') return one.friendlyName ?? shortSid(one.sid);
  if (one.machine === 'transcription') return one.text || shortSid(one.sid);
  const room = one.machine === 'recording' && one.host?.machine === 'conference';
  if (room) return roomOf(model, one)?.friendlyName ?? 'conference';
  const { from = '?', to = '?' } = peopleOf(model, one);
  return from === '?' && to === '?' ? shortSid(one.sid) : `${as(from)} → ${as(to)}`;
}

/** A number is known by its end: `+1…199`. @param {string} number */
const shortNumber = (number) =>
  /^\+\d{7,}$/.test(number) ? `${number.slice(0, 2)}…${number.slice(-3)}` : number;
/**
 * The same with short numbers.
 * @param {Summary} one
 * @param {Model} model
 */
export const shortTitleOf = (one, model) => titleOf(one, model, shortNumber);

/**
 * How long it has lasted: what was captured, what the line was open, how long the room was in use.
 * @param {Summary} one
 * @param {number} now in the world's time
 */
export function lastedMs(one, now) {
  if (one.durationSeconds !== undefined) return one.durationSeconds * 1_000;
  if (one.captured) {
    const { ms, since } = one.captured;
    return ms + (since === null ? 0 : now - since);
  }
  if (one.startedAt === null) return undefined;
  return (one.endedAt ?? (one.isLive ? now : one.updatedAt)) - one.startedAt;
}

/** @typedef {'capturing' | 'paused' | 'live' | 'waiting' | 'done' | 'nothing'} Life */

/** What kind of life it leads; each has a sign of its own, so that colour is never alone. */
export const signs = /** @type {const} */ ({
  capturing: '●',
  paused: '‖',
  live: '◉',
  waiting: '○',
  done: '■',
  nothing: '×',
});
const ended = new Set(['completed']);

/**
 * @param {Summary} one
 * @param {Words} words
 * @returns {Life}
 */
export function lifeOf(one, words) {
  if (!one.isLive) return ended.has(one.state) ? 'done' : 'nothing';
  if (isTagged(one, words, 'capturing')) return 'capturing';
  if (one.status === 'paused') return 'paused';
  return one.startedAt === null ? 'waiting' : 'live';
}

/**
 * @param {{ machine: MachineName, state: string }} one
 * @param {Words} words
 * @param {string} tag
 */
function isTagged({ machine, state }, words, tag) {
  const paths = state.split('.').map((_, i, all) => all.slice(0, i + 1).join('.'));
  return paths.some((path) => words.states[machine][path]?.tags.includes(tag));
}

/**
 * What being in its state means.
 * @param {{ machine: MachineName, state: string }} one
 * @param {Words} words
 */
export const meaningOf = ({ machine, state }, words) => words.states[machine][state]?.says ?? '';
