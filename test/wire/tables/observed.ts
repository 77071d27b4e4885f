/** What a command leads to, as far as anybody outside the machines can see: so defaults are told. */
import type { EventOf, EventType, MachineName } from '../../../machines/index.ts';
import { type Snapshot, Switchboard } from '../../../src/engine/index.ts';
import type { Asked } from '../../../src/wire/index.ts';

type Timeless<E> = E extends EventOf<EventType> ? Omit<E, 'at'> : never;
const begin = 1_000_000;

/**
 * Everything that the machines order, set and tell when the command comes to a switchboard where
 * call-0 is answered, and when whoever is dialled answers; and how recordings and stays are set.
 */
export function observed({ to, command, rows }: Pick<Asked, 'to' | 'command' | 'rows'>) {
  const board = new Switchboard();
  let at = begin;
  const effects: unknown[] = [];
  const tell = (machine: MachineName, sid: string, event: Timeless<EventOf<EventType>>) => {
    at += 1_000;
    const told = board.deliver({ machine, sid }, { ...event, at } as never);
    effects.push(...told.effects);
  };
  tell('call', 'call-0', { type: 'call.receive' });
  tell('call', 'call-0', { type: 'call.answered' });
  if (command) tell(to.machine, to.sid, command as Timeless<EventOf<EventType>>);
  for (const { sid } of board.all('dialLeg')) tell('dialLeg', sid, { type: 'call.answered' });
  if (board.find('call', 'call-1')) tell('call', 'call-1', { type: 'call.answered' });
  return {
    rows,
    effects,
    recordings: [...board.all('recording')].map(({ context }: Snapshot<'recording'>) => context),
    stays: [...board.all('conference')].map(({ context }) => context.participants),
    keys: board.find('call', 'call-0')?.context.record?.finishOnKey,
    star: board.find('call', 'call-0')?.context.dial?.hangupOnStar,
  };
}

/** How many can be called into the conference that a command makes or fills: it is filled. */
export function capacity({ to, command }: Pick<Asked, 'to' | 'command'>): number {
  const board = new Switchboard();
  const tell = (address: typeof to, event: object) =>
    board.deliver(address, { ...event, at: begin } as never);
  tell({ machine: 'call', sid: 'call-0' }, { type: 'call.receive' });
  tell({ machine: 'call', sid: 'call-0' }, { type: 'call.answered' });
  if (command) tell(to, command);
  const [conference] = board.all('conference');
  if (!conference) throw new Error('the command makes no conference');
  const there = { machine: 'conference', sid: conference.sid } as const;
  for (let count = 1; count <= 1_000; count += 1) {
    const one = { legSid: `leg ${count}`, stay: `stay ${count}` };
    const { verdict } = tell(there, { type: 'conference.addParticipant', ...one });
    if (verdict.verdict === 'refused') return count;
  }
  throw new Error('it is never full');
}
