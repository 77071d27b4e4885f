/** A session as a sequence diagram: who asked and told whom, and what became of each. */
import { facts, type MachineName, vocabulary } from '../../../../machines/index.ts';
import { sequenceSvg } from '../../../render/sequence/drawn.ts';
import { sequenceOf } from '../../../render/sequence/mermaid.ts';
import type { Lifeline, Spoken } from '../../../render/sequence/spoken.ts';
import { eventText } from '../../../scenarios/format/event-text.ts';
import type { Summary } from '../../../wire/resources/summary.ts';
import type { StepEntry, TimelineEntry } from '../../stage/timeline.ts';
import { renamed } from './names.ts';
import { lengthText } from './scenario-steps.ts';
import { notesOn, type ToldSession } from './told-session.ts';

const app = 'application';
const network = 'network';
const media = 'media server';

/** Mermaid text. */
export function sequenceFor(session: ToldSession): string {
  const { lifelines, lines } = diagramFor(session);
  return sequenceOf(lifelines, lines);
}
/** An SVG file. */
export function sequencePicture(session: ToldSession): string {
  const { lifelines, lines } = diagramFor(session);
  const [first] = session.machines;
  return sequenceSvg(lifelines, lines, titleOf(first, session.names).replace('\n', ': '));
}

function diagramFor(session: ToldSession) {
  const { machines, entries, names } = session;
  const [{ createdAt }] = machines;
  const lines = entries.flatMap((entry) => {
    const when = lengthText(entry.at - createdAt);
    return spoken(entry).map((line) => ({
      ...line,
      when,
      says: renamed(line.says, names),
    }));
  });
  const others = new Set(lines.flatMap((line) => ('over' in line ? [] : [line.from, line.to])));
  const lifelines: readonly Lifeline[] = [
    { id: app, says: 'Application', isPerson: true },
    ...oneEach(machines).map((one) => ({ id: one.sid, says: titleOf(one, names) })),
    { id: network, says: 'Network' },
    { id: media, says: 'Media server' },
  ].filter(({ id }) => others.has(id) || machines.some(({ sid }) => sid === id));
  const all = lifelines.map(({ id }) => id);
  const head = notesOn(session).map((says) => ({ over: all, says }));
  const isKnown = (line: Spoken) =>
    ('over' in line ? line.over : [line.from, line.to]).every((id) => all.includes(id));
  return { lifelines, lines: [...head, ...lines.filter(isKnown)] };
}

/** A leg that has become a call is one line. */
const oneEach = (machines: readonly Summary[]) =>
  machines.filter(({ sid }, i) => machines.findIndex((one) => one.sid === sid) === i);

function titleOf({ sid, from, to, friendlyName }: Summary, names: ReadonlyMap<string, string>) {
  const who = from === undefined || to === undefined ? friendlyName : `${from} → ${to}`;
  return [names.get(sid) ?? sid, who].filter((one) => one !== undefined).join('\n');
}

function spoken(entry: TimelineEntry): Spoken[] {
  switch (entry.kind) {
    case 'step':
      return [...cameTo(entry), ...becameOf(entry)];
    case 'request': {
      const { sid: to = '', method, path, status } = entry;
      const short = path.replace(/^\/v2\/texml\/(?:Accounts\/[^/]+\/)?/i, '');
      return [
        { from: app, to, says: `${method} ${decodeURIComponent(short)}`, isNews: false },
        { from: to, to: app, says: `${status}`, isNews: true },
      ];
    }
    case 'instructions': {
      const { sid, method, url, about, came } = entry;
      return [
        { from: sid, to: app, says: `${about}, ${method} ${url}`, isNews: false },
        { from: app, to: sid, says: `${came}`, isNews: true },
      ];
    }
    case 'callback': {
      const { sid, about, came, attempt } = entry;
      const again = attempt > 1 ? `, attempt ${attempt}` : '';
      return [{ from: sid, to: app, says: `${about} (${came}${again})`, isNews: true }];
    }
    case 'service':
      return [{ over: [entry.sid], says: 'the service is over' }];
    case 'warning':
      return entry.sid === undefined ? [] : [{ over: [entry.sid], says: `⚠ ${entry.says}` }];
    case 'inbox':
      return [];
  }
}

/** What network and media server tell; requests and documents stand for commands. */
function cameTo({ sid, event, isFirst, verdict }: StepEntry): Spoken[] {
  const isFact = vocabulary[event.type].kind === 'fact';
  if (!isFirst || !isFact || event.type === 'timer.fired') {
    if (event.type !== 'timer.fired' || verdict.verdict !== 'accepted') return [];
    return [{ over: [sid], says: eventText(event) }];
  }
  const to: readonly MachineName[] = facts[event.type as keyof typeof facts].to;
  const isOfLine = to.includes('call') || to.includes('dialLeg');
  const from = isOfLine ? network : media;
  return [{ from, to: sid, says: eventText(event), isNews: true }];
}

const becameOf = ({ sid, before, after }: StepEntry): Spoken[] =>
  before === after ? [] : [{ over: [sid], says: after }];
