/** The API keys that `serve` takes: from the command line, a file, and the environment. */
import { textOfNamed } from './named-file.ts';

/** The variable of the environment with keys, between blanks. */
export const keysVariable = 'TEXML_RECORDINGS_API_KEYS';

export interface KeysNamed {
  readonly apiKey?: readonly string[];
  readonly apiKeyFile?: string;
}

/**
 * All keys, wherever they are named; undefined if no place is: any key is taken then.
 * @throws Error for a place that holds no key, or something else; it names the place and no key.
 */
export function keysIn(
  { apiKey, apiKeyFile }: KeysNamed,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] | undefined {
  const variable = environment[keysVariable];
  const places: [name: string, keys: readonly string[]][] = [];
  if (apiKey) places.push(['--api-key', apiKey]);
  if (apiKeyFile !== undefined)
    places.push([apiKeyFile, textOfNamed(apiKeyFile, 'keys').split(/\r?\n/)]);
  if (variable !== undefined) places.push([keysVariable, variable.split(/\s/)]);
  if (places.length === 0) return undefined;
  return places.flatMap(([name, keys]) => checked(name, keys));
}

/** A place that is named and empty would leave the sandbox open to any key. */
function checked(name: string, said: readonly string[]): readonly string[] {
  const keys = said.map((one) => one.trim()).filter((one) => one !== '');
  if (keys.length === 0) throw new Error(`${name}: there is no key; expected one at least.`);
  const wrong = said.findIndex((one) => !/^[\x21-\x7e]*$/.test(one.trim()));
  if (wrong < 0) return keys;
  const place = name === keysVariable ? name : `${name}:${wrong + 1}`;
  throw new Error(`${place}: expected a key in ASCII, without blanks.`);
}
