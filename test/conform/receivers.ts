/** Receivers of recording callbacks: one that is right, and copies of it with a fault each. */
import type { ReceiverApp, ReceiverProbe } from '../../src/conform/index.ts';
import {
  type Arrival,
  type Seen,
  type WebhookOptions,
  webhooks,
} from '../../src/webhooks/index.ts';
import type { Received } from '../../src/wire/index.ts';

/** What a receiver keeps of a recording. */
interface Kept {
  status: string;
  durationSeconds?: number;
  /** How often it was billed. */
  billed: number;
  callSid?: string | undefined;
  isBegun?: boolean;
}
type Said = Received<'recording'>;
type Books = Map<string, Kept>;
type Keeping = (books: Books, said: Said, around: Arrival) => unknown;

/** A receiver, and a look into it. */
export interface Receiver {
  readonly app: ReceiverApp;
  readonly probe: ReceiverProbe;
}
/** Whom a receiver belongs to, and what it verifies by. */
export interface Owned {
  readonly account: string;
  readonly publicKey: string;
}

/** What is kept of one that is news. */
function entry({ status, durationMs, callSid }: Said, before?: Kept): Kept {
  return {
    status,
    callSid,
    billed: (before?.billed ?? 0) + (status === 'completed' ? 1 : 0),
    ...(durationMs === undefined ? {} : { durationSeconds: durationMs / 1_000 }),
  };
}
const keep: Keeping = (books, said, { isLate }) => {
  if (!isLate) books.set(said.recordingSid, entry(said, books.get(said.recordingSid)));
};

/** What is other than in the right one. */
interface Otherwise {
  readonly options?: (owned: Owned) => Partial<WebhookOptions>;
  /** In the place of what keeps what is news, of any account. */
  readonly keep?: Keeping;
  /** Whether callbacks of other accounts are kept. */
  readonly isOfAll?: boolean;
  /** Stands before the handler. */
  readonly before?: (app: ReceiverApp, books: Books) => ReceiverApp;
}

/** One as it is written with `texml-recordings/webhooks`, but for what is otherwise. */
export function receiverWith(owned: Owned, otherwise: Otherwise = {}): Receiver {
  const books: Books = new Map();
  const { keep: keeping = keep, isOfAll = false, before = (app) => app } = otherwise;
  const app = webhooks({
    verify: { publicKey: owned.publicKey },
    onProblem: () => undefined,
    onRecording: (said, around) =>
      said.accountSid === owned.account || isOfAll ? keeping(books, said, around) : undefined,
    ...otherwise.options?.(owned),
  });
  return { app: before(app, books), probe: { stateOf: (sid) => books.get(sid) } };
}

/** Remembers nothing: each repeat is news. */
const forgetful = { get: () => undefined, set: () => undefined };
/** Remembers one subject, whatever it is. */
function remembersOne(): NonNullable<WebhookOptions['seen']> {
  let last: [subject: string, seen: Seen] | undefined;
  return {
    get: (subject) => (last?.[0] === subject ? last[1] : undefined),
    set: (subject, seen) => {
      last = [subject, seen];
    },
  };
}
const formIn = async (request: Request) => new URLSearchParams(await request.clone().text());
const answering =
  (change: (response: Response) => Response): NonNullable<Otherwise['before']> =>
  (app) =>
  async (request) =>
    change(await app(request));
const refusing =
  (word: string): NonNullable<Otherwise['before']> =>
  (app) =>
  async (request) =>
    (await formIn(request)).get('RecordingStatus') === word
      ? new Response(null, { status: 500 })
      : app(request);
const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
/** Longer than any limit that is set for it in a test. */
const slowMs = 60;

/** A fault: what it is, and the checks that must find it. */
export interface ReceiverFault {
  readonly says: string;
  readonly found: readonly [string, ...string[]];
  /** Where it is, if that matters. */
  readonly url?: string;
  readonly otherwise: Otherwise;
}

export const receiverFaults: readonly ReceiverFault[] = [
  {
    says: 'A repeat is billed again.',
    found: ['counts-once'],
    otherwise: {
      options: () => ({ seen: forgetful }),
      keep: (books, said) =>
        said.status === 'in-progress' && books.has(said.recordingSid)
          ? undefined
          : books.set(said.recordingSid, entry(said, books.get(said.recordingSid))),
    },
  },
  {
    says: 'Whatever comes last counts, late or not.',
    found: ['never-backwards', 'ends-completed-out-of-order', 'ends-absent-out-of-order'],
    otherwise: { keep: (books, said) => books.set(said.recordingSid, entry(said)) },
  },
  {
    says: 'A repeat of the beginning begins anew.',
    found: ['never-backwards'],
    otherwise: {
      options: () => ({ seen: forgetful }),
      keep: (books, said) => {
        const before = books.get(said.recordingSid);
        if (said.status === 'in-progress') {
          if (!before || before.isBegun)
            books.set(said.recordingSid, { ...entry(said), isBegun: true });
        } else if (before?.status !== said.status)
          books.set(said.recordingSid, {
            ...entry(said),
            ...(before?.isBegun ? { isBegun: true } : {}),
          });
      },
    },
  },
  {
    says: 'Only the last callback of all is remembered.',
    found: ['counts-once-late'],
    otherwise: { options: () => ({ seen: remembersOne() }) },
  },
  {
    says: 'It knows what is late of a recording that is completed, and of no other.',
    found: ['ends-absent-out-of-order'],
    otherwise: {
      keep: (books, said, { isLate }) =>
        isLate && books.get(said.recordingSid)?.status === 'completed'
          ? undefined
          : books.set(said.recordingSid, entry(said)),
    },
  },
  {
    says: 'Nobody is there.',
    found: ['reached'],
    otherwise: {
      before: () => () => {
        throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
      },
    },
  },
  {
    says: 'A recording in progress is none of its business.',
    found: ['takes-in-progress', 'answers-200'],
    otherwise: { before: refusing('in-progress') },
  },
  {
    says: 'Completed is no word that it knows.',
    found: ['takes-completed', 'answers-200'],
    otherwise: { before: refusing('completed') },
  },
  {
    says: 'The recordings of a call have one length.',
    found: ['keeps-apart'],
    otherwise: {
      keep: (books, said, around) => {
        keep(books, said, around);
        for (const one of books.values())
          if (one.durationSeconds !== undefined && one.callSid === said.callSid)
            one.durationSeconds = (said.durationMs ?? 0) / 1_000;
      },
    },
  },
  {
    says: 'The token in the URL is not looked at.',
    found: ['refuses-without-token'],
    url: 'http://app.test/recordings?token=a-secret-of-the-application',
    otherwise: { options: () => ({ verify: 'off' }) },
  },
  {
    says: 'It looks whether it knows a callback, works, and only then remembers it.',
    found: ['counts-once-at-once'],
    otherwise: {
      before: (_, books) => {
        const done = new Set<string>();
        return async (request) => {
          const said = await formIn(request);
          const status = said.get('RecordingStatus') ?? '';
          const sid = said.get('RecordingSid') ?? '';
          const print = `${sid} ${status}`;
          if (done.has(print)) return new Response(null);
          await wait(1);
          done.add(print);
          const before = books.get(sid);
          const isEnd = status !== 'in-progress';
          if (isEnd || !before)
            books.set(sid, {
              status,
              billed: (before?.billed ?? 0) + Number(status === 'completed'),
            });
          return new Response(null);
        };
      },
    },
  },
  {
    says: 'It bills, and remembers that only once the answer is out: who hangs up is billed again.',
    found: ['counts-once-after-timeout'],
    otherwise: {
      before: (app, books) => async (request) => {
        const said = await formIn(request);
        const sid = said.get('RecordingSid') ?? '';
        const before = books.get(sid);
        await wait(20);
        if (!request.signal.aborted) return app(request);
        books.set(sid, {
          status: before?.status ?? 'in-progress',
          billed: (before?.billed ?? 0) + 1,
        });
        return new Response(null, { status: 500 });
      },
    },
  },
  {
    says: 'It answers 204.',
    found: ['answers-200'],
    otherwise: {
      before: answering((one) => (one.status === 200 ? new Response(null, { status: 204 }) : one)),
    },
  },
  {
    says: 'It sends on to another page.',
    found: ['answers-200', 'takes-completed', 'takes-in-progress', 'takes-absent'],
    otherwise: {
      before: answering(() => new Response(null, { status: 303, headers: { location: '/' } })),
    },
  },
  {
    says: 'It answers with a page.',
    found: ['answers-no-page'],
    otherwise: {
      before: answering(
        ({ status }) =>
          new Response('<html>Thank you!', { status, headers: { 'content-type': 'text/html' } }),
      ),
    },
  },
  {
    says: 'It does its work before it answers.',
    found: ['answers-in-time'],
    otherwise: {
      before: (app) => async (request) => {
        await wait(slowMs);
        return app(request);
      },
    },
  },
  {
    says: 'An absent recording is an error.',
    found: ['takes-absent'],
    otherwise: {
      keep: (books, said, around) => {
        if (said.status === 'absent') throw new Error('no file');
        keep(books, said, around);
      },
    },
  },
  {
    says: 'Of an absent recording nothing is kept.',
    found: ['ends-absent'],
    otherwise: {
      keep: (books, said, around) =>
        said.status === 'absent' ? undefined : keep(books, said, around),
    },
  },
  {
    says: 'An absent recording is completed.',
    found: ['ends-absent'],
    otherwise: {
      keep: (books, said) =>
        books.set(said.recordingSid, {
          ...entry(said),
          status: said.status === 'in-progress' ? said.status : 'completed',
        }),
    },
  },
  {
    says: 'The first callback counts, and no other.',
    found: ['ends-completed', 'ends-absent'],
    otherwise: {
      keep: (books, said, around) =>
        books.has(said.recordingSid) ? undefined : keep(books, said, around),
    },
  },
  {
    says: 'What has ended is forgotten.',
    found: ['ends-completed', 'ends-absent'],
    otherwise: {
      keep: (books, said, around) =>
        said.status === 'in-progress' ? keep(books, said, around) : books.delete(said.recordingSid),
    },
  },
  {
    says: 'It cannot do without the link.',
    found: ['takes-no-url'],
    otherwise: {
      keep: (books, said, around) => {
        if (said.status === 'completed') new URL(said.url ?? '');
        keep(books, said, around);
      },
    },
  },
  {
    says: 'A length of 0 is none.',
    found: ['keeps-duration'],
    otherwise: {
      keep: (books, said, around) => {
        const { durationMs, ...rest } = said;
        keep(books, (durationMs ? said : rest) as Said, around);
      },
    },
  },
  {
    says: 'Milliseconds are kept as seconds.',
    found: ['keeps-duration', 'keeps-apart'],
    otherwise: {
      keep: (books, said, around) =>
        keep(books, { ...said, durationMs: (said.durationMs ?? 0) * 1_000 } as Said, around),
    },
  },
  {
    says: 'What it does not know it refuses.',
    found: ['takes-unknown-fields'],
    otherwise: {
      keep: (books, said, around) => {
        if ('NobodyHasHeardOf' in said.said) throw new Error('unknown');
        keep(books, said, around);
      },
    },
  },
  {
    says: 'What comes by GET is acknowledged, and dropped.',
    found: ['takes-get'],
    otherwise: {
      before: (app) => (request) => (request.method === 'GET' ? new Response(null) : app(request)),
    },
  },
  {
    says: 'A body that is no callback is an error of its own.',
    found: ['survives-nonsense'],
    otherwise: {
      before: (app) => async (request) => {
        if (request.method === 'POST' && !(await formIn(request)).has('RecordingStatus'))
          return new Response(null, { status: 500 });
        return app(request);
      },
    },
  },
  {
    says: 'Signatures are not looked at.',
    found: ['refuses-unsigned', 'refuses-other-key', 'refuses-other-body', 'refuses-old-signature'],
    otherwise: { options: () => ({ verify: 'off' }) },
  },
  {
    says: 'A signature is good for an hour.',
    found: ['refuses-old-signature'],
    otherwise: { options: ({ publicKey }) => ({ verify: { publicKey, goodMs: 3_600_000 } }) },
  },
  {
    says: 'What has no signature need not be verified.',
    found: ['refuses-unsigned'],
    otherwise: {
      before: (app, books) => {
        const { app: open } = receiverWith(
          { account: '', publicKey: '' },
          {
            options: () => ({ verify: 'off' }),
            isOfAll: true,
            keep: (_, said, around) => keep(books, said, around),
          },
        );
        return (request) => (request.headers.has('telnyx-signature-ed25519') ? app : open)(request);
      },
    },
  },
  {
    says: 'It is kept before the signature is looked at.',
    found: ['refuses-other-key', 'refuses-other-body', 'refuses-old-signature', 'refuses-unsigned'],
    otherwise: {
      before: (app, books) => async (request) => {
        const said = await formIn(request);
        const sid = said.get('RecordingSid') ?? '';
        if (!books.has(sid)) books.set(sid, { status: 'in-progress', billed: 0 });
        return app(request);
      },
    },
  },
  {
    says: 'Recordings are known by their call.',
    found: ['ends-completed'],
    otherwise: {
      keep: (books, said, around) =>
        keep(books, { ...said, recordingSid: said.callSid ?? '' } as Said, around),
    },
  },
  {
    says: 'Whose callback it is does not matter.',
    found: ['leaves-foreign-account'],
    otherwise: { isOfAll: true },
  },
];
