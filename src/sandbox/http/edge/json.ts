/** What is looked for in a text of JSON before it is parsed. */

/**
 * Whether its brackets are nested deeper than `most`. JSON.parse takes any depth; what walks
 * through a value afterwards does not.
 */
export function isDeeper(text: string, most: number): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const mark = text[i];
    if (mark === '"') i = endOfString(text, i);
    else if (mark === '[' || mark === '{') depth += 1;
    else if (mark === ']' || mark === '}') depth -= 1;
    if (depth > most) return true;
  }
  return false;
}

/** Where the string that begins at a quotation mark has its other one. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}
