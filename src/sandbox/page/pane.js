/** A box with a picture in it, which is panned and zoomed: by pointer, by wheel and by keys. */
import { button, element } from './dom.js';

/** From how far on the pointer drags the picture and clicks nothing. */
const dragPx = 4;

/** What a key does to the size of the picture. */
const keys = /** @type {Record<string, -1 | 0 | 1>} */ ({ '+': 1, '=': 1, '-': -1, 0: 0 });

/**
 * `zoom` is told 1 for larger, -1 for smaller, 0 for all of it.
 * @param {string} name
 * @param {(by: -1 | 0 | 1) => void} zoom
 */
export function paneOf(name, zoom) {
  const view = element('div', {
    className: 'drawing',
    tabIndex: 0,
    role: 'group',
    'aria-label': name,
  });
  /** @param {string} says @param {string} label @param {-1 | 0 | 1} by */
  const tool = (says, label, by) =>
    button(says, () => zoom(by), { 'aria-label': label, title: label });
  const tools = element(
    'div',
    { className: 'tools', role: 'group', 'aria-label': `Zoom: ${name}` },
    tool('−', 'Zoom out', -1),
    tool('+', 'Zoom in', 1),
    tool('Fit', 'Fit', 0),
  );
  view.addEventListener('keydown', (event) => {
    const by = keys[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    zoom(by);
  });
  view.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY > 0 ? -1 : 1);
    },
    { passive: false },
  );
  panned(view);
  return { view, tools };
}

/**
 * A mouse takes hold of the picture; a finger scrolls anyway.
 * @param {HTMLElement} view
 */
function panned(view) {
  /** @type {{ x: number, y: number, isDragged: boolean } | undefined} */
  let held;
  view.addEventListener('pointerdown', ({ pointerType, button: which, clientX, clientY }) => {
    if (pointerType === 'mouse' && which === 0) held = { x: clientX, y: clientY, isDragged: false };
  });
  view.addEventListener('pointermove', (event) => {
    if (!held) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.isDragged && Math.hypot(dx, dy) < dragPx) return;
    if (!held.isDragged) view.setPointerCapture(event.pointerId);
    held = { x: event.clientX, y: event.clientY, isDragged: true };
    view.classList.add('dragged');
    view.scrollBy({ left: -dx, top: -dy, behavior: 'instant' });
  });
  const letGo = () => {
    view.classList.remove('dragged');
    // The click that ends a drag comes behind this.
    setTimeout(() => {
      held = undefined;
    });
  };
  view.addEventListener('pointerup', letGo);
  view.addEventListener('pointercancel', letGo);
  view.addEventListener(
    'click',
    (event) => {
      if (!held?.isDragged) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
  view.addEventListener('dragstart', (event) => event.preventDefault());
}
