/** What a host keeps of the lines, recordings and conferences that requests and documents make. */
import { given } from './given.ts';
import {
  type ConferenceRow,
  type Detection,
  eventsByDefault,
  type LineRow,
  type Method,
  methodByDefault,
  type NewRow,
  type Subscription,
  usualDetectionMs,
} from './rows.ts';

/** Whom to tell of what; nothing is said of what is undefined. */
export interface CallbackSaid {
  readonly url: string | undefined;
  readonly method: Method | undefined;
  readonly events: readonly string[] | undefined;
}

/** A callback as the wire spells it: a URL under its name, and two names that begin with it. */
type SaidUnder<Name extends string> = { readonly [N in Name]?: string | undefined } & {
  readonly [N in `${Name}Method`]?: Method | undefined;
} & { readonly [N in `${Name}Event`]?: readonly string[] | undefined };

/** The callback of this name, in the spelling of parameters or in that of attributes. */
export const callbackSaid = <Name extends string>(
  said: SaidUnder<NoInfer<Name>>,
  name: Name,
): CallbackSaid => {
  const fields: Readonly<Record<string, unknown>> = said;
  return {
    url: fields[name],
    method: fields[`${name}Method`],
    events: fields[`${name}Event`],
  } as CallbackSaid;
};

/** Without a URL there is nobody to tell. */
export function subscribed(
  { url, method = methodByDefault, events }: CallbackSaid,
  byDefault: readonly string[] = eventsByDefault,
): { readonly subscription?: Subscription } {
  return url === undefined ? {} : { subscription: { url, method, events: events ?? byDefault } };
}

/** Whether documents wait for it, and how long it takes at most. */
type AboutDetection = 'isDetectionAsync' | 'detectionLimitMs';
/** How long it takes at most; nothing where it is as usual. */
export const limitOf = (machine: LineRow['machine'], ms: number | undefined) =>
  ms === usualDetectionMs[machine] ? undefined : ms;
/** What is kept of finding out who answers. */
export const detected = (
  word: Detection | 'Disable' | undefined,
  { url, method = methodByDefault }: Pick<CallbackSaid, 'url' | 'method'>,
  more: { readonly [N in AboutDetection]?: LineRow[N] | undefined },
): Pick<LineRow, 'detection' | 'detectionSubscription' | AboutDetection> => {
  if (word === undefined || word === 'Disable') return {};
  const found = { detection: word, ...given(more) };
  if (url === undefined) return found;
  return { ...found, detectionSubscription: { url, method, events: ['amd'] } };
};

/** What is kept of a recording; its callbacks carry a link to the file unless it is said. */
export const newRecordingRow = (
  sid: string,
  accountSid: string,
  callback: CallbackSaid,
  sendsUrl = true,
): NewRow => ({
  sid,
  row: { machine: 'recording', accountSid, sendsUrl, ...subscribed(callback) },
});

/** What is kept of a transcription; whoever is told of it is told whatever it comes to. */
export const newTranscriptionRow = (
  sid: string,
  accountSid: string,
  url: string | undefined,
): NewRow => {
  const callback = { url, method: undefined, events: ['completed', 'failed'] };
  return { sid, row: { machine: 'transcription', accountSid, ...subscribed(callback) } };
};

/** A conference tells nothing that nobody named: it has no default. Sources: T-CONF, OpenAPI. */
export const newConferenceRow = (
  sid: string,
  of: Omit<ConferenceRow, 'machine' | 'subscription'>,
  callback: CallbackSaid,
): NewRow => ({
  sid,
  row: { machine: 'conference', ...of, ...subscribed(callback, []) },
});
