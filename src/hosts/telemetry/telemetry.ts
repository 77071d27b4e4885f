/** Hosts as OpenTelemetry sees them: an observer that writes down figures and spans. */
import { type MeterProvider, metrics, type TracerProvider, trace } from '@opentelemetry/api';
import type { Observer } from '../observe.ts';
import { watchedBy } from '../operating/watched-by.ts';
import type { Performers } from '../ports.ts';
import { figuresIn } from './meters.ts';
import { SpansOfHosts } from './spans.ts';

/** Where telemetry goes. */
export interface TelemetryOptions {
  /** Where figures go; left out: to what the process has registered by now. */
  readonly meterProvider?: MeterProvider;
  /** Where spans go; left out: to what the process has registered. */
  readonly tracerProvider?: TracerProvider;
}
/** What watches hosts for OpenTelemetry. */
export interface Telemetry {
  /** What a host is given as `watch`; any number of hosts can have the same. */
  readonly watch: Observer;
  /**
   * Performers that work within the span of their attempt: what they ask of others is a span below
   * it, and so is what they tell the host.
   */
  readonly performing: (performers: Performers) => Performers;
}

const name = 'texml-recordings';

/**
 * Makes what watches hosts for OpenTelemetry. Register an SDK before: figures are lost otherwise.
 * @example
 * ```ts
 * import { Host, MemoryStore } from 'texml-recordings/hosts';
 * import { telemetry } from 'texml-recordings/telemetry';
 *
 * const perform = () => undefined;
 * const all = { network: perform, media: perform, callbacks: perform, instructions: perform, orphans: perform };
 * const { watch, performing } = telemetry();
 * const host = await Host.open({ store: new MemoryStore(), watch, performers: () => performing(all) });
 * console.log((await host.health()).isReady); // true
 * await host.close();
 * ```
 */
export function telemetry({
  meterProvider = metrics.getMeterProvider(),
  tracerProvider = trace.getTracerProvider(),
}: TelemetryOptions = {}): Telemetry {
  const spans = new SpansOfHosts(tracerProvider.getTracer(name));
  return {
    watch: watchedBy(figuresIn(meterProvider.getMeter(name)), spans.observer),
    performing: (performers) => spans.within(performers),
  };
}
