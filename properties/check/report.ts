/** How a violation is shown: as lines that a person reads, and as a sequence diagram. */
import type { Address } from '../../machines/index.ts';
import { bringerOf, outsiders, receiverOf } from '../../src/render/formats/outsiders.ts';
import { sequenceOf } from '../../src/render/sequence/mermaid.ts';
import type { Lifeline, Spoken } from '../../src/render/sequence/spoken.ts';
import type { Moment } from '../claims/claim.ts';
import type { Violation } from './explored.ts';

/** A violation in words: the claim, the shortest way to it, and the last configuration. */
export function violationText(
  system: string,
  { id, says, sid, trace, moments }: Violation,
): string {
  const last = moments.at(-1);
  return [
    `${id} does not hold${sid === '' ? '' : ` of ${sid}`}: ${says}`,
    `in the system "${system}", after ${trace.length} events:`,
    ...trace.map((line, i) => `  ${String(i + 1).padStart(2)}  ${line}`),
    ...(last
      ? [
          `before: ${last.before?.state ?? 'none'} ${JSON.stringify(last.before?.context ?? {})}`,
          `after:  ${last.snapshot?.state ?? 'none'} ${JSON.stringify(last.snapshot?.context ?? {})}`,
        ]
      : []),
  ].join('\n');
}

const idOf = ({ machine, sid }: Address) => `${machine} ${sid}`;

/** The same run as a Mermaid sequence diagram. */
export function sequenceDiagram(moments: readonly Moment[]): string {
  const spoken: Spoken[] = [];
  /** Signals that were sent and have not arrived yet: how many of each. */
  const awaited = new Map<string, number>();
  const count = (of: string, by: number) => awaited.set(of, (awaited.get(of) ?? 0) + by);
  for (const { to, event, snapshot, verdict, signals, effects } of moments) {
    const self = idOf(to);
    const message = `${event.type} ${self}`;
    if ((awaited.get(message) ?? 0) > 0) count(message, -1);
    else spoken.push({ from: bringerOf(event.type), to: self, says: event.type, isNews: false });
    spoken.push({ over: [self], says: `${verdict.verdict}, ${snapshot?.state ?? 'none'}` });
    for (const signal of signals) {
      const { type } = signal.event;
      const other = idOf(signal.to);
      count(`${type} ${other}`, 1);
      spoken.push({ from: self, to: other, says: type, isNews: true });
    }
    for (const { type } of effects) {
      spoken.push({ from: self, to: receiverOf(type), says: type, isNews: false });
    }
  }
  return sequenceOf(lifelinesOf(spoken), spoken);
}

/** Whoever speaks or is spoken to, in the order of that. */
function lifelinesOf(spoken: readonly Spoken[]): Lifeline[] {
  const ids = new Set(spoken.flatMap((one) => ('from' in one ? [one.from, one.to] : one.over)));
  const namesOfOutsiders: Readonly<Record<string, string>> = outsiders;
  return [...ids].map((id) => ({ id, says: namesOfOutsiders[id] ?? id }));
}
