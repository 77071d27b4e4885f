/** One story as a sequence diagram: who said what to whom; timers that are set are left out. */
import { type Effect, machineNames, vocabulary } from '../../../machines/index.ts';
import {
  bringerOf,
  type Lifeline,
  outsiders,
  receiverOf,
  type Spoken,
  sequenceOf,
} from '../../render/index.ts';
import type { Heard, Story } from './book.ts';

/** The diagram of a story, as Mermaid text. */
export function diagramOf(story: Story): string {
  const lines = linesOf(story);
  const named = new Set(lines.flatMap((line) => ('from' in line ? [line.from, line.to] : [])));
  const machines = [...story.heard]
    .map(({ to }) => to)
    .sort((a, b) => machineNames.indexOf(a.machine) - machineNames.indexOf(b.machine));
  const everybody: Lifeline[] = [
    { id: 'customer', says: outsiders.customer },
    { id: 'network', says: outsiders.network },
    ...machines.map(({ sid }) => ({ id: sid, says: sid })),
    { id: 'media', says: outsiders.media },
  ];
  const present = everybody.filter(
    ({ id }, i) => named.has(id) && everybody.findIndex((one) => one.id === id) === i,
  );
  const across = present.map(({ id }) => id);
  return sequenceOf(
    present,
    lines.map((line) =>
      'over' in line && line.over.length === 0 ? { ...line, over: across } : line,
    ),
  );
}

/** A step of the story as it was played: what it says, and the request that it made. */
interface Telling {
  readonly at: number;
  readonly note: string | undefined;
  readonly request: string | undefined;
  readonly answer: string | undefined;
}
function tellingsOf({ played: { scenario, told } }: Story): Telling[] {
  const steps = [...scenario.steps].sort((a, b) => a.at - b.at);
  const start = (told[0]?.at ?? 0) - (steps[0]?.at ?? 0);
  return told.map(({ at, answer }, i) => {
    const step = steps[i];
    return {
      at,
      note: step?.says === undefined ? undefined : `${clock(at - start)} ${step.says}`,
      request: step && 'request' in step ? requestText(step.request, step.body) : undefined,
      answer,
    };
  });
}
const clock = (ms: number) =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, '0')}`;
/** The parameters that say what a request is about. */
const telling = ['Record', 'ConferenceRecord', 'Status'];
const requestText = (
  { method, path }: { readonly method: string; readonly path: string },
  body: Readonly<Record<string, unknown>>,
) =>
  [
    `${method} ${path}`,
    ...telling.filter((name) => name in body).map((name) => `${name}=${String(body[name])}`),
  ].join('\n');

/** The lines; a note that is over nobody in particular is over everybody. */
export function linesOf(story: Story): Spoken[] {
  const lines: Spoken[] = [];
  const waiting = tellingsOf(story);
  let asked: Telling | undefined;
  for (const one of story.heard) {
    let isTold = false;
    while (waiting[0] && waiting[0].at <= one.at) {
      const { note, ...telling } = waiting.shift() as Telling;
      isTold = note !== undefined;
      if (note !== undefined) lines.push({ over: [], says: note });
      if (telling.request !== undefined) asked = { note, ...telling };
    }
    // What is ignored is left out, unless the story speaks of it.
    if (one.verdict.verdict === 'ignored' && !isTold) continue;
    const request = isAsked(one) ? asked : undefined;
    if (request) asked = undefined;
    lines.push(...arrival(one, request), ...newState(one), ...departures(one));
    if (request?.answer) {
      lines.push({ from: one.to.sid, to: 'customer', says: request.answer, isNews: true });
    }
  }
  return lines;
}

/** The tag that a command runs: only a document gives it; the others may be a request. */
const tagOf = ({ event }: Heard) => /<.*>/.exec(vocabulary[event.type].says)?.[0];
const isAsked = (heard: Heard) =>
  heard.isFirst && vocabulary[heard.event.type].kind === 'command' && !tagOf(heard);

function arrival(heard: Heard, request: Telling | undefined): Spoken[] {
  const { event, to, sender, isFirst, verdict } = heard;
  if (!isFirst) {
    const says = 'reason' in event ? `${event.type} (${event.reason})` : event.type;
    return [{ from: sender?.sid ?? '', to: to.sid, says, isNews: true }];
  }
  if (event.type === 'timer.fired')
    return [{ over: [to.sid], says: `${event.type} ${event.timer}` }];
  if (vocabulary[event.type].kind === 'fact') {
    const ignored = verdict.verdict === 'ignored' ? ' (ignored)' : '';
    const says = `${event.type}${detailOf(event)}${ignored}`;
    return [{ from: bringerOf(event.type), to: to.sid, says, isNews: true }];
  }
  if (event.type === 'call.receive') {
    return [{ from: bringerOf(event.type), to: to.sid, says: event.type, isNews: false }];
  }
  const tag = tagOf(heard);
  const spelled = request?.request ?? (tag ? `TeXML ${tag}` : 'end of the document');
  return [{ from: 'customer', to: to.sid, says: `${event.type}\n${spelled}`, isNews: false }];
}

/** Orders to the media server carry a number, which the answer repeats; keys are named. */
function detailOf(of: object): string {
  if ('digit' in of) return ` ${String(of.digit)}`;
  return 'order' in of ? ` #${String(of.order)}` : '';
}

function newState({ to, before, snapshot }: Heard): Spoken[] {
  const isShown = to.machine === 'recording' || to.machine === 'transcription';
  if (!isShown || !snapshot || snapshot.state === before?.state) return [];
  return [{ over: [to.sid], says: snapshot.state }];
}

function departures({ to, effects, callbacks }: Heard): Spoken[] {
  const orders = effects.flatMap((effect): Spoken[] => {
    if (effect.type === 'instructions.resumed') return [{ over: [to.sid], says: effect.type }];
    if (!isOrder(effect)) return [];
    return [{ from: to.sid, to: receiverOf(effect.type), says: effectText(effect), isNews: false }];
  });
  const told = callbacks.map(({ parameters: sent }) => {
    const word =
      sent.RecordingStatus ??
      sent.TranscriptionStatus ??
      sent.StatusCallbackEvent ??
      sent.CallStatus;
    return { from: to.sid, to: 'customer', says: `callback: ${String(word)}`, isNews: true };
  });
  return [...orders, ...told];
}

const isOrder = ({ type }: Effect) =>
  /^(?:network|media)\./.test(type) || type === 'instructions.requested';
const effectText = (effect: Effect) =>
  effect.type === 'instructions.requested'
    ? `${effect.type} (${effect.because})`
    : `${effect.type}${detailOf(effect)}`;
