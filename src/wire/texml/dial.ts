/** How a <Dial> is read: to numbers and SIP addresses, to one conference, or to nobody. */
import type { Dial, DialNobody, JoinConference, Target } from './document.ts';
import {
  type ElementReading,
  ignoreChildren,
  meantBy,
  noticeAttribute,
  noticeElement,
  readVerb,
  tellNoun,
} from './element.ts';
import { clipped } from './place.ts';
import { type AttributesOf, declaredOf } from './verbs.ts';
import type { XmlElement } from './xml.ts';

const nouns = ['Number', 'Sip', 'Conference', 'Queue'];

export function readDial(
  reading: ElementReading,
  element: XmlElement,
): Dial | DialNobody | JoinConference {
  const named = element.children.filter((child) => isNoun(reading, element, child));
  const conference = named.find((noun) => noun.name === 'Conference' && textOf(noun) !== '');
  if (conference) {
    const dial = readVerb(reading, 'Dial', element, ofConference);
    for (const noun of named.filter((one) => one !== conference))
      leaveOut(reading, noun, {
        what: `<${noun.name}> beside <Conference>`,
        says: 'is left out: a conference is joined by itself',
        expected: '<Conference> alone',
      });
    tellText(reading, element, conference, 'is left out');
    return readConference(reading, element, dial.attributes, conference);
  }
  const dial = readVerb(reading, 'Dial', element);
  const targets = named.flatMap((noun) => readTarget(reading, noun));
  if (targets.length > 0) tellText(reading, element, named[0], 'is left out');
  else {
    tellText(reading, element, named[0], 'is dialled');
    targets.push(...numberIn(reading, element));
  }
  const [first, ...others] = targets;
  if (!first) {
    tellNobody(reading, element, named.length > 0);
    return { ...dial, targets: [] };
  }
  tellContradiction(reading, element, dial.attributes);
  return { ...dial, targets: [first, ...others] };
}

const textOf = ({ text }: XmlElement) => text.trim();

function isNoun(reading: ElementReading, element: XmlElement, child: XmlElement): boolean {
  if (nouns.includes(child.name)) return true;
  tellNoun(reading, element, child, 'unknown-noun', meantBy(child.name, nouns));
  return false;
}

function leaveOut(
  reading: ElementReading,
  noun: XmlElement,
  of: {
    readonly what: string;
    readonly found?: string;
    readonly says?: string;
    readonly expected: string;
  },
) {
  noticeElement(reading, noun, 'noun-left-out', { ...of, value: textOf(noun) });
}
/** A noun without a text. */
function leaveEmpty(reading: ElementReading, noun: XmlElement, expected: string) {
  const { name } = noun;
  const found = { what: `<${name}>`, found: `an empty <${name}>` };
  leaveOut(reading, noun, { ...found, says: 'is empty: it is left out', expected });
}

/** A text is a number, or stands beside nouns: Telnyx does not say what both mean. */
function tellText(
  reading: ElementReading,
  element: XmlElement,
  noun: XmlElement | undefined,
  says: string,
) {
  const value = textOf(element);
  if (value === '' || !noun) return;
  const what = `The text "${clipped(value)}" beside <${noun.name}>`;
  const expected = 'a number or nouns, not both';
  noticeElement(reading, element, 'text-beside-nouns', { what, says, expected, value });
}

/** What the model does not have may stand there: it refuses nothing, and is not reached. */
function tellNobody(reading: ElementReading, element: XmlElement, hasNouns: boolean) {
  const expected = `a number or ${nouns.map((noun) => `<${noun}>`).join(', ')}`;
  noticeElement(reading, element, 'nobody-dialled', {
    what: '<Dial>',
    found: 'a <Dial> without anybody to dial',
    ...(hasNouns ? {} : { expected }),
  });
}

function readTarget(reading: ElementReading, noun: XmlElement): Target[] {
  const { name } = noun;
  if (name === 'Queue') {
    noticeElement(reading, noun, 'noun-not-modelled', { what: '<Queue> inside <Dial>' });
    return [];
  }
  if (name === 'Conference') {
    leaveEmpty(reading, noun, 'the name of a conference');
    return [];
  }
  ignoreChildren(reading, noun);
  const verb = name === 'Sip' ? name : 'Number';
  const target = readVerb(reading, verb, noun);
  const address = readAddress(reading, noun, verb);
  return address === undefined ? [] : [{ ...target, address } as Target];
}

/** The number that is the text of the <Dial> itself. */
function numberIn(reading: ElementReading, element: XmlElement): Target[] {
  if (textOf(element) === '') return [];
  const address = readAddress(reading, element, 'Number');
  const { line, column } = element;
  return address === undefined ? [] : [{ verb: 'Number', line, column, attributes: {}, address }];
}

/** An address as it is dialled; undefined where nobody could be meant. */
type Reader = (text: string) => string | undefined;

const sip = /^sips?:\S+$/i;
/** What stands between figures for people only. */
const punctuation = /^tel:|[\s().\-\u2010-\u2015/]/gi;

const dialledIn: Reader = (text) => {
  if (sip.test(text)) return text;
  const figures = text.replace(punctuation, '');
  return /^\+?[\d*#]+$/.test(figures) ? figures : undefined;
};
const sipAddressIn: Reader = (text) => {
  if (sip.test(text)) return text;
  return /^[^\s:]+(:\d+)?$/.test(text) ? `sip:${text}` : undefined;
};

const addresses = {
  Number: { read: dialledIn, expected: 'a number' },
  Sip: { read: sipAddressIn, expected: 'a SIP address' },
} as const;

function readAddress(reading: ElementReading, element: XmlElement, of: keyof typeof addresses) {
  const value = textOf(element);
  const { read, expected } = addresses[of];
  const address = read(value);
  const what = `<${element.name}>${clipped(value)}`;
  if (value === '') leaveEmpty(reading, element, expected);
  else if (address === undefined)
    leaveOut(reading, element, { what, says: `is not ${expected}: it is left out`, expected });
  else if (address !== value) {
    const says = `is not ${expected} as it is dialled: it counts as ${clipped(address)}`;
    noticeElement(reading, element, 'address-understood', { what, says, value });
  }
  return address;
}

/** What a conference leaves of the meaning of its <Dial>: it has attributes of its own. T-CONF. */
const ofConference: readonly string[] = ['action', 'method'];
const isAboutRecording = (name: string) => /^record|^sendRecordingUrl$/.test(name);

function readConference(
  reading: ElementReading,
  element: XmlElement,
  { action, method }: AttributesOf<'Dial'>,
  conference: XmlElement,
): JoinConference {
  for (const attribute of element.attributes) {
    const { name } = attribute;
    const means = declaredOf('Dial', name)?.use.use === 'means';
    if (!means || ofConference.includes(name)) continue;
    const rule = isAboutRecording(name) ? 'dial-record-on-conference' : 'no-effect-on-conference';
    noticeAttribute(reading, element, attribute, rule, { what: `${name} of <Dial>` });
  }
  ignoreChildren(reading, conference);
  return {
    ...readVerb(reading, 'Conference', conference),
    friendlyName: textOf(conference),
    dial: { ...(action && { action }), ...(method && { method }) },
  };
}

/** Telnyx does not say what counts when the two contradict each other; the suffix does. */
function tellContradiction(
  reading: ElementReading,
  element: XmlElement,
  dial: AttributesOf<'Dial'>,
) {
  const channels = element.attributes.find(({ name }) => name === 'recordingChannels');
  if (!channels || dial.recordingChannels !== 'single' || !dial.record?.endsWith('-dual')) return;
  const what = `recordingChannels="${clipped(channels.value)}"`;
  noticeAttribute(reading, element, channels, 'channels-contradict', { what });
}
