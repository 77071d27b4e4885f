/**
 * What something that is said does, in the words of the tables beside this file: which fields it
 * changes, and how the value gets there.
 *
 *     rows.call-1.to                      the value as it is read
 *     command.ringTimeoutMs ms            seconds become milliseconds
 *     command.recording.channels channels dual is 2, any other word is 1
 *     rows.x.subscription told completed  a subscription: the URL, POST, and the events
 *     rows.x.subscription.events failed   the word failed becomes absent
 *     command.x.engine spelled            deepgram is Deepgram, any other word is itself
 *     command.x.language or en-US         an empty text is that one, or none
 *     nextDocument resolved               a document at the URL, by POST
 *     command.type=call.hangUp            a fixed value
 *     rows.x.subscription gone            no value
 *     - or nothing                        nothing: it is taken, and has no effect
 */

/** Paths from the outcome down, with the values that stand there. */
export type Changes = Readonly<Record<string, unknown>>;
export type Deed = (value: never) => Changes;

const hows: Readonly<Record<string, (value: unknown, rest: string[]) => unknown>> = {
  ms: (value) => (value as number) * 1_000,
  channels: (value) => (value === 'dual' ? 2 : 1),
  told: (url, events) => ({
    url,
    method: 'POST',
    events: events.filter((one) => one !== 'nothing'),
  }),
  failed: (value) => [
    ...new Set((value as string[]).map((one) => (one === 'failed' ? 'absent' : one))),
  ],
  or: (text, [byDefault]) => (text === '' ? byDefault : text),
  spelled: (engine) => (engine === 'deepgram' ? 'Deepgram' : engine),
  resolved: (url) => ({ url, method: 'POST' }),
  gone: () => undefined,
  unless: (value, [word]) => (String(value) === word ? undefined : value),
};

/** What a cell of a table says; deeds that no words describe have names in angle brackets. */
export function deedOf(
  cell: string,
  named: Readonly<Record<string, Deed>> = {},
): (value: unknown) => Changes {
  if (cell === '-' || cell === '') return () => ({});
  const deed = named[cell];
  if (deed) return (value) => deed(value as never);
  return (value) =>
    Object.fromEntries(
      cell.split('; ').map((part) => {
        const [fixed = '', constant] = part.split('=');
        if (constant !== undefined) return [fixed, constant === 'true' ? true : constant];
        const [path = '', how, ...rest] = part.split(' ');
        if (how === undefined) return [path, value];
        const convert = hows[how];
        if (!convert) throw new Error(`no table says "${part}"`);
        return [path, convert(value, rest)];
      }),
    );
}

type Tree = { [name: string]: unknown };
/** A copy of an outcome with these changes; a row that it lacks begins as the one that is kept. */
export function changed(
  outcome: object,
  changes: Changes,
  kept: (sid: string) => object = () => ({}),
) {
  const copy = structuredClone(outcome) as Tree;
  for (const [path, value] of Object.entries(changes)) {
    const parts = path.split('.');
    const last = parts.pop() as string;
    let place = copy;
    parts.forEach((part, index) => {
      if (place[part] === undefined)
        place[part] = parts[index - 1] === 'rows' ? structuredClone(kept(part)) : {};
      place = place[part] as Tree;
    });
    if (value === undefined) delete place[last];
    else place[last] = value;
  }
  return copy;
}
