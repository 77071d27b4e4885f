/** Plays vectors against an implementation and says where it differs. */
import type { Address, AnyEvent } from '../../machines/index.ts';
import type { Snapshot, Step } from '../../src/engine/index.ts';
import { advance } from '../../src/engine/step.ts';
import type { Moment } from '../claims/claim.ts';
import { verdictOf } from './machines.ts';
import type { Shown, Vector, VectorStep } from './vector.ts';

/** One step of an implementation. */
export type Implementation = (to: Address, before: Snapshot | undefined, event: AnyEvent) => Step;

/** The fields in which a step differs from what the vector says. */
function differences(expected: VectorStep, found: VectorStep): string[] {
  const fields = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
  const said = (step: VectorStep, field: string) => JSON.stringify(step[field as keyof VectorStep]);
  return fields
    .filter((field) => said(expected, field) !== said(found, field))
    .map((field) => `${field}: ${said(expected, field)} expected, ${said(found, field)} found`);
}

/** Every difference of a vector, up to the first step that has some; [] = none. */
export function replay({ id, machine, sid, steps }: Vector, answer: Implementation, shown: Shown) {
  let before: Snapshot | undefined;
  for (const [i, expected] of steps.entries()) {
    const { snapshot, effects, signals, verdict } = answer(
      { machine, sid },
      before,
      expected.event,
    );
    const found: VectorStep = {
      event: expected.event,
      ...verdictOf({ verdict }),
      state: snapshot?.state ?? 'none',
      ...shown(snapshot),
      effects,
      signals,
    };
    const where = `${id}, step ${i + 1}, ${expected.event.type}`;
    const differing = differences(expected, found);
    if (differing.length > 0) return differing.map((one) => `${where}: ${one}`);
    before = snapshot;
  }
  return [];
}

/** The steps that the model itself takes on the events of a vector. */
export function replayed({ machine, sid, steps }: Vector): Moment[] {
  const to = { machine, sid };
  let before: Snapshot | undefined;
  return steps.map(({ event }) => {
    const moment = { ...advance(to, before, event), to, event, before };
    before = moment.snapshot;
    return moment;
  });
}
