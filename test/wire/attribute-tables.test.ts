/** Every attribute of TeXML, against the table that was copied from the documentation. */
import { describe, expect, test } from 'vitest';
import { actionOf, begunAt, withKey } from '../../src/wire/execution/host-verbs.ts';
import { type HostInstruction, readTexml, TexmlError } from '../../src/wire/index.ts';
import type { Attribute } from '../../src/wire/texml/attributes.ts';
import { verbs } from '../../src/wire/texml/verbs.ts';
import { recordingRow, translated } from './tables/adapter.ts';
import { type AttributeTable, attributeTables } from './tables/attributes.ts';
import { type Changes, changed, type Deed, deedOf } from './tables/change.ts';
import type { Holding } from './tables/holding.ts';
import { capacity, observed } from './tables/observed.ts';
import type { Line } from './tables/rows.ts';

type Said = Readonly<Record<string, string>>;

const escaped = (text: string) => text.replace(/[&<"\n]/g, (one) => `&#${one.charCodeAt(0)};`);
function read({ document }: AttributeTable, said: Said) {
  const attributes = Object.entries(said).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return readTexml(`<Response>${document.replace('%', () => attributes.join(''))}</Response>`);
}
const codes = (table: AttributeTable, said: Said) =>
  read(table, said).warnings.map(({ code }) => code);
function refusal(table: AttributeTable, said: Said) {
  try {
    return { found: 'nothing', read: read(table, said) };
  } catch (error) {
    if (error instanceof TexmlError) return { found: error.found, expected: error.expected };
    throw error;
  }
}

function asked(table: AttributeTable, said: Said) {
  const [instruction] = read(table, said).instructions;
  const result = instruction && translated(instruction);
  if (!result || 'host' in result) throw new Error('no command');
  return result;
}
/** What an element comes to, with rows by their sids: a command, or what the host is told. */
function outcomeOf(table: AttributeTable, said: Said): object {
  const [instruction] = read(table, said).instructions;
  if (!instruction) return {};
  const result = translated(instruction);
  if ('host' in result) return result;
  const { rows, ...rest } = result;
  return { ...rest, rows: Object.fromEntries(rows.map(({ sid, row }) => [sid, row])) };
}

const isUrl = ({ kind }: Holding) => kind === 'url';
/** Attributes hold text; URLs may be relative to the document. */
const takenIn = (holding: Holding) => [
  ...holding.taken,
  ...(isUrl(holding) ? ['/next?a=b', 'next', '//example.com/a'] : []).map((one) => ({
    said: one,
    means: one,
  })),
];

/** What the error says that may be there. */
function expectation({ kind, words, least, most, mayBeEmpty }: Holding): string {
  const range = Number.isFinite(most) ? `from ${least} to ${most}` : `from ${least} on`;
  switch (kind) {
    case 'flag':
      return 'true or false';
    case 'seconds':
      return `whole seconds ${range}`;
    case 'number':
      return `a whole number ${range}`;
    case 'words':
      return words.join(' or ');
    case 'events':
      return `one or more of ${words.join(' ')}`;
    case 'keys':
      return `characters of ${words[0]}${mayBeEmpty ? ', or none' : ''}`;
    case 'url':
      return 'an http or https URL, or one relative to the document';
    default:
      return 'text';
  }
}

/** What no words of the tables describe. */
const deeds: Readonly<Record<string, Deed>> = {
  '<caller>': (from: string): Changes => (from === '' ? {} : { 'rows.dialLeg-1.from': from }),
  '<recorded>': (word: string): Changes =>
    word === 'do-not-record'
      ? {}
      : {
          'command.recordFrom': word.includes('ringing') ? 'ringing' : 'answer',
          'command.recording': {
            sid: 'recording-1',
            ...(word.endsWith('-dual') ? { channels: 2 } : {}),
          },
          'rows.recording-1': recordingRow,
        },
  '<conference recorded>': (word: string): Changes =>
    word === 'do-not-record'
      ? {}
      : { 'command.recording': { sid: 'recording-1' }, 'rows.recording-1': recordingRow },
};
const isHosts = ({ does }: Line) => does === 'host' || does === 'unheard';
const deed = ({ name, does }: Line) =>
  deedOf(does === 'host' || does === 'unheard' ? `host.attributes.${name}` : does, deeds);

/** Something that may be said of each, and that has an effect. */
const said = ({ holding: { taken }, name }: Line) => taken[name === 'record' ? 1 : 0]?.said ?? '';
const besides = ({ lines }: AttributeTable, line: Line): Said =>
  Object.fromEntries(
    lines.filter(({ name }) => line.beside.includes(name)).map((one) => [one.name, said(one)]),
  );
const inCode = (element: string) =>
  (verbs as Readonly<Record<string, Readonly<Record<string, Attribute>>>>)[element] ?? {};

test('every element has its table, and every table its element', () => {
  const whole = attributeTables.filter(({ isAll }) => isAll).map(({ element }) => element);
  expect(whole.sort()).toEqual(Object.keys(verbs).sort());
});

describe.each(attributeTables)('$document', (table) => {
  const { element, lines } = table;
  const nameAndLine = lines.map((line) => [line.name, line] as const);
  const of = (isMeant: (line: Line) => boolean) => nameAndLine.filter(([, line]) => isMeant(line));

  test('has the attributes of its table and no others', () => {
    const names = lines.map(({ name }) => name);
    const known = Object.keys(inCode(element)).filter(
      (name) => table.isAll || names.includes(name),
    );
    expect(names.toSorted()).toEqual(known.sort());
    expect(codes(table, { loudness: '1' })).toContain('unknown-attribute');
  });

  test.each(nameAndLine)('%s takes all that it may hold, and does what it says', (name, line) => {
    const around = besides(table, line);
    const before = outcomeOf(table, around);
    for (const { said: value, means } of takenIn(line.holding)) {
      const found = outcomeOf(table, { ...around, [name]: value });
      const expected = changed(before, deed(line)(means));
      expect(found, value).toEqual(expected);
    }
  });

  test.each(nameAndLine)('%s is warned of where it has to be', (name, line) => {
    const around = besides(table, line);
    const [code] = line.more;
    const before = codes(table, around);
    for (const { said: value } of takenIn(line.holding)) {
      const expected = code && value !== line.byDefault ? [...before, code] : before;
      expect(codes(table, { ...around, [name]: value }).sort(), value).toEqual(expected.sort());
    }
  });

  test.each(of(({ holding }) => holding.refused.length > 0))(
    '%s refuses everything else',
    (name, line) => {
      for (const value of line.holding.refused)
        expect(refusal(table, { [name]: value })).toEqual({
          found: `<${element} ${name}="${value.length > 60 ? `${value.slice(0, 60)}…` : value}">`,
          expected: expectation(line.holding),
        });
    },
  );

  test.each(of(({ beside }) => beside.length > 0))(
    '%s has no effect without what stands beside it',
    (name, line) => {
      expect(outcomeOf(table, { [name]: said(line) })).toEqual(outcomeOf(table, {}));
    },
  );

  test.each(table.isAll ? nameAndLine : [])('%s declares its default', (name, { byDefault }) => {
    const { default: declared } = inCode(element)[name] ?? {};
    expect(declared === undefined ? undefined : String(declared)).toBe(byDefault);
  });

  test.each(of((line) => line.byDefault !== undefined && !isHosts(line)))(
    '%s has its default when it is left out',
    (name, line) => {
      const around = besides(table, line);
      const what = (more: Said) => {
        const command = asked(table, { ...around, ...more });
        const fits = name === 'maxParticipants' ? capacity(command) : undefined;
        return { ...observed(command), next: command.nextDocument, fits };
      };
      const left = what({});
      expect(what({ [name]: line.byDefault ?? '' })).toEqual(left);
      const others = line.holding.taken.map((one) => what({ [name]: one.said }));
      if (line.does !== '-') expect(others).not.toEqual(others.map(() => left));
    },
  );
});

/** Every attribute that whoever performs the verb looks at. */
function lookedAt(table: AttributeTable): readonly string[] {
  const [instruction] = read(table, {}).instructions as HostInstruction[];
  if (!instruction) throw new Error('no instruction');
  const seen = new Set<string>();
  const get = (_: object, name: string) => void seen.add(name);
  const watched = { ...instruction, attributes: new Proxy({}, { get }) };
  begunAt(0, watched);
  if (watched.verb === 'Gather') {
    const at = { instructions: [watched], place: 1, url: '' } as const;
    const gathering = { state: 'gathering', until: 0, digits: '', ...at } as const;
    withKey(gathering, '1', 0);
    actionOf(gathering);
  }
  return [...seen].sort();
}
test.each(attributeTables.filter(({ lines }) => lines.some(isHosts)))(
  '$document: its host looks at what the table says, and at nothing else',
  (table) => {
    // How keys and speech are heard is up to whoever runs the document.
    const heard = table.lines.filter(({ does, name }) => does === 'host' && name !== 'input');
    expect(lookedAt(table)).toEqual(heard.map(({ name }) => name).sort());
  },
);
