/** A voicemail: what an application answers when somebody calls, and when a recording is there. */
import { Hono } from 'hono';

/** The messages that were left: links to their files. */
export const messages: string[] = [];

export const app = new Hono();
app.post('/voice', (c) =>
  c.body(`<Response>
    <Say>Speak after the tone.</Say>
    <Record finishOnKey="#" maxLength="120" action="/thanks" recordingStatusCallback="/recorded"/>
  </Response>`),
);
app.post('/thanks', (c) => c.body('<Response><Say>Thank you.</Say><Hangup/></Response>'));
app.post('/recorded', async (c) => {
  const { RecordingUrl } = await c.req.parseBody();
  messages.push(String(RecordingUrl));
  return c.body(null, 200);
});
