/** The score: who was noticed by whom, who is argued away, and who survives. */
import { unreachable } from '../check/coverage.ts';
import type { Argued } from './argued.ts';
import type { Death, Judgement, Mutant } from './mutant.ts';

export interface Survivor {
  readonly id: string;
  readonly says: string;
}
export interface Score {
  readonly mutants: number;
  readonly killed: number;
  readonly argued: number;
  readonly survivors: readonly Survivor[];
  /** How many were noticed by tables, counts, …, and by each claim. */
  readonly killedBy: Readonly<Record<string, number>>;
  /** What is wrong with the list of those argued away. */
  readonly wronglyArgued: readonly string[];
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const pattern = ({ id }: Argued) => new RegExp(`^${id.split('*').map(escaped).join('.*')}$`);
const nameOf = ({ by, what }: Death) => (by === 'claim' ? `claim ${what}` : by);

const isOutOfReach = ({ shows }: Mutant) =>
  shows.length > 0 && shows.every((candidate) => Object.hasOwn(unreachable, candidate));

/** Adds up judgements. When all mutants were judged, every argument must be needed. */
export function scoreOf(
  judgements: readonly Judgement[],
  argued: readonly Argued[],
  isWhole: boolean,
): Score {
  const arguments_ = argued.map((one) => ({ one, isAbout: pattern(one), used: 0 }));
  const killedBy: Record<string, number> = {};
  const survivors: Mutant[] = [];
  const wronglyArgued: string[] = [];
  for (const { mutant, death, isSame } of judgements) {
    const about = arguments_.filter(({ isAbout }) => isAbout.test(mutant.id));
    if (death) {
      killedBy[nameOf(death)] = (killedBy[nameOf(death)] ?? 0) + 1;
      const exact = about.filter(({ one }) => one.id === mutant.id);
      wronglyArgued.push(...exact.map(({ one }) => `${one.id} is noticed: ${nameOf(death)}`));
      continue;
    }
    const holds = { same: isSame, unreachable: isOutOfReach(mutant) };
    const holding = about.find(({ one }) => one.where === undefined || holds[one.where]);
    if (holding) holding.used += 1;
    else survivors.push(mutant);
  }
  const idle = arguments_.filter(({ used }) => used === 0);
  if (isWhole) wronglyArgued.push(...idle.map(({ one }) => `${one.id} argues for no survivor`));
  const used = arguments_.reduce((sum, one) => sum + one.used, 0);
  return {
    mutants: judgements.length,
    killed: judgements.length - survivors.length - used,
    argued: used,
    survivors: survivors.map(({ id, says }) => ({ id, says })),
    killedBy,
    wronglyArgued: [...new Set(wronglyArgued)],
  };
}

/** The score in words, the survivors one a line. */
export function scoreText(score: Score): string {
  const by = Object.entries(score.killedBy)
    .sort(([, a], [, b]) => b - a)
    .map(([who, many]) => `  ${String(many).padStart(6)}  ${who}`);
  return [
    ...by,
    ...score.wronglyArgued.map((one) => `wrongly argued: ${one}`),
    ...score.survivors.map(({ id, says }) => `survives: ${id}. ${says}`),
    `${score.mutants} mutants: ${score.killed} killed, ${score.argued} argued, ` +
      `${score.survivors.length} survive.`,
    '',
  ].join('\n');
}
