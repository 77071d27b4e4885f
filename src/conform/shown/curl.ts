/** Requests as commands that anybody can run, without what would let somebody in. */
import { signatureHeaders } from '../../wire/index.ts';
import { hidden, isSecretName, withoutPassword, withoutSecrets } from '../../wire/said/secrets.ts';
import type { TracedExchange, TracedRequest } from '../checks/trace.ts';

/** A signature is as good as a key for five minutes, and the token of a host for longer. */
const signature: string = signatureHeaders.signature;
const isSecretHeader = (name: string) =>
  name === signature || name === 'cookie' || isSecretName(name);

/** A URL without name, password and secrets in its query. */
export const maskedUrl = (url: string): string => withoutSecrets(withoutPassword(url));

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** One request, as curl makes it. */
export function curlOf({ method, url, headers, body }: TracedRequest): string {
  const said = Object.entries(headers).filter(([name]) => name !== 'content-length');
  const parts = [
    `curl -i -X ${method} ${quoted(maskedUrl(url))}`,
    ...said.map(
      ([name, value]) => `-H ${quoted(`${name}: ${isSecretHeader(name) ? hidden : value}`)}`,
    ),
    ...(body === undefined || body === '' ? [] : [`--data-raw ${quoted(withoutSecrets(body))}`]),
  ];
  return parts.join(' \\\n  ');
}

/** A reproduction: each request below what it is and what came of it, and between them what else was said. */
export const reproduction = (exchanges: readonly TracedExchange[]): string =>
  exchanges
    .map((one) => {
      const came = cameOf(one);
      if (one.request) return `# ${one.says}: ${came}\n${curlOf(one.request)}`;
      return `# ${one.from} → ${one.to}: ${withoutSecrets(one.says)}: ${came}`;
    })
    .join('\n');

/** What came of an exchange, in one line. */
export function cameOf({ answer }: TracedExchange): string {
  if (!answer) return 'not waited for';
  const { status, none, body, tookMs } = answer;
  const said = body ? ` ${withoutSecrets(oneLine(body))}` : '';
  return `${status ?? none}${said} (${tookMs} ms)`;
}
const oneLine = (text: string) => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
};
