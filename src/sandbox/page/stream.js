/** What the sandbox tells while it happens: server-sent events, into the model. */
import { ask, controlPath } from './api.js';
import { Source } from './source.js';

/** @typedef {import('./model.js').Model} Model */

/** How long nothing is heard before the page says so. */
const untilSaidMs = 400;
/** How much of what has happened before is asked for. */
const before = 1_000;

/**
 * Follows an account for as long as somebody looks at the page.
 * @param {Model} model
 */
export function follow(model) {
  const line = lineTo(`${controlPath(model.account)}/events`, hearing(model));
  const look = () => (document.hidden ? line.leave() : line.join());
  document.addEventListener('visibilitychange', look);
  addEventListener('pageshow', ({ persisted }) => persisted && look());
  addEventListener('pagehide', () => line.leave());
  look();
}

/** @typedef {{ join: () => void, leave: () => void }} Line */

/**
 * A stream that all tabs share; where a browser cannot do that, one of the page's own.
 * @param {string} path
 * @param {(told: import('./source.js').Told) => void} hear
 * @returns {Line}
 */
function lineTo(path, hear) {
  let isIn = false;
  const own = new Source(path, hear);
  /** @type {SharedWorker | undefined} */
  let worker;
  const join = () => {
    isIn = true;
    if (worker) worker.port.postMessage({ join: path });
    else own.open();
  };
  if ('SharedWorker' in globalThis) {
    worker = new SharedWorker('/page/shared-source.js', { type: 'module' });
    worker.port.onmessage = ({ data }) => isIn && hear(data);
    worker.onerror = () => {
      worker = undefined;
      if (isIn) join();
    };
  }
  return {
    join,
    leave() {
      isIn = false;
      if (worker) worker.port.postMessage({ leave: path });
      else own.close();
    },
  };
}

/**
 * Takes what is told into the model.
 * @param {Model} model
 * @returns {(told: import('./source.js').Told) => void}
 */
function hearing(model) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let saying;
  return ({ name, data }) => {
    // A world that is reset or loaded ends its streams too: that is over before it need be said.
    if (name === 'lost') {
      saying ??= setTimeout(() => model.connect(false), untilSaidMs);
      return;
    }
    const said = JSON.parse(data);
    if (name === 'machine') model.put(said);
    if (name === 'entry') model.note(said);
    if (name === 'clock') model.clock = said;
    if (name !== 'hello') return;
    clearTimeout(saying);
    saying = undefined;
    model.applications = Object.keys(said.settings?.applications ?? {});
    model.replace(Object.values(said.machines).flat());
    model.clock = said.clock;
    model.count(said.counts);
    model.olderBehind = said.endedTold ?? 0;
    model.connect(true);
    model.changed('chosen');
    if (said.isUnused) return;
    void recall(model);
    if (!model.chosen) return;
    void recall(model, model.chosen.sid);
    void missing(model, model.chosen.sid);
  };
}

/**
 * Asks for what has happened before.
 * @param {Model} model
 * @param {string} [sid]
 */
export async function recall(model, sid) {
  const about = sid === undefined ? '' : `&sid=${encodeURIComponent(sid)}`;
  const path = `${controlPath(model.account)}/timeline?most=${before}${about}`;
  const { entries } = await ask({ method: 'GET', path }).catch(() => ({ entries: [] }));
  model.note(entries);
}

/** How much is asked for at once of what has ended long ago. */
const part = 500;

/**
 * Asks for what has ended and is not known here; gives whether there was an answer.
 * @param {Model} model
 * @param {{ behind: number } | { search: string }} asked
 */
export async function older(model, asked) {
  const query = new URLSearchParams({ most: String(part) });
  for (const [name, value] of Object.entries(asked)) query.set(name, String(value));
  const path = `${controlPath(model.account)}/machines/ended?${query}`;
  const found = await ask({ method: 'GET', path }).catch(() => undefined);
  if (!found) return false;
  // What could not be had is asked for once more, not passed over.
  if ('behind' in asked) model.olderBehind = asked.behind + part;
  model.add(Object.values(found).flatMap(({ machines }) => machines));
  return true;
}

/**
 * Asks for a machine that is not known here, if there is one.
 * @param {Model} model
 * @param {string} sid
 */
export async function missing(model, sid) {
  if (model.known(sid).length > 0) return;
  await older(model, { search: sid });
}
