/** The six ways in which a recording begins, each as the requests that begin it. */
import { controlPath, restPath } from './api.js';
import { caller, dials, joins, records, staysOpen } from './documents.js';

/** @typedef {import('./api.js').Asked} Asked */
/** @typedef {{ machine: import('./model.js').Summary['machine'], sid: string }} Address */
/**
 * @typedef {object} Path
 * @property {string} name
 * @property {string} by what asks for it
 * @property {string} says what is recorded, and when
 * @property {string} whose whose the number is
 * @property {(at: At) => Asked} asked
 * @property {(at: At, sid: string) => Asked} [afterAnswer] asked once the call is answered
 */
/**
 * @typedef {{ account: string, number: string, room: string, application: string, callback: string }} At
 * `callback` is told what becomes of the recording; empty: nobody is.
 */

const sandbox = '+12025550100';

/** Which news of a recording are told. */
const events = 'in-progress completed absent';
/**
 * Who is told, as parameters of a request.
 * @param {At} at
 * @param {string} [prefix]
 * @returns {Record<string, string>}
 */
const tells = ({ callback }, prefix = 'Recording') =>
  callback === ''
    ? {}
    : { [`${prefix}StatusCallback`]: callback, [`${prefix}StatusCallbackEvent`]: events };
/** @param {At} at */
const parties = ({ application }) => ({ ApplicationSid: application, From: caller });

/** @param {At} at @param {string} Texml @param {string} From @returns {Asked} */
const callIn = ({ account, application }, Texml, From) => ({
  method: 'POST',
  path: `${controlPath(account)}/calls`,
  json: { From, To: sandbox, ApplicationSid: application, Texml },
});
/** @param {At} at @param {Record<string, string>} [more] @returns {Asked} */
const callOut = (at, more = {}) => ({
  method: 'POST',
  path: `${restPath(at.account)}/Calls`,
  form: { ...parties(at), To: at.number, ...more, Texml: staysOpen },
});

/** @type {readonly Path[]} */
export const paths = [
  {
    name: 'outbound-call',
    by: 'REST, Record=true',
    says: 'Records the call from the moment it is answered.',
    whose: 'To',
    asked: (at) => callOut(at, { Record: 'true', ...tells(at) }),
  },
  {
    name: 'record-verb',
    by: 'TeXML <Record>',
    says: 'Records the call while the verb runs.',
    whose: 'From',
    asked: (at) => callIn(at, records(at.callback), at.number),
  },
  {
    name: 'dial-verb',
    by: 'TeXML <Dial record>',
    says: 'Records the call from the first answer.',
    whose: 'Dialled',
    asked: (at) => callIn(at, dials(at.number, at.callback), caller),
  },
  {
    name: 'conference-verb',
    by: 'TeXML <Conference record>',
    says: 'Records the conference from its start.',
    whose: 'From',
    asked: (at) => callIn(at, joins(at.room, at.callback), at.number),
  },
  {
    name: 'call-request',
    by: 'REST, start a recording',
    says: 'Records an answered call at once.',
    whose: 'To',
    asked: (at) => callOut(at),
    afterAnswer: (at, sid) => ({
      method: 'POST',
      path: `${restPath(at.account)}/Calls/${sid}/Recordings.json`,
      form: tells(at),
    }),
  },
  {
    name: 'participant-request',
    by: 'REST, dial a participant',
    says: 'Records the leg from its answer, and the conference from its start.',
    whose: 'To',
    asked: (at) => ({
      method: 'POST',
      path: `${restPath(at.account)}/Conferences/${at.room}/Participants`,
      form: {
        ...parties(at),
        ...{ To: at.number, Record: 'true', ConferenceRecord: 'true' },
        ...tells(at),
        ...tells(at, 'ConferenceRecording'),
      },
    }),
  },
];
