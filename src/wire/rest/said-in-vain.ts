/** What a request says in vain, in its circumstances; that which always is stands in the tables. */
import type { LineRow } from '../resources/rows.ts';
import { without } from '../resources/uses.ts';
import type { BodyOf } from './parameters.ts';
import type { ParameterWarning } from './spelling/request-error.ts';

/** A warning of each of these names that is said. */
const inVain = (said: object, names: readonly string[], why: string): ParameterWarning[] =>
  names
    .filter((name) => ((said as Readonly<Record<string, unknown>>)[name] ?? null) !== null)
    .map((parameter) => ({ parameter, says: `${parameter} ${why}.` }));

const asked = ['Url', 'UrlMethod', 'Method', 'FallbackUrl', 'FallbackMethod'];

/** Texml comes before Url. Source: OpenAPI, InitiateCallRequest.Texml. */
export function documentInVain(
  said: BodyOf<'initiateCall' | 'createCall' | 'updateCall'>,
): ParameterWarning[] {
  if (typeof said.Texml === 'string')
    return inVain(said, asked, 'is ignored: Texml is the document');
  return [];
}

/** A supervising leg sends no status callbacks. Source: OpenAPI, SuperviseCallSid. */
export function supervisorInVain(said: BodyOf<'initiateCall' | 'createCall'>): ParameterWarning[] {
  const { SuperviseCallSid: supervised } = said;
  const why = 'is ignored: a call that supervises another sends no status callbacks';
  const callback = ['StatusCallback', 'StatusCallbackMethod', 'StatusCallbackEvent'];
  const told = inVain(said, supervised === undefined ? [] : callback, why);
  const alone = 'is ignored: nobody supervises a call here';
  return told.length > 0 ? told : inVain(said, ['SuperviseCallSid'], alone);
}

/** Of an update: what an end leaves no time for, and what belongs to what is not there. */
export function updateInVain(said: BodyOf<'updateCall'>, row: LineRow): ParameterWarning[] {
  const tellsNobody = said.StatusCallback === undefined && row.subscription === undefined;
  const method = tellsNobody
    ? inVain(said, ['StatusCallbackMethod'], without('StatusCallback'))
    : [];
  if (said.Status === 'completed')
    return [...inVain(said, ['Texml', ...asked], 'is ignored: the call ends'), ...method];
  const hasDocument = said.Url !== undefined || said.Texml !== undefined;
  const fallback = hasDocument ? [] : inVain(said, ['FallbackUrl'], without('Url'));
  return [...documentInVain(said), ...fallback, ...method];
}

const conferenceCallback = ['Callback', 'CallbackMethod', 'CallbackEvent'];
/** The callback of a conference is that of whoever made it. Source: W-CONF. */
export const conferenceInVain = (said: BodyOf<'dialParticipant'>, isThere: boolean) =>
  inVain(
    said,
    isThere ? conferenceCallback.map((name) => `ConferenceStatus${name}`) : [],
    'is ignored: the conference is there, and its callback is that of whoever made it',
  );
