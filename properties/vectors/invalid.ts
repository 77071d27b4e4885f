/** Events that have to be turned away at the edge: made from good ones, one fault each. */
import { eventsTo, type MachineName, machineNames, vocabulary } from '../../machines/index.ts';
import { type Field, type Fields, latestEventMs } from '../../machines/words/shape.ts';
import { inputsTo } from '../generators/inputs/index.ts';
import type { Invalid } from './vector.ts';

type Data = Readonly<Record<string, unknown>>;
/** A fault: what is wrong in a few words, the value that has it, and the path to blame. */
interface Fault {
  readonly is: string;
  readonly value: unknown;
  readonly path: string;
}

/** Faults of a value itself, by its shape. */
function faultsOf(shape: Field['shape'], good: unknown): Fault[] {
  const one = (is: string, value: unknown): Fault => ({ is, value, path: '' });
  switch (shape.kind) {
    case 'text':
      return [one('a number', 7), ...(shape.least > 0 ? [one('empty', '')] : [])];
    case 'flag':
      return [one('a string', 'true')];
    case 'whole':
      return [
        ...[one('a string', '1'), one('too small', shape.least - 1), one('a fraction', 1.5)],
        one('too large', shape.most + 1),
      ];
    case 'choice':
      return [one('an unknown word', 'nonsense')];
    case 'list': {
      const [first] = Array.isArray(good) ? good : [];
      const twice = one('one entry twice', [first, first]);
      return [one('a string', 'X'), ...(shape.least > 0 ? [one('empty', [])] : []), twice];
    }
    case 'record':
      return [one('a string', 'X'), ...faultsIn(shape.fields, good as Data)];
    case 'either':
      return [one('an unknown word', 'nonsense')];
  }
}

/** Faults of an object with fields: each field that it has, and one that it must not have. */
function faultsIn(fields: Fields, good: Data): Fault[] {
  const surplus = { is: 'surplus', value: { ...good, surplus: 1 }, path: 'surplus' };
  const inFields = Object.entries(fields).flatMap(([name, { shape, optional }]) => {
    if (!(name in good)) return [];
    const { [name]: value, ...without } = good;
    const faults = faultsOf(shape, value).map(
      (fault): Fault => ({
        is: `${name} ${fault.is}`,
        value: { ...good, [name]: fault.value },
        path: fault.path === '' ? name : `${name}.${fault.path}`,
      }),
    );
    return optional ? faults : [{ is: `without ${name}`, value: without, path: name }, ...faults];
  });
  return [surplus, ...inFields];
}

/** The form of an event that has the most fields, as data. */
function fullest(machine: MachineName, type: string): Data {
  const events = inputsTo(machine, undefined, 1_000).map(({ event }) => event);
  const forms = events.filter((event) => event.type === type);
  const [first, ...others] = forms as Data[];
  const size = (one: Data) => JSON.stringify(one).length;
  return others.reduce((best, one) => (size(one) > size(best) ? one : best), first as Data);
}

/** Everything that can be wrong with the events of a machine that no machine before it has. */
function ofEvents(machine: MachineName): Invalid[] {
  const own = eventsTo(machine).filter((type) => vocabulary[type].to[0] === machine);
  return own.flatMap((type) => {
    const { type: _, at: __, ...good } = fullest(machine, type);
    return faultsIn(vocabulary[type].fields, good).map(({ is, value, path }) => ({
      id: `${machine}/${type}/${is}`,
      machine,
      event: { type, at: 1_000, ...(value as Data) },
      field: path,
    }));
  });
}

/** What is no event of this machine at all, and times that are none. */
function ofMachine(machine: MachineName): Invalid[] {
  const [type] = eventsTo(machine);
  const good = fullest(machine, type as string);
  const { at: _, ...timeless } = good;
  const foreign = machine === 'recording' ? 'call.rang' : 'recording.pause';
  const one = (is: string, event: unknown, field: string): Invalid => ({
    id: `${machine}/${is}`,
    machine,
    event,
    field,
  });
  return [
    one('no object', 'call.answered', 'event'),
    one('nothing', null, 'event'),
    one('a list', [], 'event'),
    one('without a type', { at: 1_000 }, 'type'),
    one('an unknown type', { type: 'nonsense', at: 1_000 }, 'type'),
    one('a name that objects have', { type: 'toString', at: 1_000 }, 'type'),
    ...['xstate.init', 'xstate.stop'].map((reserved) =>
      one(reserved, { type: reserved, at: 1_000 }, 'type'),
    ),
    one('an event of another machine', { type: foreign, at: 1_000 }, 'machine'),
    one('without a time', timeless, 'at'),
    one('a time before all times', { ...good, at: -1 }, 'at'),
    one('a time between two milliseconds', { ...good, at: 0.5 }, 'at'),
    one('a time so late that no date follows it', { ...good, at: latestEventMs + 1 }, 'at'),
    one('a time in words', { ...good, at: '1970-01-01T00:00:01Z' }, 'at'),
  ];
}

/** Every invalid input, machine by machine. */
export const invalidInputs = (): Invalid[] =>
  machineNames.flatMap((machine) => [...ofMachine(machine), ...ofEvents(machine)]);
