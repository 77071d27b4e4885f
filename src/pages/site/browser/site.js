/** The search of the site: what is found while one types, and the way there by keyboard. */
/** @typedef {readonly [file: string, id: string, name: string, title: string, says: string]} Entry */
/** @typedef {readonly [file: string, title: string, places: readonly (readonly [id: string, name: string, says: string])[]]} Searched */
const most = 12;
const root = document.body.dataset.root ?? '';
document.querySelector('header')?.insertAdjacentHTML(
  'beforeend',
  `<div class="search" role="search">
<input type="search" id="search" placeholder="Search  /" aria-label="Search states, events, refusals, guides, words" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="found" aria-autocomplete="list">
<ul id="found" role="listbox" aria-label="Found" hidden></ul>
</div>`,
);
// On a phone the way to the other pages would fill the first screen.
if (matchMedia('(max-width: 860px)').matches) {
  document.querySelector('nav details')?.removeAttribute('open');
}
const field = /** @type {HTMLInputElement} */ (document.getElementById('search'));
const list = /** @type {HTMLElement} */ (document.getElementById('found'));

/** @type {readonly Searched[]} */
const searched = /** @type {any} */ (globalThis).searchIndex ?? [];
/** @type {readonly Entry[]} */
const index = searched.flatMap(([file, title, places]) =>
  places.map(([id, name, says]) => /** @type {Entry} */ ([file, id, name, title, says])),
);
const entries = index.map((entry) => {
  const [, , name, title, says] = entry;
  return { entry, name: name.toLowerCase(), all: `${name} ${title} ${says}`.toLowerCase() };
});

/** How well a name fits a word that is somewhere in its entry: most if it is the word. */
function fits(/** @type {string} */ name, /** @type {string} */ word) {
  if (name === word) return 100;
  if (name.startsWith(word)) return 40;
  return name.includes(word) ? 20 : 1;
}

/** The entries that have every word, the best first. @param {string} text */
function find(text) {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [];
  return entries
    .filter(({ all }) => words.every((word) => all.includes(word)))
    .map((one) => ({ ...one, fit: words.reduce((sum, word) => sum + fits(one.name, word), 0) }))
    .sort((a, b) => b.fit - a.fit || a.name.length - b.name.length)
    .slice(0, most)
    .map(({ entry }) => entry);
}

let chosen = -1;
function choose(/** @type {number} */ next) {
  const items = [...list.querySelectorAll('[data-to]')];
  chosen = items.length === 0 ? -1 : (next + items.length) % items.length;
  for (const [i, item] of items.entries()) {
    item.setAttribute('aria-selected', String(i === chosen));
  }
  items[chosen]?.scrollIntoView({ block: 'nearest' });
  if (chosen < 0) field.removeAttribute('aria-activedescendant');
  else field.setAttribute('aria-activedescendant', `found-${chosen}`);
}
function close() {
  list.hidden = true;
  field.setAttribute('aria-expanded', 'false');
  field.removeAttribute('aria-activedescendant');
}
function go(/** @type {Element | null | undefined} */ item) {
  const to = item?.getAttribute('data-to');
  if (!to) return;
  close();
  location.href = to;
}

/** @param {string} tag @param {string} text */
function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
/** @param {Entry} entry @param {number} i */
function itemOf([file, id, name, title, says], i) {
  const item = document.createElement('li');
  item.id = `found-${i}`;
  item.setAttribute('role', 'option');
  item.setAttribute('data-to', `${root}${file}#${id}`);
  const saying = [name === title ? '' : title, says].filter(Boolean).join(': ');
  item.append(element('b', name), element('span', saying));
  return item;
}
function nothing() {
  const item = element('li', 'Nothing is called so.');
  item.setAttribute('role', 'option');
  item.setAttribute('aria-disabled', 'true');
  item.setAttribute('aria-selected', 'false');
  return item;
}
function show() {
  const found = find(field.value).map(itemOf);
  const isAsked = field.value.trim() !== '';
  list.replaceChildren(...(isAsked && found.length === 0 ? [nothing()] : found));
  list.hidden = !isAsked;
  field.setAttribute('aria-expanded', String(isAsked));
  choose(0);
}

field.addEventListener('input', show);
field.addEventListener('focus', () => field.value !== '' && show());
field.addEventListener('blur', close);
field.addEventListener('keydown', (event) => {
  if (event.key === 'ArrowDown') choose(chosen + 1);
  else if (event.key === 'ArrowUp') choose(chosen - 1);
  else if (event.key === 'Enter') go(list.querySelectorAll('[data-to]')[chosen]);
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
});
list.addEventListener('mousedown', (event) => {
  event.preventDefault();
  if (event.target instanceof Element) go(event.target.closest('[data-to]'));
});
document.addEventListener('keydown', (event) => {
  const { target, key, ctrlKey, metaKey } = event;
  const isTyping = target instanceof HTMLElement && target.matches('input,textarea,select');
  if (key !== '/' || isTyping || ctrlKey || metaKey) return;
  event.preventDefault();
  field.focus();
});

// What only helps whoever has scripts, so that no page has to say it.
for (const head of document.querySelectorAll('main :is(h2, h3)[id]')) {
  const link = document.createElement('a');
  link.className = 'here';
  link.href = `#${head.id}`;
  link.ariaLabel = `Link to ${head.textContent}`;
  link.textContent = '#';
  head.append(' ', link);
}
/** What is wider than its place is scrolled, by keyboard too; a table is told of, as it is a part of its own. */
function reach() {
  for (const pre of document.querySelectorAll('main pre')) {
    if (pre.scrollWidth > pre.clientWidth) pre.setAttribute('tabindex', '0');
  }
  const tables = document.querySelectorAll('main > .wide, details > .wide');
  for (const [i, wide] of [...tables].entries()) {
    if (wide.scrollWidth <= wide.clientWidth) continue;
    wide.setAttribute('tabindex', '0');
    wide.setAttribute('role', 'region');
    wide.setAttribute('aria-label', `Table ${i + 1}`);
  }
}
reach();
addEventListener('resize', reach);
addEventListener('toggle', reach, true);

export {};
