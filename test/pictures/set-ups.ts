/** The set-ups that docs/run-it.md shows, in Graphviz's language. */
import { drawnDot, type PictureNamed } from '../../src/render/formats/svg.ts';
import { tones } from '../../src/render/formats/tones.ts';

/** A set-up: what is in it, and what goes where. */
interface SetUp extends PictureNamed {
  readonly dot: readonly string[];
}

const style = (shape: string, fill: string, line: string = tones.soft) =>
  `shape=${shape}, style="filled,rounded", fillcolor="${fill}", color="${line}"`;
const box = (id: string, label: string) => `${id} [label="${label}", ${style('box', tones.box)}]`;
const outside = (id: string, label: string) =>
  `${id} [label="${label}", ${style('box', tones.paper, tones.faint)}]`;
/** Where things are kept. */
const kept = (id: string, label: string) =>
  `${id} [label="${label}", shape=cylinder, style=filled, fillcolor="${tones.here}", color="${tones.soft}", margin="0.4,0.16"]`;
const told = (from: string, to: string, label: string) =>
  `${from} -> ${to} [label="  ${label}  ", color="${tones.command}", fontcolor="${tones.command}"]`;
const asked = (from: string, to: string, label: string) =>
  `${from} -> ${to} [label="  ${label}  ", color="${tones.effect}", fontcolor="${tones.effect}"]`;
const keeps = (from: string, to: string, label = '') =>
  `${from} -> ${to} [label="${label && `  ${label}  `}", color="${tones.signal}", fontcolor="${tones.signal}", dir=both, arrowsize=0.6]`;

const teller = outside('teller', 'REST, media server,\\ntelephone network');
const world = outside('world', 'network, media server,\\ncustomers');

export const setUps: readonly SetUp[] = [
  {
    name: 'run-one-process',
    title: 'One process with SQLite',
    says: 'A process with a host takes messages, keeps what they come to in a file of SQLite, and performs it.',
    dot: [
      teller,
      box('host', 'one process\\nHost'),
      kept('file', 'a file of SQLite:\\nmachines, timers, outbox'),
      world,
      told('teller', 'host', 'messages'),
      asked('host', 'world', 'effects'),
      keeps('host', 'file'),
      '{ rank=same; host; file }',
    ],
  },
  {
    name: 'run-on-postgres',
    title: 'Several processes with Postgres',
    says: 'Any number of processes, each with a host, share a database: whichever is told keeps it there, and whichever is free performs it.',
    dot: [
      teller,
      box('one', 'a process\\nPostgresHost'),
      kept('database', 'Postgres:\\nmachines, timers, outbox,\\nand who has what in hand'),
      box('other', 'another process\\nPostgresHost'),
      world,
      told('teller', 'one', 'messages, to any'),
      told('teller', 'other', ''),
      asked('one', 'world', 'effects, by whoever is free'),
      asked('other', 'world', ''),
      keeps('one', 'database'),
      keeps('database', 'other'),
      '{ rank=same; one; database; other }',
    ],
  },
  {
    name: 'run-on-restate',
    title: 'Several processes with Restate',
    says: 'Restate keeps the machines and calls the processes; each has a host and keeps nothing.',
    dot: [
      teller,
      kept('log', 'Restate:\\nmachines, timers,\\nwhat is to be done'),
      box('one', 'a process\\nRestateHost'),
      box('other', 'another process\\nRestateHost'),
      world,
      told('teller', 'log', 'messages,\\nthrough any host'),
      keeps('log', 'one', 'asks until one answers'),
      keeps('log', 'other'),
      asked('one', 'world', 'effects'),
      asked('other', 'world', ''),
    ],
  },
];

/** A set-up as an SVG file. */
export const drawnSetUp = ({ dot, ...named }: SetUp): Promise<string> =>
  drawnDot(
    [
      `digraph "${named.name}" {`,
      `graph [rankdir=LR, fontname="Helvetica", bgcolor="${tones.paper}", nodesep=0.35, ranksep=0.55, pad=0.15]`,
      `node [fontname="Helvetica", fontsize=13, fontcolor="${tones.ink}", margin="0.34,0.14"]`,
      `edge [fontname="Helvetica", fontsize=12, arrowsize=0.8]`,
      ...dot,
      '}',
    ].join('\n'),
    named,
  );
