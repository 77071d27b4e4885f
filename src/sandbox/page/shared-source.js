/**
 * Runs once for all tabs of a browser, and opens one stream for each account that any of them looks
 * at: a browser opens six connections to a server, and a stream takes one of them.
 */
import { Source } from './source.js';

/** @typedef {{ source: Source, tabs: Set<MessagePort> }} Shared */
/** What a tab says: it looks at the stream of a path, or not any more. */
/** @typedef {{ join?: string, leave?: string }} Said */

/** By path. @type {Map<string, Shared>} */
const shared = new Map();

/** @param {string} path @param {MessagePort} tab */
function join(path, tab) {
  const { source, tabs } = shared.get(path) ?? begin(path);
  tabs.add(tab);
  // Whoever joins is told everything as it is, and so are the others once more.
  source.open();
}

/** @param {string} path */
function begin(path) {
  /** @type {Set<MessagePort>} */
  const tabs = new Set();
  const source = new Source(path, (told) => {
    for (const tab of tabs) tab.postMessage(told);
  });
  const one = { source, tabs };
  shared.set(path, one);
  return one;
}

/** @param {string} path @param {MessagePort} tab */
function leave(path, tab) {
  const one = shared.get(path);
  one?.tabs.delete(tab);
  if (one?.tabs.size !== 0) return;
  one.source.close();
  shared.delete(path);
}

globalThis.addEventListener('connect', (event) => {
  const [tab] = /** @type {MessageEvent} */ (event).ports;
  if (!tab) return;
  tab.onmessage = ({ data }) => {
    const said = /** @type {Said} */ (data);
    if (said.join !== undefined) join(said.join, tab);
    if (said.leave !== undefined) leave(said.leave, tab);
  };
});
