/** Stories of one recorded call, as its observer sees them: seconds and sightings. */
import {
  type Belief,
  type Followed,
  follow,
  type Manner,
  type Observation,
} from '../../src/follow/index.ts';

export const call = { machine: 'call', sid: 'c' } as const;
export const r = { machine: 'recording', sid: 'r' } as const;
const manner: Manner = {
  skewMs: 1_000,
  lagMs: 1_000,
  tells: { call: ['completed'], recording: ['in-progress', 'completed', 'absent'] },
};
export type Step = (at: number) => Observation[];
export type Story = readonly (readonly [seconds: number, step: Step])[];
/** When the call of a story was answered. */
const zero = 1_000_000;
let asked = 0;
const ask =
  (
    to: Extract<Observation, { kind: 'asked' }>['to'],
    event: object,
    is: 'done' | 'refused' = 'done',
    reason?: string,
  ): Step =>
  (at) => {
    asked += 1;
    const id = String(asked);
    return [
      { kind: 'asked', at, id, to, event: event as never },
      { kind: 'answered', at: at + 200, id, is, ...(reason ? { reason: reason as never } : {}) },
    ];
  };
export const back =
  (
    of: typeof call | typeof r,
    status: string,
    durationSeconds?: number,
    saidSeconds?: number,
  ): Step =>
  (at) => [
    {
      kind: 'callback',
      at,
      of,
      status,
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
      ...(saidSeconds === undefined ? {} : { saidAt: zero + saidSeconds * 1_000 }),
    },
  ];
export const read =
  (status: string | null, tookMs = 0): Step =>
  (at) => [{ kind: 'read', at, sentAt: at - tookMs, of: r, status }];
export const later: Step = (at) => [{ kind: 'time', at }];
export const start = ask(call, { type: 'call.startRecording', recording: { sid: 'r' } });
export const control = (verb: string, is?: 'done' | 'refused', reason?: string) =>
  ask(r, { type: `recording.${verb}` }, is, reason);

/** A call that is dialled, and then reads as this; then what is seen, by seconds. */
export function afterRead(status: string, ...steps: Story): Followed {
  const before: Observation[] = [
    ...ask(call, { type: 'call.dialOut' })(zero - 20_000),
    { kind: 'read', at: zero - 10_000, of: call, status },
  ];
  const all = [...before, ...steps.flatMap(([seconds, step]) => step(zero + seconds * 1_000))];
  let last: Followed | undefined;
  let belief: Belief | undefined;
  for (const seen of all) {
    last = follow(belief, seen, manner);
    // What is believed outlives a process.
    belief = JSON.parse(JSON.stringify(last.belief)) as Belief;
  }
  if (!last) throw new Error('nothing was seen');
  return last;
}
/** The same of a call that is answered. */
export const after = (...steps: Story): Followed => afterRead('in-progress', ...steps);
export const recording = ({ says }: Followed) =>
  says.machines.find(({ machine }) => machine === 'recording');
