/** What every rule is about, for those who have a finding in hand and no document. */
import type { styleText } from 'node:util';
import { type DocumentRule, documentRules } from '../wire/index.ts';

/** A sentence on what is found, and what becomes of it. */
export const ruleWords: Readonly<Record<DocumentRule, string>> = {
  'not-well-formed': 'A document that is not well-formed XML is refused.',
  'too-much': 'A document that is too long, too deep or has too many elements is refused.',
  'other-root': 'A document whose root is not <Response> is refused.',
  'characters-lost': 'Bytes that mean nothing in the encoding of the document become U+FFFD.',
  'document-type': 'A document type declaration is skipped: it defines nothing.',
  'value-not-allowed': 'An attribute whose value is not allowed is as if left out.',
  'value-clamped': 'A number beyond its bounds counts as the nearest bound.',
  'value-understood': 'A value that is spelt otherwise, and plain, counts as what it means.',
  'words-left-out': 'Words of a list that are not known are left out, and the others count.',
  'nobody-dialled': 'A <Dial> with nobody to dial comes out as failed, and is over at once.',
  'noun-left-out': 'A noun inside <Dial> that names nobody is left out.',
  'text-beside-nouns': 'A text inside <Dial> beside nouns: only one of them is dialled.',
  'redirect-to-itself': 'An empty <Redirect> asks for the same document again.',
  'redirect-to-nothing': 'A <Redirect> to what is no URL leads nowhere, and is skipped.',
  'address-understood': 'An address with punctuation counts as what is dialled.',
  'relative-to-application':
    'A relative URL in a document without a URL starts from that of its application.',
  'relative-to-nothing': 'A relative URL in a document without a URL leads nowhere.',
  'unknown-verb': 'An element that is no verb is skipped, with all that is in it.',
  'unknown-noun': 'An element that means nothing inside the verb around it is skipped.',
  'unknown-attribute': 'An attribute that its element does not have is ignored.',
  'content-ignored': 'Text or elements where nothing is expected are ignored.',
  'nothing-to-hear': 'A <Say> or <Play> that is empty says nothing.',
  'verb-not-modelled': 'A verb of TeXML that is not modelled is skipped.',
  'noun-not-modelled': 'A noun of TeXML that is not modelled is skipped.',
  'waits-only': 'A verb for a service waits until the service or the call ends.',
  'pays-nothing': 'A <Pay> waits as well, and recordings go on meanwhile.',
  'refers-only': 'A <Refer> lets the far end hang up a moment later.',
  'refers-to-nobody': 'A <Refer> without a <Sip> address fails, and the call goes on.',
  'connects-nothing': 'A <Connect> with nothing inside is skipped.',
  'starts-nothing': 'A <Start> or <Stop> with nothing inside does nothing.',
  'keys-contradict': 'Of numbers of keys that contradict each other one is never reached.',
  announcement: 'An announcement is not asked for, and nothing is announced.',
  'answer-on-bridge': 'A caller is answered before the document is fetched.',
  'audio-file': 'A file with audio is not fetched, and nobody hears it.',
  carried: 'What is for the networks that carry calls has no effect.',
  assistant: 'An assistant does not speak, and the call lasts until it is hung up.',
  'assistant-callback': 'Nobody is told of a conversation with an assistant.',
  'callee-document': 'A called party is connected without hearing a document.',
  'deepfake-detection': 'Nobody finds out whether a voice is genuine.',
  'early-media': 'A participant is connected once they answer.',
  heard: 'What is only to be heard has no effect.',
  'listened-in': 'Whatever listens in on a call is begun and stopped, and nothing is sent.',
  'method-in-vain': 'A method of asking for a URL that is not asked has no effect.',
  'more-callbacks': 'Of several URLs for callbacks one alone is told.',
  'of-detection': 'How machines are detected has no effect: a script says who answers.',
  'reject-reason': 'A rejected call is hung up, whatever the reason.',
  'service-callback': 'Nobody is told how far a service is.',
  shown: 'What is shown on a telephone has no effect.',
  sequential: 'All targets of a <Dial> ring at the same time.',
  speech: 'Keys are heard, and speech is not understood.',
  'wait-document': 'A document for whoever waits is not asked for.',
  'event-never-told': 'An event that never happens here is subscribed to.',
  'needs-another': 'An attribute has no effect without another that is not there.',
  'stop-recording': 'A <Stop> stops no recording.',
  'leave-without-queue': 'A <Leave> does nothing, as queues are not modelled.',
  'dial-record-on-conference':
    'What a <Dial> says about recording is ignored if it dials a <Conference>.',
  'no-effect-on-conference': 'An attribute of <Dial> has no effect if it dials a <Conference>.',
  'channels-contradict': 'Of two attributes that contradict each other record counts.',
};

type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;
/** All of them, a line each. */
export function rulesText(paint: Paint): string {
  const all = Object.entries(ruleWords) as [DocumentRule, string][];
  const width = Math.max(...all.map(([rule]) => rule.length));
  const lines = all.map(([rule, words]) => {
    const source = paint('gray', `(${documentRules[rule].source})`);
    return `${paint('bold', rule.padEnd(width))}  ${words} ${source}\n`;
  });
  return lines.join('');
}
