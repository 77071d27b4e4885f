/** The form of an HTTP Archive. Source: HAR 1.2, which lets custom fields begin with an underscore. */
import * as z from 'zod';

const comment = z.string().optional();
const pair = z.strictObject({ name: z.string(), value: z.string(), comment });
const size = z.int().min(-1);
const message = {
  httpVersion: z.string().min(1),
  cookies: z.array(pair),
  headers: z.array(pair),
  headersSize: size,
  bodySize: size,
  comment,
};
const ms = z.number().nonnegative();

const request = z.strictObject({
  method: z.string().regex(/^[A-Z]+$/),
  url: z.url(),
  queryString: z.array(pair),
  postData: z
    .strictObject({ mimeType: z.string(), params: z.array(pair), text: z.string(), comment })
    .optional(),
  ...message,
});
const response = z.strictObject({
  status: z.int().min(0).max(599),
  statusText: z.string(),
  content: z.strictObject({
    size: z.int().nonnegative(),
    mimeType: z.string(),
    text: z.string().optional(),
    comment,
  }),
  redirectURL: z.string(),
  ...message,
});
const timings = z.strictObject({ send: ms, wait: ms, receive: ms, comment });
const entry = z
  .strictObject({
    startedDateTime: z.iso.datetime({ offset: true }),
    time: ms,
    request,
    response,
    cache: z.strictObject({}),
    timings,
    comment,
  })
  .refine(({ time, timings: { send, wait, receive } }) => time === send + wait + receive, {
    error: 'expected the sum of its timings',
  });

export const har = z.strictObject({
  log: z.strictObject({
    version: z.literal('1.2'),
    creator: z.strictObject({ name: z.string().min(1), version: z.string().min(1) }),
    pages: z.array(z.unknown()),
    entries: z.array(entry),
    comment,
  }),
});
