/** The explorer as a page of the site: every scenario as a walk, a picture of every state, a script. */
import { leavesOf, machineNames } from '../../../machines/index.ts';
import { builtFile } from '../../explorer/built.ts';
import { walkRowsOf } from '../../explorer/shared.ts';
import {
  type ExplorerData,
  type StoryWalk,
  toldFromOutside,
  waysIn,
} from '../../explorer/walks.ts';
import { livePicture } from '../../render/index.ts';
import { type Story, stories } from '../gathered/book.ts';
import { fileNameOf, type PageFiles } from '../sheet/sheet.ts';

/** A scenario as a walk. */
export const walkOf = ({ played, report }: Story): StoryWalk => ({
  name: report.name,
  says: played.scenario.says,
  told: toldFromOutside(played.world.happenings),
});

/**
 * A script that brings what the page knows beside the model; the build writes it for sandboxes.
 * @public
 */
export function explorerData(): string {
  const walks = stories().map(walkOf);
  const rows = walks.map(({ told, ...walk }) => ({ ...walk, rows: walkRowsOf(told) }));
  const data: ExplorerData = { walks: rows, ways: waysIn(walks) };
  return `window.explorerData=${JSON.stringify(data)}\n`;
}

/** What the explorer consists of. */
export async function explorerFiles(): Promise<PageFiles> {
  const pictures = machineNames.flatMap((machine) =>
    leavesOf(machine).map(
      async ({ path }): Promise<[string, string]> => [
        `explorer/${fileNameOf(machine)}-${path}.svg`,
        await livePicture({ machine, state: path }, []),
      ],
    ),
  );
  return new Map([
    ...(await Promise.all(pictures)),
    ['explorer-data.js', explorerData()],
    ['explorer.js', builtFile('explorer/browser/explorer.js')],
    ['explorer.css', builtFile('explorer/browser/explorer.css')],
  ]);
}
