/** Documents of the kinds that applications send and that say something wrong, or nearly so. */

/** A document, and what is at stake in it. */
export interface CaseDocument {
  readonly name: string;
  /** What a lenient reader makes of it. */
  readonly says: string;
  readonly texml: string;
}

/** What is inside a <Response>. */
const response = (inside: string) => `<Response>${inside}</Response>`;

export const caseDocuments = [
  {
    name: 'pause-ten-minutes',
    says: 'A pause is as long as a pause may be, and then a recording begins.',
    texml: response('<Pause length="600"/><Record/>'),
  },
  {
    name: 'record-told-when-absent',
    says: 'A recording is told of at three moments, in whatever order they are named.',
    texml: response(
      '<Record maxLength="20" recordingStatusCallback="/told"' +
        ' recordingStatusCallbackEvent="absent in-progress completed"/>',
    ),
  },
  {
    name: 'conference-without-music',
    says: 'A recorded conference in which nobody hears music while waiting.',
    texml: response(
      '<Dial><Conference waitUrl="" record="record-from-start"' +
        ' recordingStatusCallback="/told">room</Conference></Dial>',
    ),
  },
  {
    name: 'gather-speech-or-keys',
    says: 'Keys are gathered where speech is not heard, and then a recording begins.',
    texml: response(
      '<Gather input="speech dtmf" numDigits="1" timeout="3" action="/chosen"/>' +
        '<Record action="/done"/>',
    ),
  },
  {
    name: 'record-beep-with-slash',
    says: 'A recording with the beep that it has by default.',
    texml: response('<Say>Speak now.</Say><Record playBeep="true/" action="/done"/>'),
  },
  {
    name: 'dial-nobody',
    says: 'A <Dial> to nobody fails, and the next verb follows.',
    texml: response(
      '<Dial record="record-from-answer-dual"></Dial>' +
        '<Say>Nobody is there.</Say><Redirect>/later</Redirect>',
    ),
  },
  {
    name: 'recording-before-connect',
    says: 'A recording in the background of a call that waits for a stream to end.',
    texml: response(
      '<Start><Recording recordingStatusCallback="/told"/></Start>' +
        '<Connect><Stream url="wss://media.example.com/in"/></Connect>',
    ),
  },
  {
    name: 'gather-other-digit',
    says: 'A key that is not among those allowed leads elsewhere.',
    texml: response(
      '<Gather numDigits="1" validDigits="12" action="/ok" invalidDigitsAction="/other"/><Hangup/>',
    ),
  },
  {
    name: 'recrod',
    says: 'A misspelt verb and a noun that nobody is reached by, before a recording.',
    texml: response('<Recrod/><Dial><Client>anna</Client></Dial><Record/>'),
  },
] as const satisfies readonly CaseDocument[];
