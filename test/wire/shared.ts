/** One host that two accounts share: what each of them does, and all that it comes to know by it. */
import {
  type Effect,
  type EventTo,
  type EventType,
  type MachineName,
  machineNames,
  type Policy,
  takesPolicy,
} from '../../machines/index.ts';
import { type Delivery, type Snapshot, Switchboard } from '../../src/engine/index.ts';
import {
  type Asked,
  callbackFor,
  directoryOf,
  type Mint,
  type NewRow,
  operations,
  type PathName,
  type PendingRequest,
  prepare,
  type ReadName,
  type Reply,
  type RequestName,
  type RestRequest,
  type Row,
  readTexml,
  surroundingsOf,
  translate,
} from '../../src/wire/index.ts';

type Path = Readonly<Partial<Record<PathName, string>>>;
type Machine = MachineName;
/** What an account can do; whatever is named by a figure is its own. */
export type Deed =
  | { readonly does: RequestName; readonly path: Path; readonly body: object }
  | { readonly reads: ReadName; readonly path: Path }
  /** One of its calls runs a document with this verb. */
  | { readonly runs: string; readonly call: number }
  | { readonly receives: true }
  | {
      readonly hears: object & { readonly type: string };
      readonly machine: Machine;
      readonly figure: number;
    };

/** Sids say whose they are, what they are of, and the how manieth. */
export const sidOf = (account: string, machine: Machine | 'stay', figure: number) =>
  `${account}-${machine}-${figure}`;

export class SharedHost {
  readonly machines: Switchboard;
  readonly rows: Map<string, Row>;

  constructor(machines: Iterable<Snapshot> = [], rows: Iterable<readonly [string, Row]> = []) {
    this.machines = new Switchboard(machines);
    this.rows = new Map(rows);
  }

  deliver(to: { machine: Machine; sid: string }, event: object, rows: readonly NewRow[]): Delivery {
    const delivery = this.machines.deliver(to, event as EventTo<Machine>);
    if (delivery.verdict.verdict === 'accepted') this.keep(rows);
    return delivery;
  }
  keep(rows: readonly NewRow[]) {
    for (const { sid, row } of rows) this.rows.set(sid, row);
  }
  /** All that is an account's, as it is now. */
  holdingsOf(account: string) {
    const isOwn = ({ sid }: { readonly sid: string }) => sid.startsWith(`${account}-`);
    const machines = machineNames.flatMap((machine): Snapshot[] =>
      [...this.machines.all(machine)].filter(isOwn),
    );
    return { machines, rows: [...this.rows].filter(([sid]) => isOwn({ sid })) };
  }
}

const mediaUrl = (sid: string) => `https://media.test/${sid}`;

/** An account in a host. */
export class Customer {
  readonly account: string;
  readonly #host: SharedHost;
  readonly #policy: Policy;
  readonly #minted = new Map<string, number>();

  constructor(host: SharedHost, account: string, policy: Policy = 'telnyx') {
    this.#host = host;
    this.account = account;
    this.#policy = policy;
  }

  /** The same account in a copy of its host: what it does there is not done here. */
  fork(): Customer {
    const { machines, rows } = this.holdings;
    const fork = new Customer(new SharedHost(machines, rows), this.account, this.#policy);
    for (const [what, figure] of this.#minted) fork.#minted.set(what, figure);
    return fork;
  }

  get directory() {
    return directoryOf(this.#host, this.account);
  }
  /** All that is its own, as it is now. */
  get holdings() {
    return this.#host.holdingsOf(this.account);
  }
  readonly mint: Mint = (what) => {
    const figure = (this.#minted.get(what) ?? 0) + 1;
    this.#minted.set(what, figure);
    return sidOf(this.account, what, figure);
  };

  /** Does something, and gives all that it is answered, asks of the world and tells by callbacks. */
  do(deed: Deed, at: number): unknown {
    if ('reads' in deed) return this.read(deed.reads, deed.path);
    if ('does' in deed) return this.ask(deed.does, deed.path, deed.body, at);
    if ('runs' in deed) return this.#run(deed.runs, sidOf(this.account, 'call', deed.call), at);
    if ('receives' in deed) return this.#receive(at);
    const { machine, figure, hears } = deed;
    return this.#deliver({ machine, sid: sidOf(this.account, machine, figure) }, hears, at);
  }

  read(read: ReadName, path: Path): Reply {
    const reply = this.#prepared(this.#requestOf(read, path));
    if ('status' in reply) return reply;
    throw new Error(`${read} asks something`);
  }

  /** Asks, and takes what is asked to its machine. */
  ask(operation: RequestName, path: Path, body: object, at: number) {
    const heard = this.heard(operation, path, body);
    if ('status' in heard) return { answer: heard };
    const { asked, answer } = heard;
    const told = this.taken(asked, at);
    return { asked, told, answer: answer(told?.verdict ?? { verdict: 'accepted' }) };
  }
  /** What a request asks, or why it comes to nothing before any machine is asked. */
  heard(operation: RequestName, path: Path, body: object): PendingRequest | Reply {
    return this.#prepared({ ...this.#requestOf(operation, path), body });
  }
  taken({ to, command, rows }: Asked, at: number) {
    if (command) return this.#deliver(to, command, at, rows);
    this.#host.keep(rows);
    return undefined;
  }

  #run(verb: string, callSid: string, at: number): unknown {
    const { mint, directory } = this;
    const [instruction] = readTexml(`<Response>${verb}</Response>`).instructions;
    if (!instruction) throw new Error(`${verb} is no instruction`);
    const around = surroundingsOf(directory, { callSid, mint, documentUrl: undefined });
    const asked = translate(instruction, around);
    if ('host' in asked) throw new Error(`${verb} is performed by the host`);
    return { asked, told: this.#deliver(asked.to, asked.command, at, asked.rows) };
  }

  #receive(at: number): unknown {
    const sid = this.mint('call');
    const numbers = { from: `+1 of ${this.account}`, to: '+15550000' };
    const owned = { accountSid: this.account, connectionId: `app of ${this.account}` };
    const to = { machine: 'call', sid } as const;
    const row = { machine: 'call', ...owned, ...numbers } as const;
    return [
      this.#deliver(to, { type: 'call.receive' }, at, [{ sid, row }]),
      this.#deliver(to, { type: 'call.answered' }, at),
    ];
  }

  #requestOf(name: ReadName | RequestName, path: Path): RestRequest {
    const { method, base, path: template } = operations[name];
    const parts: Path = { account_sid: this.account, ...path };
    const filled = `${base}${template}`.replace(/\{(\w+)\}/g, (_, part: PathName) =>
      encodeURIComponent(parts[part] ?? ''),
    );
    return { method, path: filled };
  }
  #prepared(request: RestRequest) {
    const { mint, directory } = this;
    return prepare(request, { mint, directory, mediaUrl });
  }

  #deliver(
    to: { machine: Machine; sid: string },
    event: object,
    at: number,
    rows: readonly NewRow[] = [],
  ) {
    const policy = takesPolicy((event as { type: EventType }).type) ? { policy: this.#policy } : {};
    const { verdict, steps } = this.#host.deliver(to, { ...event, ...policy, at }, rows);
    return {
      verdict,
      steps: steps.map(({ to: { sid }, event: { type }, snapshot }) => [
        sid,
        type,
        snapshot?.state,
      ]),
      effects: steps.flatMap(({ effects }) => effects),
      callbacks: steps.flatMap(({ effects, snapshot }) =>
        effects.flatMap((effect) => this.#callback(effect, snapshot)),
      ),
    };
  }

  #callback(effect: Effect, snapshot: Snapshot | undefined) {
    const row = this.#host.rows.get(effect.sid);
    if (effect.type !== 'announced' || !row || !snapshot) return [];
    const reader = this.directory;
    return callbackFor(effect, snapshot, row, { reader, mediaUrl, sequenceNumber: 0 }) ?? [];
  }
}
