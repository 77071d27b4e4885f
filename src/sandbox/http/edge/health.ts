/** `GET /healthz`: whether the sandbox keeps what it answers, for whatever supervises its process. */
import { combinedHealth, type Health } from '../../../hosts/index.ts';
import type { Keys } from './keys.ts';

/** An account, as far as it is asked. */
interface Living {
  readonly accountSid: string;
  readonly host: { readonly health: () => Promise<Health> };
}
export interface Healthy {
  readonly worlds: {
    readonly all: readonly Living[];
    readonly unusable: readonly unknown[];
  };
  readonly keys: Keys;
}

/**
 * 200 when it is ready and 503 when it is not. Accounts, and what failed in them, are told to those
 * only who could ask for them.
 */
export async function answerHealth(request: Request, { worlds, keys }: Healthy): Promise<Response> {
  const all = await Promise.all(
    worlds.all.map(async ({ accountSid, host }) => [accountSid, await host.health()] as const),
  );
  const health = combinedHealth(new Map(all));
  const key = keys.keyIn(request.headers.get('authorization'));
  const isKnown = !keys.areLimited || (key !== undefined && keys.isGood(key));
  const told = isKnown
    ? { ...health, accounts: all.length, unusable: worlds.unusable.length }
    : { isReady: health.isReady };
  const headers = { 'cache-control': 'no-store' };
  return Response.json(told, { status: health.isReady ? 200 : 503, headers });
}
