/** Every parameter of every request, against the table that was copied from the documentation. */
import { describe, expect, test } from 'vitest';
import { RequestError } from '../../src/wire/index.ts';
import { means, silent, type Use, warnsOf } from '../../src/wire/resources/uses.ts';
import { parameters } from '../../src/wire/rest/parameters.ts';
import { type ParameterRow, rowsOf } from '../../src/wire/rest/spelling/parameter-table.ts';
import { expectSame } from '../house/same.ts';
import { asked, lines, recordingRow } from './tables/adapter.ts';
import { type Changes, changed, type Deed, deedOf } from './tables/change.ts';
import { type Holding, lostPluses } from './tables/holding.ts';
import { capacity, observed } from './tables/observed.ts';
import { type RequestTable, requestTables } from './tables/requests.ts';
import type { Line } from './tables/rows.ts';
import { contextsOf, flawsOf, type Outcome, type Sayable } from './tables/uses.ts';

type Body = Readonly<Record<string, unknown>>;

const ask = ({ operation, path }: RequestTable, body: Body) => asked(operation, body, path);
function problems(table: RequestTable, body: Body) {
  try {
    ask(table, body);
  } catch (error) {
    if (error instanceof RequestError) return error.problems;
    throw error;
  }
  return [];
}
/** The same, with rows by their sids: the tables name what is in them. */
const outcomeOf = (table: RequestTable, body: Body) => {
  const { rows, warnings: _, ...rest } = ask(table, body);
  return { ...rest, rows: Object.fromEntries(rows.map(({ sid, row }) => [sid, row])) };
};

/** Something that may be said of each: what it means is of no account. */
const said = ({ holding: { taken } }: Line) => taken[0]?.said ?? '';
/** All of the operation: a table for another path has a few only. */
const ofOperation = ({ operation }: RequestTable) =>
  requestTables.filter((one) => one.operation === operation).flatMap((one) => one.lines);
/** What the request cannot do without, and what has to stand beside a parameter. */
function bodyFor(table: RequestTable, line?: Line): Body {
  const [main] = requestTables.filter(({ operation }) => operation === table.operation);
  const needed = [...(main?.lines ?? []), ...table.lines].filter(({ holding }) => holding.isNeeded);
  const all = Object.fromEntries(needed.map((one) => [one.name, said(one)]));
  return { ...all, ...(line && besides(table, line)) };
}
const besides = (table: RequestTable, line: Line): Body =>
  Object.fromEntries(
    ofOperation(table)
      .filter(({ name }) => line.beside.includes(name))
      .map((one) => [one.name, said(one)]),
  );

/** JSON holds values of every type, and a form holds text: both are taken. */
function takenIn({ taken, kind }: Holding): readonly (readonly [unknown, unknown])[] {
  const asText = taken.map(({ said, means }) => [said, means] as const);
  if (kind === 'anything')
    return [
      ...asText,
      ...[7, true, null, {}, [{ name: 'X-A', value: 'b' }]].map((one) => [one, one] as const),
    ];
  if (kind === 'flagged') return [...asText, [true, 'true'], [false, 'false']];
  return [
    ...asText,
    ...taken
      .filter(({ means }) => typeof means === 'number' || typeof means === 'boolean')
      .map(({ means }) => [means, means] as const),
  ];
}
function refusedIn({ refused, kind, orNull }: Holding): readonly unknown[] {
  if (kind === 'anything') return [];
  const others: unknown[] = [{}, [], ['a'], ...(orNull ? [] : [null])];
  if (kind === 'number' || kind === 'seconds' || kind === 'fraction') {
    const numbers = refused.filter((one) => /^-?\d+(\.\d+)?$/.test(one)).map(Number);
    return [...refused, ...others, ...numbers, Number.NaN, true];
  }
  return [...refused, ...others, 7, ...(kind === 'flag' || kind === 'flagged' ? [1, 0] : [true])];
}

/** What the problem says that may be there. */
function expectation({ kind, words, least, most }: Holding, found?: unknown): string {
  if (kind === 'address' || kind === 'dialled') return expectedOfAddress(kind, found);
  const range = Number.isFinite(most) ? `from ${least} to ${most}` : `from ${least} on`;
  switch (kind) {
    case 'flag':
      return 'true or false';
    case 'url':
      return 'an http or https URL';
    case 'seconds':
      return `whole seconds ${range}`;
    case 'number':
      return `a whole number ${range}`;
    case 'fraction':
      return `a number ${range}`;
    case 'words':
    case 'flagged':
      return `one of ${words.join(', ')}`;
    case 'events':
      return `one or more of ${words.join(', ')}, with a space between them`;
    default:
      return 'a string';
  }
}
/** A number that has lost its + is told so, whatever else may be there. */
function expectedOfAddress(kind: 'address' | 'dialled', found: unknown): string {
  if (typeof found !== 'string' || found === '') return 'a string';
  if (lostPluses.includes(found)) {
    const meant = found.replace(/\s+/, '+');
    return `${meant}: the + was lost, as it is a blank in a form unless it is sent as %2B`;
  }
  const hint = /^\d{5,}$/.test(found) ? ` (+${found}?)` : '';
  const uri = 'a SIP URI such as sip:name@example.com, or client:name';
  return kind === 'address' ? `a number in E.164 format such as +12025550101, ${uri}${hint}` : '';
}
function codeOf({ kind, isNeeded }: Holding, found: unknown): string {
  if (found === undefined || (found === '' && isNeeded && kind !== 'words')) return '10004';
  if ((kind === 'address' || kind === 'dialled') && typeof found === 'string') return '10016';
  const isWord = kind === 'words' || kind === 'flagged' || kind === 'events';
  return isWord && typeof found === 'string' ? '10032' : '10026';
}

const recorded = (field: string) => (is: unknown) =>
  is === true || is === 'true' || is === 'record-from-start'
    ? { [`command.${field}`]: { sid: 'recording-1' }, 'rows.recording-1': recordingRow }
    : {};
/** What no words of the tables describe. */
const deeds: Readonly<Record<string, Deed>> = {
  '<recorded>': recorded('recording'),
  '<conference recorded>': recorded('conferenceRecording'),
  '<assistant>': (id: string): Changes => ({
    'instructions.texml': `<Response><AIAssistant id="${id.replace(/[&<"]/g, (one) => `&#${one.charCodeAt(0)};`)}"/></Response>`,
  }),
  '<application>': (sid: string): Changes =>
    sid === '' ? {} : { 'rows.dialLeg-1.connectionId': sid },
  '<status>': (word: 'in-progress' | 'paused' | 'stopped') => ({
    'command.type': {
      'in-progress': 'recording.resume',
      paused: 'recording.pause',
      stopped: 'recording.stop',
    }[word],
  }),
};
const kept = (sid: string) => lines[sid] ?? {};

/** What a request comes to: of the machine, of the host, and of where documents come from. */
function outcome(table: RequestTable, body: Body): Outcome {
  const { to, command, rows, instructions, warnings } = ask(table, body);
  const seen = { command: { to, command }, row: rows, document: instructions, reading: undefined };
  return { seen, warnings: warnings.map(({ parameter: about, says }) => ({ about, says })) };
}
/** Of an operation, whatever its path: into a conference that there is, or a new one. */
function sayable(operation: RequestTable['operation'], line: Line): Sayable {
  const { name, byDefault, holding } = line;
  const tables = requestTables.filter((one) => one.operation === operation);
  const contexts = tables.flatMap((table) => {
    const body = bodyFor(table);
    const { [name]: _, ...without } = body;
    const isNeeded = [line, ...table.lines].some(
      (one) => one.name === name && one.holding.isNeeded,
    );
    const others = ofOperation(table)
      // What ends a call, or is a document itself, comes before everything else.
      .filter((one) => one.name !== name && !['Status', 'Texml'].includes(one.name))
      .map((one) => ({ ...besides(table, one), [one.name]: said(one) }));
    const all = contextsOf(isNeeded ? body : without, besides(table, line), others);
    return all.map((one) => ({ ...one, ...(table.path && { path: table.path }) }));
  });
  return {
    name,
    values: takenIn(holding).map(([value]) => value),
    byDefault,
    contexts,
    outcomeOf: ({ path, ...body }) => {
      try {
        return outcome({ operation, path, lines: [] } as never, body);
      } catch (error) {
        if (error instanceof RequestError) return undefined;
        throw error;
      }
    },
  };
}

describe.each(requestTables)('$operation $path', (table) => {
  const { operation, path } = table;
  const nameAndLine = table.lines.map((line) => [line.name, line] as const);
  const of = (isMeant: (line: Line) => boolean) => nameAndLine.filter(([, line]) => isMeant(line));

  test('has the parameters of its table and no others', () => {
    const known = new Set(ofOperation(table).map(({ name }) => name));
    expect(Object.keys(parameters[operation].shape).sort()).toEqual([...known].sort());
    expect(table.lines.map(({ name }) => name)).toHaveLength(
      new Set(table.lines.map(({ name }) => name)).size,
    );
  });

  test('needs what the table says, and nothing else', () => {
    const body = bodyFor(table);
    expect(ask(table, body).warnings).toEqual([]);
    for (const { name, holding } of table.lines.filter(({ holding }) => holding.isNeeded)) {
      const { [name]: _, ...rest } = body;
      const problem = {
        code: '10004',
        parameter: name,
        found: undefined,
        expected: expectation(holding),
      };
      expect(problems(table, rest)).toEqual([problem]);
    }
  });

  test.each(path ? [] : nameAndLine)(
    '%s does what its column says, and nothing else',
    (name, line) => {
      const [, use] = rowsOf(parameters[operation])[name] as ParameterRow;
      expect(flawsOf(use, sayable(operation, line))).toEqual([]);
    },
  );

  test.each(nameAndLine)('%s takes all that it may hold, and does what it says', (name, line) => {
    const body = bodyFor(table, line);
    const { [name]: _, ...without } = body;
    const before = outcomeOf(table, line.holding.isNeeded ? body : without);
    for (const [value, means] of takenIn(line.holding)) {
      const found = outcomeOf(table, { ...body, [name]: value });
      const expected = changed(before, deedOf(line.does, deeds)(means), kept);
      expectSame(found, expected, JSON.stringify(value));
    }
  });

  test.each(of(({ holding }) => holding.orNull))('%s may be null, which says nothing', (name) => {
    const body = bodyFor(table);
    expect(outcomeOf(table, { ...body, [name]: null })).toEqual(outcomeOf(table, body));
  });

  test.each(nameAndLine)('%s refuses everything else', (name, line) => {
    for (const found of refusedIn(line.holding)) {
      const expected = expectation(line.holding, found);
      const problem = { code: codeOf(line.holding, found), parameter: name, found, expected };
      const body = { ...bodyFor(table, line), [name]: found };
      expectSame(problems(table, body), [problem], JSON.stringify(found));
    }
  });

  test.each(of(({ beside, isBound }) => beside.length > 0 && !isBound))(
    '%s has no effect without what stands beside it',
    (name, line) => {
      const body = bodyFor(table);
      expect(outcomeOf(table, { ...body, [name]: said(line) })).toEqual(outcomeOf(table, body));
    },
  );

  test.each(of(({ isBound }) => isBound))('%s is refused without it', (name, line) => {
    const [parameter = ''] = line.beside;
    for (const found of [undefined, '']) {
      const problem = { code: '10004', parameter, found, expected: 'a string' };
      const body = { ...bodyFor(table), [name]: said(line), [parameter]: found };
      expect(problems(table, body)).toEqual([problem]);
    }
  });

  const defaulted = of(({ byDefault }) => byDefault !== undefined);
  test.each(defaulted)('%s has its default when it is left out', (name, line) => {
    const body = bodyFor(table, line);
    const what = (more: Body) => {
      const asked = ask(table, { ...body, ...more });
      return { ...observed(asked), fits: name === 'MaxParticipants' ? capacity(asked) : undefined };
    };
    expect(what({ [name]: line.byDefault })).toEqual(what({}));
    const others = takenIn(line.holding).map(([value]) => what({ [name]: value }));
    if (!['', '-'].includes(line.does)) expect(others).not.toEqual(others.map(() => what({})));
  });
});

describe('A column that is not true is found', () => {
  const flaws = (operation: RequestTable['operation'], name: string, use: Use) => {
    const lines = requestTables.flatMap((one) => (one.operation === operation ? one.lines : []));
    return flawsOf(use, sayable(operation, lines.find((one) => one.name === name) as Line));
  };
  test.each<[RequestTable['operation'], string, Use, RegExp]>([
    ['dialParticipant', 'Muted', silent('heard'), /changes row/],
    ['dialParticipant', 'Label', warnsOf('early-media'), /changes row/],
    ['dialParticipant', 'WaitUrl', silent('heard'), /is told as/],
    ['dialParticipant', 'Beep', warnsOf('announcement'), /is told as/],
    ['initiateCall', 'MachineDetection', means('command'), /changes no command/],
    ['initiateCall', 'UrlMethod', means('command'), /changes no command/],
    ['updateConference', 'AnnounceUrl', warnsOf('wait-document'), /is told as/],
  ])('%s %s as %j', (operation, name, use, found) => {
    expect(flaws(operation, name, use).join('\n')).toMatch(found);
  });
});

describe('What is said in vain', () => {
  const vain = ({ warnings }: ReturnType<typeof ask>) =>
    warnings.map(({ parameter, says }) => [parameter, says.replace(/^\S+ /, '')]);
  const tableOf = (operation: RequestTable['operation']) =>
    requestTables.find((one) => one.operation === operation) as RequestTable;

  test.each(['initiateCall', 'updateCall'] as const)(
    '%s: how to ask for a document beside the document is told',
    (operation) => {
      const table = tableOf(operation);
      const both = { ...bodyFor(table), Texml: '<Response/>' };
      const said = {
        Url: 'https://example.com/',
        ...(operation === 'initiateCall'
          ? { UrlMethod: 'GET' }
          : { Method: 'GET', FallbackMethod: 'GET' }),
        FallbackUrl: 'https://example.com/',
      };
      const found = ask(table, { ...both, ...said });
      expect({ ...found, warnings: [] }).toEqual(ask(table, both));
      const why = 'is ignored: Texml is the document.';
      const names = Object.keys(said).sort();
      expect(vain(found).sort()).toEqual(names.map((name) => [name, why]));
    },
  );

  test.each([
    [
      'initiateCall',
      { Texml: '<Response/>', UrlMethod: 'GET' },
      'is ignored: Texml is the document.',
    ],
    ['updateCall', { Status: 'completed', Method: 'GET' }, 'is ignored: the call ends.'],
    [
      'createCall',
      { SuperviseCallSid: 'call-0', StatusCallbackMethod: 'GET' },
      'is ignored: a call that supervises another sends no status callbacks.',
    ],
  ] as const)('%s: of %j, what is in vain twice over is told once', (operation, said, why) => {
    const table = tableOf(operation);
    const [, name] = Object.keys(said);
    expect(vain(ask(table, { ...bodyFor(table), ...said }))).toEqual([[name, why]]);
  });

  test('createCall: Url and Texml exclude each other', () => {
    const table = tableOf('createCall');
    const both = { Url: 'https://example.com/', Texml: '<Response/>' };
    expect(problems(table, { ...bodyFor(table), ...both })).toMatchObject([
      {
        code: '10027',
        parameter: 'Texml',
        expected: 'left out beside Url: a call has one document',
      },
    ]);
  });

  test('updateCall: a document beside an end, and a fallback or a method without what it is for', () => {
    const table = tableOf('updateCall');
    const end = { Status: 'completed' };
    for (const document of [{ Url: 'https://example.com/' }, { Texml: '<Response/>' }]) {
      const found = ask(table, { ...end, ...document });
      expect({ ...found, warnings: [] }).toEqual(ask(table, end));
      expect(vain(found)).toEqual([[Object.keys(document)[0], 'is ignored: the call ends.']]);
    }
    const fallback = ask(table, { FallbackUrl: 'https://example.com/' });
    expect(vain(fallback)).toEqual([['FallbackUrl', 'has no effect without Url.']]);
    const leg = asked('updateCall', { StatusCallbackMethod: 'GET' }, { call_sid: 'leg-0' });
    expect(vain(leg)).toEqual([['StatusCallbackMethod', 'has no effect without StatusCallback.']]);
  });

  test.each(
    requestTables
      .flatMap((table) =>
        table.lines.map((line) => [table.operation, line.name, table, line] as const),
      )
      .filter(([, , , { beside, isBound, does }]) => beside.length > 0 && !isBound && does !== '-'),
  )('%s: %s without what stands beside it is told', (_operation, name, table, line) => {
    const found = ask(table, { ...bodyFor(table), [name]: said(line) });
    expect(vain(found).map(([parameter]) => parameter)).toContain(name);
  });
});

/** How a URL is asked, by the names of both. */
const howAsked = requestTables.flatMap((table) =>
  table.lines.flatMap((line) => {
    const [, of] = /^(.*)Method$/.exec(line.name) ?? [];
    if (of === undefined) return [];
    const names = [of === '' ? 'Url' : of, `${of}Url`];
    const url = ofOperation(table).find(({ name }) => names.includes(name));
    return [
      [
        `${table.operation} ${table.path ? 'elsewhere ' : ''}${line.name}`,
        table,
        line,
        url,
      ] as const,
    ];
  }),
);

describe.each(howAsked)('%s', (_name, table, line, url) => {
  const [, use] = rowsOf(parameters[table.operation])[line.name] as ParameterRow;
  const isAsked = url !== undefined && use.use !== 'warns' && line.does !== '-';
  const around = bodyFor(table, line);
  const told = (body: Body) =>
    ask(table, body).warnings.filter(({ parameter }) => parameter === line.name);

  test('is of a URL, which is asked with GET or POST as it says, and with POST by default', () => {
    const by = (method?: string) => {
      const body = { ...around, ...(method ? { [line.name]: method } : {}) };
      return JSON.stringify(outcomeOf(table, body));
    };
    expect(url).toBeDefined();
    if (!isAsked) {
      expect([by('GET'), by('POST')]).toEqual([by(), by()]);
      return;
    }
    expect(by('GET')).not.toBe(by('POST'));
    expect(by('GET').replaceAll('"GET"', '"POST"')).toBe(by('POST').replaceAll('"GET"', '"POST"'));
    // What is left out is how the application is asked, or what row had before: nothing of the request.
    if (line.byDefault !== undefined) expect(by()).toBe(by(line.byDefault));
  });

  test('without its URL, or where that is not asked, has no effect and is warned of', () => {
    const { [url?.name ?? '']: _, ...without } = around;
    const alone = { ...without, [line.name]: 'GET' };
    const isOfRow = table.operation === 'updateCall' && line.name === 'StatusCallbackMethod';
    // That of a call that tells somebody already changes how: what is in vain there is tested above.
    if (isOfRow) expect(told(alone)).toEqual([]);
    else expect(told(alone)).toEqual([expect.objectContaining({ parameter: line.name })]);
  });
});

test('there are as many ways to ask a URL as the documentation has', () => {
  expect(howAsked).toHaveLength(27);
});
