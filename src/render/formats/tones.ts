/** The colours of pictures: readable on light and dark paper, and told apart without seeing red. */

/** Each tone on light paper: what a picture says itself, and by which its style sheet finds it. */
export const tones = {
  paper: '#fffffe',
  ink: '#1b2026',
  soft: '#57606a',
  faint: '#8b949e',
  command: '#0060a8',
  signal: '#9c4200',
  effect: '#00664f',
  box: '#f6f8fa',
  frame: '#fcfdfe',
  capturing: '#fdecec',
  ended: '#eef1f4',
  here: '#ffe08a',
} as const;
export type Tone = keyof typeof tones;

/** The same on dark paper. */
export const tonesOnDark: Readonly<Record<Tone, string>> = {
  paper: '#0d1117',
  ink: '#e8edf2',
  soft: '#a7b1bc',
  faint: '#717b86',
  command: '#79c0ff',
  signal: '#ffb380',
  effect: '#63d4b1',
  box: '#1a212a',
  frame: '#11171e',
  capturing: '#3d1d22',
  ended: '#262d36',
  here: '#4d3b00',
};

/**
 * What makes a picture follow the theme of its reader. Colours stand in it as they are, and those
 * of light paper in the picture alone: not every renderer knows properties, or themes.
 */
export const styleSheet = [
  '.texml-chart{color-scheme:light dark}',
  '@media(prefers-color-scheme:dark){',
  ...(Object.keys(tones) as Tone[]).flatMap((name) => [
    `.texml-chart [fill="${tones[name]}"]{fill:${tonesOnDark[name]}}`,
    `.texml-chart [stroke="${tones[name]}"]{stroke:${tonesOnDark[name]}}`,
  ]),
  '}',
].join('\n');
