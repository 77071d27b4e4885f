/** Has SPIN look at a system, and holds what it comes to against what is known. */
import { machines } from '../../machines/index.ts';
import { claims } from '../../properties/claims/index.ts';
import type { System } from '../../properties/generators/system.ts';
import { explore } from '../../properties/search/explore.ts';
import { onTables, onXState } from '../../src/engine/index.ts';
import { type CheckOptions, CompiledModel, type Opinion } from './checker.ts';
import type { Look } from './looks.ts';
import { pinnedOpinions, type SystemSize } from './pinned.ts';

/** A look at a system, and what it came to. */
export interface Looked {
  readonly system: string;
  readonly look: Look;
  readonly opinion: Opinion;
  readonly pinned: SystemSize | undefined;
  /** What our own search counts, if it was asked too. */
  readonly ours: SystemSize | undefined;
  /** What does not agree, in words; none if all does. */
  readonly disagreements: readonly string[];
}
type Watching = Pick<CheckOptions, 'mostSeconds' | 'onProgress' | 'onCell'> & {
  readonly asksOurs?: boolean;
};

/** Has SPIN look, on the transitions of XState, and our own search too if it is asked. */
export async function lookAt(system: System, look: Look, watching: Watching): Promise<Looked> {
  const { asksOurs = false, ...options } = watching;
  using model = await CompiledModel.of(system, look === 'rest' ? { falls: 'silent' } : {});
  const judged = look === 'states' ? {} : { claims };
  const opinion = await model.check({
    ...{ advance: onXState(machines), declared: machines },
    ...judged,
    ...options,
  });
  const pinned = pinnedOpinions[system.name]?.[look];
  const ours = asksOurs && look !== 'rest' ? oursOf(system, look) : undefined;
  const disagreements = [
    ...(opinion.found === undefined ? [] : [`SPIN finds a fault: ${opinion.found}`]),
    ...(opinion.isWhole || opinion.found !== undefined ? [] : ['SPIN has not looked at all of it']),
    ...differing(opinion, 'is pinned', pinned),
    ...differing(opinion, 'our search counts', ours),
  ];
  return { system: system.name, look, opinion, pinned, ours, disagreements };
}

function oursOf(system: System, look: Look): SystemSize {
  const judges = look === 'claims' ? claims : [];
  const { states, edges, violations } = explore(system, {
    advance: onTables(machines),
    claims: judges,
  });
  const [first] = violations;
  if (first) throw new Error(`Our search finds a fault in ${system.name}: ${first.id}`);
  return { states, edges };
}

function differing(
  { states, edges }: Opinion,
  says: string,
  other: SystemSize | undefined,
): string[] {
  if (!other || (other.states === states && other.edges === edges)) return [];
  return [`${states}/${edges}, but ${says} ${other.states}/${other.edges}`];
}
