/** The map from internal states to what customers see: every public word of every state. */
import type { MachineName } from '../../machines/index.ts';
import {
  callWords,
  conferenceWords,
  legWords,
  recordingWords,
  transcriptionWords,
} from '../wire/index.ts';
import type { Graphs } from './gathered/book.ts';
import { code, link, prose, table } from './sheet/markdown.ts';
import { assumptionLink, type File, machinePage, sheet, way } from './sheet/sheet.ts';

const file = 'statuses.md';

/** Public status words against the states that stand behind them. */
export function statusPage(graphs: Graphs): File {
  const state = (machine: MachineName, name: string) => [
    link(code(name), `${way(file, machinePage(machine))}#${name.toLowerCase()}`),
    prose(graphs[machine].nodes.find(({ path }) => path === name)?.says ?? ''),
  ];
  const lines = (machine: MachineName, words: Readonly<Record<string, string | null>>) =>
    table(
      ['state', 'what it means', '`status`'],
      Object.entries(words).map(([name, word]) => [
        ...state(machine, name),
        word === null ? 'hidden: 404' : code(word),
      ]),
    );
  return sheet(
    file,
    'States and public statuses',
    'The machines know more than the public words can say. These tables say which word a ' +
      'customer sees in which state. Nothing of a sid that is in the state `none` is shown.',
    '## Recording',
    'A recording never goes backwards in any of the three vocabularies; only `in-progress` and ' +
      '`paused` alternate.',
    table(
      ['state', 'what it means', 'fetched or listed', 'in the list of its conference', 'callback'],
      Object.entries(recordingWords).map(([name, { resource, listed, callback }]) => [
        ...state('recording', name),
        resource === null ? 'hidden: 404' : code(resource),
        code(listed),
        callback === null ? '–' : code(callback),
      ]),
    ),
    'A callback is sent when the state is entered for the first time, if the customer subscribed ' +
      'to that event. The word of a fetched recording that is absent is `stopped`, and its ' +
      `\`error_code\` says why (${assumptionLink(file, 'A6')}). The callback for an absent one has ` +
      `the fields of that for \`in-progress\`, and an \`ErrorCode\` (${assumptionLink(file, 'A14')}).`,
    '## Call',
    'OpenAPI has no word for a call that does not ring yet; `ringing` comes nearest. The answer ' +
      'to the request that begins a call says `queued`.',
    lines('call', callWords),
    '## Dialled leg',
    'To a customer a dialled leg is a call.',
    lines('dialLeg', legWords),
    '## Conference',
    lines('conference', conferenceWords),
    '## Transcription',
    'A transcription is told when it comes to its end, in the word that a fetch shows. Telnyx has ' +
      `no word for one that failed (${assumptionLink(file, 'A44')}).`,
    lines('transcription', transcriptionWords),
    '## Participant',
    table(
      ['where the call or leg is', '`status`'],
      [
        ['its leg is being dialled for the conference', code('connecting')],
        ['in the conference', code('connected')],
        ['neither', code('completed')],
      ],
    ),
  );
}
