/** HTTP Archives, as browsers and proxies write them: `log.entries`. Source: HAR 1.2. */
import {
  entryOf,
  isTable,
  type LogEntry,
  type LogPlace,
  type LogTable,
  NotAnEntry,
  stringIn,
  timeOf,
  tookIn,
} from './entry.ts';

/** An entry of an archive. */
export function harEntry(value: LogTable, place: LogPlace): LogEntry | undefined {
  const { request, response } = value;
  const url = isTable(request) ? stringIn(request.url) : undefined;
  if (!isTable(request) || url === undefined) {
    throw new NotAnEntry('request.url is missing; expected an address');
  }
  const at = timeOf(value.startedDateTime, 'startedDateTime');
  const took = tookIn(value.time);
  const data = isTable(request.postData) ? request.postData : {};
  const contentType = stringIn(data.mimeType);
  const body = stringIn(data.text) ?? formOf(data.params);
  const status = isTable(response) ? Number(response.status) : 0;
  const content = isTable(response) && isTable(response.content) ? response.content : {};
  const text = stringIn(content.text);
  // 0: it was given up.
  const answer = {
    at: Math.round(at + took),
    status,
    ...(text === undefined ? {} : { body: text }),
  };
  return entryOf(
    {
      at,
      request: {
        method: stringIn(request.method) ?? 'GET',
        url,
        ...(contentType === undefined ? {} : { contentType }),
        ...(body === undefined ? {} : { body }),
      },
      ...(status > 0 ? { answer } : {}),
    },
    place,
  );
}

function formOf(params: unknown): string | undefined {
  if (!Array.isArray(params)) return undefined;
  const form = new URLSearchParams();
  for (const { name, value } of params.filter(isTable))
    form.append(String(name), String(value ?? ''));
  return form.toString();
}
