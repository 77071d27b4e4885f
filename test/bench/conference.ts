/** What a join costs as a conference grows. */
import { type Address, type AnyEvent, machines } from '../../machines/index.ts';
import {
  type Advance,
  onTables,
  onXState,
  type Snapshot,
  Switchboard,
  type To,
} from '../../src/engine/index.ts';
import { byHand } from './by-hand/index.ts';
import { arrived, joined, sidOf } from './lives.ts';
import { hasty, measured, patient, ratioOf, type Subject, timeOf } from './measure.ts';
import { type Group, type Row, rounded } from './rows.ts';

/** As many as Telnyx lets into one conference. */
const most = 800;
const sizes = [8, most] as const;
const joins = 100;
const to: To<'conference'> = { machine: 'conference', sid: sidOf('CF') };

const join = (n: number): AnyEvent =>
  arrived({ ...joined(n), at: 1_000 + n, maxParticipants: most });

/** The conference with all but one of so many in it, and the event that brings the last. */
function joining(advance: Advance, size: number): Subject {
  let before: Snapshot<'conference'> | undefined;
  for (let n = 1; n < size; n += 1) before = advance(to, before, join(n)).snapshot;
  const last = join(size);
  return {
    name: `${size}`,
    run: () => {
      for (let i = 0; i < joins; i += 1) {
        const { snapshot } = advance(to, before, last);
        if (snapshot?.context.participants.length !== size) throw new Error('nobody was let in');
      }
      return joins;
    },
  };
}

const caller: Address = { machine: 'call', sid: sidOf('CA', most + 1) };
const asked: AnyEvent = arrived({
  type: 'call.joinConference',
  at: 9_000,
  conferenceSid: to.sid,
  stay: 'last',
  maxParticipants: most,
});

/** The same through switchboards: a call joins, the conference lets it in, and the call hears so. */
function delivering(size: number): Subject {
  const advance = onTables(machines);
  let before: Snapshot | undefined;
  for (let n = 1; n < size; n += 1) before = advance(to, before, join(n)).snapshot;
  const calls = new Switchboard();
  calls.deliver(caller, { type: 'call.receive', at: 1 });
  calls.deliver(caller, { type: 'call.answered', at: 2 });
  const live = [before as Snapshot, calls.find('call', caller.sid) as Snapshot];
  let boards: Switchboard[] = [];
  return {
    name: `${size}`,
    prepare: () => {
      boards = Array.from({ length: joins }, () => new Switchboard(live));
    },
    run: () => {
      for (const board of boards) {
        const { steps } = board.deliver(caller, asked);
        if (steps.length !== 3) throw new Error('nobody was let in');
      }
      return joins;
    },
  };
}

const advances: readonly Advance[] = [onTables(machines), byHand, onXState(machines)];

export const conference: Group = {
  says: 'What a join costs in a small and in a full conference.',
  run: ({ isQuick, onTurn }) => {
    const boards = sizes.map(delivering);
    const steps = sizes.map((size) => advances.map((advance) => joining(advance, size)));
    const times = measured([[...boards, ...steps.flat()]], isQuick ? hasty : patient, (turns) =>
      onTurn({ turns }),
    );
    const [small, full] = boards as [Subject, Subject];
    const row = (name: string, of: Subject, ratios: Row['ratios']): Row => ({
      name,
      unit: 'ns per join',
      value: rounded(timeOf(times, of)),
      ratios,
    });
    return [
      row('a call joins a conference of 8', small, {}),
      row(`a call joins a conference of ${most}`, full, {
        'a conference of 8': rounded(ratioOf(times, small, full)),
      }),
      ...steps.map((set, i): Row => {
        const [own, hand, xstate] = set as [Subject, Subject, Subject];
        const ratios = {
          'by hand': rounded(ratioOf(times, hand, own)),
          'XState, stored': rounded(ratioOf(times, xstate, own)),
        };
        return { ...row(`the conference's own step, of ${sizes[i]}`, own, ratios), isDetail: true };
      }),
    ];
  },
};
