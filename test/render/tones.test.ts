/** What is written in a picture can be read, on light paper and dark, whatever it stands on. */
import { expect, test } from 'vitest';
import { type Tone, tones, tonesOnDark } from '../../src/render/formats/tones.ts';

/** Tones of words, and of what they stand on. */
const words: readonly Tone[] = ['ink', 'soft', 'command', 'signal', 'effect'];
const grounds: readonly Tone[] = ['paper', 'box', 'frame', 'capturing', 'ended', 'here'];

/** Source: WCAG 2.2, relative luminance. */
function luminance(tone: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(tone.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test.each([
  ['light', tones],
  ['dark', tonesOnDark],
] as const)('words stand out from everything on %s paper as WCAG asks: 4.5 to 1', (_, of) => {
  for (const ground of grounds) {
    for (const word of words) {
      expect(contrast(of[word], of[ground]), `${word} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});
