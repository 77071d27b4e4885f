/** Ctrl+C, for whoever has something to put in order before the end. */

/**
 * Does some work, which is aborted when the process is asked to end, and then ends the process:
 * what still waits for an answer keeps nobody here.
 */
export async function interruptible(work: (signal: AbortSignal) => Promise<void>) {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => controller.abort(new Error(`${signal}: ended before its time`)));
  try {
    await work(controller.signal);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
  process.exit();
}
