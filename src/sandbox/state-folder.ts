/** Where worlds are kept: a folder with a file for each account and the key that signs callbacks. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { MemoryStore, SqliteStore, type Store } from '../hosts/index.ts';
import { newPrivateKey } from './signature.ts';

/** What keeps worlds. */
export interface Keeping {
  /** In PEM. */
  readonly privateKey: string;
  /** The accounts that were kept so far. */
  readonly accounts: readonly string[];
  /** Opens what is kept of an account, or makes it. */
  readonly open: (accountSid: string) => Store;
  /**
   * Puts a new store, filled, in the place of what was kept of an account, which must be closed.
   * Until it is filled the old one stays.
   */
  readonly replace: (accountSid: string, fill: (store: Store) => Promise<void>) => Promise<void>;
  /** Lets go of it, for another process to use. */
  readonly close: () => void;
}

/** Worlds that end with the process. */
export function inMemory(): Keeping {
  const stores = new Map<string, MemoryStore>();
  const put = (accountSid: string, store: MemoryStore) => {
    stores.set(accountSid, store);
    return store;
  };
  return {
    privateKey: newPrivateKey(),
    accounts: [],
    open: (accountSid) => stores.get(accountSid) ?? put(accountSid, new MemoryStore()),
    async replace(accountSid, fill) {
      const store = new MemoryStore();
      await fill(store);
      put(accountSid, store);
    },
    close: () => undefined,
  };
}

const extension = '.sqlite';
const keyFile = 'signing-key.pem';
/** Nothing is in it; whoever has it open has the folder. */
const lockFile = 'in-use.lock';

/**
 * Worlds in a folder, which is made if it is not there. Nobody else can use it until it is closed.
 * @throws BadFile if another process uses it.
 */
export function inFolder(folder: string): Keeping {
  mkdirSync(folder, { recursive: true });
  ignoredByGit(folder);
  const lock = new SqliteStore(join(folder, lockFile));
  const fileOf = (accountSid: string) => join(folder, `${spelled(accountSid)}${extension}`);
  return {
    privateKey: keyIn(folder),
    accounts: readdirSync(folder)
      .filter((name) => name.endsWith(extension))
      .map((name) => decodeURIComponent(name.slice(0, -extension.length))),
    open: (accountSid) => new SqliteStore(fileOf(accountSid)),
    async replace(accountSid, fill) {
      const file = fileOf(accountSid);
      const draft = `${file}.draft`;
      for (const old of [draft, ...journalsOf(draft)]) rmSync(old, { force: true });
      const store = new SqliteStore(draft);
      try {
        await fill(store);
      } finally {
        store.close();
      }
      // Closed, it is complete without its journal, and the new one must not find that.
      for (const journal of journalsOf(file)) rmSync(journal, { force: true });
      renameSync(draft, file);
    },
    close: () => lock.close(),
  };
}

const journalsOf = (file: string) => [`${file}-wal`, `${file}-shm`];

/** Capitals are encoded: some file systems take two names for one that differ in them only. */
const spelled = (accountSid: string) =>
  encodeURIComponent(accountSid).replace(
    /(?<!%.?)[A-Z]/g,
    (capital) => `%${capital.charCodeAt(0).toString(16)}`,
  );

/** What is in the folder is nobody's source code. */
function ignoredByGit(folder: string) {
  const file = join(folder, '.gitignore');
  if (!existsSync(file)) writeFileSync(file, '*\n');
}

/** The key of this folder, so that callbacks are signed by the same after a restart. */
function keyIn(folder: string): string {
  const file = join(folder, keyFile);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const key = newPrivateKey();
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, key, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
  return key;
}
