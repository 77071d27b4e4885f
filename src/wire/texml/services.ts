/**
 * How verbs are read by which something is at work beside the call: what begins or ends that, and what
 * holds the call meanwhile. What stands inside of those is for the service. Sources: T-START, T-STOP,
 * T-CONNECT, T-ENQ, T-REFER, T-AIGATHER, T-AIASSISTANT, T-PAY.
 */
import type { Enqueue, Instruction, Refer, Service } from './document.ts';
import {
  type ElementReading,
  ignoreText,
  meantBy,
  noticeElement,
  readAlone,
  readVerb,
  tellNoun,
} from './element.ts';
import type { XmlElement } from './xml.ts';

/** The services of a `<Connect>`. Those of TwiML alone are not at Telnyx: Source: T-COMPAT. */
const connected = ['Stream', 'AIAssistant', 'ConversationRelay'];

/** Empty where the verb does not even wait. */
export function readConnect(reading: ElementReading, element: XmlElement): readonly Service[] {
  const connect = readVerb(reading, 'Connect', element);
  if (element.children.length === 0) {
    noticeElement(reading, element, 'connects-nothing', { what: '<Connect>' });
    return [];
  }
  for (const child of element.children) {
    if (!connected.includes(child.name))
      tellNoun(reading, element, child, 'unknown-noun', meantBy(child.name, connected));
  }
  return [waiting(reading, element, connect)];
}

/** The far end is sent to the first address; one is all that is documented. */
export function readRefer(reading: ElementReading, element: XmlElement): readonly Refer[] {
  const refer = readVerb(reading, 'Refer', element);
  const nouns = element.children.filter(({ name }) => name === 'Sip');
  for (const child of element.children) {
    if (!nouns.includes(child))
      tellNoun(reading, element, child, 'unknown-noun', meantBy(child.name, ['Sip']));
  }
  const address = nouns.map(({ text }) => text.trim()).find((text) => text !== '');
  if (address === undefined) {
    noticeElement(reading, element, 'refers-to-nobody', { what: '<Refer>' });
    return [refer];
  }
  noticeElement(reading, element, 'refers-only', { what: '<Refer>' });
  return [{ ...refer, address }];
}

/** The text is the name of the queue. Source: T-ENQ. */
export function readEnqueue(reading: ElementReading, element: XmlElement): readonly Enqueue[] {
  const queue = element.text.trim();
  const enqueue = waiting(reading, element, readVerb(reading, 'Enqueue', element));
  return [queue === '' ? enqueue : { ...enqueue, queue }];
}

/** Any other: whatever stands inside it. */
export const readService =
  (verb: 'AIGather' | 'AIAssistant' | 'Pay') =>
  (reading: ElementReading, element: XmlElement): readonly Service[] => [
    waiting(reading, element, readVerb(reading, verb, element)),
  ];

/** Who documents them. */
const documentedBy = {
  Connect: 'T-CONNECT',
  Enqueue: 'T-ENQ',
  AIGather: 'T-AIGATHER',
  AIAssistant: 'T-AIASSISTANT',
  Pay: 'T-PAY',
  Refer: 'T-REFER',
} as const;
function waiting<S extends Service>(reading: ElementReading, element: XmlElement, service: S): S {
  const source = documentedBy[service.verb];
  const rule = service.verb === 'Pay' ? 'pays-nothing' : 'waits-only';
  noticeElement(reading, element, rule, { what: `<${element.name}>`, source });
  return service;
}

export function readStart(reading: ElementReading, element: XmlElement): readonly Instruction[] {
  readVerb(reading, 'Start', element);
  tellEmpty(reading, element);
  ignoreText(reading, element);
  const [recordings, others] = apart(element.children, (child) => child.name === 'Recording');
  for (const other of others) tellOther(reading, element, other);
  return recordings.map((recording) => readAlone(reading, 'Recording', recording));
}

/** Telnyx documents no <Recording> in a <Stop>. Source: T-STOP, K2. */
export function readStop(reading: ElementReading, element: XmlElement): readonly Instruction[] {
  readVerb(reading, 'Stop', element);
  tellEmpty(reading, element);
  ignoreText(reading, element);
  const [recordings, others] = apart(element.children, (child) => child.name === 'Recording');
  for (const other of others) tellOther(reading, element, other);
  for (const recording of recordings) tellNoun(reading, element, recording, 'stop-recording');
  return [];
}

function tellEmpty(reading: ElementReading, element: XmlElement) {
  if (element.children.length === 0 && element.text.trim() === '')
    noticeElement(reading, element, 'starts-nothing', { what: `<${element.name}>` });
}

/** Nouns that TeXML has and this model does not. Source: T-COMPAT, K2. */
const nounsNotModelled = ['Queue', 'Siprec', 'Stream', 'Suppression', 'Transcription'];

/** Tells of a noun that is skipped, whether it is one or not. */
export function tellOther(reading: ElementReading, verb: XmlElement, noun: XmlElement) {
  const isKnown = nounsNotModelled.includes(noun.name);
  tellNoun(reading, verb, noun, isKnown ? 'noun-not-modelled' : 'unknown-noun');
}

/** Those that are wanted, and the others. */
export function apart<T>(list: readonly T[], isWanted: (one: T) => boolean): [T[], T[]] {
  return [list.filter(isWanted), list.filter((one) => !isWanted(one))];
}
