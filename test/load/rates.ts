/** How many requests a second a server answers, measured in turns beside others. */
import { ask, type Reply } from './asking.ts';

export interface Target {
  readonly name: string;
  readonly url: string;
}
const connections = 16;

/** Requests a second for each target, a figure a round; they take turns. */
export async function rates(
  targets: readonly Target[],
  { rounds, turnMs }: { readonly rounds: number; readonly turnMs: number },
  onTurn: (turns: number) => void = () => undefined,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const figures = new Map<string, number[]>(targets.map(({ name }) => [name, []]));
  let turns = 0;
  for (const target of targets) await turn(target, turnMs);
  for (let round = 0; round < rounds; round += 1) {
    for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
      figures.get(target.name)?.push(await turn(target, turnMs));
      onTurn(++turns);
    }
  }
  return figures;
}

/** Asks over a few connections, each again as soon as it is answered. */
async function turn({ name, url }: Target, turnMs: number): Promise<number> {
  const began = performance.now();
  let answered = 0;
  const one = async () => {
    while (performance.now() - began < turnMs) {
      const reply: Reply = await ask('GET', url, { connections });
      if (reply.status !== 200) throw new Error(`${name} answered ${reply.status}: ${reply.text}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return (answered / (performance.now() - began)) * 1_000;
}
