/** Plays a scenario on a virtual clock, until nothing is left to happen. */
import type { AnyEvent } from '../../machines/index.ts';
import { origin } from './format/documents.ts';
import { eventText } from './format/event-text.ts';
import type { Scenario, ScenarioStep } from './format/format.ts';
import { sendRequest } from './playing/rest.ts';
import { accountSid, addressOf, beginning, connectionId, StoryWorld } from './playing/world.ts';

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
  try {
    while (world.clock.tick()) {
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
    const { from, to, url } = step.inbound;
    const sid = world.mint('call');
    world.runner.point(sid, { url: new URL(url, origin).href });
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
  world.deliver(addressOf(step.to), event);
  if (step.says !== undefined) return { says: step.says };
  return { says: `${step.to} ${eventText(event)}`, about: step.to };
}
