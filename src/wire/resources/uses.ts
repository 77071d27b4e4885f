/**
 * What becomes of each attribute of a document and each parameter of a request: a column of their
 * tables. It means something, or it is warned of, or nobody here could notice it.
 */

/**
 * Where what it means can be seen: in the command that a machine is given, in what the host keeps, in
 * where a document comes from, or in what the reading of the document does by itself.
 */
export type UseSeenIn = 'command' | 'row' | 'document' | 'reading';

/** What is documented and not modelled, though somebody may wait for it: how a warning goes on. */
export const notModelled = {
  announcement: 'is not modelled: it is not asked for, and nothing is announced',
  'answer-on-bridge': 'is not modelled: the caller is answered before the document is fetched',
  'audio-file': 'is not modelled: no file is fetched, and nobody hears it',
  carried: 'has no effect: it is for the networks that carry calls, and nothing is dialled here',
  assistant:
    'is not modelled: nobody speaks for the assistant, and the call lasts until it is hung up',
  'assistant-callback': 'is not modelled: nobody is told of a conversation',
  'callee-document': 'is not modelled: the called party is connected without hearing a document',
  'deepfake-detection': 'is not modelled: nobody finds out whether a voice is genuine',
  'early-media': 'is not modelled: a participant is connected once they answer',
  heard: 'has no effect: it is only to be heard, and nobody hears anything here',
  'listened-in': 'is not modelled: it is begun and can be stopped, and nothing is sent anywhere',
  'method-in-vain': 'has no effect: it says how to ask a URL, and that URL is not asked',
  'more-callbacks': 'is not modelled: only the StatusCallback is told',
  'of-detection': 'has no effect: a script says who answers here, and when that is found out',
  'reject-reason': 'is not modelled: the call is hung up, and is completed',
  'service-callback': 'is not modelled: the verb waits, and nobody is told how far it is',
  shown: 'has no effect: it is shown on a telephone, and nobody looks at one here',
  sequential: 'is not modelled: all targets ring at the same time',
  speech: 'is not modelled: keys are heard, and speech is not understood',
  'wait-document': 'is not modelled: it is not asked for, and whoever waits hears nothing',
} as const;
export type NotModelled = keyof typeof notModelled;

/** Why something is taken in silence. */
const unnoticed = {
  heard: 'It is only to be heard, and nobody hears anything here.',
  shown: 'It is shown on a telephone, and nobody looks at one here.',
  carried: 'It is for the networks that carry calls, and nothing is dialled here.',
  'not-fetched': 'It is about a file that is played, and none is fetched here.',
  'method-in-vain': 'It says how to ask a URL that is warned of, as it is not asked.',
  'of-deepfakes': 'It is about detecting deepfakes, which is warned of where it is asked for.',
  'of-service': 'It is for the service that the verb waits for, which is warned of.',
  'of-speech': 'It is about understanding speech, which is warned of where it is asked for.',
} as const;
type Unnoticed = keyof typeof unnoticed;

/** What is seen, or told. */
export type ToldUse =
  | { readonly use: 'means'; readonly seenIn: UseSeenIn }
  | { readonly use: 'warns'; readonly of: NotModelled };
export type Use = ToldUse | { readonly use: 'silent'; readonly why: Unnoticed };

export const means = (seenIn: UseSeenIn): ToldUse => ({ use: 'means', seenIn });
/** It is warned of where it says anything but its default. */
export const warnsOf = (of: NotModelled): ToldUse => ({ use: 'warns', of });
export const silent = (why: Unnoticed): Use => ({ use: 'silent', why });

/** How a warning of events goes on that can be subscribed to, and never happen here. */
export const neverTold = 'names what never happens here';
/** The same of what has no effect by itself. */
export const without = (needed: string) => `has no effect without ${needed}`;
