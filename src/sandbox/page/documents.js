/** Documents to begin with: one for each verb that a call can be given, and one for each path. */

/** Who calls, and who is called: a magic number that answers, and hangs up ten seconds later. */
export const caller = '+12025550199';
export const answersAWhile = '+12025550121';

/**
 * By the command that the verb gives to the call.
 * @type {Readonly<Record<string, { label: string, texml: string }>>}
 */
export const verbs = {
  'call.record': {
    label: 'Run a <Record>',
    texml: '<Response>\n  <Record maxLength="30" finishOnKey="#" playBeep="false"/>\n</Response>',
  },
  'call.dial': {
    label: 'Run a <Dial>',
    texml: `<Response>\n  <Dial record="record-from-answer">\n    <Number>${answersAWhile}</Number>\n  </Dial>\n</Response>`,
  },
  'call.joinConference': {
    label: 'Join a conference',
    texml:
      '<Response>\n  <Dial>\n    <Conference record="record-from-start">room</Conference>\n  </Dial>\n</Response>',
  },
  'call.startBackgroundRecording': {
    label: 'Record in the background',
    texml: '<Response>\n  <Start><Recording/></Start>\n  <Pause length="60"/>\n</Response>',
  },
  'call.redirect': {
    label: 'Redirect to another document',
    texml: '<Response>\n  <Say>Something else</Say>\n  <Pause length="60"/>\n</Response>',
  },
};

export const staysOpen = '<Response><Say>Hello</Say><Pause length="60"/></Response>';
/**
 * Who is told what becomes of a recording, as attributes; empty: nobody is.
 * @param {string} callback
 */
const tells = (callback) =>
  callback === ''
    ? ''
    : ` recordingStatusCallback="${escaped(callback)}" recordingStatusCallbackEvent="in-progress completed absent"`;

/** @param {string} callback */
export const records = (callback) =>
  `<Response><Record maxLength="30" finishOnKey="#" playBeep="false"${tells(callback)}/></Response>`;
/** @param {string} to @param {string} callback */
export const dials = (to, callback) =>
  `<Response><Dial record="record-from-answer"${tells(callback)}><Number>${escaped(to)}</Number></Dial></Response>`;
/** @param {string} room @param {string} callback */
export const joins = (room, callback) =>
  `<Response><Dial><Conference record="record-from-start"${tells(callback)}>${escaped(room)}</Conference></Dial></Response>`;

/** @param {string} text */
const escaped = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
