/** An exchange, to be taken elsewhere: as curl, as part of a scenario, as part of a test. */
import { asYaml } from '../../../scenarios/format/yaml.ts';
import type { KeptExchange, OneWay } from '../../traffic/exchange.ts';
import type { World } from '../../world/world.ts';
import { scenarioSids, sessionOf } from './session.ts';

/** Texts to copy. */
export interface Copies {
  /** For a terminal. */
  readonly curl: string;
  /** A part of a scenario file: a step, a document, or what is expected. */
  readonly scenario?: string;
  /** Lines of a test with the kit. */
  readonly test?: string;
}

/** `origin` is where the API is reached. */
export function copiesOf(world: World, exchange: KeptExchange, origin: string): Copies {
  const curl = curlOf(exchange, origin);
  if (exchange.kind === 'inbox') return { curl };
  const session = sessionOf(world, exchange.sid ?? '');
  const names = scenarioSids(session);
  const beganAt = session[0]?.createdAt ?? exchange.at;
  const as = { request: requestAs, instructions: documentAs, callback: callbackAs }[exchange.kind];
  return { curl, ...as(exchange, names, beganAt) };
}

/** Of headers, those that whoever sends it has to say. */
const isSaid = (name: string) => name === 'content-type' || name.startsWith('telnyx-');

function curlOf({ kind, request }: KeptExchange, origin: string): string {
  const { method, url, headers, body } = request;
  const own = kind === 'request' ? [['authorization', 'Bearer any'] as const] : [];
  const said = Object.entries(headers).filter(([name]) => isSaid(name));
  return [
    `curl -X ${method} ${quoted(url.startsWith('/') ? origin + url : url)}`,
    ...[...own, ...said].map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(' \\\n  ');
}
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

type As = (
  exchange: KeptExchange,
  names: ReadonlyMap<string, string>,
  beganAt: number,
) => Partial<Copies>;

/** Sids of this session in the place of which others stand. */
const renamed = (text: string, names: ReadonlyMap<string, string>, as = (name: string) => name) =>
  [...names].reduce((so, [sid, name]) => so.replaceAll(sid, as(name)), text);

const requestAs: As = ({ request, response, at }, names, beganAt) => {
  const { method, url } = request;
  const said = fieldsSaid(request);
  const path = url.replace(/^\/v2\/texml\/Accounts\/[^/]+\//i, '');
  const body = JSON.parse(renamed(JSON.stringify(said), names)) as object;
  const step = {
    at: `${Math.max(0, at - beganAt) / 1_000}s`,
    request: `${method} ${renamed(path.replace(/\?.*/s, ''), names)}`,
    ...(Object.keys(body).length > 0 ? { body } : {}),
    ...(response ? { answer: statusAndCode(response) } : {}),
  };
  return {
    ...(method === 'GET' ? {} : { scenario: asYaml([step]) }),
    test: testOf(method, path, said, names),
  };
};

function testOf(method: string, path: string, said: object, names: ReadonlyMap<string, string>) {
  const fields = JSON.stringify(said, null, 2);
  if (method === 'POST' && path === 'Calls') return `const call = await kit.dial(${fields});\n`;
  const variable = (name: string) => `\${${variables[name] ?? name}}`;
  const at = renamed(path, names, variable);
  const init = [
    `method: '${method}'`,
    "headers: { authorization: 'Bearer any', 'content-type': 'application/json' }",
    ...(method === 'POST' ? [`body: JSON.stringify(${fields})`] : []),
  ];
  const lines = init.map((one) => `  ${one.replaceAll('\n', '\n  ')},\n`).join('');
  return `await kit.fetch(\`/v2/texml/Accounts/\${kit.account}/${at}\`, {\n${lines}});\n`;
}
/** What a test calls the first of each. */
const variables: Readonly<Record<string, string>> = {
  'call-1': 'call.sid',
  'recording-1': 'kit.recordings[0]?.sid',
  'recording-2': 'kit.recordings[1]?.sid',
};

/** An HTTP status and, behind a blank, the code of an error: a scenario says them so. */
export function statusAndCode({
  status,
  body = '',
}: OneWay & { readonly status: number }): string | number {
  const code = status < 400 ? undefined : /"code":"(\d{5})"/.exec(body)?.[1];
  return code === undefined ? status : `${status} ${code}`;
}

/** What a body says, by name. */
export function fieldsSaid({ headers, body = '' }: OneWay): Readonly<Record<string, unknown>> {
  if (body === '') return {};
  if (!/json/.test(headers['content-type'] ?? ''))
    return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

const documentAs: As = ({ request, response }) => {
  const text = response?.body;
  const path = URL.parse(request.url)?.pathname;
  if (text === undefined || path === undefined) return {};
  return {
    scenario: asYaml({ documents: { [path]: text } }),
    test: `const app = ${JSON.stringify({ [path]: text }, null, 2)};\nawait using kit = await createKit({ app });\n`,
  };
};

/** What tells which callback it is, whatever else it says. */
const telling = ['RecordingStatus', 'CallStatus', 'StatusCallbackEvent', 'TranscriptionStatus'];

const callbackAs: As = ({ request, sid = '', told }, names) => {
  const { method, url, body = '' } = request;
  const said = new URLSearchParams(method === 'GET' ? (URL.parse(url)?.search ?? '') : body);
  const found = telling.flatMap((name) => {
    const value = said.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const name = names.get(sid) ?? '';
  const expected = { expect: { recordings: { [name]: { callbacks: [told] } } } };
  return {
    ...(name.startsWith('recording') ? { scenario: asYaml(expected) } : {}),
    test:
      'expect(kit.requests.map(({ parameters }) => parameters)).toContainEqual(\n' +
      `  expect.objectContaining(${JSON.stringify(Object.fromEntries(found))}),\n);\n`,
  };
};
