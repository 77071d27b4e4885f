/** What can be known from outside: what a follower believes of one recorded call, and what leads on. */

import { drawnDot, tones } from '../render/index.ts';
import {
  type Beliefs,
  beliefStates,
  beliefsOf,
  ending,
  liveStates,
  type ShownBelief,
  takenIn,
} from './gathered/beliefs.ts';
import { and, bulletList, code, link, picture, table } from './sheet/markdown.ts';
import { type File, machinePage, sheet, way } from './sheet/sheet.ts';

const file = 'outside.md';
const chart = 'outside.svg';

export async function outsidePages(): Promise<File[]> {
  const beliefs = beliefsOf();
  return [page(beliefs), [chart, await drawnDot(dotIn(beliefs), named)]];
}
const named = {
  name: 'outside-beliefs',
  title: 'What can be known from outside',
  says: 'What a recording can be in, and what seen next leads to what is believed then.',
};

function page({ all, edges }: Beliefs): File {
  const state = (name: string) =>
    link(code(name), `${way(file, machinePage('recording'))}#${name.toLowerCase()}`);
  const words = (some: readonly string[]) => some.map(code).join(', ') || '–';
  const row = (one: ShownBelief) => {
    const { statuses, isReadTelling, owesEnd } = one.says;
    return [
      nameOf(one),
      beliefStates(one.says).map(state).join(', '),
      words(statuses.map((is) => is ?? '404')),
      isReadTelling ? 'yes' : 'no: it is known',
      words(takenIn(one.says, 'surely')),
      words(takenIn(one.says, 'not')),
      owesEnd ? 'its end' : '–',
    ];
  };
  const nameIn = (no: number) => nameOf(all[no] as ShownBelief);
  return sheet(
    file,
    'What can be known from outside',
    'Whoever sees requests, answers and callbacks alone does not see states. This page is what a ' +
      `follower (${code('texml-recordings/follow')}) believes of a recording that was asked for by ` +
      'request on a call that was dialled: everything that the recording can be in, given what was ' +
      'seen. Callbacks may come late and out of order, and the far end may hang up at any moment: ' +
      'so, until an end is told, it is never certain that the recording still goes on.',
    picture(named.says, chart),
    'A thick arrow is a request that was answered with 200, a plain one a callback, a dashed one ' +
      `what a GET answered. What each ${code('status')} stands for, ` +
      `${link('States and public statuses', 'statuses.md')} says.`,
    '## What can be so, and what is owed',
    'Beside what the chart names, each may be over, or about to be, without anybody having been told; ' +
      'a request that the table does not name perhaps would be taken, and perhaps not.',
    table(
      [
        ['believed', 'the recording can be in', 'a GET can answer', 'would a GET tell more?'],
        ['surely taken', 'surely refused', 'owed'],
      ].flat(),
      all.map(row),
    ),
    '## What is known once something is seen',
    table(
      ['believed', 'seen', 'believed then'],
      edges
        .filter(({ from, to }) => to !== from)
        .map(({ from, to, by }) => [nameIn(from), code(by.says), nameIn(to)]),
    ),
    'Of what can be seen, whatever the table does not name tells nothing new. What its first lines ' +
      `say of ${and(ending.map(({ says }) => code(says)))} is so from wherever the recording may ` +
      'still go on.',
    '## What follows from it',
    bulletList([
      `An answer says what was taken, not what is done: after ${code('pause → 200')} the recording ` +
        'may be recording still. Only a GET says that it is paused, as no callback does.',
      `${code('in-progress')} says that capture has begun, and not that it goes on.`,
      'Only an end that was told is certain for good: then a GET tells nothing more.',
      `Once a stop was taken, or the call was told to be over, an end is owed; a follower says from ` +
        'when on it is overdue.',
    ]),
  );
}

/** A belief by what it comes to: the states in which the recording still goes on, or how it is over. */
function nameOf({ says }: ShownBelief): string {
  const live = liveWords(says);
  if (live.length > 0) return live.join(', ');
  return says.states.length === 1 ? `${says.states[0]}, surely` : 'over, or about to be';
}

const liveWords = (says: ShownBelief['says']) => {
  const live = liveStates(says);
  return says.states.includes('none') ? ['not there yet', ...live] : live;
};

const quoted = (text: string) => `"${text.replaceAll('"', '\\"')}"`;
const styles = {
  request: `color="${tones.command}", fontcolor="${tones.command}", penwidth=1.8`,
  callback: `color="${tones.ink}", fontcolor="${tones.ink}"`,
  read: `color="${tones.signal}", fontcolor="${tones.signal}", style=dashed`,
} as const;

/** The chart: beliefs as boxes, those in which it may go on in one frame. */
function dotIn({ all, edges }: Beliefs): string {
  const box = (one: ShownBelief) => {
    const live = liveWords(one.says);
    const text = live.length > 0 ? live.join('\\n') : nameOf(one);
    const fill = live.length > 0 ? tones.capturing : tones.ended;
    return `n${one.no} [label=${quoted(text)}, fillcolor="${fill}"]`;
  };
  const isLive = (no: number) => liveStates((all[no] as ShownBelief).says).length > 0;
  const arrow = ({ from, to, by }: Beliefs['edges'][number]) => {
    const out = isLive(to) ? '' : ', ltail=cluster_live';
    return `n${from} -> n${to} [label=${quoted(by.says)}, ${styles[by.kind]}${out}]`;
  };
  return [
    'digraph outside {',
    `graph [rankdir=TB, compound=true, fontname=Helvetica, nodesep=0.4, ranksep=0.45, pad=0.15, bgcolor="${tones.paper}"]`,
    `node [fontname=Helvetica, fontsize=12, shape=box, margin="0.18,0.07", style="rounded,filled", color="${tones.ink}", fontcolor="${tones.ink}"]`,
    'edge [fontname=Helvetica, fontsize=11, arrowsize=0.8]',
    'subgraph cluster_live {',
    `graph [label="it may still go on", labeljust=l, style="rounded,filled", color="${tones.faint}", fillcolor="${tones.frame}", fontcolor="${tones.soft}", fontsize=12]`,
    ...all.filter(({ no }) => isLive(no)).map(box),
    '}',
    ...all.filter(({ no }) => !isLive(no)).map(box),
    ...edges.filter(({ from, to }) => from !== to).map(arrow),
    '}',
  ].join('\n');
}
