/** Requests as Telnyx sends them, and a handler that notes what it is handed. */
import { newSigner } from '../../src/sandbox/network/signature.ts';
import { type WebhookOptions, type WebhookProblem, webhooks } from '../../src/webhooks/index.ts';

export const signer = newSigner();
export const now = Date.UTC(2026, 0, 2, 3, 4, 5);
export const token = 'sixteen letters or more';
export const at = 'https://app.example/told';

type Fields = Readonly<Record<string, string>>;
export const formOf = (fields: Fields): string => new URLSearchParams(fields).toString();
export const recording = (status: string, more: Fields = {}): Fields => ({
  RecordingSid: 'recording-1',
  RecordingStatus: status,
  CallSid: 'call-1',
  ...more,
});
export const call = (number: number, status: string, more: Fields = {}): Fields => ({
  CallSid: 'call-1',
  CallStatus: status,
  CallbackSource: 'call-progress-events',
  SequenceNumber: String(number),
  ...more,
});

/** A POST with a form. */
export const post = (
  body: string,
  { url = at, headers = {} }: { url?: string; headers?: Fields } = {},
) =>
  new Request(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
export const signed = (body: string, when = now) =>
  post(body, { headers: signer.headersFor(body, when) });

/** A handler that notes what it is handed: what it is of, what it says, and whether it is late. */
export function noting(options: Partial<WebhookOptions> = {}) {
  const news: string[] = [];
  const problems: WebhookProblem[] = [];
  const told = webhooks({
    verify: 'off',
    now: () => now,
    onRecording: ({ recordingSid, status }, { isLate }) =>
      news.push(`${recordingSid} ${status}${isLate ? ', late' : ''}`),
    onCall: ({ callSid, status }, { isLate }) =>
      news.push(`${callSid} ${status}${isLate ? ', late' : ''}`),
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  const send = async (fields: Fields) => (await told(post(formOf(fields)))).status;
  return { told, send, news, problems };
}
