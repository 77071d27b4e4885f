/** How times and texts are spelled, wherever they are shown. */
export const isoOf = (at: number) => new Date(at).toISOString();

/** A text as markup says it. */
export const escapedText = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
