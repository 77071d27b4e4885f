/** Faults of platforms, each as it shows from outside, the kind of mutant that it is, and the check that finds it. */
import type { operators } from '../../properties/mutants/mutant.ts';
import type { OtherPlatform } from './platforms.ts';

/** A fault, planted. */
export interface PlatformFault {
  readonly says: string;
  readonly kind: keyof typeof operators;
  /** The name of the check that finds it. */
  readonly found: string;
  readonly otherwise: OtherPlatform;
}
type Asked = NonNullable<OtherPlatform['asked']>;
type Tells = NonNullable<OtherPlatform['tells']>;
type Fields = Record<string, string>;

const json = (status: number, body: unknown) => Response.json(body, { status });
const errors = (status: number, code: string) =>
  json(status, { errors: [{ code, title: 'Planted', detail: 'Planted.' }] });
const bodyOf = (request: Request) => request.clone().text();
const pathOf = ({ url }: Request) => decodeURIComponent(new URL(url).pathname);

/** What a recording is asked, by its status; undefined: it is something else. */
async function updateIn(request: Request): Promise<string | undefined> {
  const isUpdate = request.method === 'POST' && /\/Recordings\/[^/]+\.json$/.test(pathOf(request));
  return isUpdate ? (new URLSearchParams(await bodyOf(request)).get('Status') ?? '') : undefined;
}
/** The same recording, read. */
const readInstead = (request: Request) =>
  new Request(request.url.replace(/\/Calls\/[^/]+(\/Recordings\/)/, '$1'), {
    headers: request.headers,
  });
/** As if it had been done: what it is answered, and nothing else. */
async function asIfDone(request: Request, ask: Parameters<Asked>[1]): Promise<Response> {
  const came = await ask(readInstead(request));
  const { status: _, media_url: __, ...shown } = (await came.json()) as Record<string, unknown>;
  return came.ok ? json(200, shown) : json(came.status, shown);
}
/** The same request with another body. */
const saying = (request: Request, body: string) =>
  new Request(request.url, { method: request.method, headers: request.headers, body });

const onUpdate =
  (status: string, does: Asked): Asked =>
  async (request, ask) =>
    (await updateIn(request)) === status ? does(request, ask) : ask(request);
const onPath =
  (method: string, path: RegExp, does: Asked): Asked =>
  async (request, ask) =>
    request.method === method && path.test(pathOf(request)) ? does(request, ask) : ask(request);
/** The JSON of an answer, changed. */
const answering = (
  method: string,
  path: RegExp,
  change: (body: Record<string, unknown>) => unknown,
): Asked =>
  onPath(method, path, async (request, ask) => {
    const came = await ask(request);
    if (!came.ok) return came;
    return json(came.status, change((await came.json()) as Record<string, unknown>));
  });
const recordingPath = /\/Recordings\/[^/]+\.json$/;
const onePath = /\/me\/Recordings\/[^/]+\.json$/;

/** Callbacks of recordings, changed: undefined says that it is not told. */
const telling =
  (change: (fields: Fields) => Fields | readonly Fields[] | undefined): Tells =>
  async (request, tell) => {
    const fields = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    if (fields.RecordingStatus === undefined || !pathOf(request).endsWith('/told'))
      return tell(request);
    const told = change(fields);
    let last = new Response(null);
    for (const one of told === undefined ? [] : [told].flat())
      last = await tell(saying(request, new URLSearchParams(one).toString()));
    return last;
  };
/** Documents, as another platform understands them. */
const reading =
  (change: (document: string) => string): Tells =>
  async (request, tell) => {
    const came = await tell(request);
    if (!pathOf(request).endsWith('/voice')) return came;
    const type = { 'content-type': 'application/xml' };
    return new Response(change(await came.text()), { status: came.status, headers: type });
  };
const onceStopped = () => {
  const stopped = new Set<string>();
  return onUpdate('stopped', (request, ask) => {
    const path = pathOf(request);
    if (stopped.has(path)) return Promise.resolve(errors(422, '10027'));
    stopped.add(path);
    return ask(request);
  });
};
const isBegun = /\/me\/Calls$/;
const isCall = /\/me\/Calls\/[^/]+$/;
const isOfCall = /\/Calls\/[^/]+\/Recordings\.json$/;
const isOfAccount = /\/me\/Recordings\.json$/;
const isOfConference = /\/Conferences\/[^/]+\/Recordings\.json$/;
const withoutRecordings = (body: Record<string, unknown>) => ({ ...body, recordings: [] });
const deleted = (): Asked => {
  let last: unknown;
  return async (request, ask) => {
    if (request.method === 'GET' && onePath.test(pathOf(request))) {
      const came = await ask(request);
      if (came.ok) last = await came.clone().json();
      return came;
    }
    if (request.method !== 'GET' || !isOfCall.test(pathOf(request))) return ask(request);
    const came = await ask(request);
    const body = (await came.json()) as { recordings: unknown[] };
    return json(200, { ...body, recordings: [...body.recordings, ...(last ? [last] : [])] });
  };
};

/** Somebody is told of a recording before anybody has answered. */
const recordsAtOnce: Asked = onPath('POST', isBegun, async (request, ask) => {
  const { RecordingStatusCallback: url } = JSON.parse(await bodyOf(request));
  const came = await ask(request);
  const { call_sid: CallSid } = (await came.clone().json()) as Fields;
  if (typeof url === 'string') {
    const said = {
      ...{ AccountSid: 'me', CallSid: CallSid as string, ConnectionId: '1' },
      ...{ RecordingSid: 'early', RecordingSource: 'OutboundAPI', RecordingStatus: 'in-progress' },
    };
    await fetch(url, { method: 'POST', body: new URLSearchParams(said) });
  }
  return came;
});

const asked = (does: Asked): OtherPlatform => ({ asked: does });
const tells = (does: Tells): OtherPlatform => ({ tells: does });
const fault = (
  says: string,
  kind: PlatformFault['kind'],
  found: string,
  otherwise: OtherPlatform,
): PlatformFault => ({ says, kind, found, otherwise });

/** What is wrong with the answers of its API. */
const ofRequests: readonly PlatformFault[] = [
  fault(
    'It answers with a page of HTML.',
    'remove',
    'reached',
    asked(async () => new Response('<html></html>')),
  ),
  fault(
    'It knows no key.',
    'negate',
    'reached',
    asked(async () => errors(401, '10009')),
  ),
  fault(
    'A call is answered with a sid, and never made.',
    'drop',
    'begins-call',
    asked(
      onPath('POST', isBegun, async () => json(200, { call_sid: 'v3:none', status: 'queued' })),
    ),
  ),
  fault(
    'The end of a call is accepted, and not done.',
    'drop',
    'ends-call',
    asked(onPath('POST', isCall, async (_, __) => json(200, { status: 'completed' }))),
  ),
  fault(
    'A call that is over is shown as going on.',
    'no-reenter',
    'shows-call',
    asked(answering('GET', isCall, (body) => ({ ...body, status: 'in-progress' }))),
  ),
  fault(
    'A pause is accepted, and not done.',
    'drop',
    'pauses',
    asked(onUpdate('paused', asIfDone)),
  ),
  fault(
    'A resumption is accepted, and not done.',
    'drop',
    'resumes',
    asked(onUpdate('in-progress', asIfDone)),
  ),
  fault('A stop is accepted, and not done.', 'drop', 'stops', asked(onUpdate('stopped', asIfDone))),
  fault(
    'A pause stops the recording.',
    'retarget',
    'pauses',
    asked(onUpdate('paused', (request, ask) => ask(saying(request, 'Status=stopped')))),
  ),
  fault(
    'A stop only pauses.',
    'cross',
    'stops',
    asked(onUpdate('stopped', (request, ask) => ask(saying(request, 'Status=paused')))),
  ),
  fault(
    'A paused recording cannot be stopped.',
    'guard',
    'stops-paused',
    asked(
      onUpdate('stopped', async (request, ask) => {
        const { status } = (await (await ask(readInstead(request))).json()) as Fields;
        return status === 'paused' ? errors(422, '10027') : ask(request);
      }),
    ),
  ),
  fault(
    'Who asks twice for a pause is refused.',
    'ignore→refuse',
    'repeats-change-nothing',
    asked(
      (() => {
        const paused = new Set<string>();
        return onUpdate('paused', (request, ask) => {
          if (paused.has(pathOf(request))) return Promise.resolve(errors(422, '10027'));
          paused.add(pathOf(request));
          return ask(request);
        });
      })(),
    ),
  ),
  fault(
    'A pause of what is completed is accepted.',
    'refuse→ignore',
    'stops-for-good',
    asked(
      onUpdate('paused', async (request, ask) => {
        const came = await ask(request);
        return came.status === 422 ? asIfDone(request, ask) : came;
      }),
    ),
  ),
  fault(
    'Who is refused is told 409.',
    'reason',
    'stops-for-good',
    asked(
      onPath('POST', recordingPath, async (request, ask) => {
        const came = await ask(request);
        return came.status === 422 ? json(409, await came.json()) : came;
      }),
    ),
  ),
  fault(
    'An update of what nobody knows is answered 400.',
    'reason',
    'refuses-unknown',
    asked(
      onPath('POST', recordingPath, async (request, ask) => {
        const came = await ask(request);
        return came.status === 404 ? json(400, await came.json()) : came;
      }),
    ),
  ),
  fault(
    'Errors have a message, and no detail.',
    'reason',
    'refuses-unknown',
    asked(async (request, ask) => {
      const came = await ask(request);
      return came.status === 404 ? json(404, { message: 'Not found' }) : came;
    }),
  ),
  fault(
    'A recording is changed below any call.',
    'unguard',
    'refuses-foreign',
    asked(
      onPath('POST', recordingPath, async (request, ask) => {
        const { call_sid: own } = (await (await ask(readInstead(request))).json()) as Fields;
        if (own === undefined) return ask(request);
        const url = request.url.replace(/\/Calls\/[^/]+\//, `/Calls/${encodeURIComponent(own)}/`);
        return ask(
          new Request(url, {
            method: 'POST',
            headers: request.headers,
            body: await bodyOf(request),
          }),
        );
      }),
    ),
  ),
  fault(
    'A Status that is none is accepted.',
    'unguard',
    'refuses-other-words',
    asked(onUpdate('halted', asIfDone)),
  ),
  fault(
    'A Status that is none is refused as if none were said.',
    'reason',
    'refuses-other-words',
    asked(onUpdate('halted', async () => errors(422, '10004'))),
  ),
  fault(
    'A deletion is accepted, and not done.',
    'drop',
    'deletes',
    asked(onPath('DELETE', onePath, async () => new Response(null, { status: 204 }))),
  ),
  fault('A deleted recording stays in the list of its call.', 'cross', 'deletes', asked(deleted())),
  fault(
    'A recording that goes on can be deleted.',
    'unguard',
    'keeps-what-goes-on',
    asked(
      onPath('DELETE', onePath, async (request, ask) => {
        const came = await ask(request);
        return came.status === 422 ? new Response(null, { status: 204 }) : came;
      }),
    ),
  ),
  fault(
    'A call that is over can be recorded.',
    'unguard',
    'refuses-what-is-over',
    asked(
      onPath('POST', isOfCall, async (request, ask) => {
        const came = await ask(request);
        return came.status === 422 ? json(200, { sid: 'none' }) : came;
      }),
    ),
  ),
  fault(
    'A call that nobody has answered can be recorded.',
    'negate',
    'refuses-unanswered',
    asked(
      onPath('POST', isOfCall, async (request, ask) => {
        const came = await ask(request);
        return came.status === 422 ? json(200, { sid: 'none' }) : came;
      }),
    ),
  ),
  fault(
    'The list of a call that nobody knows is empty.',
    'guard',
    'refuses-no-call',
    asked(
      onPath('GET', isOfCall, async (request, ask) => {
        const came = await ask(request);
        return came.status === 404 ? json(200, { recordings: [] }) : came;
      }),
    ),
  ),
  fault(
    'The list of the account lacks the recording.',
    'drop',
    'lists-of-account',
    asked(answering('GET', isOfAccount, withoutRecordings)),
  ),
  fault(
    'The list of a call lacks the recording.',
    'drop',
    'lists-of-call',
    asked(answering('GET', isOfCall, withoutRecordings)),
  ),
  fault(
    'The list of a conference lacks the recording.',
    'drop',
    'lists-of-conference',
    asked(answering('GET', isOfConference, withoutRecordings)),
  ),
  fault(
    'A page has more than was asked for.',
    'guard',
    'pages-lists',
    asked(
      onPath('GET', isOfAccount, (request, ask) =>
        ask(new Request(request.url.replace('PageSize=1', 'PageSize=50'), request)),
      ),
    ),
  ),
  fault(
    'A recording is read as it was when it began.',
    'no-reenter',
    'stops',
    asked(answering('GET', onePath, (body) => ({ ...body, status: 'in-progress' }))),
  ),
  fault(
    'The length that is read is not the one that was told.',
    'cross',
    'shows-recording',
    asked(
      answering('GET', onePath, (body) => ({
        ...body,
        ...(body.duration === null ? {} : { duration: String(Number(body.duration) + 5) }),
      })),
    ),
  ),
  fault(
    'A recording is shown without its call.',
    'drop',
    'shows-recording',
    asked(answering('GET', onePath, ({ call_sid: _, ...body }) => body)),
  ),
  fault(
    'An update is answered with nothing.',
    'drop',
    'answers-with-recording',
    asked(
      onPath('POST', recordingPath, async (request, ask) => {
        const came = await ask(request);
        return came.ok ? json(200, {}) : came;
      }),
    ),
  ),
  fault(
    'The link leads to nothing.',
    'drop',
    'has-file',
    asked(onPath('GET', /\/media\//, async () => new Response(null, { status: 404 }))),
  ),
  fault(
    'A stop ends the call, too.',
    'retarget',
    'stops',
    asked(
      onUpdate('stopped', async (request, ask) => {
        const came = await ask(request);
        const call = request.url.replace(/\/Recordings\/.*/, '');
        await ask(
          new Request(call, { method: 'POST', headers: request.headers, body: 'Status=completed' }),
        );
        return came;
      }),
    ),
  ),
  fault(
    'The end of a call ends all calls.',
    'retarget',
    'keeps-calls-apart',
    asked(
      (() => {
        const begun: string[] = [];
        return async (request, ask) => {
          const came = await ask(request);
          if (request.method === 'POST' && isBegun.test(pathOf(request)))
            begun.push(String(((await came.clone().json()) as Fields).call_sid));
          if (request.method !== 'POST' || !isCall.test(pathOf(request))) return came;
          for (const sid of begun.splice(0)) {
            const url = request.url.replace(/\/Calls\/.*/, `/Calls/${encodeURIComponent(sid)}`);
            await ask(
              new Request(url, {
                method: 'POST',
                headers: request.headers,
                body: 'Status=completed',
              }),
            );
          }
          return came;
        };
      })(),
    ),
  ),
  fault(
    'A stop is refused while another goes on.',
    'ignore→refuse',
    'stops-twice',
    asked(onceStopped()),
  ),
  fault(
    'A stop of a `<Record>` is refused while another goes on.',
    'ignore→refuse',
    'any-order-record-verb',
    asked(onceStopped()),
  ),
  fault(
    'A deletion of what is being stopped answers 500.',
    'remove',
    'any-order-call-request',
    asked(
      onPath('DELETE', onePath, async (request, ask) => {
        const came = await ask(request);
        return came.status === 422 ? json(500, {}) : came;
      }),
    ),
  ),
  fault(
    'Whatever is asked of the recording of a conference is unknown.',
    'remove',
    'any-order-conference',
    asked(onPath('POST', recordingPath, async () => errors(404, '10005'))),
  ),
  fault(
    'What is asked of the recording of a `<Dial>` is refused as if it were over.',
    'negate',
    'any-order-dial',
    asked(onUpdate('paused', async () => errors(422, '90018'))),
  ),
  fault(
    'The recording of a `<Start>` is paused when it is to go on.',
    'cross',
    'any-order-start-verb',
    asked(onUpdate('in-progress', (request, ask) => ask(saying(request, 'Status=stopped')))),
  ),
  fault('A second recording of a call is the first.', 'policy', 'keeps-apart', {
    settings: { policy: { 'second-request': 'unchanged' } },
  }),
  fault('A pause before the recording has begun is refused.', 'policy', 'any-order-by-request', {
    settings: { policy: { 'early-update': 'refused' } },
  }),
  fault('A pause does not count.', 'policy', 'counts-pauses', {
    settings: { policy: { 'paused-time': 'skipped' } },
  }),
];

/** What is wrong with what it tells, and with how it reads documents. */
const ofCallbacks: readonly PlatformFault[] = [
  fault(
    'That a recording goes on is not told.',
    'untold',
    'records-by-request',
    tells(telling((said) => (said.RecordingStatus === 'in-progress' ? undefined : said))),
  ),
  fault(
    'That a recording is completed is not told.',
    'untold',
    'stops',
    tells(telling((said) => (said.RecordingStatus === 'completed' ? undefined : said))),
  ),
  fault(
    'When the far end hangs up, the end of the recording is not told.',
    'untold',
    'hears-hang-up',
    tells(
      telling((said) =>
        said.RecordingStatus === 'completed' && said.RecordingSource === 'OutboundAPI'
          ? undefined
          : said,
      ),
    ),
  ),
  fault(
    'That a call is over is not told.',
    'untold',
    'ends-call',
    tells(async (request, tell) =>
      (await bodyOf(request)).includes('CallStatus=completed') ? new Response(null) : tell(request),
    ),
  ),
  fault(
    'The end is told twice, with another length.',
    'double',
    'records-by-request',
    tells(
      telling((said) =>
        said.RecordingStatus === 'completed'
          ? [said, { ...said, RecordingDuration: String(Number(said.RecordingDuration) + 1) }]
          : said,
      ),
    ),
  ),
  fault(
    'A completed recording is told to be absent.',
    'cross-told',
    'records-by-request',
    tells(
      telling((said) =>
        said.RecordingStatus === 'completed' ? { ...said, RecordingStatus: 'absent' } : said,
      ),
    ),
  ),
  fault(
    'A recording that begins is told to be completed, too.',
    'swap',
    'pauses',
    tells(
      telling((said) =>
        said.RecordingStatus === 'in-progress'
          ? [said, { ...said, RecordingStatus: 'completed', RecordingDuration: '0' }]
          : said,
      ),
    ),
  ),
  fault(
    'The length is half a minute too long.',
    'cross',
    'tells-length',
    tells(
      telling((said) =>
        said.RecordingDuration
          ? { ...said, RecordingDuration: String(Number(said.RecordingDuration) + 30) }
          : said,
      ),
    ),
  ),
  fault(
    'The length is told in milliseconds.',
    'cross',
    'tells-length',
    tells(
      telling((said) =>
        said.RecordingDuration
          ? { ...said, RecordingDuration: `${said.RecordingDuration}000` }
          : said,
      ),
    ),
  ),
  fault(
    'The end is told of a sid that nobody knows.',
    'cross-told',
    'stops',
    tells(
      telling((said) =>
        said.RecordingStatus === 'completed'
          ? { ...said, RecordingSid: '00000000-0000-4000-8000-000000000000' }
          : said,
      ),
    ),
  ),
  fault(
    'The recording of a `<Dial>` has another source.',
    'cross',
    'records-dial',
    tells(telling((said) => ({ ...said, RecordingSource: 'OutboundAPI' }))),
  ),
  fault(
    'Callbacks name another call.',
    'cross',
    'records-call-request',
    tells(telling((said) => ({ ...said, CallSid: 'v3:another' }))),
  ),
  fault(
    'All words are told to whoever subscribed to one.',
    'unguard',
    'tells-what-was-asked',
    asked(
      onPath('POST', isOfCall, async (request, ask) =>
        ask(
          saying(
            request,
            (await bodyOf(request)).replace(
              /Event=completed$/,
              'Event=in-progress+completed+absent',
            ),
          ),
        ),
      ),
    ),
  ),
  fault(
    'All words are told to whoever named none.',
    'unguard',
    'tells-the-end-by-default',
    asked(
      onPath('POST', isOfCall, async (request, ask) => {
        const body = await bodyOf(request);
        const isNamed = new URLSearchParams(body).has('RecordingStatusCallbackEvent');
        const all = '&RecordingStatusCallbackEvent=in-progress+completed+absent';
        return await ask(saying(request, isNamed ? body : body + all));
      }),
    ),
  ),
  fault(
    'The link is not told.',
    'drop',
    'tells-link',
    tells(telling(({ RecordingUrl: _, ...said }) => said)),
  ),
  fault(
    'The link is told, though nobody wants it.',
    'unguard',
    'tells-link',
    asked(
      onPath('POST', isOfCall, async (request, ask) =>
        ask(
          saying(
            request,
            (await bodyOf(request)).replace('SendRecordingUrl=false', 'SendRecordingUrl=true'),
          ),
        ),
      ),
    ),
  ),
  fault(
    'A field is missing in callbacks.',
    'drop',
    'tells-fields',
    tells(telling(({ ConnectionId: _, ...said }) => said)),
  ),
  fault(
    'Whoever asks for GET is told by POST.',
    'negate',
    'tells-by-get',
    asked(
      onPath('POST', isOfCall, async (request, ask) =>
        ask(saying(request, (await bodyOf(request)).replace('Method=GET', 'Method=POST'))),
      ),
    ),
  ),
  fault(
    'Callbacks are JSON.',
    'cross',
    'tells-forms',
    tells(async (request, tell) => {
      const said = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
      const headers = { 'content-type': 'application/json' };
      return tell(
        new Request(request.url, { method: 'POST', headers, body: JSON.stringify(said) }),
      );
    }),
  ),
  fault(
    'A callback that is not taken never comes again.',
    'drop',
    'tells-again',
    tells(async (request, tell) => {
      const came = await tell(request);
      return came.status === 500 ? new Response(null) : came;
    }),
  ),
  fault(
    'Callbacks have the signature of something else.',
    'cross',
    'signs',
    tells(telling((said) => ({ ...said, More: '1' }))),
  ),
  fault(
    'Requests for documents do not say who is called.',
    'drop',
    'asks-with-parameters',
    tells(async (request, tell) => {
      if (!pathOf(request).endsWith('/voice')) return tell(request);
      const said = new URLSearchParams(await bodyOf(request));
      said.delete('CallerId');
      return tell(saying(request, said.toString()));
    }),
  ),
  fault(
    'A call is recorded before anybody has answered.',
    'swap',
    'waits-for-answer',
    asked(recordsAtOnce),
  ),
  fault('A call that is busy is recorded.', 'unguard', 'records-no-busy', asked(recordsAtOnce)),
  fault(
    'The action of a `<Record>` is not asked for.',
    'drop',
    'tells-record-action',
    tells(async (request, tell) =>
      pathOf(request).endsWith('/action')
        ? new Response('<Response><Pause length="600"/></Response>')
        : tell(request),
    ),
  ),
  fault(
    'No key ends a `<Record>`.',
    'remove',
    'tells-record-action',
    tells(reading((document) => document.replace('finishOnKey="#"', 'finishOnKey="9"'))),
  ),
  fault(
    'A `<Record>` goes on beyond its length.',
    'remove',
    'ends-by-length',
    tells(reading((document) => document.replace('maxLength="4"', 'maxLength="20"'))),
  ),
  fault(
    'Silence does not end a `<Record>`.',
    'untold',
    'ends-by-silence',
    tells(reading((document) => document.replace(' timeout="3"', ''))),
  ),
  fault(
    'A `<Record>` is passed over.',
    'remove',
    'records-record-verb',
    tells(reading((document) => document.replace(/<Record .*?\/>/, '<Pause length="600"/>'))),
  ),
  fault(
    'A `<Start>` is passed over.',
    'remove',
    'records-start-verb',
    tells(reading((document) => document.replace(/<Start>.*?<\/Start>/, ''))),
  ),
  fault(
    'The record of a `<Dial>` is passed over.',
    'unguard',
    'records-dial',
    tells(reading((document) => document.replace(/ record="[^"]*"/, ''))),
  ),
  fault(
    'A conference is not recorded.',
    'negate',
    'records-conference',
    tells(reading((document) => document.replace(/ record="[^"]*"/, ''))),
  ),
  fault(
    'A participant is not recorded.',
    'drop',
    'records-participant',
    asked(
      onPath('POST', /\/Participants$/, async (request, ask) =>
        ask(saying(request, (await bodyOf(request)).replace('Record=true', 'Record=false'))),
      ),
    ),
  ),
  fault(
    'Record is passed over when a call is begun.',
    'drop',
    'records-call-request',
    asked(
      onPath('POST', isBegun, async (request, ask) =>
        ask(
          saying(request, JSON.stringify({ ...JSON.parse(await bodyOf(request)), Record: false })),
        ),
      ),
    ),
  ),
  fault(
    'A resumed recording is told to begin again, and to be another.',
    'double',
    'resumes',
    tells(
      (() => {
        let first: Fields | undefined;
        return telling((said) => {
          first ??= said;
          return said.RecordingStatus === 'completed'
            ? [said, { ...first, RecordingSid: 'another', RecordingStatus: 'in-progress' }]
            : said;
        });
      })(),
    ),
  ),
];

/** All of them. */
export const platformFaults: readonly PlatformFault[] = [...ofRequests, ...ofCallbacks];
