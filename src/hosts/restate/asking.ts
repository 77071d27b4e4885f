/** What a host asks the objects at Restate, and what of it waits until all have heard. */
import { type Address, type MachineName, machineNames, slotOf } from '../../../machines/index.ts';
import { restore, type Snapshot } from '../../engine/index.ts';
import type { ListQuery, Page, Row } from '../../wire/index.ts';
import type { Kept, Message, Taking } from '../ports.ts';
import type { Ingress, Patience } from './ingress.ts';
import { asJson } from './objects/list-object.ts';
import { listKey, noteKey, type ServiceNames } from './objects/names.ts';
import { outageKey } from './objects/outage-object.ts';
import type { SentOn } from './objects/sending.ts';
import type { KeptNote, KnownMachine, MachineReply, ToldMachine } from './objects/told.ts';
import { heardWithinMs } from './services.ts';

export interface AskingRestateOptions {
  readonly ingress: Pick<Ingress, 'ask' | 'attach'>;
  readonly names: ServiceNames;
  /** How long Restate may be away. */
  readonly patienceMs: number;
  readonly failed: (error: unknown, what: string) => void;
}

export class AskingRestate {
  readonly #options: AskingRestateOptions;

  constructor(options: AskingRestateOptions) {
    this.#options = options;
  }

  async known<M extends MachineName>(to: { readonly machine: M; readonly sid: string }) {
    const { snapshot, row } = await this.#ask<KnownMachine>('machine', slotOf(to), 'known');
    return { snapshot: snapshot && (restore(to.machine, snapshot) as Snapshot<M>), row };
  }

  /** The row of a sid; that of the call that a leg has become, before that of the leg. */
  async row(sid: string): Promise<Row | undefined> {
    const all = await Promise.all(machineNames.map((machine) => this.known({ machine, sid })));
    const rows = all.flatMap(({ row }) => row ?? []);
    return rows.find(({ machine }) => machine === 'call') ?? rows[0];
  }

  async note(key: string): Promise<unknown> {
    return (await this.#ask<KeptNote>('note', noteKey(key), 'get')).value;
  }

  page(accountSid: string, query: ListQuery): Promise<Page<Address>> {
    return this.#ask('list', listKey(query.list, accountSid), 'page', asJson(query));
  }

  /** Gives a machine a message; ends when all have heard what follows from it. */
  async take(message: Message): Promise<MachineReply> {
    const { to, rows, notes, untilKept = false } = message;
    const { id = crypto.randomUUID() } = message;
    const handler = message.id === undefined ? 'tell' : 'take';
    const { names, ingress } = this.#options;
    const asked = { service: names.machine, key: slotOf(to), handler, id };
    const beside = { ...(rows && { rows }), ...(notes && { notes }) };
    const body: ToldMachine = { event: message.event, at: Date.now(), ...beside };
    const reply = await ingress.ask<MachineReply>({ ...asked, body }, this.#patience(untilKept));
    // All that a repeat of long ago has led to is heard.
    if (Date.now() - reply.at < heardWithinMs) await this.#untilHeard(reply.sent);
    return reply;
  }

  /** Keeps rows and notes; ends when they are there, in lists too. */
  async keep({ rows = [], notes = [], untilKept = false }: Kept & Taking): Promise<void> {
    const { names, ingress } = this.#options;
    const asked = { service: names.keeping, handler: 'keep', id: crypto.randomUUID() };
    const body = { rows, notes };
    const { sent } = await ingress.ask<Pick<MachineReply, 'sent'>>(
      { ...asked, body },
      this.#patience(untilKept),
    );
    await this.#untilHeard(sent);
  }

  /** Ends when Restate has something delivered to a host. */
  async deliver() {
    const { names, ingress } = this.#options;
    const asked = { service: names.outage, key: outageKey, handler: 'aftermath' };
    await ingress.ask(asked, this.#patience());
  }

  #ask<T>(of: 'machine' | 'note' | 'list', key: string, handler: string, body?: unknown) {
    const { names, ingress } = this.#options;
    return ingress.ask<T>({ service: names[of], key, handler, body }, this.#patience());
  }

  #untilHeard(sent: readonly SentOn[]): Promise<void> {
    return this.#heard(sent).catch((error: unknown) =>
      this.#options.failed(error, 'what follows is heard later'),
    );
  }

  /** Ends when all have heard what they were sent, and those that they told of it. */
  async #heard(sent: readonly SentOn[]): Promise<void> {
    const patience = this.#patience();
    await Promise.all(
      sent.map(async ({ method, ...one }) => {
        const asked = { ...one, handler: method };
        const reply = await this.#options.ingress.attach<Partial<MachineReply> | undefined>(
          asked,
          patience,
        );
        await this.#heard(reply?.sent ?? []);
      }),
    );
  }

  #patience(isEndless = false): Patience {
    const { patienceMs } = this.#options;
    // What was just registered, or sent, may not be known everywhere.
    return { ms: isEndless ? undefined : patienceMs, mayPass: (status) => status === 404 };
  }
}
