/**
 * What a far end does, in words: `0.5s ring, 2s answer, 3s press 12#, 30s hang up`, or
 * `1s after the beep speak "Please call me back."`.
 */
import { lengthOf } from '../../scenarios/format/words.ts';
import { type Answering, answering, usuallyAnswering } from '../../wire/index.ts';

/** What a far end can do; the first ones take the call, or do not. */
const opening = ['ring', 'answer', 'busy', 'no answer', 'fail'] as const;
const later = ['hang up', 'press', 'speak', 'fall silent', 'end service'] as const;
export type Opening = (typeof opening)[number];
export type Later = (typeof later)[number];
/** What a deed can wait for, beside the answer: it happens anew each time. */
const awaited = ['after the beep', 'after the recording starts'] as const;
export type Awaited = (typeof awaited)[number];

/** One thing that a far end does. */
type Deed = Opening | Later | Answering;
export interface ScriptedAct<D extends Deed = Deed> {
  readonly deed: D;
  /**
   * Since it was dialled, for what takes the call; for everything else since what it waits for, or
   * the answer.
   */
  readonly afterMs: number;
  /** Only of what does not take the call. */
  readonly awaits?: Awaited;
  /** What it presses. */
  readonly keys?: string;
  /** What it says. */
  readonly words?: string;
}
export type Script = readonly ScriptedAct[];

/** The longest script, and how many keys are pressed in a row. */
const mostDeeds = 100;
const mostKeys = 64;
/** The time between two keys that are pressed in a row. */
const betweenKeysMs = 300;
/** How a call is taken where nothing else is said. */
export const usualOpening = '0.5s ring, 2s answer';

const isAnswering = (doing: ScriptedAct): doing is ScriptedAct<Answering> =>
  (answering as readonly string[]).includes(doing.deed);
const isOpening = (doing: ScriptedAct): doing is ScriptedAct<Opening> =>
  (opening as readonly string[]).includes(doing.deed);

/** What it does from the dial on. Who calls in is past that: the sandbox answers. */
export const openingOf = (script: Script): readonly ScriptedAct<Opening>[] =>
  script.filter(isOpening);

/** What it does from the answer on, or from what it waits for on, key by key. */
export const laterOf = (script: Script, awaits?: Awaited): readonly ScriptedAct<Later>[] =>
  script
    .filter(
      (one): one is ScriptedAct<Later> =>
        !isOpening(one) && !isAnswering(one) && one.awaits === awaits,
    )
    .flatMap((one) =>
      one.keys === undefined
        ? one
        : [...one.keys].map((keys, i) => ({
            ...one,
            keys,
            afterMs: one.afterMs + i * betweenKeysMs,
          })),
    );

/** Who answers, and when after the answer that has been found out. */
export const answeringOf = (script: Script): ScriptedAct<Answering> =>
  script.find(isAnswering) ?? usuallyAnswering;

/** A script that cannot be read: which part of it, and what was expected. */
class ScriptError extends Error {
  constructor(part: string, says: string) {
    super(`${JSON.stringify(part)}: ${says}`);
    this.name = 'ScriptError';
  }
}

/**
 * Reads a script. One that does not say how the call is taken begins as usual.
 * @throws ScriptError
 */
export function readScript(text: string): Script {
  const parts = partsOf(text);
  if (parts.length > mostDeeds) throw new ScriptError('…', `expected ${mostDeeds} deeds at most`);
  const script = parts.map((part) => readDoing(part.trim().replace(/\s+/g, ' ')));
  const [, another] = script.filter(isAnswering);
  if (another) throw new ScriptError(another.deed, 'expected one word at most for who answers');
  return script.some(isOpening) ? script : [...readScript(usualOpening), ...script];
}

/** Between commas; what is said may have some. */
function partsOf(text: string): readonly string[] {
  let isQuoted = false;
  const parts = [''];
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === ',' && !isQuoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

const saidText = '(?: ([0-9*#]+)| "([^"]+)")?';
const partText = new RegExp(`^(\\S+) (?:(${awaited.join('|')}) )?([a-z ]+?)${saidText}$`);
const example = 'such as "2s answer"';

const deeds = [...opening, ...later, ...answering];

function readDoing(part: string): ScriptedAct {
  const bare = answering.find((one) => one === part);
  if (bare) return { ...usuallyAnswering, deed: bare };
  if (/ speak (?!"[^"]+"$)/.test(part)) {
    throw new ScriptError(part, 'expected the words after "speak" in quotes');
  }
  const [, time = '', awaits, name = '', keys, words] = partText.exec(part) ?? [];
  const afterMs = lengthOf(time);
  if (afterMs === undefined) throw new ScriptError(part, `expected a time and a deed, ${example}`);
  const deed = deeds.find((one) => one === name);
  if (deed === undefined) {
    throw new ScriptError(part, `expected a time and one of the deeds ${deeds.join(', ')}`);
  }
  if ((deed === 'press') !== (keys !== undefined) || (keys ?? '').length > mostKeys) {
    const most = `${mostKeys} keys at most`;
    throw new ScriptError(part, `expected keys after "press" and nowhere else, ${most}`);
  }
  if (words !== undefined && deed !== 'speak') {
    throw new ScriptError(part, 'expected words after "speak" and nowhere else');
  }
  const act = { deed, afterMs };
  if (awaits !== undefined && (isOpening(act) || isAnswering(act))) {
    throw new ScriptError(part, `expected "${deed}" not to come ${awaits}`);
  }
  return {
    ...act,
    ...(keys === undefined ? {} : { keys }),
    ...(words === undefined ? {} : { words }),
    ...(awaits === undefined ? {} : { awaits: awaits as Awaited }),
  };
}
