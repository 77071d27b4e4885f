/**
 * Whose account a request is about whose path names none, but a connection: that of the application,
 * or of the key. A sandbox sells neither, so it goes by what it has seen (A50).
 */
import type { World } from '../world/world.ts';

/** Where the worlds of accounts are looked up. */
interface Known {
  readonly accounts: readonly string[];
  readonly find: (accountSid: string) => World | undefined;
}

/** How many keys are remembered. */
const mostKeys = 1_000;

export class AccountsOfKeys {
  /** The account that each key has asked about last; the key that asked last is the last of them. */
  readonly #latest = new Map<string, string>();

  /** A key asks about an account by name. */
  saw(key: string, accountSid: string) {
    this.#latest.delete(key);
    this.#latest.set(key, accountSid);
    const [oldest] = this.#latest.keys();
    if (this.#latest.size > mostKeys && oldest !== undefined) this.#latest.delete(oldest);
  }

  /**
   * Of the accounts that have set up an application for the connection, the one that the key has
   * asked about last, or else the first. Where none has: the account that the key has asked about
   * last, or else the only one that there is, or else a new one that is called like the connection.
   */
  meantBy(connectionId: string, key: string, known: Known): string {
    const { accounts } = known;
    const latest = this.#latest.get(key);
    const owners = accounts.filter((one) => known.find(one)?.settings.applications[connectionId]);
    const [owner] = owners;
    if (owner !== undefined) return owners.find((one) => one === latest) ?? owner;
    const [only = connectionId, ...others] = accounts;
    return latest ?? (others.length === 0 ? only : connectionId);
  }
}
