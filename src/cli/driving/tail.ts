/** `tail`: what happens in a running sandbox, a line each, until it ends or is stopped. */
import type { TimelineEntry } from '../../sandbox/index.ts';
import { paint, write } from '../terminal.ts';
import { type RunningOptions, RunningSandbox } from './running.ts';

interface TailOptions extends RunningOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
}

export async function tail(options: TailOptions) {
  const { printEntry } = await import('../../sandbox/index.ts');
  const running = new RunningSandbox(options);
  const response = await running.send({ method: 'GET', path: `${running.control}/events` });
  if (!response.ok || !response.body) throw new Error(`The sandbox answers ${response.status}.`);
  const { account } = running;
  for await (const entry of entriesIn(response.body)) {
    if (entry.kind === 'step' && !options.verbose && !options.json) continue;
    write(options.json ? `${JSON.stringify(entry)}\n` : printEntry(paint, account, entry));
  }
}

/** The entries that a stream of server-sent events tells. */
async function* entriesIn(body: AsyncIterable<Uint8Array>): AsyncGenerator<TimelineEntry> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (data === undefined || !/^event: entry$/m.test(message)) continue;
      yield* JSON.parse(data) as TimelineEntry[];
    }
  }
}
