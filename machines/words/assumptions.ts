/** What Telnyx does not document and the model has to answer all the same: each with a permanent id. */
export const assumptions = {
  A1: 'In-progress and paused lead to each other; either leads to stopped, for good; then the recording is completed or absent; completed can be deleted.',
  A2: 'Asking for what is so already, or is about to be, is accepted and changes nothing.',
  A3: 'Asking for what cannot be is refused with 422, or 404 for what is unknown, foreign or deleted; never 409.',
  A4: 'A <Dial> recording from-ringing begins when its legs are created, from-answer at the first answer; it belongs to the parent call.',
  A5: "A dialled participant's own recording begins at the answer, early media or not.",
  A6: 'Where the public words lack `absent`, an absent recording is shown as stopped, with an error code.',
  A7: 'Sources: a dialled participant OutboundAPI, its conference recording StartConferenceRecordingAPI, <Start><Recording> StartCallRecordingAPI.',
  A8: 'A pause is recorded as silence: it counts in the reported duration and in the maximum length, which no reported duration exceeds. Where a policy skips it, it counts in neither. The clock of the silence timeout stands still in it.',
  A9: 'A conference recording can be paused and resumed through the call endpoint, and cannot be stopped.',
  A10: 'A recording can be deleted only when it has come to its end.',
  A11: 'Each request to record a call makes a recording of its own, independent of the others.',
  A13: 'A callback is delivered when its answer is any 2xx.',
  A14: 'The absent callback has the fields of in-progress and an ErrorCode; a GET callback signs an empty body.',
  A15: 'New instructions end a running <Record> and the recording of a running <Dial>; other recordings go on.',
  A16: 'An update without a Status is refused with 10004.',
  A17: 'The error codes of absent recordings are words of this model, unless the media server gives its own.',
  A18: 'An absent recording can be deleted.',
  A19: '<Record> asks for its action after a hang-up too, once, with Digits=hangup; the answer is not executed.',
  A20: 'The media server has 10 s to start, 5 s to answer, and 30 min to make the file.',
  A21: 'A conference has no time limit unless its host sets one.',
  A22: 'Settings that a path has no parameter for: mp3, no trimming, and a beep only where the path documents one.',
  A23: 'A line that ends before its answer: hung up by its caller, or by request, it is canceled; by the network, failed.',
  A24: 'A line that is answered after its end was decided is hung up at once.',
  A25: 'A recording asked for on joining a running conference begins at once if none runs, when the last one has ended if that is ending, and not at all otherwise.',
  A26: 'A call whose named conference is over when it gets there joins a new one of that name.',
  A27: 'A pause of a <Record>, in which the caller waits, lasts an hour at most; then the recording ends and the call goes on.',
  A28: 'A sid or an id of a stay that is in use is never shared or taken over: the request of another goes without a recording, has its leg failed or its stay over, and its document goes on.',
  A29: 'What may not be there in a document is warned of, and the document goes on: a value counts as far as its meaning is plain (case and blanks apart, the nearest number, the known words of a list), and else is as if left out. Read strictly, it refuses the document.',
  A30: 'A <Dial> that reaches nobody is over at once as failed; its action or the next verb follows.',
  A31: 'An empty <Redirect> asks for the document that it stands in again; one that was given as text is read again.',
  A32: 'Relative URLs of a document that was given as text start from the URL of its application.',
} as const;
/** Assumptions that no longer hold, and why: their ids are not used again. */
export const struckOut = {
  A12: {
    said: 'The maximum length counts captured time only; a pause stops its clock, and that of silence.',
    because: 'It contradicted A8, which now says both.',
  },
} as const;
export type AssumptionId = keyof typeof assumptions;
