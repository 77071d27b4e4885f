/**
 * The compiled step is XState's own on random small machines; and faults planted in the compiler, one
 * at a time, show at once on the same machines.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fc } from '@fast-check/vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onTables, onXState } from '../../src/engine/index.ts';
import { both, isSame } from './both.ts';
import { live, small, smallConfig, someEvents, withSmall } from './small-machines.ts';

type Catalogue = ReturnType<typeof withSmall>;
type Compiler = Pick<typeof import('../../src/engine/compile.ts'), 'stepping'>;

const engine = resolve(import.meta.dirname, '../../src/engine');
const source = readFileSync(join(engine, 'compile.ts'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'faults-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is wrong, and which words of the compiler become which. */
const faults: readonly (readonly [string, string, string])[] = [
  ['what is left is left outermost first', '.slice(kept).reverse()', '.slice(kept)'],
  ['reentering is forgotten', 'isInside && !reenter\n', 'isInside\n'],
  ['every transition reenters', 'isInside && !reenter\n', 'isInside && reenter\n'],
  ['states are kept that only the target is in', 'chain(source).slice(0, -1)', 'chain(source)'],
  ['the named state counts as around itself', 'chain(aim).slice(0, -1)', 'chain(aim)'],
  ['entries are not done', 'states.get(path)?.entry ?? []', '[]'],
  ['exits are not done', 'states.get(path)?.exit ?? []', '[]'],
  ['what the transition does is not done', '...candidate.actions,', ''],
  ['the transition leads to the named state', 'candidate.target ?? from', 'candidate.aim ?? from'],
  ['the first way is taken, whatever its guard says', 'way.asks(context, event', '(true || event'],
  ['guards hold when they do not', '|| way.asks(', '|| !way.asks('],
  ['guards are asked without their params', 'event, way.guardParams', 'event, undefined'],
  ['ways are tried from the second on', 'let i = 0; i < ways', 'let i = 1; i < ways'],
  ['deeds see what was, not what was set', '(context, event, step', '(from, event, step'],
  ['deeds get the params of others', 'step, deedParams[i]', 'step, deedParams[0]'],
  ['the last deed is not done', 'i < deeds.length', 'i < deeds.length - 1'],
  ['the snapshot that was given is written to', 'context = { ...context };', 'context = from;'],
  ['a new context is lost', 'if (writes || way', 'if (way'],
  ['a new state is lost', ' || way.state !== state', ''],
  ['every step makes a new snapshot', 'if (writes || way.state', 'if (true || way.state'],
  ['nothing is something', "way.state === 'none' ? undefined : next", 'next'],
  ['what writes is taken for what does not', 'done.some(', 'done.every('],
  [
    'the verdict is forgotten',
    'return step;\n  };',
    'return { ...step, verdict: accepted };\n  };',
  ],
];

/** The compiler with a fault in it, as a module of its own. */
async function compilerWith(fault: string, i: number): Promise<Compiler> {
  const file = join(folder, `compile-${i}.ts`);
  const absolute = fault.replaceAll(
    /from '(\.[^']+)'/g,
    (_, path) => `from '${resolve(engine, path)}'`,
  );
  writeFileSync(file, absolute);
  return (await import(file)) as Compiler;
}

/** So many make every fault below known; `npm run test:random` takes more. */
const machinesTried = Number(process.env.MACHINES ?? 300);
/** Random small machines, and what both steps make of them, step by step: XState is slow, so once. */
const lives: { readonly catalogue: Catalogue; readonly moments: ReturnType<typeof live> }[] = [];
const isSteppedAlike = fc.property(smallConfig, someEvents, (states, events) => {
  const catalogue = withSmall(states);
  const moments = live(both(onTables(catalogue), onXState(catalogue)), events);
  lives.push({ catalogue, moments });
});
let found: string | undefined;
beforeAll(() => {
  found = fc.defaultReportMessage(fc.check(isSteppedAlike, { numRuns: machinesTried, seed: 4 }));
});

test('the compiled step is the step of XState on random small machines', () => {
  expect(found).toBe(undefined);
  expect(lives.length).toBe(machinesTried);
});

/** Whether a compiler is found out: it throws, steps otherwise, or writes to what it is given. */
function isFoundOut({ stepping }: Compiler): boolean {
  try {
    return lives.slice(0, 300).some(({ catalogue, moments }) => {
      const advance = stepping(catalogue);
      return moments.some(({ before, event, ...right }) => {
        const given = structuredClone(before);
        return !isSame(advance(small, given, event), right, given, before);
      });
    });
  } catch {
    return true;
  }
}

test('the compiler as it is passes', async () => {
  expect(isFoundOut(await compilerWith(source, 0))).toBe(false);
});

test.each(faults)('%s: found out', async (_says, right, wrong) => {
  expect(source.split(right).length, `"${right}" stands once in the compiler`).toBe(2);
  const i = faults.findIndex(([, , one]) => one === wrong) + 1;
  expect(isFoundOut(await compilerWith(source.replace(right, wrong), i))).toBe(true);
});
