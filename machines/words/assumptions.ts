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
  A33: 'A number has the SIP address of that number at sip.telnyx.com. Whoever calls has no name to display: CallerId is the user of the address.',
  A34: 'The action of a <Dial> is told in the words of a call that has ended: while its caller is there, CallStatus says how the dialled call ended. A stay in a conference that is over was completed.',
  A35: 'The sid of a line is its CallLegId, too, and the CallSessionId is the sid of the call that dialled it, or else its own. An account is its own user and organization.',
  A36: 'A callback is delivered when its answer is 200, and that of a recording is signed and has the documented fields. Settings allow any 2xx, the fields that were seen, and no signature.',
  A37: 'The action of a <Dial><Conference> is asked for too when the call ends in the conference, once; the answer is not executed. New instructions take the place of the action of what they cut off.',
  A38: 'A <Gather> that the end of the call cuts off has not completed: its action is not asked for.',
  A41: 'A pause or resumption is accepted before the order before it is answered, and is ordered next; the opposite takes it back. No document has an error for it.',
} as const;
/** Assumptions that no longer hold, and why: their ids are not used again. */
export const struckOut = {
  A12: {
    said: 'The maximum length counts captured time only; a pause stops its clock, and that of silence.',
    because: 'It contradicted A8, which now says both.',
  },
  A13: {
    said: 'A callback is delivered when its answer is any 2xx.',
    because: 'Error 75299 names every other 2xx as not expected: see A36.',
  },
} as const;
export type AssumptionId = keyof typeof assumptions;
