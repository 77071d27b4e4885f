/** How times and texts are spelled, wherever they are shown. */
export const isoOf = (at: number) => new Date(at).toISOString();

/** What it says, with no sign in its texts that a terminal acts on, or that cannot be seen. */
export const plainIn = <T extends object>(says: T): T =>
  JSON.parse(JSON.stringify(says), (_, one) =>
    typeof one === 'string' ? one.replace(/[\p{Cc}\p{Cf}]/gu, '\u{fffd}') : one,
  ) as T;

/** A text as markup says it. */
export const escapedText = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
