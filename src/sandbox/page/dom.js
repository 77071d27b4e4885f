/** Elements without markup: what is shown is text, so that nothing said becomes part of the page. */

/** @typedef {Node | string | number | false | null | undefined} Child */
/** @typedef {Record<string, unknown>} Props */

/**
 * An element with properties, attributes (names with a hyphen) and listeners (`onclick`).
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[N]}
 */
export function element(name, props = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined) continue;
    if (key in made && !isAttribute(key)) Object.assign(made, { [key]: value });
    else if (value !== false) made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...nodes(children));
  return made;
}

/** What cannot be set as a property. @param {string} key */
const isAttribute = (key) => key.includes('-') || key === 'list';

/** @param {Child[]} children */
const nodes = (children) =>
  children
    .filter((one) => one !== false && one !== null && one !== undefined)
    .map((one) => (typeof one === 'number' ? String(one) : one));

/**
 * Puts these children in the place of those that there are.
 * @param {Element} parent
 * @param {...Child} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...nodes(children));
}

/**
 * Writes a text where it is another one.
 * @param {Element} on
 * @param {string} text
 */
export function write(on, text) {
  if (on.textContent !== text) on.textContent = text;
}

/**
 * The element of the page with this id.
 * @template {typeof HTMLElement} [T=typeof HTMLElement]
 * @param {string} id
 * @param {T} [kind]
 * @returns {InstanceType<T>}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof (kind ?? HTMLElement)) return /** @type {InstanceType<T>} */ (found);
  throw new Error(`The page has no ${id}.`);
}

/**
 * A button that says what it does.
 * @param {string} label
 * @param {() => unknown} onclick
 * @param {Props} [props]
 * @param {...Child} children
 */
export const button = (label, onclick, props = {}, ...children) =>
  element('button', { type: 'button', onclick, ...props }, label, ...children);

/**
 * Labelled input: the label is the element that is given.
 * @param {string} label
 * @param {HTMLElement} input
 * @param {string} [className]
 */
export const labelled = (label, input, className = 'field') =>
  element('label', { className }, element('span', {}, label), input);
