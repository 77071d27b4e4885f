/** What an account's directory asks at Restate: machines by name, and where parts of its lists are. */
import type { MachineName } from '../../../machines/index.ts';
import type {
  Directory,
  Known,
  ListName,
  ListPage,
  ListQuery,
  MachineIn,
} from '../../wire/index.ts';
// Not by the room's door: a host needs nothing else of the wire, and begins in half the time.
import { knownOf } from '../../wire/resources/directory.ts';
import type { AskingRestate } from './asking.ts';

/** So many machines are read at once: each is a request. */
const atOnce = 64;

export class RestateDirectory implements Directory {
  readonly accountSid: string;
  readonly #asking: AskingRestate;

  constructor(accountSid: string, asking: AskingRestate) {
    this.accountSid = accountSid;
    this.#asking = asking;
  }

  async known<M extends MachineName>(machine: M, sid: string): Promise<Known<M> | undefined> {
    const { snapshot, row } = await this.#asking.known({ machine, sid });
    return knownOf(this.accountSid, snapshot, row);
  }

  async page<L extends ListName>(query: ListQuery<L>): Promise<ListPage<L>> {
    const page = await this.#asking.page(this.accountSid, query);
    const items: Known<MachineIn<L>>[] = [];
    for (let i = 0; i < page.items.length; i += atOnce) {
      const some = page.items.slice(i, i + atOnce);
      const found = await Promise.all(
        some.map(({ machine, sid }) => this.known(machine as MachineIn<L>, sid)),
      );
      items.push(...found.flatMap((one) => one ?? []));
    }
    return { ...page, items };
  }
}
