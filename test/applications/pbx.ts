/**
 * A telephone exchange. Whoever sits at an extension calls by SIP: colleagues by their extension,
 * everybody else by number, and then the number of the house is shown. Who calls the house from
 * outside reaches an extension or a group of them, and leaves a message if nobody answers.
 */
import { application, escaped, type Said, texml } from './webhooks.ts';

interface Extension {
  readonly name: string;
  /** Where it rings: one after another. */
  readonly rings: readonly string[];
  /** The number in the network that belongs to it. */
  readonly number?: string;
}
export interface Directory {
  readonly houseNumber: string;
  readonly extensions: Readonly<Record<string, Extension>>;
}
export interface Message {
  readonly extension: string;
  readonly from?: string;
  /** Once the file is there. */
  readonly url?: string;
}

/** The user of a SIP URI: `1001@office.sip.telnyx.com` is 1001. */
const userOf = (uri = '') => uri.replace(/@.*/, '');
const isNumber = (user: string) => /^\+\d{7,15}$/.test(user);
const speak = (text: string) => `<Say voice="alice">${escaped(text)}</Say>`;

export function pbx(publicKey: string, { houseNumber, extensions }: Directory) {
  const { app, on } = application(publicKey);
  /** By the sids of their recordings. */
  const messages = new Map<string, Message>();
  /** Who was called by whom, and how that ended, in the order of the ends. */
  const ends: string[] = [];

  /** The extension that a call is for, by its number or by its name in SIP. */
  const extensionFor = ({ ToSipUri }: Said) => {
    const user = userOf(ToSipUri);
    const byNumber = Object.entries(extensions).find(([, one]) => one.number === user);
    return extensions[user] ? user : byNumber?.[0];
  };

  const ring = (extension: string, place: number) => {
    const { name = '', rings = [] } = extensions[extension] ?? {};
    return texml(`<Dial timeout="20" action="/rung?extension=${extension}&amp;place=${place}"
        fromDisplayName="${escaped(name)}">
      <Sip statusCallback="/ended" statusCallbackEvent="completed">${rings[place]}</Sip>
    </Dial>`);
  };

  on('/voice', (said) => {
    const extension = extensionFor(said);
    if (extension) return ring(extension, 0);
    const number = userOf(said.ToSipUri);
    const caller = extensions[userOf(said.FromSipUri)];
    // Only those of the house may call the world.
    if (said.CallingPartyType !== 'sip' || !caller || !isNumber(number))
      return texml(`${speak('Nobody has this number.')}<Hangup/>`);
    return texml(`<Dial callerId="${caller.number ?? houseNumber}" action="/called">
      <Number statusCallback="/ended" statusCallbackEvent="completed">${number}</Number>
    </Dial>`);
  });

  /** A telephone was rung: if nobody talked there, the next one rings, and the last is voicemail. */
  on('/rung', ({ DialCallStatus }, c) => {
    const { extension = '', place = '0' } = c.req.query();
    if (DialCallStatus === 'completed') return texml('<Hangup/>');
    const { name = '', rings = [] } = extensions[extension] ?? {};
    const next = Number(place) + 1;
    if (next < rings.length) return ring(extension, next);
    return texml(`${speak(`${name} is not available. Leave a message after the tone.`)}
      <Record action="/left?extension=${extension}" maxLength="60" timeout="5" finishOnKey="#"
        recordingStatusCallback="/kept?extension=${extension}"/>`);
  });

  on('/called', ({ DialCallStatus }) =>
    texml(DialCallStatus === 'busy' ? `${speak('It is busy.')}<Hangup/>` : '<Hangup/>'),
  );
  /** A message was left, or the caller has hung up; the file comes a little later. */
  on('/left', ({ From = '', RecordingSid = '' }, c) => {
    const { extension = '' } = c.req.query();
    messages.set(RecordingSid, { ...messages.get(RecordingSid), extension, from: From });
    return texml(`${speak('Thank you.')}<Hangup/>`);
  });
  on('/kept', ({ RecordingSid = '', RecordingUrl = '' }, c) => {
    const { extension = '' } = c.req.query();
    messages.set(RecordingSid, { extension, ...messages.get(RecordingSid), url: RecordingUrl });
    return c.body(null, 200);
  });
  on('/ended', ({ From = '', To = '', CallStatus = '' }, c) => {
    ends.push(`${From} → ${To}: ${CallStatus}`);
    return c.body(null, 200);
  });

  return { app, messages, ends };
}
