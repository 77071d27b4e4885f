/** What the model claims about its runs, in sentences that a product person can dispute. */
import type { Claim } from '../../properties/claims/claim.ts';
import { claims } from '../../properties/claims/index.ts';
import type { Witness } from './gathered/witnesses.ts';
import { bulletList, code, folded, prose, table } from './sheet/markdown.ts';

const kinds = {
  always: 'After every step:',
  eventually: 'Once nothing is left to happen but what people do:',
} as const;

/** The claims about a machine, or about all together, and where those that must happen do. */
export function claimParts(about: Claim['about'], seen: readonly Witness[]): string[] {
  const own = claims.filter((claim) => claim.about === about);
  const lists = (['always', 'eventually'] as const).flatMap((kind) => {
    const some = own.filter((claim) => claim.kind === kind);
    return some.length === 0 ? [] : [kinds[kind], bulletList(some.map(claimText))];
  });
  const rows = own
    .filter(({ kind }) => kind === 'sometimes')
    .map(({ id, says }) => {
      const story = seen.find(({ claim }) => claim.id === id)?.story;
      return [id, prose(says), story === undefined ? 'exploration' : code(story)];
    });
  return [
    'This holds whatever customers, the network, the media server and the clock do. It is checked ' +
      'in every state of bounded systems and on random walks through a large one.',
    ...lists,
    rows.length === 0
      ? ''
      : folded(
          `What does happen, so that nothing above holds emptily (${rows.length})`,
          table(['claim', 'says', 'seen in'], rows),
        ),
  ];
}
export const claimText = ({ id, says }: Pick<Claim, 'id' | 'says'>) => `**${id}** ${prose(says)}`;
