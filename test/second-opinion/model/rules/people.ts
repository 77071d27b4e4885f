/** What people and applications ask, and how messages between machines arrive. */
import { constantOf } from '../words.ts';
import { calm, type Rule, type Scene } from './scene.ts';

/** Each offer may be made so often, while its condition holds. */
export const offerRules = (scene: Scene): Rule[] =>
  scene.system.offers.map(({ to, event, times = 1, when }, i) => {
    const place = scene.parties.placeOf(to);
    return {
      says: `${scene.nameOf(place)} is asked ${event.type}`,
      when: [
        ...[calm, ...scene.isThere, ...scene.isLoud, `used[${i}] < ${times}`],
        ...(when ? [`may[${i}]`] : []),
      ],
      does: [`used[${i}]++`, scene.tell(place, 'OFFER', i)],
    };
  });

/** Messages arrive in the order in which they were sent, each channel for itself; some twice. */
export const mailRules = (scene: Scene): Rule[] =>
  scene.parties.channels.flatMap(({ from, to }, i) => {
    const mail = `mail[${i}]`;
    const says = `${scene.nameOf(from)} tells ${scene.nameOf(to)}`;
    const arrives = scene.tellAt('0', to, 'MESSAGE', 'x');
    const once = {
      says,
      when: [`(${calm} || again == ${i + 1})`, ...scene.isThere, `nempty(${mail})`],
      does: [`${mail}?x`, 'again = 0', arrives],
    };
    const { doubles = 0 } = scene.system;
    if (doubles === 0) return [once];
    const twice = {
      says: `${says}, and will at once again`,
      when: [calm, ...scene.isThere, ...scene.isLoud, `doubles < ${doubles}`, `nempty(${mail})`],
      does: [`${mail}?<x>`, 'doubles++', `again = ${i + 1}`, arrives],
    };
    return [once, twice];
  });

/** What the network may report, on lines in which stage; and what the line is then. */
const reports: Readonly<Record<string, readonly [of: readonly string[], next: string]>> = {
  'call.initiated': [['dialled'], 'initiated'],
  'call.rang': [['dialled', 'initiated'], 'ringing'],
  'call.answered': [['dialled', 'initiated', 'ringing', 'crossing'], 'open'],
  'call.busy': [['dialled', 'initiated', 'ringing'], 'down'],
  'call.unanswered': [['dialled', 'ringing'], 'down'],
  'call.failed': [['dialled', 'initiated'], 'down'],
  'call.hungUp': [['dialled', 'ringing', 'open'], 'down'],
};

/** The network reports of each line what can be so of it; some of it will be told once more. */
export const networkRules = (scene: Scene): Rule[] =>
  scene.placesOf('call', 'dialLeg').flatMap((place) =>
    scene.system.network.flatMap((fact): Rule[] => {
      const [of, next] = reports[fact] ?? [[], ''];
      const line = `line[${scene.nameOf(place)}]`;
      const says = `the network reports ${fact} of ${scene.nameOf(place)}`;
      const isSo = of.map((stage) => `${line} == ${constantOf(stage)}`).join(' || ');
      const when = [calm, ...scene.isLoud, `(${isSo})`];
      const told = scene.report(place, 'FACT', constantOf(fact));
      const once = { says, when, does: [`${line} = ${constantOf(next)}`, told] };
      return [once, ...again(scene, { says, when, does: [told] })];
    }),
  );

/** The same, and it will be told once more: what it is about stays as it was. */
export function again({ system: { repeats = 0 } }: Scene, { says, when, does }: Rule): Rule[] {
  if (repeats === 0) return [];
  const left = `repeats < ${repeats}`;
  return [{ says: `${says}, and will again`, when: [...when, left], does: ['repeats++', ...does] }];
}
