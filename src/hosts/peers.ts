/** Packages that an entry needs and that whoever uses it installs: optional peers, loaded when needed. */

/**
 * Loads one; `load` imports it, so that tools see what is imported.
 * @throws what `missing` makes of a sentence that says what to install, if it is not installed; or
 * whatever it throws itself.
 */
export async function loadPeer<T>(
  name: string,
  load: () => Promise<T>,
  missing: (says: string, cause: { readonly cause: unknown }) => Error,
): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissing(name, cause)) throw cause;
    throw missing(`The package "${name}" is not installed: npm install ${name}.`, { cause });
  }
}

/** Whether it is this package that is not there, and not one that it needs itself. */
function isMissing(name: string, thrown: unknown): boolean {
  const { code, message } = (thrown ?? {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
  };
  return code === 'ERR_MODULE_NOT_FOUND' && String(message).includes(`'${name}'`);
}
