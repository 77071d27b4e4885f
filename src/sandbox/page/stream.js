/** What the sandbox tells while it happens: server-sent events, into the model. */
import { ask, controlPath } from './api.js';

/** @typedef {import('./model.js').Model} Model */

/** How long the page waits before it asks again, at first and at most; and until it says so. */
const waits = { firstMs: 150, mostMs: 1_000, untilSaidMs: 400 };
/** How much of what has happened before is asked for. */
const before = 1_000;

/**
 * Follows an account for as long as the page is there.
 * @param {Model} model
 */
export function follow(model) {
  let waitMs = waits.firstMs;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let saying;
  const open = () => {
    const source = new EventSource(`${controlPath(model.account)}/events`);
    hear(source, model);
    source.addEventListener('hello', () => {
      clearTimeout(saying);
      saying = undefined;
      waitMs = waits.firstMs;
    });
    // A world that is reset or loaded ends its streams too: that is over before it need be said.
    source.onerror = () => {
      source.close();
      saying ??= setTimeout(() => model.connect(false), waits.untilSaidMs);
      setTimeout(open, waitMs);
      waitMs = Math.min(2 * waitMs, waits.mostMs);
    };
  };
  open();
}

/**
 * @param {EventSource} source
 * @param {Model} model
 */
function hear(source, model) {
  /** @param {string} name @param {(said: any) => void} take */
  const on = (name, take) => source.addEventListener(name, (event) => take(JSON.parse(event.data)));
  on('hello', ({ machines, clock }) => {
    model.replace(Object.values(machines).flat());
    model.clock = clock;
    model.connect(true);
    model.changed('chosen');
    void recall(model);
    if (model.chosen) void recall(model, model.chosen.sid);
  });
  on('machine', (said) => model.put(said));
  on('entry', (said) => model.note(said));
  on('clock', (said) => {
    model.clock = said;
  });
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
