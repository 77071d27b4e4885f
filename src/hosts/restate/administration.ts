/** What only the administration of Restate is asked: to find a host, and what waits there. */

import { overdueMs } from '../operating/overdue.ts';
import type { Backlog } from '../operating/watch.ts';
import { Ingress, type Patience } from './ingress.ts';
import type { ServiceNames } from './objects/names.ts';

const headers = { 'content-type': 'application/json', accept: 'application/json' };
/** Whoever asks how a host is does not wait for longer. */
const backlogMs = 2_000;

export class Administration {
  readonly #asked: Ingress;
  readonly #names: ServiceNames;

  constructor(addresses: string | readonly string[], names: ServiceNames) {
    this.#asked = new Ingress(addresses, () => undefined);
    this.#names = names;
  }

  /** Says where hosts are found; the handlers that they have now are in the place of others. */
  async register(uri: string, patience: Patience): Promise<void> {
    const body = JSON.stringify({ uri, force: true });
    await this.#asked.fetch('/deployments', { method: 'POST', headers, body }, patience);
  }

  /** What waits to be performed or woken, whichever host will do it. */
  async behind(): Promise<Backlog> {
    const { lane, machine } = this.#names;
    const now = Date.now();
    const late = new Date(now - overdueMs).toISOString();
    const [errands, timers] = await Promise.all([
      this.#counted(
        'created_at',
        `target_service_name = '${lane}' AND target_handler_name = 'perform'`,
      ),
      this.#counted(
        'scheduled_start_at',
        `target_service_name = '${machine}' AND target_handler_name = 'wake'
        AND scheduled_start_at < TIMESTAMP '${late}'`,
      ),
    ]);
    const since = (earliest: string | undefined) =>
      earliest === undefined ? 0 : Math.max(0, now - Date.parse(earliest));
    return {
      outbox: { size: errands.n, lagMs: since(errands.earliest) },
      overdue: { timers: timers.n, lateMs: since(timers.earliest) },
    };
  }

  async #counted(time: string, condition: string): Promise<Counted> {
    const query = `SELECT count(*) AS n, min(${time}) AS earliest FROM sys_invocation
      WHERE status <> 'completed' AND ${condition}`;
    const request = { method: 'POST', headers, body: JSON.stringify({ query }) };
    const { rows } = await this.#asked.fetch<{ rows: Counted[] }>('/query', request, {
      ms: backlogMs,
    });
    return rows[0] as Counted;
  }
}

interface Counted {
  readonly n: number;
  /** A date of ISO 8601; none if nothing was counted. */
  readonly earliest?: string;
}
