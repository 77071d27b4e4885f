/** Random worlds: commands and facts about few machines, so that they meet. */
import { fc } from '@fast-check/vitest';
import { commands, type EventType, facts, vocabulary } from '../../machines/index.ts';
import type { Field, Fields } from '../../machines/words/shape.ts';
import { openingLife, type Sent } from './mixed-life.ts';

type Shape = Field['shape'];

/** Those of the opening, and as many that are nothing yet. */
const sids = {
  call: ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7'],
  dialLeg: ['L1', 'L2', 'L3', 'L4', 'L5', 'L6'],
  conference: ['F1', 'F2'],
  recording: ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9'],
  transcription: ['T1', 'T2', 'T3'],
} as const;
/** What a text holds, by the name of its field. */
const texts: Readonly<Record<string, readonly string[]>> = {
  sid: sids.recording,
  callSid: [...sids.call, ...sids.dialLeg],
  conferenceSid: sids.conference,
  legSid: sids.dialLeg,
  legs: sids.dialLeg,
  stay: ['S1', 'S2', 'S3', 'S4'],
  finishOnKey: ['#', ''],
  location: ['file', 'another file'],
  redirection: ['D1', 'D2', 'D3'],
  errorCode: ['E1'],
};

function anyOf(shape: Shape, name: string): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text':
      return fc.constantFrom(...(texts[name] ?? ['?']));
    case 'flag':
      return fc.boolean();
    case 'whole':
      return fc.integer({ min: shape.least, max: shape.least + (name.endsWith('Ms') ? 5000 : 2) });
    case 'choice':
      return fc.constantFrom(...shape.of);
    case 'list':
      return fc.uniqueArray(anyOf(shape.of, name), { minLength: shape.least, maxLength: 3 });
    case 'record':
      return name === 'transcription' ? transcription : fieldsOf(shape.fields);
    case 'either':
      return fc.oneof(...shape.of.map((one) => anyOf(one, name)));
  }
}
/** Its sid is no recording's, as that of everything else with a sid in it is. */
const transcription = fc.record({
  sid: fc.constantFrom(...sids.transcription),
  language: fc.constant('en-US'),
  engine: fc.constantFrom('A', 'B'),
});
/** A redirection always has its id here: without one, a repeat cannot be told from a second one. */
const isAlways = (name: string, { optional }: Field) => !optional || name === 'redirection';
const fieldsOf = (fields: Fields): fc.Arbitrary<Record<string, unknown>> => {
  const { policy: _, ...others } = fields;
  const entries = Object.entries<Field>(others);
  return fc.record(
    Object.fromEntries(entries.map(([name, { shape }]) => [name, anyOf(shape, name)])),
    { requiredKeys: entries.filter(([name, of]) => isAlways(name, of)).map(([name]) => name) },
  );
};

/** What ends a call, a leg or a conference comes rarely, or little would live to meet anything. */
const ends = /hang|hung|busy|failed|removed|conference.end|stopped|saved|unanswered/;
const weightOf = (type: EventType) => (ends.test(type) ? 1 : 5);
const asked = [...Object.keys(commands), ...Object.keys(facts)] as EventType[];
const sent: fc.Arbitrary<Sent> = fc.oneof(
  ...asked.map((type) => ({
    weight: weightOf(type),
    arbitrary: fc.constantFrom(...vocabulary[type].to).chain((machine) =>
      fc.record({
        to: fc.record({ machine: fc.constant(machine), sid: fc.constantFrom(...sids[machine]) }),
        event: fieldsOf(vocabulary[type].fields).map((fields) => ({ ...fields, type })),
      }),
    ) as fc.Arbitrary<Sent>,
  })),
);

/** The opening, then a few hundred events, a moment or a while apart. */
export const anyWorld: fc.Arbitrary<readonly Sent[]> = fc
  .array(fc.tuple(fc.constantFrom(0, 0, 1, 40, 3000, 12_000), sent), {
    minLength: 150,
    maxLength: 250,
    size: 'max',
  })
  .map((list) => {
    let at = openingLife.at(-1)?.event.at ?? 0;
    const random = list.map(([delayMs, { to, event }]) => {
      at += delayMs;
      return { to, event: { ...event, at } };
    });
    return [...openingLife, ...random];
  });

/** The same worlds on every run of the gate. */
export const fixed = { seed: 20_261_122, numRuns: 6 } as const;
