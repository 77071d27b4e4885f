/**
 * A call centre. Callers hear a greeting and are connected with the agents, of whom the first to
 * answer has the call, which is recorded. If nobody does they are tried once more, and then the
 * caller is held in a conference until a supervisor is there. It keeps statistics.
 */
import type Telnyx from 'telnyx';
import { application, type Said, texml } from './webhooks.ts';

/** A call that is over, as the statistics have it. */
export interface Finished {
  readonly from: string;
  readonly agent?: string;
  /** How the <Dial> came out, or that a supervisor was called. */
  readonly outcome: string;
  readonly talkedSeconds: number;
  readonly recording?: { readonly sid: string; readonly url: string; readonly seconds: number };
}
export interface Center {
  readonly agents: readonly string[];
  readonly supervisor: string;
}
interface Going {
  readonly from: string;
  tries: number;
  agent?: string;
}

export function callCenter(publicKey: string, client: Telnyx, { agents, supervisor }: Center) {
  const { app, on } = application(publicKey);
  const going = new Map<string, Going>();
  const finished: Finished[] = [];

  const rung = agents.map(
    (agent) =>
      `<Sip statusCallback="/agent" statusCallbackEvent="answered completed">${agent}</Sip>`,
  );
  const connect = `<Dial record="record-from-answer-dual" timeout="15" action="/talked"
    recordingStatusCallback="/kept">${rung.join('')}</Dial>`;

  on('/voice', ({ CallSid = '', From = '' }) => {
    going.set(CallSid, { from: From, tries: 1 });
    return texml(`<Say>You have reached the call centre. Please hold.</Say>${connect}`);
  });

  /** How long agents talked, in seconds: the end of a recorded call says how long it was. */
  const talked = new Map<string, number>();
  on('/agent', ({ ParentCallSid = '', CallStatus, To = '', RecordingDuration }, c) => {
    const call = going.get(ParentCallSid);
    if (CallStatus === 'in-progress' && call) call.agent = To;
    if (CallStatus === 'completed')
      talked.set(To, (talked.get(To) ?? 0) + Number(RecordingDuration));
    return c.body(null, 200);
  });

  /** The <Dial> is over, whoever ended it: asked also when the caller has hung up. */
  on('/talked', (said) => {
    const { CallSid = '', DialCallStatus = '' } = said;
    const call = going.get(CallSid);
    if (!call || DialCallStatus === 'completed' || DialCallStatus === 'canceled') {
      finish(said, DialCallStatus);
      return texml('<Say>Goodbye.</Say><Hangup/>');
    }
    call.tries += 1;
    if (call.tries === 2) return texml(`<Say>All agents are busy. Please hold.</Say>${connect}`);
    return texml(`<Dial action="/helped">
      <Conference endConferenceOnExit="true" beep="false" participantLabel="caller"
        record="record-from-start" recordingStatusCallback="/kept"
        statusCallback="/room" statusCallbackEvent="join">${CallSid}</Conference>
    </Dial>`);
  });

  /** Whoever calls is held until the supervisor is there, who is called as soon as they are. */
  on('/room', async ({ AccountSid = '', CallSid = '', ConferenceSid = '', ...said }, c) => {
    const { participants } = client.texml.accounts.conferences;
    const of = { account_sid: AccountSid, conference_sid: ConferenceSid };
    const isCaller = going.has(CallSid);
    await participants.update('caller', { ...of, Hold: isCaller });
    if (isCaller)
      await participants.participants(ConferenceSid, {
        account_sid: AccountSid,
        ApplicationSid: said.ConnectionId ?? '',
        From: said.To ?? '',
        To: supervisor,
        Label: 'supervisor',
      });
    return c.body(null, 200);
  });
  on('/helped', (said) => {
    finish(said, 'escalated');
    return texml('<Hangup/>');
  });

  function finish(said: Said, outcome: string) {
    const { CallSid = '', DialCallDuration = '0', RecordingSid, RecordingUrl = '' } = said;
    const { from = '', agent } = going.get(CallSid) ?? {};
    going.delete(CallSid);
    const seconds = Number(said.RecordingDuration);
    finished.push({
      from,
      outcome,
      talkedSeconds: Number(DialCallDuration),
      ...(agent === undefined ? {} : { agent }),
      ...(RecordingSid ? { recording: { sid: RecordingSid, url: RecordingUrl, seconds } } : {}),
    });
  }

  /** The recordings whose files are there: how long each is, in seconds, by its sid. */
  const kept = new Map<string, number>();
  on('/kept', ({ RecordingSid = '', RecordingDuration }, c) => {
    kept.set(RecordingSid, Number(RecordingDuration));
    return c.body(null, 200);
  });

  return { app, going, finished, talked, kept };
}
