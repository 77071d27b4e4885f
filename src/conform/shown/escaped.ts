/** Texts as markup says them. */

/** A text within XML or HTML; what XML cannot say at all is left out. */
export const escapedXml = (text: string): string =>
  [...text]
    .filter((sign) => sign >= ' ' || sign === '\n' || sign === '\t')
    .map((sign) => (/[&<>"']/.test(sign) ? `&#${sign.charCodeAt(0)};` : sign))
    .join('');
