/** Sequence diagrams as Mermaid text: who takes part, and what is said in which order. */

/** Somebody who takes part; a person is drawn as one. */
export interface Lifeline {
  /** What lines call it; any text, and no other has it. */
  readonly id: string;
  /** What is written on it. */
  readonly says: string;
  /** Whether it is drawn as a person; false when left out. */
  readonly isPerson?: boolean;
}
/** Something that one says to another, or a note over one or several. */
export type Spoken =
  | {
      readonly from: string;
      readonly to: string;
      readonly says: string;
      /** An order or request is a solid line, an answer or news a dashed one. */
      readonly isNews: boolean;
    }
  | { readonly over: readonly string[]; readonly says: string };

/** As Mermaid draws by itself, seven participants are too wide for a page, and its letters small. */
const narrow = [
  '---',
  'config:',
  '  sequence:',
  '    width: 118',
  '    height: 36',
  '    actorMargin: 10',
  '    messageMargin: 26',
  '    boxMargin: 6',
  '    noteMargin: 6',
  '    diagramMarginX: 0',
  '    actorFontSize: 13',
  '    messageFontSize: 13',
  '    noteFontSize: 13',
  '---',
];

/** The diagram; participants stand from left to right as given. */
export function sequenceOf(lifelines: readonly Lifeline[], lines: readonly Spoken[]): string {
  const nameOf = naming();
  const named = lifelines.map(
    ({ id, says, isPerson }) =>
      `${isPerson ? 'actor' : 'participant'} ${nameOf(id)} as ${escaped(says)}`,
  );
  const body = [...named, ...lines.map((line) => lineOf(line, nameOf))].map((line) => `  ${line}`);
  return `${[...narrow, 'sequenceDiagram', ...body].join('\n')}\n`;
}

function lineOf(line: Spoken, nameOf: (id: string) => string): string {
  if ('over' in line) {
    const [first = '', last = first] = [line.over[0], line.over.at(-1)];
    const over = first === last ? nameOf(first) : `${nameOf(first)},${nameOf(last)}`;
    return `Note over ${over}: ${escaped(line.says)}`;
  }
  const arrow = line.isNews ? '-->>' : '->>';
  return `${nameOf(line.from)}${arrow}${nameOf(line.to)}: ${escaped(line.says)}`;
}

/**
 * Names for ids. Mermaid reads letters, digits and underscores as a name, and `end` as the end of a
 * block; an id whose name would be another's gets a longer one.
 */
function naming(): (id: string) => string {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  return (id) => {
    const known = names.get(id);
    if (known !== undefined) return known;
    let name = `p_${id.replace(/\W/g, '_')}`;
    while (taken.has(name)) name += '_';
    names.set(id, name);
    taken.add(name);
    return name;
  };
}
/** What would end a line, begin a comment, or be read as a tag; a text may have several lines. */
const escaped = (text: string) =>
  text.replace(/[#;<>{}]/g, (sign) => `#${sign.charCodeAt(0)};`).replaceAll('\n', '<br/>');
