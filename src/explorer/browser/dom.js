/** Parts of the page. */

/** @template {Element} E @param {string} id @param {new () => E} kind */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}.`);
  return found;
}
/** @param {string} tag @param {Record<string, string>} [attributes] @param {...(Node | string)} inside */
export function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}
/** @param {string} tag @param {Record<string, string | number>} [attributes] @param {...(Node | string)} inside */
export function drawn(tag, attributes = {}, ...inside) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...inside);
  return made;
}

/** @param {import('../../../machines/index.ts').Verdict | undefined} verdict */
export function verdictSaid(verdict) {
  if (verdict === undefined) return '';
  return verdict.verdict === 'refused' ? `refused, ${verdict.reason}` : verdict.verdict;
}

/**
 * Draws a part of the page once it is seen, and again only when what it shows has changed since: a step
 * costs what is looked at.
 * @param {HTMLElement} part
 * @param {() => void} draw
 * @returns {() => void} what says that it has changed
 */
export function whenSeen(part, draw) {
  let [isSeen, isStale] = [false, false];
  const drawIfSeen = () => {
    if (!isSeen || !isStale) return;
    isStale = false;
    draw();
  };
  new IntersectionObserver(
    (entries) => {
      isSeen = entries.at(-1)?.isIntersecting === true;
      drawIfSeen();
    },
    { rootMargin: '64px' },
  ).observe(part);
  return () => {
    isStale = true;
    drawIfSeen();
  };
}
