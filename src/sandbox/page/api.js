/** Requests to the sandbox: its own control API, and the public one. Their errors in their words. */

/**
 * A request, as a developer would write it.
 * @typedef {{ method: string, path: string, form?: Readonly<Record<string, string>>, json?: object }} Asked
 */
/** @typedef {{ code?: string, title?: string, detail?: string, source?: { pointer?: string } }} Told */

/** A request that was answered with an error, or not at all. */
export class Problem extends Error {
  /**
   * @param {number} status 0: there was no answer
   * @param {readonly Told[]} errors
   */
  constructor(status, errors) {
    super(errors.map(sentence).join(' ') || `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.errors = errors;
  }
}
/** @param {Told} told */
const sentence = ({ title = '', detail = '' }) =>
  detail && detail !== title ? `${title}: ${detail}` : title;

const keyName = 'texml-recordings-key';
/** The key that requests to the public API carry; without --api-key any will do. */
export const key = {
  get: () => sessionStorage.getItem(keyName) ?? 'page',
  /** @param {string} said */
  set: (said) => sessionStorage.setItem(keyName, said),
};

/** Asks for a key and says whether there is one now; main.js knows how. */
export const session = { renew: () => Promise.resolve(false) };

/**
 * @param {Asked} asked
 * @returns {Promise<any>} the body of the answer
 */
export async function ask(asked) {
  const response = await send(asked);
  if (response.status !== 401 || !(await session.renew())) return read(response);
  return read(await send(asked));
}

/** @param {Asked} asked */
async function send({ method, path, form, json }) {
  const headers = new Headers({ authorization: `Bearer ${key.get()}` });
  if (json) headers.set('content-type', 'application/json');
  const body = json ? JSON.stringify(json) : form && new URLSearchParams(form);
  try {
    return await fetch(path, { method, headers, ...(body ? { body } : {}) });
  } catch {
    throw new Problem(0, [{ title: 'The sandbox does not answer.' }]);
  }
}

/** @param {Response} response */
async function read(response) {
  const text = await response.text();
  const body = parsed(text);
  if (response.ok) return body;
  const errors = Array.isArray(body?.errors) ? body.errors : [{ title: `HTTP ${response.status}` }];
  throw new Problem(response.status, errors);
}

/** @param {string} text */
function parsed(text) {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {string} account */
export const controlPath = (account) => `/sandbox/accounts/${encodeURIComponent(account)}`;
/** @param {string} account */
export const restPath = (account) => `/v2/texml/Accounts/${encodeURIComponent(account)}`;

/**
 * The request as a command for a terminal; its key is not shown.
 * @param {Asked} asked
 */
export function curlOf({ method, path, form = {}, json }) {
  const lines = [`curl -X ${method} ${quoted(location.origin + path)}`];
  lines.push(`-H ${quoted(`Authorization: Bearer ${key.get() === 'page' ? 'any' : '$KEY'}`)}`);
  if (json) lines.push("-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(json))}`);
  for (const [name, value] of Object.entries(form)) {
    lines.push(`--data-urlencode ${quoted(`${name}=${value}`)}`);
  }
  return lines
    .join(' \\\n  ')
    .replaceAll("'Authorization: Bearer $KEY'", '"Authorization: Bearer $KEY"');
}
/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
