/** Random small graphs: states in states, several guards for one event, and texts full of signs. */
import { fc } from '@fast-check/vitest';
import { type Graph, graphOfDeclaration } from '../../src/render/index.ts';
import { smallConfig } from '../engine/small-machines.ts';

interface Raw {
  readonly states?: Readonly<Record<string, Raw>>;
}
/** What the formats trip over: their own signs, and words of their grammars. */
const text = fc.oneof(
  fc.constantFrom('A <Dial> & "more" -- -->', 'end', 'state: x; y #35;', '} % {{ [*] ~~ \\n', ''),
  fc.string({ maxLength: 12, unit: 'grapheme-ascii' }).map((one) => one.trim()),
);

/** Describes every state, in turn. */
function described(states: Readonly<Record<string, Raw>>, says: readonly string[]): object {
  let i = 0;
  const of = (inner: Readonly<Record<string, Raw>>): object =>
    Object.fromEntries(
      Object.entries(inner).map(([name, raw]) => {
        i += 1;
        const description = says[i % says.length];
        return [name, { ...raw, description, ...(raw.states ? { states: of(raw.states) } : {}) }];
      }),
    );
  return of(states);
}

export const smallGraph: fc.Arbitrary<Graph> = fc
  .tuple(smallConfig, fc.array(text, { minLength: 1, maxLength: 5 }), text)
  .map(([states, texts, says]) =>
    graphOfDeclaration('recording', says, {
      id: 'small',
      initial: 'none',
      states: described(states as Readonly<Record<string, Raw>>, texts),
    }),
  );
