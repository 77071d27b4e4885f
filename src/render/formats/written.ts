/** Words in a picture that Graphviz does not lay out. */
import { widthOf, xml } from './text.ts';
import { type Tone, tones } from './tones.ts';

/** How high its letters are, in pixels. */
export const letters = 11;

interface Written {
  readonly x: number;
  readonly y: number;
  readonly tone: Tone;
  readonly anchor?: 'middle' | 'end';
  readonly isBold?: boolean;
  /** What does not fit into so many pixels ends in an ellipsis. */
  readonly room?: number;
}
export function words(text: string, { x, y, tone, anchor, isBold, room }: Written): string {
  const shown = room === undefined ? text : fitting(text, room, isBold ? 'Bold' : 'Oblique');
  const whole = shown === text ? '' : `<title>${xml(text)}</title>`;
  return (
    `<text x="${rounded(x)}" y="${y}" fill="${tones[tone]}"` +
    (anchor ? ` text-anchor="${anchor}"` : '') +
    `${isBold ? ' font-weight="bold"' : ''}>${xml(shown)}${whole}</text>`
  );
}

function fitting(text: string, room: number, face: 'Bold' | 'Oblique'): string {
  let shown = text;
  while (shown.length > 1 && widthOf(shown, face, letters) > room) shown = `${shown.slice(0, -2)}…`;
  return shown;
}

/** Where a part of a picture stands. */
export interface PartBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** A part of a picture that leads somewhere, if it does, wherever in its box it is clicked. */
export function linked(to: string | undefined, attributes: string, box: PartBox, drawn: string) {
  if (to === undefined) return `<g ${attributes}>${drawn}</g>`;
  const { x, y, width, height } = box;
  return (
    `<a ${attributes} href="${xml(to)}"><rect x="${rounded(x)}" y="${rounded(y)}"` +
    ` width="${rounded(width)}" height="${rounded(height)}" pointer-events="all"/>${drawn}</a>`
  );
}

export const rounded = (pixels: number) => Number(pixels.toFixed(1));
