/**
 * A menu. Callers press a key: 1 reads an order number and says how it stands, 2 says the opening
 * hours and comes back to the menu, 3 records what a caller has to complain about, and 0 is
 * goodbye. Whoever presses nothing, or what is not there, is asked again, three times at most.
 */
import { application, type Said, texml } from './webhooks.ts';

export interface Shop {
  /** How each order stands, by its number. */
  readonly orders: Readonly<Record<string, string>>;
  readonly openingHours: string;
}
export interface Complaint {
  readonly from: string;
  readonly recordingSid: string;
  readonly seconds: number;
}
const mostTries = 3;
const again = (says: string) => texml(`<Say>${says}</Say><Redirect>/voice</Redirect>`);

export function ivr(publicKey: string, { orders, openingHours }: Shop) {
  const { app, on } = application(publicKey);
  /** How often each call was at the menu, while it goes on. */
  const visits = new Map<string, number>();
  const complaints: Complaint[] = [];
  /** What each caller pressed, in order. */
  const pressed: string[] = [];

  on('/voice', ({ CallSid = '' }) => {
    const visit = (visits.get(CallSid) ?? 0) + 1;
    visits.set(CallSid, visit);
    if (visit > mostTries) return texml('<Say>Please call again.</Say><Hangup/>');
    return texml(`
      <Gather action="/chosen" numDigits="1" timeout="5">
        <Say>For your order press 1, for our opening hours 2, to complain 3, to end 0.</Say>
      </Gather>
      <Say>We did not hear a key.</Say>
      <Redirect>/voice</Redirect>`);
  });

  on('/chosen', ({ Digits = '' }, c) => {
    pressed.push(Digits);
    switch (Digits) {
      case '1':
        return texml(`
          <Gather action="/order" minDigits="4" maxDigits="6" finishOnKey="#" timeout="4">
            <Say>Your order number, and the pound key.</Say>
          </Gather>
          <Redirect>/voice</Redirect>`);
      case '2':
        return again(openingHours);
      case '3':
        return texml(`
          <Say>What went wrong? Press the star key when you are done.</Say>
          <Record action="/complained" finishOnKey="*" maxLength="90"/>`);
      case '0':
        // Nothing more to say: the call is over.
        return c.body(null, 204);
      default:
        return again(`There is no ${Digits}.`);
    }
  });

  on('/order', ({ Digits = '' }) => {
    pressed.push(Digits);
    const standing = orders[Digits];
    return standing ? texml(`<Say>${standing}</Say><Hangup/>`) : again('We do not know that one.');
  });

  on('/complained', (said, c) => {
    const { From = '', RecordingSid = '', RecordingDuration } = said;
    complaints.push({ from: From, recordingSid: RecordingSid, seconds: Number(RecordingDuration) });
    // An empty answer: there is nothing more to do.
    return c.body('');
  });

  on('/status', ({ CallSid = '' }: Said, c) => {
    visits.delete(CallSid);
    return c.body(null, 200);
  });

  return { app, visits, pressed, complaints };
}
