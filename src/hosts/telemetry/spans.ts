/** What hosts do, as spans: a message, and below it what it asks for, as far as this process does it. */
import {
  context,
  type Span,
  type SpanContext,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { type Port, ports } from '../../../machines/index.ts';
import { type Observer, shownThrown } from '../observe.ts';
import type { Message, Performers, Task } from '../ports.ts';
import { aboutAnswer, aboutMessage, aboutTask, errorOf } from './meters.ts';

/** Of so many errands that are to be performed it is known who asked for them. */
const mostKnown = 10_000;

export class SpansOfHosts {
  readonly #tracer: Tracer;
  /** Those of a message that is given several times at once, in that order. */
  readonly #taking = new WeakMap<Message, Span[]>();
  readonly #attempting = new WeakMap<Task, Span>();
  /** Who asked for an errand, by its key. */
  readonly #askers = new Map<string, SpanContext>();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  readonly observer: Observer = {
    taking: (message) => {
      const { to, id } = message;
      const attributes = {
        ...aboutMessage(message),
        'texml.sid': to.sid,
        ...(id === undefined ? {} : { 'texml.message.id': id }),
      };
      const span = this.#tracer.startSpan(`take ${message.event.type}`, { attributes });
      this.#taking.set(message, [...(this.#taking.get(message) ?? []), span]);
    },
    taken: (message, came) => {
      const span = this.#taking.get(message)?.shift();
      span?.setAttributes(aboutAnswer(came));
      end(span, came.verdict ? undefined : came);
    },
    asked: (message, errands) => {
      const span = this.#taking.get(message)?.at(0);
      // Without an SDK there is nothing to hang together.
      if (!span || !trace.isSpanContextValid(span.spanContext())) return;
      for (const { key } of errands) this.#askers.set(key, span.spanContext());
      for (const key of this.#askers.keys()) {
        if (this.#askers.size <= mostKnown) break;
        this.#askers.delete(key);
      }
    },
    attempting: (task) => {
      const { effect, key, attempt } = task;
      const attributes = {
        ...aboutTask(task),
        'texml.sid': effect.sid,
        'texml.effect.key': key,
        'texml.effect.attempt': attempt,
      };
      const asker = this.#askers.get(key);
      const parent = asker && trace.setSpanContext(context.active(), asker);
      // Whatever is active here has only made room for it.
      const span = this.#tracer.startSpan(
        `perform ${effect.type}`,
        { attributes, root: asker === undefined },
        parent,
      );
      this.#attempting.set(task, span);
    },
    attempted: (task, failed) => {
      end(this.#attempting.get(task), failed);
      if (!failed) this.#askers.delete(task.key);
    },
  };

  /** Performers that work within the span of their attempt, so that what they ask is below it. */
  within(performers: Performers): Performers {
    const wrapped = (Object.keys(ports) as Port[]).map((port) => [
      port,
      (task: Task) => {
        const span = this.#attempting.get(task);
        const work = () => performers[port](task as never);
        return span ? context.with(trace.setSpan(context.active(), span), work) : work();
      },
    ]);
    return Object.fromEntries(wrapped) as Performers;
  }
}

function end(span: Span | undefined, failed: { readonly error: unknown } | undefined) {
  if (!span) return;
  if (failed) {
    const { error } = failed;
    span.setAttributes(errorOf(failed));
    span.setStatus({
      code: SpanStatusCode.ERROR,
      message: error instanceof Error ? error.message : shownThrown(error),
    });
  }
  span.end();
}
