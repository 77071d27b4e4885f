/** Whoever adds an attribute or a parameter says what becomes of it: without that nothing compiles. */
import { expectTypeOf, test } from 'vitest';
import type { silent, ToldUse, Use, warnsOf } from '../../src/wire/resources/uses.ts';
import type { flag } from '../../src/wire/rest/spelling/parameter-kinds.ts';
import type { ParameterRow } from '../../src/wire/rest/spelling/parameter-table.ts';
import type * as kinds from '../../src/wire/texml/attributes.ts';
import type { Attribute } from '../../src/wire/texml/attributes.ts';
import type { verbs } from '../../src/wire/texml/verbs.ts';

test('an attribute of every kind needs its column', () => {
  expectTypeOf<typeof kinds.url>().parameter(1).toEqualTypeOf<Use>();
  expectTypeOf<typeof kinds.method>().parameter(1).toEqualTypeOf<Use>();
  expectTypeOf<typeof kinds.seconds>().parameter(1).toEqualTypeOf<Use>();
  expectTypeOf<typeof kinds.count>().parameter(1).toEqualTypeOf<Use>();
  expectTypeOf<typeof kinds.flag>().parameter(1).toEqualTypeOf<Use>();
  expectTypeOf<typeof kinds.text>().parameter(1).toEqualTypeOf<Use>();
  expectTypeOf<typeof kinds.choice>().parameter(1).toEqualTypeOf<Use>();
  expectTypeOf<typeof kinds.set>().parameter(1).toEqualTypeOf<Use>();
  expectTypeOf<typeof kinds.events>().parameter(1).toEqualTypeOf<Use>();
  expectTypeOf<typeof kinds.keys>().parameter(1).toEqualTypeOf<Use>();
  expectTypeOf<{ kind: 'text'; source: string }>().not.toExtend<Attribute>();
  expectTypeOf<{ kind: 'text'; source: string; use: Use }>().toExtend<Attribute>();
  expectTypeOf<(typeof verbs)['Conference']['muted']>().toExtend<Attribute<boolean>>();
});

test('a parameter needs its column, and is never taken in silence', () => {
  expectTypeOf<readonly [typeof flag]>().not.toExtend<ParameterRow>();
  expectTypeOf<readonly [typeof flag, Use]>().not.toExtend<ParameterRow>();
  expectTypeOf<readonly [typeof flag, ToldUse]>().toExtend<ParameterRow>();
});

test('silence and warnings have reasons that are listed', () => {
  expectTypeOf<string>().not.toExtend<Parameters<typeof silent>[0]>();
  expectTypeOf<string>().not.toExtend<Parameters<typeof warnsOf>[0]>();
});
