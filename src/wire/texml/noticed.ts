/** What can be noticed in a TeXML document: every kind is a rule, and every case is told. */
import { neverTold, notModelled } from '../resources/uses.ts';
import type { SourcePosition } from './place.ts';

interface Rule {
  /** How the sentence goes on after it has named what it is about. */
  readonly says: string;
  /** Who documents it, by a key of the documentation, unless the attribute itself has a source. */
  readonly source: string;
  /** What refuses the document as a whole: always, or where nothing is forgiven (A29). */
  readonly refuses?: 'always' | 'strict';
}
const warnsOf = (source: string, says: string): Rule => ({ says, source });
const forgives = (source: string, says: string): Rule => ({ says, source, refuses: 'strict' });
const refuses = (source: string): Rule => ({ says: '', source, refuses: 'always' });

/** Nobody documents these by themselves: the attribute that they are about has the source. */
const ofAttribute = 'T-COMPAT';
const attributesInVain = Object.fromEntries(
  Object.entries(notModelled).map(([rule, says]) => [rule, warnsOf(ofAttribute, says)]),
) as Readonly<Record<keyof typeof notModelled, Rule>>;

/** All that can be noticed in a document: what is said of it, and whose rule it is. */
export const documentRules = {
  'not-well-formed': refuses('XML'),
  'too-much': refuses('XML'),
  'other-root': refuses('T-COMPAT'),
  'characters-lost': warnsOf(
    'XML',
    'stands for bytes that could not be decoded: it counts as it is',
  ),
  'document-type': forgives('XML', 'is skipped: it defines nothing'),
  'value-not-allowed': forgives(ofAttribute, 'it is as if left out'),
  'value-clamped': forgives(ofAttribute, 'it counts as'),
  'value-understood': forgives(ofAttribute, 'it counts as'),
  'words-left-out': forgives(ofAttribute, 'it counts as'),
  'nobody-dialled': forgives(
    'T-DIAL',
    'reaches nobody: it comes out as failed, and is over at once',
  ),
  'noun-left-out': forgives('T-DIAL', 'names nobody: it is left out'),
  'text-beside-nouns': forgives('T-DIAL', 'is left out'),
  'redirect-to-itself': forgives('T-REDIR', 'asks for this document again'),
  'redirect-to-nothing': forgives('T-REDIR', 'leads nowhere: it is skipped'),
  'address-understood': warnsOf('T-DIAL', 'counts as'),
  'relative-to-application': warnsOf('T-FUND', ''),
  'relative-to-nothing': warnsOf('T-FUND', ''),
  'unknown-verb': warnsOf('T-COMPAT', 'is not a TeXML verb: it is skipped'),
  'unknown-noun': warnsOf('T-COMPAT', 'has no meaning there: it is skipped'),
  'unknown-attribute': warnsOf('K2', 'is no attribute of its element: it is ignored'),
  'content-ignored': warnsOf('K2', 'has no meaning there: it is ignored'),
  'nothing-to-hear': warnsOf('K2', 'says nothing'),
  'verb-not-modelled': warnsOf(
    'T-COMPAT',
    'is a verb that this model does not have: it is skipped',
  ),
  'noun-not-modelled': warnsOf(
    'T-COMPAT',
    'is a noun that this model does not have: it is skipped',
  ),
  'waits-only': warnsOf(
    'T-CONNECT',
    'waits until it is ended, or the call is, and does nothing else',
  ),
  'pays-nothing': warnsOf(
    'T-PAY',
    'waits until it is ended, or the call is, and does nothing else: recordings go on meanwhile',
  ),
  'refers-only': warnsOf(
    'T-REFER',
    'lets the far end hang up a moment later, and does nothing else',
  ),
  'refers-to-nobody': warnsOf('T-REFER', 'names no <Sip> address: it fails, and the call goes on'),
  'connects-nothing': warnsOf('T-CONNECT', 'has nothing inside to connect with: it is skipped'),
  'starts-nothing': warnsOf('T-STOP', 'has nothing inside: nothing happens'),
  'keys-contradict': warnsOf('K2', 'has no effect beside the other numbers of keys'),
  ...attributesInVain,
  'event-never-told': warnsOf(ofAttribute, neverTold),
  'needs-another': warnsOf(ofAttribute, ''),
  'stop-recording': warnsOf(
    'T-STOP',
    'stops no recording: only a REST request does, or the end of the call',
  ),
  'leave-without-queue': warnsOf(
    'T-ENQ',
    'leaves a queue, and queues are not modelled: nothing happens',
  ),
  'dial-record-on-conference': warnsOf(
    'T-CONF',
    'is ignored: a conference is recorded by its own attributes',
  ),
  'no-effect-on-conference': warnsOf('T-CONF', 'has no effect on a <Dial> to a <Conference>'),
  'channels-contradict': warnsOf(
    'T-DIAL',
    'is ignored: the suffix -dual of record asks for two channels',
  ),
} as const satisfies Readonly<Record<string, Rule>>;
/** What can be noticed in a document, by a short name such as `unknown-verb`. */
export type DocumentRule = keyof typeof documentRules;

const telnyx = 'https://developers.telnyx.com/docs/voice/programmable-voice';
const verbPage = (name: string, page = name.toLowerCase()) => ({
  is: `The verb <${name}>`,
  url: `${telnyx}/texml-verbs/${page}`,
});
const skill = 'https://github.com/team-telnyx/ai/tree/main/skills/telnyx-twilio-migration';
/** What the keys of the documentation stand for, and where it is. */
export const documentSources = {
  'T-REC': verbPage('Record'),
  'T-RECNG': { ...verbPage('Recording'), is: 'The verb <Start><Recording>' },
  'T-DIAL': verbPage('Dial'),
  'T-CONF': { ...verbPage('Conference'), is: 'The noun <Conference>' },
  'T-REDIR': verbPage('Redirect'),
  'T-REJ': verbPage('Reject'),
  'T-STOP': verbPage('Stop'),
  'T-CONNECT': verbPage('Connect'),
  'T-ENQ': verbPage('Enqueue'),
  'T-REFER': verbPage('Refer'),
  'T-PAY': verbPage('Pay'),
  'T-AIGATHER': verbPage('AIGather'),
  'T-AIASSISTANT': verbPage('AIAssistant'),
  'T-FUND': { is: 'How TeXML works', url: `${telnyx}/texml-fundamentals` },
  'T-COMPAT': { is: 'What TeXML has of TwiML', url: `${telnyx}/texml-twiml-compatibility` },
  K1: { is: 'Telnyx’s guide to migration', url: skill },
  K2: { is: 'Telnyx’s validator of TeXML, validate-texml.sh', url: skill },
  'W-VERB': {
    is: 'The verb <Record> of Twilio',
    url: 'https://www.twilio.com/docs/voice/twiml/record',
  },
  XML: { is: 'Extensible Markup Language 1.0', url: 'https://www.w3.org/TR/xml/' },
} as const satisfies Readonly<Record<string, DocumentSourcePage>>;
/** A page of the documentation. */
export interface DocumentSourcePage {
  /** What it is about, such as "The verb <Record>". */
  readonly is: string;
  /** Where it is. */
  readonly url: string;
}
/** The short name of a page of the documentation. */
export type SourceKey = keyof typeof documentSources;

/** The keys that a source names: two of them in "T-DIAL; K2: deepfake". */
export function sourceKeysIn(source: string): readonly SourceKey[] {
  const words: readonly string[] = source.split(/[;:,\s]+/);
  return (Object.keys(documentSources) as SourceKey[]).filter((key) => words.includes(key));
}

/**
 * What was noticed in a document: an error refuses it as a whole, a warning does not. Line and
 * column, both from 1, are those of the attribute where it is about one, and else of the element.
 */
export interface Noticed extends SourcePosition {
  /** Whether it refuses the document. */
  readonly kind: 'error' | 'warning';
  /** What was noticed, by its short name. */
  readonly rule: DocumentRule;
  /** The name of the element, as it stands there; empty where there is none. */
  readonly element: string;
  /** Its name; left out: it is about the element, or its text. */
  readonly attribute?: string;
  /** The value of the attribute, or the text of the element: as much of it as a message shows. */
  readonly value?: string;
  /** Of a warning a sentence; of an error "found …, expected …". */
  readonly message: string;
  /** Who documents what is allowed, by keys of `documentSources` such as `T-REC`. */
  readonly source: string;
}
