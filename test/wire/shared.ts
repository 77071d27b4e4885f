/** One host that two accounts share: what each of them does, and all that it comes to know by it. */
import type { Effect, EventTo, MachineName } from '../../machines/index.ts';
import { type Delivery, type Snapshot, Switchboard } from '../../src/engine/index.ts';
import {
  answerTo,
  callbackFor,
  directoryOf,
  type Mint,
  type NewRow,
  type OperationName,
  type Outcome,
  operations,
  type PathName,
  problemAnswer,
  type Reading,
  type ReadName,
  type ReadRequest,
  type Request,
  RequestError,
  type Row,
  reads,
  readTexml,
  surroundingsOf,
  translate,
} from '../../src/wire/index.ts';

type Path = Readonly<Partial<Record<PathName, string>>>;
type Machine = MachineName;
/** What an account can do; whatever is named by a figure is its own. */
export type Deed =
  | { readonly does: OperationName; readonly path: Path; readonly body: object }
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
  readonly machines = new Switchboard();
  readonly rows = new Map<string, Row>();

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
    const machines = (['call', 'dialLeg', 'conference', 'recording'] as const).flatMap(
      (machine): Snapshot[] => [...this.machines.all(machine)].filter(isOwn),
    );
    return { machines, rows: [...this.rows].filter(([sid]) => isOwn({ sid })) };
  }
}

/** An account in a host. */
export class Customer {
  readonly account: string;
  readonly #host: SharedHost;
  readonly #minted = new Map<string, number>();

  constructor(host: SharedHost, account: string) {
    this.#host = host;
    this.account = account;
  }

  get directory() {
    return directoryOf(this.#host, this.account);
  }
  readonly mint: Mint = (what) => {
    const figure = (this.#minted.get(what) ?? 0) + 1;
    this.#minted.set(what, figure);
    return sidOf(this.account, what, figure);
  };

  /** Does something, and gives all that it is answered, asks of the world and tells by callbacks. */
  do(deed: Deed, at: number): unknown {
    if ('reads' in deed) return this.#read(deed.reads, deed.path, at);
    if ('does' in deed) return this.#ask(deed.does, deed.path, deed.body, at);
    if ('runs' in deed) return this.#run(deed.runs, sidOf(this.account, 'call', deed.call), at);
    if ('receives' in deed) return this.#receive(at);
    const { machine, figure, hears } = deed;
    return this.#deliver({ machine, sid: sidOf(this.account, machine, figure) }, hears, at);
  }

  #read(read: ReadName, path: Path, at: number): unknown {
    const { directory } = this;
    const { answer } = reads[read] as { answer: (request: ReadRequest<PathName>) => Reading };
    const mediaLink = (sid: string) => `https://media.test/${sid}`;
    return answer({ path: this.#within(path), at, directory, mediaLink });
  }

  #ask(operation: OperationName, path: Path, body: object, at: number): unknown {
    const { mint, directory } = this;
    const { ask } = operations[operation] as { ask: (request: Request<PathName>) => Outcome };
    try {
      const asked = ask({ path: this.#within(path), body, mint, directory });
      if ('refused' in asked) return asked;
      const { to, command, rows } = asked;
      if (!command) this.#host.keep(rows);
      const told = command && this.#deliver(to, command, at, rows);
      const answer = answerTo(operation, {
        asked,
        ...(told && { verdict: told.verdict }),
        directory,
      });
      return { asked, answer, told };
    } catch (error) {
      if (error instanceof RequestError) return problemAnswer(error);
      throw error;
    }
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

  #within(path: Path): Readonly<Record<PathName, string>> {
    return { account_sid: this.account, ...path } as Readonly<Record<PathName, string>>;
  }

  #deliver(
    to: { machine: Machine; sid: string },
    event: object,
    at: number,
    rows: readonly NewRow[] = [],
  ) {
    const { verdict, steps } = this.#host.deliver(to, { ...event, at }, rows);
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
    const { line } = this.directory;
    const mediaUrl = (sid: string) => `https://media.test/${sid}`;
    return callbackFor(effect, snapshot, row, { line, mediaUrl, sequenceNumber: 0 }) ?? [];
  }
}
