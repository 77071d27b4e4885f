/** Who is in a conference, is on the way to it, and was in it: those too who have left. */
import type { Address } from '../../../../machines/index.ts';
import type { Snapshot } from '../../../engine/index.ts';
import type { ParticipantRow } from '../../../wire/index.ts';
import type { World } from '../../world/world.ts';

/** Somebody in a conference, as a table of people shows it. */
export interface Person extends Address {
  readonly is: 'arriving' | 'in' | 'gone';
  /** Whose number it is: of whoever was dialled, or calls in. */
  readonly number: string;
  readonly label?: string;
  /** Left out as long as they are on the way. */
  readonly joinedAt?: number;
  readonly leftAt?: number;
  readonly muted: boolean;
  readonly hold: boolean;
  /** Whether their exit ends the conference. */
  readonly endOnExit: boolean;
}

/** All people of a conference, in the order in which they came. */
export function peopleOf(world: World, { sid, context }: Snapshot<'conference'>): Person[] {
  const { participants, arriving, endedAt } = context;
  const here = participants.map(({ who, joinedAt, endOnExit }) =>
    personOf(world, who, { is: 'in', joinedAt, endOnExit }),
  );
  const coming = arriving.map(({ legSid, endOnExit = false }) =>
    personOf(world, { machine: 'dialLeg', sid: legSid }, { is: 'arriving', endOnExit }),
  );
  const isHere = new Set(participants.map(({ who }) => who.sid));
  const gone = goneFrom(world, sid)
    .filter(({ who }) => !isHere.has(who.sid))
    // Who was in until the end left with it.
    .map(({ who, joinedAt, leftAt = endedAt ?? joinedAt }) =>
      personOf(world, who, { is: 'gone', endOnExit: false, joinedAt, leftAt }),
    );
  return [...gone, ...here, ...coming].toSorted(
    (a, b) => (a.joinedAt ?? Number.POSITIVE_INFINITY) - (b.joinedAt ?? Number.POSITIVE_INFINITY),
  );
}

type Stay = Pick<Person, 'is' | 'endOnExit'> & Partial<Pick<Person, 'joinedAt' | 'leftAt'>>;

function personOf({ directory }: World, who: Address, stay: Stay): Person {
  const row: ParticipantRow | undefined = directory.line(who.sid);
  const isDialled = who.machine === 'dialLeg';
  return {
    ...who,
    ...stay,
    number: (isDialled ? row?.to : row?.from) ?? who.sid,
    ...(row?.label === undefined ? {} : { label: row.label }),
    muted: row?.muted ?? false,
    hold: row?.hold ?? false,
  };
}

/** Whoever came and went, the latest stay of each, as far as the timeline remembers it. */
function goneFrom({ timeline }: World, sid: string) {
  const stays = new Map<string, { who: Address; joinedAt: number; leftAt?: number }>();
  for (const entry of timeline.latest({ sid, most: Number.MAX_SAFE_INTEGER })) {
    if (entry.kind !== 'step' || entry.machine !== 'conference') continue;
    const { event, verdict, at } = entry;
    if (verdict.verdict !== 'accepted') continue;
    if (event.type === 'participant.joined')
      stays.set(event.participant.sid, { who: event.participant, joinedAt: at });
    if (event.type !== 'participant.left') continue;
    const stay = stays.get(event.participant.sid);
    if (stay) stays.set(event.participant.sid, { ...stay, leftAt: at });
  }
  return [...stays.values()];
}
