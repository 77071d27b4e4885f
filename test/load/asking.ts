/** Many requests at once, over few connections that are kept. */
import { Agent, request } from 'node:http';

const limitMs = 10_000;
const agents = new Map<number, Agent>();
function agentOf(connections: number): Agent {
  const agent = agents.get(connections) ?? new Agent({ keepAlive: true, maxSockets: connections });
  agents.set(connections, agent);
  return agent;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
}

interface AskOptions {
  readonly form?: Readonly<Record<string, string>>;
  readonly connections?: number;
  /** Whether it carries the key of the API: a signed link is refused with one. */
  readonly hasKey?: boolean;
}

/** Sends a request, with a form if there is one; it never waits longer than ten seconds. */
export function ask(
  method: string,
  url: string,
  { form, connections = 64, hasKey = true }: AskOptions = {},
): Promise<Reply> {
  const body = form && new URLSearchParams(form).toString();
  const headers = {
    ...(hasKey && { authorization: 'Bearer load' }),
    ...(body && {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
    }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: agentOf(connections) }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    sent.setTimeout(limitMs, () => sent.destroy(new Error(`${method} ${url}: no answer`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Lets go of all connections. */
export function hangUp() {
  for (const agent of agents.values()) agent.destroy();
  agents.clear();
}
