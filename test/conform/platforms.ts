/** Platforms: the sandbox as it is, and what stands around it in copies that have a fault each. */
import {
  type ConformPlatformOptions,
  conformPlatform,
  sandboxFarEnd,
} from '../../src/conform/index.ts';
import { createSandbox, type SettingsSaid } from '../../src/sandbox/index.ts';
import { patienceMs } from '../house/patience.ts';

type Ask = (request: Request) => Promise<Response>;
/** What is otherwise in a platform, seen from outside. */
export interface OtherPlatform {
  /** Stands before its API. */
  readonly asked?: (request: Request, ask: Ask) => Promise<Response>;
  /** Stands behind it, and before whoever is told and asked for documents. */
  readonly tells?: (request: Request, tell: Ask) => Promise<Response>;
  /** What the sandbox itself does otherwise. */
  readonly settings?: SettingsSaid;
}

const beganAt = Date.UTC(2026, 0, 5, 9);

/** The tests of a platform whose clock is moved, and what ends all of it. */
export async function testsOfPlatform(
  { asked, tells, settings = {} }: OtherPlatform = {},
  more: Partial<ConformPlatformOptions> = {},
) {
  const sandbox = await createSandbox({
    state: 'memory',
    hosts: 'any',
    publicUrl: 'http://sandbox.test',
    settings,
    inProcess: {
      answers: (request) => (tells ? tells(request, (one) => fetch(one)) : fetch(request)),
      frozenAt: beganAt,
      patienceMs,
    },
  });
  const app = (request: Request) =>
    asked ? asked(request, sandbox.fetch) : sandbox.fetch(request);
  const at = { url: 'http://sandbox.test/v2', account: 'me' };
  const farEnd = await sandboxFarEnd({ ...at, app: sandbox.fetch, movesClock: true });
  const { publicKey } = sandbox;
  const tests = await conformPlatform({ ...at, app, farEnd, publicKey, strict: true, ...more });
  const close = async () => {
    await tests.close();
    await sandbox.close();
  };
  return { ...tests, [Symbol.asyncDispose]: close };
}
