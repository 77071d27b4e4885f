/** Scenarios and the sandbox number callbacks alike, whoever fails to take them. */
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { play, readScenario } from '../../src/scenarios/index.ts';
import { customerOf, ends, telling } from './telling.ts';

const facts = ['initiated', 'rang', 'answered', 'hungUp'] as const;
const told = ['initiated', 'ringing', 'answered', 'completed'] as const;
const sids = ['call-1', 'call-2'] as const;

interface Story {
  /** Of each call: what is told. */
  readonly subscribed: readonly (readonly (typeof told)[number][])[];
  readonly happens: readonly { readonly call: number; readonly fact: (typeof facts)[number] }[];
  /** The requests that the customer fails to take, by their place. */
  readonly failing: readonly number[];
}
const stories: fc.Arbitrary<Story> = fc.record({
  subscribed: fc.tuple(fc.subarray([...told]), fc.subarray([...told])),
  happens: fc.array(
    fc.record({ call: fc.integer({ min: 0, max: 1 }), fact: fc.constantFrom(...facts) }),
    { maxLength: 8 },
  ),
  failing: fc.uniqueArray(fc.integer({ min: 0, max: 9 })),
});

const aDayMs = 86_400_000;

/** What came of each call, without what was only sent again: `ringing 1`. */
const heardOf = (all: readonly { sid: string; status: string; number: string }[]) =>
  sids.map((sid) => [
    ...new Set(
      all.filter((one) => one.sid === sid).map(({ status, number }) => `${status} ${number}`),
    ),
  ]);

function scenarioOf({ subscribed, happens }: Story) {
  const dialled = subscribed.map(
    (events, i) => `  - at: ${i}s
    request: POST Calls
    body: { To: '+12', From: '+13', ApplicationSid: '1', StatusCallback: 'https://customer.test/',
      ${events.length > 0 ? `StatusCallbackEvent: ${events.join(' ')}, ` : ''}Texml: <Response/> }`,
  );
  const happening = happens.map(
    ({ call, fact }, i) => `  - { at: ${i + 9}s, fact: call.${fact}, to: ${sids[call]} }`,
  );
  return `name: numbered
says: Two calls are told of.
steps:
${[...dialled, ...happening].join('\n')}
expect: { recordings: {}, lines: {} }
`;
}

test.prop([stories], { numRuns: 15, seed: 20 })(
  'what a customer hears of two calls is numbered alike by a scenario and by the sandbox',
  async (story) => {
    const { world: played } = play(readScenario(scenarioOf(story), 'numbered.yaml'));
    const expected = played.happenings
      .flatMap(({ callbacks }) => callbacks)
      .map(({ parameters: { CallSid, CallStatus, SequenceNumber } }) => ({
        sid: String(CallSid),
        status: String(CallStatus),
        number: String(SequenceNumber),
      }));

    let asked = 0;
    const customer = await customerOf({
      '/': () => (story.failing.includes(asked++) ? 500 : 200),
    });
    const world = await telling({
      settings: { callbacks: { attempts: 20 } },
      pace: { firstPauseMs: 1, longestPauseMs: 1 },
    });
    for (const [i, sid] of sids.entries()) {
      // What names no event is told of the end.
      const events = story.subscribed[i] ?? [];
      await world.begin(customer.url, sid, events.length > 0 ? events : ['completed']);
    }
    for (const { call, fact } of story.happens) await world.happen(sids[call] as string, fact);
    await world.settled();
    // A scenario goes on until nothing is left to happen.
    await world.pass(aDayMs);
    const heard = customer.heard.map(({ said }) => ({
      sid: String(said.CallSid),
      status: String(said.CallStatus),
      number: String(said.SequenceNumber),
    }));
    expect(heardOf(heard)).toEqual(heardOf(expected));
    for (const end of ends.splice(0).reverse()) await end();
  },
  60_000,
);
