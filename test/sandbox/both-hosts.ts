/** One story for both hosts of documents: the player of scenarios, and the sandbox. */
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { type AnyEvent, type EventType, machineNames, vocabulary } from '../../machines/index.ts';
import type { Answered, Switchboard } from '../../src/engine/index.ts';
import { MemoryStore, type Store } from '../../src/hosts/index.ts';
import { Documents } from '../../src/sandbox/documents/documents.ts';
import { keepFound } from '../../src/sandbox/lines/finding.ts';
import { MediaServer } from '../../src/sandbox/media/media.ts';
import { Network } from '../../src/sandbox/network/network.ts';
import type { Digit } from '../../src/sandbox/stage/stage.ts';
import { origin } from '../../src/scenarios/format/documents.ts';
import { readScenario } from '../../src/scenarios/index.ts';
import {
  StoryWorld,
  accountSid as storyAccount,
  beginning as storyBegins,
} from '../../src/scenarios/playing/world.ts';
import {
  type FoundOut,
  type HttpRequest,
  httpRequestFor,
  type InstructionSource,
  type Mint,
  type Row,
} from '../../src/wire/index.ts';
import { storeOf } from './restarting.ts';
import { accountSid, lineRow, staged } from './stage.ts';

/** What comes about from outside, so many milliseconds after what came before it. */
export interface Outside {
  readonly afterMs: number;
  readonly what:
    | { readonly fact: 'call.answered' | 'call.hungUp' }
    | { readonly leg: number; readonly fact: 'call.rang' | 'call.answered' | 'call.hungUp' }
    | { readonly press: Digit }
    /** It is found out who has answered; the player does so by itself. */
    | { readonly found: FoundOut }
    | { readonly redirect: InstructionSource | undefined }
    /** The process ends, and another goes on; the player has none. */
    | { readonly restart: true };
}
export interface TwoHostStory {
  /** By path and query, as in scenarios. */
  readonly documents: Readonly<Record<string, string>>;
  readonly source: InstructionSource | undefined;
  readonly outside: readonly Outside[];
  /** How long it goes on then. */
  readonly thenMs: number;
  /** It is found out who answers; the first document waits for it, unless it is `async`. */
  readonly detection?: 'awaited' | 'async';
  /** Documents are forgiven nothing. */
  readonly strict?: boolean;
}
/** What a host made of a story: all with times from its beginning. */
export interface Told {
  /** What its call was told to do, and how it answered. */
  readonly commands: readonly object[];
  /** What was asked of the application. */
  readonly requests: readonly (Pick<HttpRequest, 'url' | 'method' | 'body'> & { at: number })[];
  readonly rows: Readonly<Record<string, Row>>;
  readonly states: Readonly<Record<string, string>>;
  readonly warnings: number;
  /** Those that have a place in a document. */
  readonly noticed: readonly string[];
}
/** Does what a story says to one host. */
interface Host {
  readonly pass: (ms: number) => Promise<void> | void;
  readonly fact: (sid: string, type: EventType, more?: object) => Promise<unknown> | unknown;
  readonly found: (found: FoundOut) => Promise<void> | void;
  readonly redirect: (source: InstructionSource | undefined) => Promise<unknown> | unknown;
  readonly restart: () => Promise<void> | void;
}

const noticedIn = (says: readonly string[]) =>
  says
    .map((one) => one.replace(origin, '').replace(/\?[^:\s]*:/, ':'))
    .filter((one) => /^\S+:\d+:\d+: /.test(one));

const sid = 'call-1';
const rowIn = ({ detection }: TwoHostStory) =>
  lineRow({
    connectionId: '1',
    ...(detection ? { detection: 'Enable' } : {}),
    ...(detection === 'async' ? { isDetectionAsync: true } : {}),
  });
const names = {
  ...{ call: 'call', dialLeg: 'leg', conference: 'conference', recording: 'recording' },
  transcription: 'transcription',
};

async function tell(story: TwoHostStory, host: Host) {
  for (const { afterMs, what } of story.outside) {
    await host.pass(afterMs);
    if ('restart' in what) await host.restart();
    else if ('found' in what) await host.found(what.found);
    else if ('redirect' in what) await host.redirect(what.redirect);
    else if ('press' in what) await host.fact(sid, 'digit.pressed', { digit: what.press });
    else await host.fact('leg' in what ? `leg-${what.leg}` : sid, what.fact);
  }
  await host.pass(story.thenMs);
}

function commandIn({ to, event, verdict }: Answered, at: number) {
  if (to.sid !== sid || vocabulary[event.type].kind !== 'command') return [];
  return [{ ...event, at, ...verdict }];
}

export async function played(story: TwoHostStory): Promise<Told> {
  const text = 'name: both\nsays: Both.\nsteps: [{ at: 0s, inbound: { url: /a } }]\n';
  const scenario = readScenario(`${text}expect: { recordings: {} }\n`, 'both.yaml');
  const world = new StoryWorld({
    ...scenario,
    documents: story.documents,
    strict: story.strict === true,
  });
  const { clock, runner, board, rows } = world;
  const row = rowIn(story);
  const beginning = clock.now;
  world.mint('call');
  const to = { machine: 'call', sid } as const;
  runner.point(sid, story.source);
  world.command(to, { type: 'call.receive' }, [{ sid, row: { ...row, accountSid: storyAccount } }]);
  const fact: Host['fact'] = (of, type, more) => {
    const machine = of === sid ? 'call' : 'dialLeg';
    world.deliver({ machine, sid: of }, { type, at: clock.now, ...more } as AnyEvent);
  };
  await tell(story, {
    fact,
    pass(ms) {
      let isOver = false;
      clock.plan(clock.now + ms, () => {
        isOver = true;
      });
      while (!isOver && clock.tick());
    },
    redirect(source) {
      const takeBack = runner.point(sid, source);
      if (world.command(to, { type: 'call.redirect' }, []).verdict !== 'accepted') takeBack();
    },
    found: () => undefined,
    restart: () => undefined,
  });
  return asOurs({
    commands: world.happenings.flatMap((one) =>
      one.isFirst ? commandIn(one, one.at - beginning) : [],
    ),
    requests: runner.requests.map(({ at, ...asked }) => ({
      ...bare(httpRequestFor(asked)),
      at: at - beginning,
    })),
    rows: Object.fromEntries(rows),
    states: statesOf(board),
    warnings: world.warnings.length,
    noticed: noticedIn(world.warnings),
  });
}

/** Answers with the documents of a story, and remembers what it was asked. */
class Application extends Network {
  readonly heard: { readonly request: HttpRequest; readonly at: number }[] = [];
  readonly #documents: TwoHostStory['documents'];
  now: () => number = () => 0;

  constructor(documents: TwoHostStory['documents']) {
    super(['any']);
    this.#documents = documents;
  }
  override ask(request: HttpRequest): Promise<IncomingMessage> {
    this.heard.push({ request, at: this.now() });
    // What a GET says stands behind the query of its own.
    const { pathname, search } = new URL(request.url.replace(/[?&]AccountSid=.*/, ''));
    const text = this.#documents[pathname + search] ?? this.#documents[pathname];
    const answer = { statusCode: text === undefined ? 404 : 200, headers: {} };
    const response = Object.assign(Readable.from([Buffer.from(text ?? '')]), answer);
    return Promise.resolve(response as IncomingMessage);
  }
}

export async function sandboxed(story: TwoHostStory): Promise<Told> {
  const application = new Application(story.documents);
  const commands: object[] = [];
  const made = new Map<string, number>();
  const mint: Mint = (what) => {
    made.set(what, (made.get(what) ?? 0) + 1);
    return `${what === 'stay' ? what : names[what]}-${made.get(what)}`;
  };
  const warnings: string[] = [];
  let keys = 0;
  let documents!: Documents;
  const begin = async (store: Store, now: number) => {
    const world = await staged({
      store,
      now,
      settings: {
        applications: { 1: { voice_url: `${origin}/` } },
        ...(story.strict ? { strict: true } : {}),
      },
      delivered: ({ steps: [first] }, at) => {
        if (first) commands.push(...commandIn(first, at - storyBegins));
      },
      performers: (stage) => {
        const mediaUrl = (of: string) => `${origin}/media/${of}`;
        documents = new Documents({ ...stage, mint, mediaUrl, network: application });
        const media = new MediaServer(stage);
        return { instructions: documents.perform, media: (task) => media.perform(task) };
      },
    });
    world.stage.timeline.listen((entry) => {
      if (entry.kind === 'warning') warnings.push(entry.says);
    });
    application.now = () => world.clock.now() - storyBegins;
    documents.resume();
    return world;
  };
  let world = await begin(new MemoryStore(), storyBegins);
  const to = { machine: 'call', sid } as const;
  const notes = (source: InstructionSource | undefined) => documents.sourceNotes(sid, source);
  await world.host.take({
    to,
    event: { type: 'call.receive' },
    notes: notes(story.source),
    rows: [{ sid, row: rowIn(story) }],
  });
  mint('call');
  await tell(story, {
    pass: (ms) => world.pass(ms),
    async fact(of, type, more) {
      if (type === 'digit.pressed') {
        await documents.press(of, (more as { digit: Digit }).digit, `key-${++keys}`);
      } else await world.tell(of, { type } as never);
      await world.settled();
    },
    async redirect(source) {
      await world.host.take({ to, event: { type: 'call.redirect' }, notes: notes(source) });
      await world.settled();
    },
    async found(one) {
      await keepFound(world.host, sid, one);
      documents.detected(sid);
      await world.settled();
    },
    async restart() {
      const held = structuredClone(await world.store.load());
      const now = world.clock.now();
      await documents.close();
      await world.close();
      world = await begin(await storeOf(held, new MemoryStore()), now);
      await world.settled();
    },
  });
  const { machines, rows } = world.host;
  const told = asOurs({
    commands,
    requests: application.heard.map(({ request, at }) => ({ ...bare(request), at })),
    rows: Object.fromEntries(rows),
    states: statesOf(machines),
    warnings: warnings.length,
    noticed: noticedIn(warnings),
  });
  await documents.close();
  await world.close();
  return told;
}

const statesOf = (machines: Pick<Switchboard, 'all'>) =>
  Object.fromEntries(
    machineNames.flatMap((machine) =>
      [...machines.all(machine)].map((one) => [one.sid, one.state]),
    ),
  );
const bare = ({ url, method, body }: HttpRequest) => ({ url, method, ...(body ? { body } : {}) });

/** With one name for the account, and rows and states by their sids. */
function asOurs(told: Told): Told {
  const sorted = (of: object) => Object.fromEntries(Object.entries(of).sort());
  const { rows, states } = told;
  const text = JSON.stringify({ ...told, rows: sorted(rows), states: sorted(states) });
  return JSON.parse(text.replaceAll(storyAccount, accountSid)) as Told;
}
