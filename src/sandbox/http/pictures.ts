/** The live charts of machines: drawn when they are first asked for, and remembered. */
import { type CommandType, commands, type MachineName, statesOf } from '../../../machines/index.ts';
import { failure, resourceNotFound } from './edge/errors.ts';
import { isMachineName } from './views.ts';

/** How many pictures are remembered. */
const most = 200;

export class Pictures {
  readonly #drawn = new Map<string, Promise<string>>();

  /**
   * Answers a request for the picture of a machine in a state.
   * @throws HttpError for states and commands that there are not.
   */
  async answer(machine: string, state: string, open: string): Promise<Response> {
    if (!isMachineName(machine)) throw resourceNotFound();
    const isLeaf = (
      { path }: { readonly path: string },
      _: number,
      all: readonly { path: string }[],
    ) => path === state && !all.some((one) => one.path.startsWith(`${path}.`));
    if (!statesOf(machine).some(isLeaf)) throw resourceNotFound();
    const svg = await this.#picture(machine, state, commandsIn(machine, open));
    const headers = { 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=300' };
    return new Response(svg, { headers });
  }

  #picture(machine: MachineName, state: string, open: readonly CommandType[]): Promise<string> {
    const key = [machine, state, ...open].join(' ');
    const known = this.#drawn.get(key);
    if (known !== undefined) return known;
    const drawn = draw(machine, state, open);
    drawn.catch(() => this.#drawn.delete(key));
    this.#drawn.set(key, drawn);
    const [oldest] = this.#drawn.keys();
    if (this.#drawn.size > most && oldest !== undefined) this.#drawn.delete(oldest);
    return drawn;
  }
}

/** What draws is large: it is loaded when somebody looks. */
async function draw(machine: MachineName, state: string, open: readonly CommandType[]) {
  const { livePicture } = await import('../../render/index.ts');
  return livePicture({ machine, state }, open);
}

/** The commands in a list with commas, each once and in one order. */
function commandsIn(machine: MachineName, open: string): CommandType[] {
  const names = [...new Set(open.split(',').filter((name) => name !== ''))].sort();
  return names.map((name) => {
    if (Object.hasOwn(commands, name)) {
      const { to } = commands[name as CommandType];
      if ((to as readonly MachineName[]).includes(machine)) return name as CommandType;
    }
    throw failure('badRequest', `"open" names ${name}, which is no command to a ${machine}.`);
  });
}
