/** Every attribute of TeXML, against the table that was copied from the documentation. */
import { describe, expect, test } from 'vitest';
import { means, silent, type Use, warnsOf } from '../../src/wire/resources/uses.ts';
import { declaredOf, type VerbName, verbs } from '../../src/wire/texml/verbs.ts';
import { callRow, recordingRow, translated } from './tables/adapter.ts';
import { type AttributeTable, attributeTables } from './tables/attributes.ts';
import { type Changes, changed, type Deed, deedOf } from './tables/change.ts';
import type { Holding } from './tables/holding.ts';
import { capacity, observed } from './tables/observed.ts';
import { performed } from './tables/performed.ts';
import { besides, isUrl, outcomeOf, read, type Said, said, takenIn } from './tables/reading.ts';
import type { Line } from './tables/rows.ts';
import { contextsOf, flawsOf, type Outcome, type Sayable } from './tables/uses.ts';

const codes = (table: AttributeTable, said: Said) =>
  read(table, said).noticed.map(({ rule }) => rule);

function asked(table: AttributeTable, said: Said) {
  const [instruction] = read(table, said).instructions;
  const result = instruction && translated(instruction);
  if (!result || 'host' in result) throw new Error('no command');
  return result;
}
/** The words of which nobody is ever told. */
function neverOf({ element }: AttributeTable, name: string): readonly string[] {
  const declared = declaredOf(element, name);
  return (declared?.kind === 'events' && declared.never) || [];
}

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
    case 'set':
      return `one or more of ${words.join(' ')}`;
    case 'keys':
      return `characters of ${words[0]}${mayBeEmpty ? ', or none' : ''}`;
    case 'url':
      return `an http or https URL, or one relative to the document${mayBeEmpty ? ', or none' : ''}`;
    default:
      return 'text';
  }
}

/** What no words of the tables describe. */
const deeds: Readonly<Record<string, Deed>> = {
  '<caller>': (from: string): Changes => (from === '' ? {} : { 'rows.dialLeg-1.from': from }),
  '<display name>': (name: string): Changes =>
    name === '' ? {} : { 'rows.dialLeg-1.callerName': name },
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
          'rows.dialLeg-1.dialRecordingSid': 'recording-1',
        },
  '<transcribed>': (isWanted: boolean): Changes =>
    isWanted
      ? {
          'command.recording.transcription': {
            ...{ sid: 'transcription-1', language: 'en-US', engine: 'A' },
          },
          'rows.transcription-1': { machine: 'transcription', accountSid: 'account-0' },
        }
      : {},
  '<muted>': (muted: boolean): Changes => (muted ? { 'rows.call-0': { ...callRow, muted } } : {}),
  '<label>': (label: string): Changes =>
    label === '' ? {} : { 'rows.call-0': { ...callRow, label } },
  '<conference recorded>': (word: string): Changes =>
    word === 'do-not-record'
      ? {}
      : { 'command.recording': { sid: 'recording-1' }, 'rows.recording-1': recordingRow },
};
/** Whoever performs a verb is told all of its attributes. */
const isHosts = (table: AttributeTable) => {
  const [instruction] = read(table, {}).instructions;
  return instruction !== undefined && 'host' in translated(instruction);
};
const deed = (table: AttributeTable, { name, does }: Line) =>
  deedOf(isHosts(table) ? `host.attributes.${name}` : does, deeds);

/** What the document is warned of when it says anything but the default. */
function warnedOf({ element }: AttributeTable, { name, more: [code] }: Line) {
  const use = declaredOf(element, name)?.use;
  return code ?? (use?.use === 'warns' ? use.of : undefined);
}

/** What a document comes to: of the machine, of the host, of the next document and of the reading. */
function outcome(table: AttributeTable, said: Said): Outcome {
  const { instructions, noticed } = read(table, said);
  const [instruction] = instructions;
  const result = instruction && translated(instruction);
  const isAsked = result !== undefined && !('host' in result);
  return {
    seen: {
      command: isAsked && result.command,
      row: isAsked && result.rows,
      document: isAsked && result.nextDocument,
      reading: result && 'host' in result && performed(result.host),
    },
    warnings: noticed.map(({ attribute = '', message: says }) => ({ about: attribute, says })),
  };
}
function sayable(table: AttributeTable, line: Line): Sayable {
  const { name, byDefault, holding } = line;
  const others = table.lines.filter((one) => one.name !== name);
  return {
    name,
    values: takenIn(holding).map((one) => one.said),
    byDefault,
    ...(isUrl(holding) ? { asksNothing: '' } : {}),
    contexts: contextsOf(
      {},
      besides(table, line),
      others.map((one) => ({ [one.name]: said(one) })),
    ),
    outcomeOf: (all) => outcome(table, all as Said),
  };
}

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
    const known = Object.keys(verbs[element]).filter((name) => table.isAll || names.includes(name));
    expect(names.toSorted()).toEqual(known.sort());
    expect(codes(table, { loudness: '1' })).toContain('unknown-attribute');
  });

  test.each(nameAndLine)('%s takes all that it may hold, and does what it says', (name, line) => {
    const around = besides(table, line);
    const before = outcomeOf(table, around);
    for (const { said: value, means } of takenIn(line.holding)) {
      const found = outcomeOf(table, { ...around, [name]: value });
      const expected = changed(before, deed(table, line)(means));
      expect(found, value).toEqual(expected);
    }
  });

  test.each(table.isAll ? nameAndLine : [])(
    '%s does what its column says, and nothing else',
    (name, line) => {
      const declared = declaredOf(element, name);
      expect(declared && flawsOf(declared.use, sayable(table, line))).toEqual([]);
    },
  );

  test.each(nameAndLine)('%s is warned of where it has to be', (name, line) => {
    const around = besides(table, line);
    const code = warnedOf(table, line);
    const never: readonly string[] = neverOf(table, name);
    const before = codes(table, around);
    for (const { said: value } of takenIn(line.holding)) {
      const isNever = value.split(/\s+/).some((word) => never.includes(word));
      const saysNothing = value === line.byDefault || (isUrl(line.holding) && value === '');
      const codesOfIt = code && !saysNothing ? [code] : [];
      const expected = [...before, ...codesOfIt, ...(isNever ? ['event-never-told'] : [])];
      expect(codes(table, { ...around, [name]: value }).sort(), value).toEqual(expected.sort());
    }
  });

  test.each(of(({ holding }) => holding.refused.length > 0))(
    '%s refuses everything else where nothing is forgiven',
    (name, line) => {
      for (const value of line.holding.refused) {
        const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value;
        const found = `<${element} ${name}="${shown}">`;
        const { noticed, isRefused } = read(table, { [name]: value }, { strict: true });
        expect(noticed.find(({ kind }) => kind === 'error')).toMatchObject({
          attribute: name,
          value: shown,
          message: `found ${found}, expected ${expectation(line.holding)}`,
        });
        expect(isRefused).toBe(true);
      }
    },
  );

  test.each(of(({ beside }) => beside.length > 0))(
    '%s has no effect without what stands beside it',
    (name, line) => {
      const come = (said: Said) =>
        isHosts(table) ? outcome(table, said).seen : outcomeOf(table, said);
      expect(come({ [name]: said(line) })).toEqual(come({}));
    },
  );

  test.each(table.isAll ? nameAndLine : [])('%s declares its default', (name, { byDefault }) => {
    const { default: declared } = declaredOf(element, name) ?? {};
    expect(declared === undefined ? undefined : String(declared)).toBe(byDefault);
  });

  test.each(of((line) => line.byDefault !== undefined && !isHosts(table)))(
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
      if (!['', '-'].includes(line.does)) expect(others).not.toEqual(others.map(() => left));
    },
  );
});

describe('A column that is not true is found', () => {
  const flaws = (element: VerbName, name: string, use: Use) => {
    const table = attributeTables.find((one) => one.element === element) as AttributeTable;
    const line = table.lines.find((one) => one.name === name) as Line;
    return flawsOf(use, sayable(table, line));
  };
  test.each<[VerbName, string, Use, RegExp]>([
    ['Conference', 'muted', silent('heard'), /changes row/],
    ['Conference', 'participantLabel', warnsOf('speech'), /changes row/],
    ['Conference', 'beep', means('command'), /changes no command/],
    ['Conference', 'waitUrl', silent('heard'), /is told as/],
    ['Conference', 'muted', means('command'), /changes no command/],
    ['Number', 'machineDetection', warnsOf('speech'), /is told as/],
    ['Number', 'sendDigits', means('row'), /changes no row/],
    ['Sip', 'sipRegion', warnsOf('speech'), /is told as \[\]/],
    ['Gather', 'hints', means('reading'), /changes no reading/],
    ['Gather', 'minDigits', silent('of-speech'), /changes reading/],
    ['Redirect', 'method', silent('carried'), /changes document/],
  ])('%s %s as %j', (element, name, use, found) => {
    expect(flaws(element, name, use).join('\n')).toMatch(found);
  });
});
