/** What the media server can do next: answer, refuse or lose an order, end by itself, file, hear. */
import { type AnyEvent, addressIn, type EventOf, orderAnswers } from '../../machines/index.ts';
import { isLeft, spend, told } from './chances.ts';
import type { Move, System } from './system.ts';
import { type Capture, type ModelWorld, put } from './world.ts';

const becomes = { start: 'capturing', pause: 'paused', resume: 'capturing', stop: 'over' } as const;

/** What it can do next with a recording. */
export function mediaMoves(system: System, world: ModelWorld, sid: string): Move[] {
  const capture = world.captures[sid];
  if (!capture) return [];
  return [
    ...answerMoves(system, world, sid, capture),
    ...ownMoves(system, world, sid, capture),
    ...speechMoves(system, world, sid, capture),
  ];
}

/** Whoever has asked for a text is told of one, or that there is none; nobody calls that off. */
export function textMoves({ media }: System, world: ModelWorld, slot: string): Move[] {
  const to = addressIn(slot);
  const what = `text ${to.sid}`;
  if (to.machine !== 'transcription' || !world.machines[slot] || !isLeft(world, what, 1)) return [];
  const at = world.now;
  return (media.texts ?? ['said']).map((text) => ({
    says: 'media server',
    to,
    event:
      text === 'said'
        ? ({ type: 'transcription.completed', at, text: 'Hello.' } as const)
        : ({ type: 'transcription.failed', at } as const),
    before: (from) => spend(from, what),
  }));
}

const mediaMove = (
  world: ModelWorld,
  sid: string,
  event: AnyEvent,
  change: (capture: Capture) => Capture,
): Move => ({
  says: 'media server',
  to: { machine: 'recording', sid },
  event: { ...event, at: world.now },
  before: (from) => ({
    ...from,
    captures: put(from.captures, sid, change(from.captures[sid] as Capture)),
  }),
});

function answerMoves(system: System, world: ModelWorld, sid: string, capture: Capture): Move[] {
  const { refuses = [], loses = [], reorders = false } = system.media;
  const open = reorders ? capture.asked : capture.asked.slice(0, 1);
  return open.flatMap((asked) => {
    const { order, verb, isSaid } = asked;
    if (verb === 'erase') return [];
    const done = (of: Capture) => ({ ...of, asked: of.asked.filter((one) => one.order !== order) });
    const at = world.now;
    // A start that is obeyed after its stop captures until the next stop; otherwise over is over.
    const obey = (of: Capture): Capture => ({
      ...done(of),
      is: of.is === 'over' && verb !== 'start' ? 'over' : becomes[verb],
    });
    const confirm = mediaMove(world, sid, { type: orderAnswers[verb], at, order }, obey);
    if (isSaid) return [confirm];
    const moves = [confirm];
    if (isLeft(world, 'repeat', system.repeats ?? 0)) {
      const said = (of: Capture): Capture => ({
        ...obey(of),
        asked: of.asked.map((one) => (one.order === order ? { ...one, isSaid: true } : one)),
      });
      const first = mediaMove(world, sid, confirm.event, said);
      moves.push({
        ...first,
        says: 'media server (again later)',
        before: (from) => spend(first.before(from), 'repeat'),
      });
    }
    if (refuses.includes(verb)) {
      moves.push(mediaMove(world, sid, { type: 'media.refused', at, order }, done));
    }
    return loses.includes(verb) ? [...moves, lose(world, sid, order, done)] : moves;
  });
}

/** An order that is never answered: it goes, and nobody is told. A fact of no meaning stands for it. */
function lose(world: ModelWorld, sid: string, order: number, done: (of: Capture) => Capture): Move {
  const fact: EventOf<'media.refused'> = {
    type: 'media.refused',
    at: world.now,
    order: order + 1_000,
  };
  return { ...mediaMove(world, sid, fact, done), says: `media server loses order ${order}` };
}

function ownMoves(system: System, world: ModelWorld, sid: string, capture: Capture): Move[] {
  const { stopsByItself = false, filesEarly = false, files = ['audio'] } = system.media;
  const at = world.now;
  const moves: Move[] = [];
  if (stopsByItself && (capture.is === 'capturing' || capture.is === 'paused')) {
    moves.push(
      mediaMove(world, sid, { type: 'media.stopped', at }, (of) => ({ ...of, is: 'over' })),
    );
  }
  if (capture.isFiled || (capture.is !== 'over' && !filesEarly)) return moves;
  const filed = (of: Capture): Capture => ({ ...of, is: 'over', isFiled: true });
  const saved = { type: 'media.saved', at, location: `file ${sid}` } as const;
  for (const file of files) {
    if (file === 'audio') moves.push(...told(system, world, mediaMove(world, sid, saved, filed)));
    if (file === 'empty') {
      moves.push(mediaMove(world, sid, { ...saved, isEmpty: true }, filed));
    }
    if (file === 'lost') moves.push(mediaMove(world, sid, { type: 'media.failed', at }, filed));
  }
  return moves;
}

function speechMoves(system: System, world: ModelWorld, sid: string, capture: Capture): Move[] {
  const what = `speech ${sid}`;
  const isOpen = capture.is === 'capturing' || capture.is === 'paused';
  if (!isOpen || !isLeft(world, what, system.media.speech ?? 0)) return [];
  const heard = world.spent[what] ?? 0;
  const type = heard % 2 === 0 ? 'speech.started' : 'speech.ended';
  const to = { machine: 'recording', sid } as const;
  return [
    {
      says: 'media server',
      to,
      event: { type, at: world.now },
      before: (from) => spend(from, what),
    },
  ];
}
