/** Sequence diagrams as Mermaid text. */
import type { Lifeline, Spoken } from './spoken.ts';

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
  const says = escaped(line.when === undefined ? line.says : `${line.when}: ${line.says}`);
  if ('over' in line) {
    const [first = '', last = first] = [line.over[0], line.over.at(-1)];
    const over = first === last ? nameOf(first) : `${nameOf(first)},${nameOf(last)}`;
    return `Note over ${over}: ${says}`;
  }
  const arrow = line.isNews ? '-->>' : '->>';
  return `${nameOf(line.from)}${arrow}${nameOf(line.to)}: ${says}`;
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
