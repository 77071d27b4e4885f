/** The index: how to read the pages, and all of them in one list. */
import { creationPaths, machineNames, pathIds } from '../../machines/index.ts';
import { viewsOf } from '../render/index.ts';
import { viewFile } from './charts.ts';
import type { Book } from './gathered/book.ts';
import { bulletList, code, link, picture, prose } from './sheet/markdown.ts';
import { type File, machinePage, pathPage, sheet, spokenName } from './sheet/sheet.ts';

const file = 'README.md';

export function contents({ graphs }: Book): File {
  const { recording } = graphs;
  const [overview] = viewsOf(recording);
  return sheet(
    file,
    'The life of a TeXML recording',
    'Five kinds of machines follow calls, dialled legs, conferences, recordings and what is ' +
      'written down of them. These pages are generated from the machines that run, so they say what the model does.',
    overview ? picture(overview.says, viewFile(recording, overview)) : '',
    '## How to read them',
    bulletList([
      'A **state** is what a thing is in: a recording that is `paused`. It is in one at a time.',
      'An **event** is something that it is told: a *command* asks for something ' +
        '(`recording.pause`), a *fact* reports what happened (`media.paused`), a *signal* is how ' +
        'one machine tells another (`host.ended`).',
      'A state **answers** every event: it accepts it, and may lead to another state; it leaves ' +
        'everything unchanged; it refuses a command, with a reason; or it ignores what is late.',
      'Asked is not done: a pause that was asked for is not a paused recording until the media ' +
        'server says so. Hence `starting`, `pausing`, `resuming` and `stopping`.',
    ]),
    '## The machines',
    bulletList(
      machineNames
        .toReversed()
        .map((name) => `${link(spokenName(name), machinePage(name))}: ${prose(graphs[name].says)}`),
    ),
    '## The six ways a recording begins',
    bulletList(
      pathIds.map(
        (path) => `${link(code(path), pathPage(path))}: ${prose(creationPaths[path].says)}`,
      ),
    ),
    '## More',
    bulletList([
      `${link('Who tells whom', 'choreography.md')}: the signals between the machines.`,
      `${link('States and public statuses', 'statuses.md')}: what customers see.`,
      `${link('What can be known from outside', 'outside.md')}: what a recording can be in, given what was seen.`,
      `${link('Assumptions and policies', 'assumptions.md')}: what Telnyx does not document.`,
      `${link('Words', 'words.md')}: every event, reason and abbreviation.`,
      `${link('The model as one value', 'exports/model.json')}: by which two versions are compared.`,
    ]),
  );
}
