/** How a <Dial> is read: to numbers and SIP addresses, or to one conference. */
import type { Dial, JoinConference, Target } from './document.ts';
import { type ElementReading, failAt, ignoreChildren, meantBy, readVerb, warn } from './element.ts';
import { type AttributesOf, declaredOf } from './verbs.ts';
import type { XmlElement } from './xml.ts';

const nouns = ['Number', 'Sip', 'Conference', 'Queue'];

/** Undefined where all that it dials is known and not modelled. */
export function readDial(
  reading: ElementReading,
  element: XmlElement,
): Dial | JoinConference | undefined {
  const dial = readVerb(reading, 'Dial', element);
  const named = element.children.filter((child) => isNoun(reading, child));
  const text = element.text.trim();
  if (text !== '' && named[0])
    failAt(reading, named[0], `<${named[0].name}> beside text`, 'a number or nouns, not both');
  const conference = named.find((noun) => noun.name === 'Conference');
  const [beside] = named.filter((noun) => noun !== conference);
  if (conference && beside)
    failAt(reading, beside, `<${beside.name}> beside <Conference>`, '<Conference> alone');
  if (conference) return readConference(reading, element, dial.attributes, conference);

  const targets = named.flatMap((noun) => readTarget(reading, noun));
  const { line, column } = element;
  if (text !== '') targets.push({ verb: 'Number', line, column, attributes: {}, address: text });
  if (targets.length === 0 && named.length > 0) return undefined;
  if (targets.length === 0)
    failAt(reading, element, 'a <Dial> without anybody to dial', `a number or ${list}`);
  tellContradiction(reading, element, dial.attributes);
  return { ...dial, targets };
}
const list = nouns.map((noun) => `<${noun}>`).join(', ');

function isNoun(reading: ElementReading, child: XmlElement): boolean {
  if (nouns.includes(child.name)) return true;
  const what = `<${child.name}>${meantBy(child.name, nouns)} inside <Dial>`;
  warn(reading, child, 'unknown-noun', what);
  return false;
}

function readTarget(reading: ElementReading, noun: XmlElement): Target[] {
  if (noun.name !== 'Number' && noun.name !== 'Sip') {
    warn(reading, noun, 'noun-not-modelled', `<${noun.name}> inside <Dial>`);
    return [];
  }
  const address = nameIn(reading, noun, noun.name === 'Sip' ? 'a SIP address' : 'a number');
  return [
    noun.name === 'Sip'
      ? { ...readVerb(reading, 'Sip', noun), address }
      : { ...readVerb(reading, 'Number', noun), address },
  ];
}

function nameIn(reading: ElementReading, noun: XmlElement, expected: string): string {
  ignoreChildren(reading, noun);
  const text = noun.text.trim();
  return text === '' ? failAt(reading, noun, `an empty <${noun.name}>`, expected) : text;
}

/** What a conference leaves of the meaning of its <Dial>: it has attributes of its own. T-CONF. */
const heeded: readonly string[] = ['action', 'method'];
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
    if (!means || heeded.includes(name)) continue;
    const code = isAboutRecording(name) ? 'dial-record-on-conference' : 'no-effect-on-conference';
    warn(reading, attribute, code, `${name} of <Dial>`);
  }
  return {
    ...readVerb(reading, 'Conference', conference),
    friendlyName: nameIn(reading, conference, 'the name of a conference'),
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
  if (channels?.value === 'single' && dial.record?.endsWith('-dual'))
    warn(reading, channels, 'channels-contradict', 'recordingChannels="single"');
}
