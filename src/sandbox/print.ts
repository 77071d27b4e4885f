/** The timeline in a terminal: a line an entry. */
import { plainIn } from '../wire/said/plain.ts';
import type { ServiceEntry, TimelineEntry } from './stage/timeline.ts';

/** Whether whoever runs the sandbox should see it unasked: a warning, or what a request said in vain. */
export const isNotice = (entry: TimelineEntry): boolean =>
  entry.kind === 'warning' ||
  (entry.kind === 'request' && entry.status < 300 && entry.says !== undefined);

/** Sets off text, where that can be shown. */
type Paint = (format: 'dim' | 'bold' | 'red' | 'green' | 'yellow' | 'cyan', text: string) => string;

/** An entry of the timeline as a line for a terminal. */
export function printEntry(paint: Paint, accountSid: string, found: TimelineEntry): string {
  // What customers say is shown and does nothing.
  const entry = plainIn(found);
  const time = timeOf(entry.at);
  const sid = 'sid' in entry && entry.sid ? shortened(entry.sid) : '';
  const way = ways[entry.kind].padEnd(3);
  const head = [time, accountSid, sid.padEnd(12), way].map((one) => paint('dim', one)).join(' ');
  const lasted = 'ms' in entry ? paint('dim', ` ${entry.ms} ms`) : '';
  return `${head} ${entryTold(paint, entry).trimEnd()}${lasted}\n`;
}

/** What happened, without when and where. */
export function entryTold(paint: Paint, entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'step': {
      const { event, verdict, before, after, isFirst } = entry;
      const moved = before === after ? after : `${before} → ${after}`;
      const reason = verdict.verdict === 'refused' ? ` (${verdict.reason})` : '';
      const type = isFirst ? paint('bold', event.type) : event.type;
      return `${type} ${verdict.verdict}${reason}, ${moved}`;
    }
    case 'request': {
      const { method, path, status, says = '' } = entry;
      return `${method} ${path} ${paint(status < 400 ? 'green' : 'red', String(status))} ${says}`;
    }
    case 'callback':
    case 'instructions': {
      const { method, url, about, attempt, came, isFine, says } = entry;
      const again = attempt > 1 ? `, attempt ${attempt}` : '';
      const result = paint(isFine ? 'green' : 'red', String(came));
      const why = says === undefined ? '' : ` (${says})`;
      return `${entry.kind} ${paint('bold', about)}: ${method} ${url} ${result}${why}${again}`;
    }
    case 'inbox': {
      const { about, method, path, isVerified, says = '' } = entry;
      const good = isVerified ? paint('green', 'verified') : paint('red', 'not verified');
      return `inbox ${paint('bold', about)}: ${method} ${path} ${good} ${says}`;
    }
    case 'service':
      return `${paint('bold', 'the service is over')} ${new URLSearchParams(said(entry))}`;
    case 'warning':
      return paint('yellow', entry.says);
  }
}

const said = ({ parameters }: ServiceEntry): [string, string][] =>
  Object.entries(parameters).map(([name, value]) => [name, String(value)]);

/** From whom to whom: customers ask, and are asked and told. */
const ways = {
  request: 'in',
  callback: 'out',
  instructions: 'out',
  inbox: 'in',
  step: '',
  service: '',
  warning: '',
} as const;

/** The time of day; a moment that no date can hold has none. */
const timeOf = (at: number) => {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '??:??:??.???' : date.toISOString().slice(11, 23);
};

/** A sid is told by its end as well as by its whole length. */
const shortened = (sid: string) => (sid.length > 12 ? `…${sid.slice(-11)}` : sid);
