/**
 * A mailbox. Callers hear its greeting and leave a message, which is written down as well. Whoever
 * owns the mailbox lists the messages, fetches one as a file, and deletes it.
 */
import type Telnyx from 'telnyx';
import { application, texml } from './webhooks.ts';

export interface Mailbox {
  /** An audio file; left out: a voice greets. */
  readonly greetingUrl?: string;
  readonly longestSeconds: number;
}
/** A message, by what has been told of it so far. */
export interface Message {
  readonly from?: string;
  readonly seconds?: number;
  /** How it was ended: by `#`, by a hang-up, or by itself. */
  readonly endedBy?: string;
  readonly text?: string;
  /** Nothing was said, or nothing came of it. */
  readonly isLost?: boolean;
}

export function voicemail(
  publicKey: string,
  client: Telnyx,
  { greetingUrl, longestSeconds }: Mailbox,
) {
  const { app, on } = application(publicKey);
  const messages = new Map<string, Message>();
  const learn = (recordingSid: string, news: Message) =>
    messages.set(recordingSid, { ...messages.get(recordingSid), ...news });

  on('/voice', () =>
    texml(`
      ${greetingUrl ? `<Play>${greetingUrl}</Play>` : '<Say>Nobody is at home.</Say>'}
      <Say>Please leave a message after the tone, and press the pound key.</Say>
      <Record action="/left" playBeep="true" maxLength="${longestSeconds}" finishOnKey="#"
        timeout="6" recordingStatusCallback="/recording"
        recordingStatusCallbackEvent="in-progress completed absent"
        transcription="true" transcriptionCallback="/written"/>`),
  );

  /** The caller is done, or gone. */
  on('/left', ({ RecordingSid = '', From = '', Digits = '' }) => {
    learn(RecordingSid, { from: From, endedBy: Digits === '' ? 'itself' : Digits });
    return texml('<Say>Thank you. Goodbye.</Say><Hangup/>');
  });
  on('/recording', ({ RecordingSid = '', RecordingStatus, RecordingDuration }, c) => {
    if (RecordingStatus === 'completed')
      learn(RecordingSid, { seconds: Number(RecordingDuration) });
    if (RecordingStatus === 'absent') learn(RecordingSid, { isLost: true });
    return c.body(null, 200);
  });
  on('/written', ({ RecordingSid = '', TranscriptionStatus, TranscriptionText = '' }, c) => {
    if (TranscriptionStatus === 'completed') learn(RecordingSid, { text: TranscriptionText });
    return c.body(null, 200);
  });

  const { json } = client.texml.accounts.recordings;
  return {
    app,
    messages,
    /** The file of a message: its link is fetched anew, as one from a callback goes out of date. */
    async fetched(account_sid: string, recordingSid: string): Promise<Blob> {
      const { media_url = '' } = await json.retrieveRecordingSidJson(recordingSid, { account_sid });
      const file = await fetch(media_url);
      if (!file.ok) throw new Error(`The file of ${recordingSid}: ${file.status}.`);
      return file.blob();
    },
    async deleted(account_sid: string, recordingSid: string) {
      await json.deleteRecordingSidJson(recordingSid, { account_sid });
      messages.delete(recordingSid);
    },
  };
}
