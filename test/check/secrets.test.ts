/** What an application writes of its exchanges: everything that is checked, and nothing that lets in. */
import { expect, test } from 'vitest';
import { loggedFetch } from '../../src/webhooks/index.ts';

/** The line of an exchange. */
async function lineOf(url: string, body: string, answer: string) {
  const lines: string[] = [];
  const answers: typeof fetch = async () => new Response(answer);
  await loggedFetch((line) => lines.push(line), answers)(url, { method: 'POST', body });
  return lines.join('');
}
const form = (said: Readonly<Record<string, string>>) => new URLSearchParams(said).toString();
const link = 'https://files.example/a.mp3?X-Amz-Signature=hunter2&X-Amz-Date=20260105';
const signedIn = 'https://anna:hunter2@app.example/told';
const document = `<Response><Dial action="${signedIn}"><Sip username="anna" password="hunter2">sip:a@b</Sip></Dial></Response>`;

test.each<[string, string]>([
  ['a password of a form', form({ SipAuthPassword: 'hunter2', To: '+13125550100' })],
  ['a password of JSON', JSON.stringify({ SipAuthPassword: 'hunter2', To: '+13125550100' })],
  ['a signed link in a form', form({ RecordingUrl: link, To: '+13125550100' })],
  ['a signed link in JSON', JSON.stringify({ media_url: link, To: '+13125550100' })],
  ['an address with a password in a form', form({ Url: signedIn, To: '+13125550100' })],
  ['an address with a password in JSON', JSON.stringify({ Url: signedIn, To: '+13125550100' })],
  ['a document', `${document}<!-- 3125550100 -->`],
  ['a document in a form', form({ Texml: document, To: '+13125550100' })],
  ['a document in JSON', JSON.stringify({ Texml: document, To: '+13125550100' })],
  ['the other quote in a password', '<Sip password="it\'s hunter2" x="3125550100"/>'],
])('%s is written without what is secret in it', async (_what, body) => {
  for (const line of [
    await lineOf('https://a.example/', body, ''),
    await lineOf('https://a.example/', '', body),
  ]) {
    expect(line).not.toContain('hunter2');
    expect(line).toContain('3125550100');
  }
});

test('what is no secret is written as it was', async () => {
  const body = form({
    From: 'sip:anna@app.example',
    Url: 'https://app.example/a@b?to=c@d',
    Digits: '12',
  });
  const line = await lineOf(
    'https://a.example/?api_key=hunter2&pwd=hunter2&to=b',
    body,
    document.slice(0, 9),
  );
  expect(JSON.parse(line)).toMatchObject({
    sent: { url: 'https://a.example/?to=b', body },
    answered: { body: document.slice(0, 9) },
  });
});
