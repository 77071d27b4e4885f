/** The form of our own: one exchange a line. `schemas/log-line.json` is made from this. */
import { z } from 'zod';
import { type LogEntry, type LogPlace, NotAnEntry } from './entry.ts';
import { askedEntryIn, exchanged, heardEntryIn } from './exchange.ts';

const time = z
  .union([z.string(), z.number()])
  .describe('ISO 8601, or milliseconds since the epoch');
const request = z
  .object({
    method: z.string().optional().describe('POST if it is left out'),
    url: z.string().describe('absolute, or a path with its query'),
    contentType: z.string().optional().describe('the media type of the body'),
    body: z.string().optional().describe('as it was sent'),
  })
  .describe('a request');

/** One line of a log. */
const logLine = z
  .object({
    at: time.describe('when the request arrived, or set out'),
    received: request.optional().describe('what came from the platform'),
    sent: request.optional().describe('what was asked of the platform'),
    note: z
      .string()
      .optional()
      .describe('in the place of both: what a reader is to know of the log'),
    answered: z
      .object({
        at: time.optional().describe('when; as soon as it was asked if it is left out'),
        status: z.number().int().describe('of HTTP'),
        body: z.string().optional().describe('left out: the log does not have it'),
      })
      .optional()
      .describe('what was answered; left out: nobody knows'),
  })
  .describe(
    'One exchange between an application and the platform: either received or sent; or a note.',
  );
/** The same as JSON Schema, for whoever writes one. */
export const logLineSchema = () => z.toJSONSchema(logLine, { io: 'input' });
/** One line of a log. */
export type LogLine = z.infer<typeof logLine>;

/** The entry of a line. */
export function ownEntry(value: unknown, place: LogPlace): LogEntry | undefined {
  const read = logLine.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue?.path.join('.') ?? '';
    throw new NotAnEntry(`${where === '' ? 'the line' : where}: ${issue?.message ?? 'not a line'}`);
  }
  const { at, received, sent, answered, note } = read.data;
  if (note !== undefined && received === undefined && sent === undefined) return undefined;
  if ((received === undefined) === (sent === undefined)) {
    throw new NotAnEntry('expected either "received" or "sent"');
  }
  const exchange = exchanged(at, received ?? (sent as NonNullable<typeof sent>), answered);
  return received ? heardEntryIn(exchange, place) : askedEntryIn(exchange, place);
}
