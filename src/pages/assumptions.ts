/** What Telnyx does not document: every assumption and policy, with the places that rest on it. */
import {
  type AssumptionId,
  assumptions,
  type EventType,
  machineNames,
  policies,
  struckOut,
} from '../../machines/index.ts';
import type { Edge, Graph } from '../render/index.ts';
import type { Graphs } from './gathered/book.ts';
import {
  anchor,
  and,
  bulletList,
  code,
  link,
  prose,
  slug,
  spokenDuration,
  table,
} from './sheet/markdown.ts';
import {
  assumptionLink,
  eventLink,
  type File,
  machinePage,
  sheet,
  spokenName,
  way,
} from './sheet/sheet.ts';

const file = 'assumptions.md';
const ids = Object.keys(assumptions) as AssumptionId[];

/** A place outside the transitions, and what of it rests on the assumption. */
interface Place {
  readonly page: string;
  readonly says: string;
}
const paths = (says: string, ...names: readonly string[]) =>
  names.map((name): Place => ({ page: `paths/${name}.md`, says }));
/** What rests on an assumption beside transitions and policies, which name it themselves. */
const elsewhere: { readonly [Id in AssumptionId]?: readonly Place[] } = {
  A4: paths('when it begins, and whose it is', 'dial-verb'),
  A5: paths('when the recording of the leg begins', 'participant-request'),
  A6: [{ page: 'statuses.md', says: 'the word for an absent recording that is fetched' }],
  A7: paths('the source', 'call-request', 'participant-request'),
  A8: [{ page: 'machines/recording.md', says: 'the timers max-length and silence' }],
  A9: paths('it cannot be stopped by request', 'conference-verb', 'participant-request'),
  A11: paths('a second request', 'call-request'),
  A14: [{ page: 'statuses.md', says: 'the body of the absent callback' }],
  A15: paths('new instructions end it', 'record-verb', 'dial-verb'),
  A16: [{ page: 'words.md', says: 'the request that updates a recording' }],
  A17: [{ page: 'words.md', says: 'the error codes' }],
  A19: paths('the action after a hang-up', 'record-verb'),
  A22: paths(
    'the settings that no parameter changes',
    ...['outbound-call', 'record-verb', 'dial-verb', 'conference-verb'],
    ...['call-request', 'participant-request'],
  ),
  A25: paths(
    'when a recording asked for on joining begins',
    'conference-verb',
    'participant-request',
  ),
  A29: [{ page: 'words.md', says: 'what a document may say wrong' }],
  A30: [{ page: 'words.md', says: 'a <Dial> that reaches nobody' }],
  A31: [{ page: 'words.md', says: 'an empty <Redirect>' }],
  A32: [{ page: 'words.md', says: 'relative URLs of a document that was given as text' }],
  A33: [{ page: 'words.md', says: 'what callbacks and requests for documents say of both ends' }],
  A34: [{ page: 'words.md', says: 'what the action of a <Dial> is told' }],
  A35: [{ page: 'words.md', says: 'how callbacks name calls that belong together' }],
  A40: paths('where its callbacks go', 'record-verb'),
  A38: [{ page: 'words.md', says: 'which action is asked for' }],
  A36: [{ page: 'words.md', says: 'when a callback counts as delivered' }],
  A45: [{ page: 'words.md', says: 'when a verb that waits for a service goes on' }],
  A46: [{ page: 'words.md', says: 'the action of such a verb after a hang-up' }],
  A47: [{ page: 'words.md', says: 'where keys go that are not valid' }],
  A58: [{ page: 'words.md', says: 'who has answered, and what waits until that is found out' }],
  A59: [{ page: 'words.md', says: 'the answered_by of a call' }],
  A64: [{ page: 'words.md', says: 'the names in the logs of call events and webhook deliveries' }],
  A67: [{ page: 'words.md', says: 'what the action of an <Enqueue> is told' }],
  A70: [{ page: 'words.md', says: 'what the action of a <Pay> is told' }],
  A77: [{ page: 'words.md', says: 'what a receiver may answer to a callback' }],
  A78: [{ page: 'words.md', says: 'callbacks that name another account' }],
  A71: [{ page: 'words.md', says: 'the recordings of a call with a <Pay>' }],
  A73: [{ page: 'words.md', says: 'what the action of a <Dial> is not told of the leg' }],
  A57: [{ page: 'words.md', says: 'what requests to listen in on a call come to' }],
  A48: [{ page: 'words.md', says: 'whom requests may call' }],
  A49: [{ page: 'words.md', says: 'the filters by time of the list of calls' }],
  A50: [{ page: 'words.md', says: 'whose a call is that names an application only' }],
  A51: [{ page: 'words.md', says: 'what the end of a leg tells of the recording of its <Dial>' }],
  A52: [{ page: 'words.md', says: 'an empty answer where a document was asked for' }],
};

/** The assumptions that a page rests on. */
export const restsOn = (page: string) =>
  ids
    .filter((id) => elsewhere[id]?.some((place) => place.page === page))
    .map((id) => ({ id, says: assumptions[id] }));

export function assumptionPage(graphs: Graphs): File {
  const byTwilio = transitionsBy(graphs, 'twilio');
  return sheet(
    file,
    'Assumptions and policies',
    'Where Telnyx’s documentation is silent, the model does not bury an answer. Each one is an ' +
      'assumption with a permanent id, marked wherever something rests on it, or a policy: a ' +
      'named choice with a default for Telnyx, and another where Twilio documents otherwise.',
    '## Assumptions',
    ...ids.flatMap((id) => [`### ${id}`, prose(assumptions[id]), placesOf(graphs, id)]),
    '## Struck out',
    'These no longer hold, and their ids are not used again:',
    bulletList(
      Object.entries(struckOut).map(
        ([id, { said, because }]) =>
          `${anchor(id.toLowerCase())}${id}: ~~${prose(said)}~~ ${prose(because)}`,
      ),
    ),
    '## Twilio alone',
    byTwilio.length === 0 ? '' : 'What only Twilio documents, and a policy can choose:',
    bulletList(byTwilio),
    '## Policies',
    'A call is given its policy when it is created: a named set, or what differs from `telnyx`. ' +
      'A set chooses behaviour and nothing else: `twilio` changes no default of a parameter, such ' +
      'as channels, timeout or trim, which stay those that Telnyx documents.',
    table(
      ['policy', 'decides', '`telnyx`', '`twilio`', 'rests on'],
      Object.entries(policies).map(([id, { says, telnyx, twilio, source }]) => [
        `${anchor(id)}${code(id)}`,
        prose(says),
        answerText(id, telnyx),
        twilio === telnyx ? 'the same' : answerText(id, twilio),
        prose(source).replace(/\bA\d+\b/g, (found) => assumptionLink(file, found as AssumptionId)),
      ]),
    ),
  );
}

const answerText = (id: string, answer: string | number) =>
  id.endsWith('-ms') && answer !== 0 ? spokenDuration(Number(answer)) : code(String(answer));

/** Everything that rests on an assumption: answers of states, policies, and places elsewhere. */
export function placesOf(graphs: Graphs, id: AssumptionId): string {
  const chosen = Object.entries(policies)
    .filter(([, { source }]) => new RegExp(`\\b${id}\\b`).test(source))
    .map(([name]) => `the policy ${link(code(name), `#${name}`)}`);
  const places = (elsewhere[id] ?? []).map(
    ({ page, says }) => `${link(nameOfPage(page), way(file, page))}: ${prose(says)}`,
  );
  return bulletList([...transitionsBy(graphs, id), ...chosen, ...places]);
}
const nameOfPage = (page: string) => page.slice(page.lastIndexOf('/') + 1, -'.md'.length);

/** One line for an event of a machine, with the states that answer it so. */
function transitionsBy(graphs: Graphs, authority: AssumptionId | 'twilio'): string[] {
  return machineNames.flatMap((machine) => {
    const resting = graphs[machine].edges.filter((edge) => edge.authority === authority);
    const types = [...new Set(resting.map(({ event }) => event))];
    return types.map((type) => line(graphs[machine], type, resting));
  });
}
function line({ machine }: Graph, type: EventType, resting: readonly Edge[]) {
  const page = way(file, machinePage(machine));
  const states = new Set(resting.filter(({ event }) => event === type).map(({ from }) => from));
  const named = [...states].map((path) => link(path, `${page}#${slug(path)}`));
  return `${spokenName(machine)}: ${eventLink(file, type)} in ${and(named)}`;
}
