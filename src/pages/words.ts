/** The glossary: every word of the model and every abbreviation of the pages, explained once. */
import {
  conferenceEnds,
  dismissalReasons,
  type EventType,
  effects,
  effectTypes,
  endReasons,
  errorCodes,
  eventTypes,
  instructionCauses,
  machineNames,
  type RefusalReason,
  recordingSources,
  refusalReasons,
  timers,
  vocabulary,
} from '../../machines/index.ts';
import { refusalAnswer } from '../wire/index.ts';
import { abbreviations, announced, ideas, sources } from './gathered/explained.ts';
import { anchor, and, code, link, prose, table } from './sheet/markdown.ts';
import {
  assumptionLink,
  eventAnchor,
  type File,
  machinePage,
  sheet,
  spokenName,
  way,
  wordAnchor,
} from './sheet/sheet.ts';

const file = 'words.md';
const kinds = {
  command: 'Commands ask for something, and can be refused.',
  fact: 'Facts report what has happened already; they are never refused, late ones are ignored.',
  signal: 'Signals are how one machine tells another.',
} as const;

/** A table of words of a kind and their sentences, each with a place to link to. */
const explained = (
  kind: string,
  heads: readonly [string, string],
  words: Readonly<Record<string, string>>,
  shown: (word: string) => string = code,
) =>
  table(
    heads,
    Object.entries(words).map(([word, says]) => [
      `${anchor(wordAnchor(word, kind))}${shown(word)}`,
      prose(says),
    ]),
  );
const plainly = (word: string) => word;

/** What may not be there in a document, and is forgiven. */
const ofDocuments =
  'Only a document that is no XML, or has another root than `<Response>`, is refused; what else may ' +
  `not be there is warned of, with its place (${assumptionLink(file, 'A29')}). ` +
  `A \`<Dial>\` that reaches nobody is over at once (${assumptionLink(file, 'A30')}), an empty ` +
  `\`<Redirect>\` asks for its document again (${assumptionLink(file, 'A31')}), and relative URLs ` +
  `of a document without a URL start from its application (${assumptionLink(file, 'A32')}).`;

/** What is told, and what becomes of it at its receiver. */
const ofCallbacks =
  `The words that customers are told, if they subscribed to them. A receiver may refuse or drop what is no ` +
  `callback (${assumptionLink(file, 'A77')}), and keeps nothing of another account (${assumptionLink(file, 'A78')}).`;

export function wordPage(): File {
  return sheet(
    file,
    'Glossary',
    '## Ideas',
    explained('word', ['word', 'means'], ideas, plainly),
    '## Abbreviations',
    explained('word', ['short', 'means'], abbreviations, plainly),
    '## Events',
    ...Object.entries(kinds).flatMap(([kind, says]) => [
      `### ${kind.charAt(0).toUpperCase()}${kind.slice(1)}s`,
      says,
      eventTable(eventTypes.filter((type) => vocabulary[type].kind === kind)),
    ]),
    '## Refusals',
    'Why a command is refused, and how that is answered over HTTP. `recording-ended` is answered ' +
      'with 90018 once the call or conference of the recording is over. A request that says ' +
      'something wrong is refused before any machine is asked, with 422 and 10004 (missing), 10026 ' +
      `(of a wrong kind) or 10032 (none of the words allowed); so is an update without a Status (${assumptionLink(file, 'A16')}).`,
    table(
      ['reason', 'says', 'status', 'code'],
      (Object.keys(refusalReasons) as RefusalReason[]).map((reason) => {
        const { status, body } = refusalAnswer(reason);
        return [
          `${anchor(reason)}${code(reason)}`,
          prose(refusalReasons[reason]),
          String(status),
          body.errors[0]?.code ?? '',
        ];
      }),
    ),
    '## Documents',
    ofDocuments,
    '## Effects',
    'What a machine asks of the world; the host performs it.',
    explained(
      'effect',
      ['effect', 'asks to'],
      Object.fromEntries(effectTypes.map((type) => [type, effects[type].says])),
    ),
    '## Announcements',
    ofCallbacks,
    table(
      ['machine', 'word', 'means'],
      machineNames.flatMap((machine) =>
        Object.entries(announced[machine]).map(([word, says], i) => [
          i === 0 ? spokenName(machine) : '',
          code(word),
          says,
        ]),
      ),
    ),
    '## End reasons',
    'Why the capture of a recording ended; kept beside its end state.',
    explained('end', ['reason', 'says'], endReasons),
    '## Error codes',
    `Why a recording is absent, unless the media server gives a code of its own (${assumptionLink(file, 'A17')}).`,
    explained('error', ['code', 'says'], errorCodes),
    '## Timers',
    explained('timer', ['timer', 'waits for'], timers),
    '## Instructions',
    'Why a call asks for new instructions.',
    explained('cause', ['cause', 'says'], instructionCauses),
    '## Conference ends and dismissals',
    `A conference ends by ${and(conferenceEnds.map(code))}. Why a participant is sent out, or not ` +
      'let in:',
    explained('dismissal', ['reason', 'says'], dismissalReasons),
    '## Sources',
    `The \`source\` of a recording is one of ${and(recordingSources.map(code))}; the last one no ` +
      'path here produces. Where a word comes from:',
    explained('source', ['source', 'is'], sources),
  );
}

function eventTable(types: readonly EventType[]) {
  return table(
    ['event', 'says', 'to', 'source'],
    types.map((type) => {
      const { says, to, source } = vocabulary[type];
      return [
        `${anchor(eventAnchor(type))}${code(type)}`,
        prose(says),
        to.map((machine) => link(spokenName(machine), way(file, machinePage(machine)))).join(', '),
        prose(source),
      ];
    }),
  );
}
