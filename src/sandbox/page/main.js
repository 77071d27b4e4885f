/** The page: one account's world as it lives. Everything that is drawn is told here what changed. */
import { Account } from './account.js';
import { ask } from './api.js';
import { Begin } from './begin.js';
import { narrowLetters } from './chart.js';
import { Chosen } from './chosen.js';
import { Clock } from './clock.js';
import { Columns } from './columns.js';
import { byId, write } from './dom.js';
import { ExchangeView } from './exchange.js';
import { List } from './list.js';
import { Model } from './model.js';
import { hashOf, placeIn } from './place.js';
import { askForKeys } from './session.js';
import { follow, missing, recall } from './stream.js';
import { Timeline } from './timeline.js';
import { nouns } from './words.js';

/** @typedef {import('./model.js').Address} Address */

const defaultAccount = 'me';
/** How often what lasts is counted on. */
const tickMs = 250;
const againMs = 1_000;

askForKeys();
narrowLetters();
const { account: at = defaultAccount, ...first } = placeIn(location.hash);
const header = new Account(at, (other) => {
  location.hash = encodeURIComponent(other);
});

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
 * @param {{ isPassing?: boolean, isFollowing?: boolean }} [how] `isPassing`: the next may be chosen
 * soon, so that the list stays in sight; neither is a step that the browser goes back to
 */
function choose(address, { isPassing = false, isFollowing = false } = {}) {
  followed = '';
  model.choose(address);
  const hash = hashOf({ account: at, address });
  if (hash !== location.hash) {
    if (isPassing || isFollowing) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
  }
  if (!isPassing) document.body.dataset.view = address ? 'chosen' : 'begin';
  if (address && model.machines.size > 0) void recall(model, address.sid);
}
/** Shows what an address leads to. @param {string} hash */
function goTo(hash) {
  const { account = defaultAccount, address, entry } = placeIn(hash);
  if (account !== at) {
    location.reload();
    return;
  }
  choose(address, { isFollowing: true });
  showEntry(entry);
}
addEventListener('hashchange', () => goTo(location.hash));
/** @param {number | undefined} number */
function showEntry(number) {
  if (number === undefined) return;
  columns.open('happened');
  timeline.show(number);
}
/** Shows what a part of a picture leads to: a machine, or a line of the timeline. @param {string} hash */
function lead(hash) {
  const { address, entry } = placeIn(hash);
  if (entry === undefined) choose(address);
  else if (address) void recall(model, address.sid);
  showEntry(entry);
}

/** @param {string} wanted */
async function go(wanted) {
  await missing(model, wanted);
  const [found] = model.known(wanted);
  if (found) choose(found);
}

/** Says of what is looked for in vain what that is. */
function showGone() {
  const { chosen: wanted, chosenSummary } = model;
  byId('gone').hidden = !wanted || chosenSummary !== undefined;
  if (wanted) write(byId('gone-what'), `${nouns[wanted.machine].one} ${wanted.sid}`);
}

const columns = new Columns();
const list = new List(model, choose, () => {
  document.body.dataset.view = 'chosen';
  chosen.focus();
});
const chosen = new Chosen(byId('chosen'), model, (one) => choose(one), lead);
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
    const of = followed && model.around(followed).find(({ machine }) => machine === 'recording');
    if (of) choose(of, { isFollowing: true });
  }
  if (changed.has('machines') || changed.has('chosen')) {
    if (changed.has('machines')) list.update();
    if (changed.has('chosen')) {
      list.mark();
      list.reveal();
    }
    chosen.update();
    if (changed.has('machines')) chosen.touch();
    byId('begin').hidden = model.chosen !== undefined;
    showGone();
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
  columns.open('there');
  list.search();
});

choose(first.address, { isFollowing: true });
showEntry(first.entry);
follow(model);
