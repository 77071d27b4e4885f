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
/** @typedef {{ account: string, number: string, room: string }} At */

const application = { ApplicationSid: '1', From: caller };
const sandbox = '+12025550100';

/** @param {At} at @param {string} Texml @param {string} From @returns {Asked} */
const callIn = ({ account }, Texml, From) => ({
  method: 'POST',
  path: `${controlPath(account)}/calls`,
  json: { From, To: sandbox, Texml },
});
/** @param {At} at @param {Record<string, string>} [more] @returns {Asked} */
const callOut = ({ account, number }, more = {}) => ({
  method: 'POST',
  path: `${restPath(account)}/Calls`,
  form: { ...application, To: number, ...more, Texml: staysOpen },
});

/** @type {readonly Path[]} */
export const paths = [
  {
    name: 'outbound-call',
    by: 'REST, Record=true',
    says: 'Records the call, from its answer on.',
    whose: 'To',
    asked: (at) => callOut(at, { Record: 'true' }),
  },
  {
    name: 'record-verb',
    by: 'TeXML <Record>',
    says: 'Records the call, while the verb runs.',
    whose: 'From',
    asked: (at) => callIn(at, records, at.number),
  },
  {
    name: 'dial-verb',
    by: 'TeXML <Dial record>',
    says: 'Records the call, from the first answer on.',
    whose: 'Dialled',
    asked: (at) => callIn(at, dials(at.number), caller),
  },
  {
    name: 'conference-verb',
    by: 'TeXML <Conference record>',
    says: 'Records the conference, from its start on.',
    whose: 'From',
    asked: (at) => callIn(at, joins(at.room), at.number),
  },
  {
    name: 'call-request',
    by: 'REST, start a recording',
    says: 'Records a call that is answered, at once.',
    whose: 'To',
    asked: (at) => callOut(at),
    afterAnswer: ({ account }, sid) => ({
      method: 'POST',
      path: `${restPath(account)}/Calls/${sid}/Recordings.json`,
      form: {},
    }),
  },
  {
    name: 'participant-request',
    by: 'REST, dial a participant',
    says: 'Records the leg from its answer on, and the conference from its start on.',
    whose: 'To',
    asked: ({ account, number, room }) => ({
      method: 'POST',
      path: `${restPath(account)}/Conferences/${room}/Participants`,
      form: { ...application, To: number, Record: 'true', ConferenceRecord: 'true' },
    }),
  },
];
