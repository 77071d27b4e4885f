/** How many requests a second a server answers, measured in turns beside others. */
import autocannon from 'autocannon';

export interface Target {
  readonly name: string;
  readonly url: string;
}
const connections = 16;
const headers = { authorization: 'Bearer load' };

/** Requests a second for each target, a figure a round; they take turns of a second. */
export async function rates(
  targets: readonly Target[],
  rounds: number,
  onTurn: (turns: number) => void = () => undefined,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const figures = new Map<string, number[]>(targets.map(({ name }) => [name, []]));
  let turns = 0;
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, url } of round % 2 === 0 ? targets : targets.toReversed()) {
      const { requests, duration, non2xx, errors } = await autocannon({
        url,
        connections,
        headers,
        duration: 1,
      });
      if (non2xx + errors > 0) throw new Error(`${name}: ${non2xx} refusals, ${errors} errors`);
      if (round > 0) figures.get(name)?.push(requests.total / duration);
      onTurn(++turns);
    }
  }
  return figures;
}
