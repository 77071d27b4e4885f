/** What is kept is checked by its declaration: every field of every effect, whatever its machine. */
import { describe, expect, test } from 'vitest';
import {
  type Effect,
  type EffectFields,
  type EffectType,
  effects,
  effectTypes,
  ports,
} from '../../machines/index.ts';
import type { Shape } from '../../machines/words/shape.ts';
import { flawInEffect, type Performers } from '../../src/hosts/index.ts';

/** Something of a shape. */
function sampleOf(shape: Shape): unknown {
  switch (shape.kind) {
    case 'text':
      return 'x';
    case 'flag':
      return true;
    case 'whole':
      return shape.least;
    case 'choice':
      return shape.of[0];
    case 'list':
      return [sampleOf(shape.of)];
    case 'record':
      return samplesOf(shape.fields);
    case 'either':
      return sampleOf(shape.of[0] as Shape);
  }
}
const samplesOf = (fields: Readonly<Record<string, { readonly shape: Shape }>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, { shape }]) => [name, sampleOf(shape)]));

/** Every effect in every form that it has, with all its fields. */
const forms = effectTypes.flatMap((type) =>
  effects[type].forms.map((fields: EffectFields) => ({
    type,
    fields,
    effect: { type, ...samplesOf(fields) } as Readonly<Record<string, unknown>>,
    name: `${type} of ${(fields.machine.shape as { of: readonly string[] }).of.join(', ')}`,
  })),
);
const isKept = (type: EffectType) => effects[type].port !== 'clock';
const kept = forms.filter(({ type }) => isKept(type));

describe('An effect that is kept', () => {
  test.each(kept)('is taken back: $name', ({ effect, fields }) => {
    expect(flawInEffect(effect)).toBeUndefined();
    for (const [name, { optional }] of Object.entries(fields)) {
      const { [name]: _, ...without } = effect;
      if (optional) expect(flawInEffect(without)).toBeUndefined();
      else expect(flawInEffect(without)).toMatchObject({ path: name, found: undefined });
    }
  });

  test.each(kept)('has no field of a wrong kind, and none besides: $name', ({ effect, fields }) => {
    for (const name of Object.keys(fields)) {
      for (const wrong of [null, [], {}, -1, 0.5, '']) {
        expect(flawInEffect({ ...effect, [name]: wrong })?.path).toMatch(new RegExp(`^${name}\\b`));
      }
    }
    expect(flawInEffect({ ...effect, surplus: 1 })).toMatchObject({ path: 'surplus', found: 1 });
  });

  test('is of no machine that does not ask for it', () => {
    const answered = { type: 'network.answer', machine: 'dialLeg', sid: 'L' };
    expect(flawInEffect(answered)).toEqual({
      path: 'machine',
      found: 'dialLeg',
      expected: 'one of call',
    });
    const announced = { type: 'announced', machine: 'recording', sid: 'R', at: 0 };
    expect(flawInEffect({ ...announced, status: 'ringing' })).toMatchObject({ path: 'status' });
    expect(flawInEffect({ ...announced, machine: 'call', status: 'ringing' })).toBeUndefined();
  });

  test.each(forms.filter(({ type }) => !isKept(type)))('is no timer: $name', ({ effect }) => {
    expect(flawInEffect(effect)?.path).toBe('type');
  });

  test('is wrong for the compiler, too', () => {
    const wrong: readonly Effect[] = [
      // @ts-expect-error A recording does not ring.
      { type: 'announced', machine: 'recording', sid: 'R', at: 0, status: 'ringing' },
      // @ts-expect-error Nobody calls a leg: it has nothing to answer.
      { type: 'network.answer', machine: 'dialLeg', sid: 'L' },
      // @ts-expect-error An order has a number.
      { type: 'media.stop', machine: 'recording', sid: 'R' },
      // @ts-expect-error There is no such effect.
      { type: 'network.flash', machine: 'call', sid: 'C' },
    ];
    expect(wrong.filter((one) => !flawInEffect(one))).toEqual([]);
    const nobody = () => undefined;
    // @ts-expect-error Nobody performs what is told to customers.
    const performers: Performers = {
      network: nobody,
      media: nobody,
      instructions: nobody,
      orphans: nobody,
    };
    expect(Object.keys(ports).filter((port) => !(port in performers))).toEqual(['callbacks']);
  });

  test.each([undefined, null, 'announced', [], {}, { type: 'toString' }])('is not %j', (value) => {
    expect(flawInEffect(value)).toBeDefined();
  });
});
