/** Plays a scenario on a virtual clock, until nothing is left to happen. */
import { type Address, type AnyEvent, facts, type MachineName } from '../../machines/index.ts';
import { origin } from './format/documents.ts';
import { eventText } from './format/event-text.ts';
import { machineOf, type Scenario, type ScenarioStep } from './format/format.ts';
import { sendRequest } from './playing/rest.ts';
import { accountSid, beginning, connectionId, StoryWorld } from './playing/world.ts';

/** A step of the story, as it was played. */
export interface PlayedStep {
  readonly at: number;
  readonly says: string;
  /** What HTTP answered to a request. */
  readonly answer?: string;
  readonly expected?: string;
  /** The sid that a bare fact is about: its own timeline shows it already. */
  readonly about?: string;
}
/** A scenario that was played: everything that happened, and what went wrong in the telling. */
export interface Played {
  /** As it was given. */
  readonly scenario: Scenario;
  /** What it was played in, as it came to rest. */
  readonly world: StoryWorld;
  /** Its steps, in the order in which they were played. */
  readonly told: readonly PlayedStep[];
}

/** The most things that may happen in one scenario: a story that goes round in circles ends. */
const mostHappenings = 10_000;

/**
 * Plays a scenario. What is wrong with a document ends its call, as it would be at Telnyx, and is
 * told by the warnings of the world.
 * @throws Error that names the scenario, the latest step, and what is wrong with an event or a
 * request of it.
 * @example
 * ```ts
 * import { libraryFiles, loadScenario, play, reportOf } from 'texml-recordings/scenarios';
 *
 * const scenario = loadScenario(libraryFiles()[0] ?? '');
 * console.log(reportOf(play(scenario)).ok); // true
 * ```
 */
export function play(scenario: Scenario): Played {
  const world = new StoryWorld(scenario);
  const told: PlayedStep[] = [];
  let latest = 0;
  for (const [i, step] of scenario.steps.entries()) {
    world.clock.plan(beginning + step.at, (at) => {
      latest = i;
      told.push({ at, ...take(world, step) });
    });
  }
  const { until } = scenario;
  const end = until === undefined ? until : beginning + until;
  try {
    while (world.clock.tick(end)) {
      if (world.happenings.length > mostHappenings) throw new Error('it does not come to an end');
    }
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    throw new Error(`${scenario.name}, from steps.${latest} on: ${says}`, { cause: error });
  }
  return { scenario, world, told };
}

function take(world: StoryWorld, step: ScenarioStep): Omit<PlayedStep, 'at'> {
  if ('inbound' in step) {
    const { from, to, ...source } = step.inbound;
    const sid = world.mint('call');
    world.runner.point(sid, sourceOf(source));
    world.command({ machine: 'call', sid }, { type: 'call.receive' }, [
      { sid, row: { machine: 'call', accountSid, connectionId, from, to } },
    ]);
    return { says: step.says ?? `${sid} comes in` };
  }
  if ('request' in step) {
    const { method, path } = step.request;
    const answer = sendRequest(world, method, path, step.body);
    const body = Object.entries(step.body).map(([name, value]) => `${name}=${String(value)}`);
    return {
      says: step.says ?? [method, path, ...body].join(' '),
      answer,
      ...(step.answer === undefined ? {} : { expected: step.answer }),
    };
  }
  if ('service' in step) {
    world.runner.serve(step.to, step.with);
    return { says: step.says ?? `what ${step.to} waits for is over` };
  }
  if ('answeredBy' in step) {
    if (!world.directory.line(step.to)?.detection) {
      throw new Error(`nobody asked who answers ${step.to}`);
    }
    return { says: step.says ?? `${step.to} is answered by ${step.answeredBy}` };
  }
  const event = { type: step.fact, at: world.clock.now, ...step.with } as AnyEvent;
  world.deliver(hearerOf(step), event);
  if (step.says !== undefined) return { says: step.says };
  return { says: `${step.to} ${eventText(event)}`, about: step.to };
}

/** Where the document of an inbound call comes from; undefined: its application says it. */
function sourceOf({ url, texml, method, fallbackUrl, fallbackMethod }: Source) {
  if (texml !== undefined) return { texml };
  const whole = {
    ...(url === undefined ? {} : { url: new URL(url, origin).href }),
    ...(method === undefined ? {} : { method }),
    ...(fallbackUrl === undefined ? {} : { fallbackUrl: new URL(fallbackUrl, origin).href }),
    ...(fallbackMethod === undefined ? {} : { fallbackMethod }),
  };
  return Object.keys(whole).length === 0 ? undefined : whole;
}
type Source = Omit<Extract<ScenarioStep, { readonly inbound: unknown }>['inbound'], 'from' | 'to'>;

/** Whoever is told a fact: a leg that has become a call hears what is told to calls alone. */
function hearerOf({ fact, to }: Extract<ScenarioStep, { readonly fact: string }>): Address {
  const machines: readonly MachineName[] = facts[fact].to;
  const machine = machineOf(to);
  return { machine: machines.includes(machine) ? machine : 'call', sid: to };
}
