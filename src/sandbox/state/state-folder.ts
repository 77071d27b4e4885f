/** Where worlds are kept: a folder with a file for each account and the key that signs callbacks. */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BadFile,
  MemoryStore,
  type SqliteOptions,
  SqliteStore,
  type Store,
} from '../../hosts/index.ts';
import { newPrivateKey, signerOf } from '../network/signature.ts';
import { limits } from '../stage/limits.ts';
import { OpenFiles } from './open-files.ts';
import { madePrivate, privateFile } from './private-files.ts';
import {
  freshDraft,
  type Replacement,
  recoverIn,
  removeStore,
  replacementOf,
} from './replacement.ts';
import type { Unusable } from './unusable.ts';

/** What keeps worlds. */
export interface Keeping {
  /** In PEM. */
  readonly privateKey: string;
  /** The accounts that were kept so far. */
  readonly accounts: readonly string[];
  /** What else looks like an account and is none. */
  readonly unusable: readonly Unusable[];
  /** What is not as private as it should be. */
  readonly warnings: readonly string[];
  /** Opens what is kept of an account, or makes it. */
  readonly open: (accountSid: string) => Store | Promise<Store>;
  /** What errors call the place in which an account is kept. */
  readonly nameOf: (accountSid: string) => string;
  /** Makes a new store and fills it; what is kept of the account stays as it is. */
  readonly replacement: (
    accountSid: string,
    fill: (store: Store) => Promise<void>,
  ) => Promise<Replacement>;
  /** Forgets what is kept of an account, which must be closed. */
  readonly forget: (accountSid: string) => void | Promise<void>;
  /** Lets go of it, for another process to use. */
  readonly close: () => void;
}

/** Worlds that end with the process. */
export function inMemory(): Keeping {
  const stores = new Map<string, Store>();
  const put = (accountSid: string, store: Store) => {
    stores.set(accountSid, store);
    return store;
  };
  return {
    privateKey: newPrivateKey(),
    accounts: [],
    unusable: [],
    warnings: [],
    open: (accountSid) => stores.get(accountSid) ?? put(accountSid, new MemoryStore()),
    nameOf: () => 'memory',
    async replacement(accountSid, fill) {
      const store = new MemoryStore();
      await fill(store);
      const before = stores.get(accountSid);
      return {
        place: () => void put(accountSid, store),
        takeBack: () => void (before ? put(accountSid, before) : stores.delete(accountSid)),
        done: () => undefined,
      };
    },
    forget: (accountSid) => void stores.delete(accountSid),
    close: () => undefined,
  };
}

const extension = '.sqlite';
const keyFile = 'signing-key.pem';
/** Nothing is in it; whoever has it open has the folder. */
const lockFile = 'in-use.lock';
const ignoreFile = '.gitignore';
const isOurs = (name: string) =>
  name === ignoreFile || name.startsWith(keyFile) || /(\.sqlite|in-use\.lock)/.test(name);

/**
 * Worlds in a folder, which is made if it is not there. Nobody else can use it until it is closed,
 * and nobody else on the machine can read it. So many accounts have their file open at a time.
 * @throws BadFile, naming the file, if another process uses it, or if it or its key cannot be used.
 */
export function inFolder(folder: string, openFiles: number = limits.openFiles): Keeping {
  const warnings = madePrivate(folder, isOurs);
  const open = (file: string, options: SqliteOptions = {}) => {
    privateFile(file);
    return new SqliteStore(file, options);
  };
  const files = new OpenFiles(openFiles, open);
  const lock = open(join(folder, lockFile));
  try {
    ignoredByGit(folder);
    recoverIn(folder, extension);
    const names = readdirSync(folder).filter((name) => name.endsWith(extension));
    const found = names.map((name) => ({ name, accountSid: meantBy(name) }));
    return {
      privateKey: keyIn(folder),
      accounts: found.flatMap(({ accountSid }) => accountSid ?? []),
      unusable: found
        .filter(({ accountSid }) => accountSid === undefined)
        .map(({ name }) => ({
          says: `${join(folder, name)}: Its name is not one that an account gives to its file.`,
        })),
      warnings,
      open: (accountSid) => files.store(join(folder, nameOf(accountSid)), accountSid),
      nameOf: (accountSid) => join(folder, nameOf(accountSid)),
      async replacement(accountSid, fill) {
        const file = join(folder, nameOf(accountSid));
        const draft = freshDraft(file);
        try {
          const store = open(draft, { owner: accountSid });
          try {
            await fill(store);
          } finally {
            store.close();
          }
        } catch (error) {
          freshDraft(file);
          throw error;
        }
        return replacementOf(file);
      },
      forget: (accountSid) => removeStore(join(folder, nameOf(accountSid))),
      close: () => lock.close(),
    };
  } catch (error) {
    lock.close();
    if (error instanceof BadFile) throw error;
    throw new BadFile(folder, `Accounts cannot be kept in it: ${error}.`, { cause: error });
  }
}

/** Capitals are encoded: some file systems take two names for one that differ in them only. */
const nameOf = (accountSid: string) =>
  encodeURIComponent(accountSid).replace(
    /(?<!%.?)[A-Z]/g,
    (capital) => `%${capital.charCodeAt(0).toString(16)}`,
  ) + extension;

/** The account that gives its file this name; undefined if none does. */
function meantBy(name: string): string | undefined {
  try {
    const accountSid = decodeURIComponent(name.slice(0, -extension.length));
    return nameOf(accountSid) === name && accountSid !== '' ? accountSid : undefined;
  } catch {
    return undefined;
  }
}

/** What is in the folder is nobody's source code. */
function ignoredByGit(folder: string) {
  const file = join(folder, ignoreFile);
  if (!existsSync(file)) writeFileSync(file, '*\n', { mode: 0o600 });
}

/** The key of this folder, so that callbacks are signed by the same after a restart. */
function keyIn(folder: string): string {
  const file = join(folder, keyFile);
  if (existsSync(file)) return checkedKey(file);
  const key = newPrivateKey();
  const draft = `${file}.${process.pid}`;
  privateFile(draft);
  writeFileSync(draft, key);
  renameSync(draft, file);
  return key;
}

function checkedKey(file: string): string {
  try {
    const key = readFileSync(file, 'utf8');
    signerOf(key);
    return key;
  } catch (cause) {
    const says =
      'It is no private key that callbacks can be signed with (Ed25519, in PEM). ' +
      'Put back what was there, or remove it to have a new one made.';
    throw new BadFile(file, says, { cause });
  }
}
