/** The sentences of the bounded systems say what is in them, no more and no less. */
import { expect, test } from 'vitest';
import type { System } from '../../properties/generators/system.ts';
import { systems } from '../../properties/systems/index.ts';

type Check = (system: System) => boolean;
const may =
  (fact: System['network'][number]): Check =>
  ({ network }) =>
    network.includes(fact);
const isOffered =
  (...types: string[]): Check =>
  ({ offers }) =>
    offers.some(({ event }) => types.includes(event.type));
const any =
  (...checks: Check[]): Check =>
  (system) =>
    checks.some((check) => check(system));
const more = (times: number | undefined) => (times ?? 0) > 0;

/** What a sentence may only say of a system in which it can happen. */
const meant: readonly (readonly [words: RegExp, isSo: Check])[] = [
  [/\brings?\b|\bringing\b/, any(may('call.rang'), isOffered('call.dial'))],
  [/legs that ring/, may('call.rang')],
  [/(?<!REST |is )\b(hangs?|hung) up\b/, any(may('call.hungUp'), isOffered('call.hangUp'))],
  [/hang(s)? up at any time/, may('call.hungUp')],
  [/\bbusy\b/, may('call.busy')],
  [/redirect/, isOffered('call.redirect')],
  [/\bkey\b/, isOffered('digit.pressed')],
  [/second caller/, ({ offers }) => calls(offers) > 1],
  [/two calls/i, ({ offers }) => calls(offers) === 2],
  [/REST dials/, isOffered('conference.addParticipant')],
  [/REST (ends|removes)|\bremoves\b/, isOffered('conference.end', 'conference.removeParticipant')],
  [/paused/, isOffered('recording.pause')],
  [/stopped/, isOffered('recording.stop')],
  [/deleted?\b/, isOffered('recording.delete')],
  [/\brefuses?\b/, ({ media }) => more(media.refuses?.length)],
  [/\blose\b/, ({ media }) => more(media.loses?.length)],
  [/speech/, ({ media }) => more(media.speech)],
];
const calls = (offers: System['offers']) =>
  offers.filter(({ event }) => event.type === 'call.receive' || event.type === 'call.dialOut')
    .length;

/** What a sentence says exactly of the systems in which it can happen. */
const exactly: readonly (readonly [words: RegExp, isSo: Check])[] = [
  [/(message|messages).* twice/, ({ doubles }) => more(doubles)],
  [/comes early|files early/, ({ media }) => media.filesEarly === true],
  [/by itself/, ({ media }) => media.stopsByItself === true],
  [/clock goes from 0 to/, ({ time }) => time !== 'free' && time > 0],
  [/steps back/, ({ stepsBack }) => more(stepsBack)],
  [/is ahead/, ({ ahead }) => ahead !== undefined],
  [/\bhost is away\b/, ({ outages }) => outages !== undefined],
  [/may be early|fire too early/, ({ strayTimers }) => more(strayTimers)],
];

test.each(systems)('$name', (system) => {
  const { says } = system;
  const untrue = meant.filter(([words, isSo]) => words.test(says) && !isSo(system));
  const unlike = exactly.filter(([words, isSo]) => words.test(says) !== isSo(system));
  expect([...untrue, ...unlike].map(([words]) => `${words}: ${says}`)).toEqual([]);
});

test('in three of them at least the clock steps back, and in one two clocks differ', () => {
  expect(systems.filter(({ stepsBack }) => more(stepsBack)).length).toBeGreaterThanOrEqual(3);
  expect(systems.filter(({ ahead }) => ahead !== undefined).length).toBeGreaterThanOrEqual(1);
});
