/** How times and texts are spelled, wherever they are shown. */
export const isoOf = (at: number) => new Date(at).toISOString();

/** A text within HTML or XML; what XML cannot say at all is left out. */
export const escapedText = (text: string): string =>
  [...text]
    .filter((sign) => sign >= ' ' || sign === '\n' || sign === '\t')
    .map((sign) => (/[&<>"']/.test(sign) ? `&#${sign.charCodeAt(0)};` : sign))
    .join('');
