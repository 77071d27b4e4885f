/** The page: one account's world as it lives. Everything that is drawn is told here what changed. */
import { Account } from './account.js';
import { ask } from './api.js';
import { Begin } from './begin.js';
import { Chosen } from './chosen.js';
import { Clock } from './clock.js';
import { byId, write } from './dom.js';
import { ExchangeView } from './exchange.js';
import { List } from './list.js';
import { Model } from './model.js';
import { askForKeys } from './session.js';
import { follow, missing, recall } from './stream.js';
import { Timeline } from './timeline.js';

/** @typedef {import('./model.js').Address} Address */

const defaultAccount = 'me';
/** How often what lasts is counted on. */
const tickMs = 250;
const againMs = 1_000;

/** `#ACCOUNT/MACHINE/SID`: what is looked at is part of the address. */
const [account = '', machine, sid] = location.hash.slice(1).split('/').map(decodeURIComponent);

askForKeys();
const at = account || defaultAccount;
const header = new Account(at, (other) => {
  location.hash = encodeURIComponent(other);
});
addEventListener('hashchange', () => location.reload());

/**
 * What the page cannot do without; it is asked for until it comes.
 * @param {string} path
 * @returns {Promise<any>}
 */
async function needed(path) {
  for (;;) {
    const found = await ask({ method: 'GET', path }).catch(() => undefined);
    byId('lost').hidden = found !== undefined;
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}
const about = await needed('/sandbox');
const words = await needed('/sandbox/words');
header.showAccounts(about.accounts);
header.showUnusable(about.unusable);
write(byId('base-url'), `${location.origin}/v2`);

const model = new Model(at, words);
/** What was begun here last: its recording is shown as soon as there is one. */
let followed = '';

/**
 * @param {Address | undefined} address
 * @param {boolean} [isPassing] whether the next may be chosen soon: the list stays in sight
 */
function choose(address, isPassing = false) {
  followed = '';
  model.choose(address);
  const parts = address ? [at, address.machine, address.sid] : [at];
  history.replaceState(null, '', `#${parts.map(encodeURIComponent).join('/')}`);
  if (!isPassing) document.body.dataset.view = address ? 'chosen' : 'begin';
  if (address && model.machines.size > 0) void recall(model, address.sid);
}
/** @param {string} wanted */
async function go(wanted) {
  await missing(model, wanted);
  const found = [...model.machines.values()].find((one) => one.sid === wanted);
  if (found) choose(found);
}

const list = new List(model, choose, () => {
  document.body.dataset.view = 'chosen';
  chosen.focus();
});
const chosen = new Chosen(byId('chosen'), model, (one) => choose(one));
const exchange = new ExchangeView(model);
const timeline = new Timeline(model, { go, open: (number) => exchange.open(number) });
const clock = new Clock(model);
const begin = new Begin(model, about.inbox, (made) => {
  choose(made);
  followed = made.sid;
});
begin.showNumbers(about.numbers);
model.listen((changed) => {
  if (changed.has('machines')) {
    begin.update();
    const of = [...model.machines.values()].find(
      (one) => one.machine === 'recording' && [one.callSid, one.host?.sid].includes(followed),
    );
    if (of && followed) choose(of);
  }
  if (changed.has('machines') || changed.has('chosen')) {
    list.update();
    chosen.update();
    if (changed.has('machines')) chosen.touch();
    if (changed.has('chosen')) list.reveal();
    byId('begin').hidden = model.chosen !== undefined;
    byId('gone').hidden = !model.chosen || model.chosenSummary !== undefined;
  }
  if (changed.has('entries') || changed.has('chosen')) timeline.update();
  if (changed.has('clock')) clock.update();
  byId('lost').hidden = model.isConnected;
});
setInterval(() => {
  clock.tick();
  if (model.clock.isFrozen) return;
  list.tick();
  chosen.tick();
}, tickMs);

for (const one of document.querySelectorAll('[data-begin]')) {
  one.addEventListener('click', () => choose(undefined));
}
for (const tab of document.querySelectorAll('[data-show]')) {
  tab.addEventListener('click', () => {
    document.body.dataset.view = tab.getAttribute('data-show') ?? '';
  });
}
addEventListener('keydown', (event) => {
  const isTyping =
    event.target instanceof Element && event.target.closest('input, textarea, select');
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  list.search();
});

choose(machine && sid ? { machine: /** @type {Address['machine']} */ (machine), sid } : undefined);
follow(model);
