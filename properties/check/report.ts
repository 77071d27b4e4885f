/** How a violation is shown: as lines that a person reads, and as a sequence diagram. */
import type { Effect } from '../../machines/index.ts';
import type { Moment } from '../claims/claim.ts';
import type { Violation } from './explore.ts';

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

const outside: Readonly<Record<string, string>> = {
  network: 'network',
  media: 'media server',
  timer: 'clock',
  instructions: 'customer',
  announced: 'customer',
  recording: 'customer',
};
const receiverOf = ({ type }: Effect) => outside[type.split('.')[0] as string] ?? 'customer';
const senderOf = ({ event }: Moment) => {
  const [noun = ''] = event.type.split('.');
  if (noun === 'media' || noun === 'speech') return 'media server';
  if (noun === 'timer') return 'clock';
  return ['call.initiated', 'call.rang', 'call.answered', 'call.hungUp'].includes(event.type)
    ? 'network'
    : 'customer';
};

/** The same run as a Mermaid sequence diagram. */
export function sequenceDiagram(moments: readonly Moment[]): string {
  const lines: string[] = [];
  const names = new Map<string, string>();
  /** Mermaid takes no blanks in a name: whose would be another's then is told apart by a number. */
  const name = (of: string) => {
    const known = names.get(of);
    if (known !== undefined) return known;
    const plain = of.replaceAll(/\W/g, '_');
    const taken = new Set(names.values());
    const own = taken.has(plain) ? `${plain}_${names.size}_` : plain;
    names.set(of, own);
    return own;
  };
  const awaited = new Map<string, number>();
  for (const { to, event, snapshot, verdict, signals, effects } of moments) {
    const self = name(`${to.machine} ${to.sid}`);
    const message = `${event.type} ${to.machine} ${to.sid}`;
    const isSignal = (awaited.get(message) ?? 0) > 0;
    if (isSignal) awaited.set(message, (awaited.get(message) ?? 0) - 1);
    else lines.push(`${name(senderOf({ to, event } as Moment))}->>${self}: ${event.type}`);
    lines.push(`Note over ${self}: ${verdict.verdict}, ${snapshot?.state ?? 'none'}`);
    for (const signal of signals) {
      const key = `${signal.event.type} ${signal.to.machine} ${signal.to.sid}`;
      awaited.set(key, (awaited.get(key) ?? 0) + 1);
      const other = name(`${signal.to.machine} ${signal.to.sid}`);
      lines.push(`${self}-->>${other}: ${signal.event.type}`);
    }
    for (const effect of effects) {
      lines.push(`${self}->>${name(receiverOf(effect))}: ${effect.type}`);
    }
  }
  const participants = [...names].map(([of, own]) => `participant ${own} as ${of}`);
  return ['sequenceDiagram', ...participants, ...lines]
    .map((line, i) => (i > 0 ? `  ${line}` : line))
    .join('\n');
}
