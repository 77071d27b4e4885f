/** Hosts as OpenTelemetry's own SDKs see them: figures without sids, and spans that hang together. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, context, metrics, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import {
  type DataPoint,
  type Histogram,
  MeterProvider,
  MetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Host, MemoryStore, type Task } from '../../src/hosts/index.ts';
import { telemetry } from '../../src/hosts/telemetry/telemetry.ts';
import { performing, tell } from './stage.ts';
import { rest, StillClock } from './still-clock.ts';

/** What is active goes on through promises. */
const active = new AsyncLocalStorage<Context>();
beforeAll(() => {
  context.setGlobalContextManager({
    active: () => active.getStore() ?? ROOT_CONTEXT,
    with: (given, work, self, ...said) =>
      active.run(given, () => work.call(self as never, ...said)),
    bind: (_, target) => target,
    enable() {
      return this;
    },
    disable() {
      return this;
    },
  });
});
afterAll(() => context.disable());

class Reader extends MetricReader {
  protected override onShutdown = () => Promise.resolve();
  protected override onForceFlush = () => Promise.resolve();
}

/** A host that is watched, and what was written down of it. */
function watched(perform: (task: Task, host: Host) => unknown = () => undefined) {
  const reader = new Reader();
  const spans = new InMemorySpanExporter();
  const tracerProvider = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
  });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const { watch, performing: within } = telemetry({ tracerProvider, meterProvider });
  const clock = new StillClock();
  const open = () =>
    Host.open({
      store: new MemoryStore(),
      clock,
      watch,
      performers: (host) => within(performing(async (task) => void (await perform(task, host)))),
    });
  const figures = async () => {
    const { resourceMetrics, errors } = await reader.collect();
    expect(errors).toEqual([]);
    return resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
  };
  return {
    clock,
    open,
    tracer: tracerProvider.getTracer('test'),
    spans: () => spans.getFinishedSpans(),
    figures,
    /** Each line of a figure: what it counts, and how much of it. */
    figure: async (name: string) => {
      const found = (await figures()).find(({ descriptor }) => descriptor.name === name);
      const points = (found?.dataPoints ?? []) as readonly DataPoint<number | Histogram>[];
      return points.map(({ attributes, value }) => [
        Object.values(attributes).join(' '),
        typeof value === 'number' ? value : value.count,
      ]);
    },
  };
}

const dial = tell('c1', { type: 'call.dialOut', at: 0, ringTimeoutMs: 5_000 }, 'm1');

test('messages and their verdicts, attempts and effects, fired and late timers are figures', async () => {
  let fails = true;
  const { open, figure, clock } = watched(() => {
    if (fails) throw new RangeError('busy');
  });
  const host = await open();
  await host.take(dial);
  await host.take(tell('c1', { type: 'call.redirect' }));
  await host.take(tell('r9', { type: 'recording.stop' }));
  await host.take(tell('c1', { type: 'call.answered', at: 'now' } as never)).catch(() => undefined);
  await rest();
  await clock.until(300);
  expect(await figure('texml.outbox.size')).toEqual([['', 1]]);
  expect(await figure('texml.outbox.lag')).toEqual([['', 0.3]]);
  fails = false;
  await clock.until(60_000);
  expect(await figure('texml.message.duration')).toEqual([
    ['call call.dialOut accepted', 1],
    ['call call.redirect refused call-not-answered', 1],
    ['recording recording.stop refused not-found', 1],
    ['call call.answered InvalidInput', 1],
  ]);
  expect(await figure('texml.effect.attempt.duration')).toEqual([
    ['call network network.dial RangeError', 1],
    ['call network network.dial', 1],
    ['call network network.hangUp', 1],
    ['call callbacks announced', 1],
  ]);
  expect(await figure('texml.timer.fired')).toEqual([['call ring', 1]]);
  expect(await figure('texml.timer.overdue')).toEqual([['', 0]]);
  expect(await figure('texml.host.count')).toEqual([
    ['true', 1],
    ['false', 0],
  ]);
  const second = await open();
  expect(await figure('texml.host.count')).toContainEqual(['true', 2]);
  await host.close();
  await second.close();
  expect(await figure('texml.host.count')).toContainEqual(['true', 0]);
});

test('every figure has a unit of UCUM, and no attribute with a sid in it', async () => {
  const { open, figures } = watched();
  const host = await open();
  await host.take(dial);
  await rest();
  const all = await figures();
  expect(all.map(({ descriptor: { name, unit } }) => `${name} ${unit}`).sort()).toEqual([
    'texml.effect.attempt.duration s',
    'texml.host.count {host}',
    'texml.message.duration s',
    'texml.outbox.lag s',
    'texml.outbox.size {effect}',
    'texml.timer.overdue {timer}',
  ]);
  expect(JSON.stringify(all.map(({ dataPoints }) => dataPoints))).not.toMatch(/"c1|m1"/);
  await host.close();
});

const idOf = (span: ReadableSpan | undefined) => span?.spanContext().spanId;

test('what a message asks for is below it, and what comes of that below the attempt', async () => {
  const { open, clock, spans, tracer } = watched((task, host) => {
    if (task.attempt === 1) throw new Error('busy');
    if (task.effect.type !== 'network.dial') return undefined;
    return host.take(tell('c1', { type: 'call.answered' }, 'm2'));
  });
  const host = await open();
  const request = tracer.startSpan('POST /Calls');
  await context.with(trace.setSpan(ROOT_CONTEXT, request), () => host.take(dial));
  request.end();
  await rest();
  await clock.until(4_000);
  await host.close();
  const named = (name: string) => spans().filter((one) => one.name === name);
  const [take] = named('take call.dialOut');
  const [failed, performed] = named('perform network.dial');
  const [answered] = named('take call.answered');
  expect(take?.parentSpanContext?.spanId).toBe(request.spanContext().spanId);
  expect([failed, performed].map((one) => one?.parentSpanContext?.spanId)).toEqual([
    idOf(take),
    idOf(take),
  ]);
  expect(answered?.parentSpanContext?.spanId).toBe(idOf(performed));
  expect(named('perform announced').map((one) => one.parentSpanContext?.spanId)).toContain(
    idOf(answered),
  );
  expect(new Set(spans().map((one) => one.spanContext().traceId)).size).toBe(1);
  expect(take?.attributes).toEqual({
    'texml.machine': 'call',
    'texml.event': 'call.dialOut',
    'texml.sid': 'c1',
    'texml.message.id': 'm1',
    'texml.verdict': 'accepted',
  });
  expect(failed?.attributes).toMatchObject({
    'texml.effect.key': 'call c1@1.0',
    'texml.effect.attempt': 1,
    'error.type': 'Error',
  });
  expect([failed?.status, performed?.status]).toEqual([{ code: 2, message: 'busy' }, { code: 0 }]);
});

test('durations of milliseconds are told apart', async () => {
  const { open, figures } = watched();
  const host = await open();
  await host.take(dial);
  await rest();
  const durations = (await figures()).filter(({ descriptor }) => descriptor.unit === 's');
  const histograms = durations.filter(({ descriptor }) => /duration$/.test(descriptor.name));
  expect(histograms.length).toBe(2);
  for (const { dataPoints } of histograms) {
    for (const { value } of dataPoints as readonly DataPoint<Histogram>[]) {
      expect(value.buckets.boundaries.slice(0, 3)).toEqual([0.005, 0.01, 0.025]);
    }
  }
  await host.close();
});

test('no attribute has the name of a namespace, and what is thrown is of few kinds', async () => {
  const thrown: unknown[] = [
    Object.assign(new Error('a'), { name: '' }),
    Object.assign(new Error('b'), { name: 7 }),
    'c',
    undefined,
  ];
  const { open, figure, spans, clock } = watched(({ attempt }) => {
    const failed = thrown[attempt - 1];
    if (attempt <= thrown.length) throw failed;
  });
  const host = await open();
  await host.take(tell('c1', { type: 'call.dialOut', at: 0 }, 'm1'));
  await clock.until(20_000);
  expect((await figure('texml.effect.attempt.duration')).map(([line]) => line)).toEqual([
    'call network network.dial _OTHER',
    'call network network.dial string',
    'call network network.dial undefined',
    'call network network.dial',
  ]);
  const names = new Set(spans().flatMap(({ attributes }) => Object.keys(attributes)));
  for (const name of names) {
    expect([...names].filter((other) => other.startsWith(`${name}.`))).toEqual([]);
  }
  await host.close();
});

test('a message that is given twice at once is measured from when each was given', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const reader = new Reader();
    const { watch } = telemetry({ meterProvider: new MeterProvider({ readers: [reader] }) });
    watch.taking?.(dial);
    vi.advanceTimersByTime(3_000);
    watch.taking?.(dial);
    vi.advanceTimersByTime(1_000);
    for (let i = 0; i < 2; i += 1) watch.taken?.(dial, { verdict: { verdict: 'accepted' } });
    const { resourceMetrics } = await reader.collect();
    const all = resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
    const found = all.find(({ descriptor }) => descriptor.name === 'texml.message.duration');
    expect(found?.dataPoints).toMatchObject([{ value: { sum: 5 } }]);
  } finally {
    vi.useRealTimers();
  }
});

test('performers that are methods of an object work within their spans, too', async () => {
  class Ports {
    readonly seen: string[] = [];
    network({ effect }: Task) {
      this.seen.push(effect.type);
    }
    media() {}
    callbacks() {}
    instructions() {}
    orphans() {}
  }
  const ports = new Ports();
  const { performing: within, watch } = telemetry();
  const host = await Host.open({
    store: new MemoryStore(),
    clock: new StillClock(),
    watch,
    performers: () => within(ports),
  });
  await host.take(dial);
  await rest();
  expect(ports.seen).toEqual(['network.dial']);
  await host.close();
});

test('figures and spans name the library that they come from', () => {
  const named: string[] = [];
  telemetry({
    meterProvider: {
      getMeter: (name) => {
        named.push(name);
        return metrics.getMeter(name);
      },
    },
    tracerProvider: {
      getTracer: (name) => {
        named.push(name);
        return trace.getTracer(name);
      },
    },
  });
  expect(named).toEqual(['texml-recordings', 'texml-recordings']);
});
