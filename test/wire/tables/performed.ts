/** What whoever reads a document does by itself: how long a verb takes, and where its keys lead. */
import type { HostInstruction } from '../../../src/wire/index.ts';
import { type Reading, readOn } from '../../../src/wire/index.ts';

/** Keys that are pressed, a second after each other. */
const pressed = ['', '1', '1#', '12', '123', '*', '1*'];
const aDayMs = 86_400_000;

/** Every reading and ask on the way through the verb, without the document itself. */
export function performed(instruction: HostInstruction): unknown {
  return [...pressed, 'served'].map((keys) => {
    let reading: Reading | undefined = {
      state: 'ready',
      instructions: [instruction],
      place: 0,
      url: 'https://example.com/',
    };
    const tell = (news: Parameters<typeof readOn>[1], now: number) => {
      const step = readOn(reading, news, { now, call: {} });
      reading = step.reading;
      const { instructions: _, ...standing } = step.reading ?? { instructions: [] };
      return { ...standing, asks: step.asks };
    };
    const begun = tell({ type: 'time' }, 0);
    if (keys === 'served') {
      return [begun, tell({ type: 'served', id: keys }, 500), tell({ type: 'time' }, 500)];
    }
    return [
      begun,
      ...[...keys].map((digit, i) => {
        const now = (i + 1) * 1_000;
        return tell({ type: 'pressed', digit, id: `${i}` }, now);
      }),
      tell({ type: 'time' }, 10_000),
      tell({ type: 'time' }, aDayMs),
    ];
  });
}
