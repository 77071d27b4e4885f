/** Calls of each kind: the parameters and documents that have them recorded. */
import { randomUUID } from 'node:crypto';
import { allWords, type CallWish, PlatformCall, someone } from './call.ts';
import type { PlatformBeginning } from './plan.ts';
import { type PlatformWorld, waiting } from './world.ts';

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** A document that has the call recorded, and how the recording is told. */
const documentOf: Readonly<
  Partial<Record<PlatformBeginning, (world: PlatformWorld) => string | Promise<string>>>
> = {
  'record-verb': (world) =>
    `<Response><Record ${toldAttributes(world)} action="${attribute(world.url('action'))}" finishOnKey="#" maxLength="30"/></Response>`,
  dial: async (world) => {
    const number = await someone(world);
    const noun = number.startsWith('sip:') ? 'Sip' : 'Number';
    return `<Response><Dial ${toldAttributes(world)} action="${attribute(world.url('action'))}" record="record-from-answer"><${noun}>${attribute(number)}</${noun}></Dial></Response>`;
  },
  conference: (world) =>
    `<Response><Dial><Conference ${toldAttributes(world)} record="record-from-start">kit-${randomUUID()}</Conference></Dial></Response>`,
  'start-verb': (world) =>
    `<Response><Start><Recording ${toldAttributes(world)}/></Start><Pause length="600"/></Response>`,
};
/** The attributes by which whoever asks is told of a recording. */
export const toldAttributes = (world: PlatformWorld) =>
  `recordingStatusCallback="${attribute(world.url('told'))}" recordingStatusCallbackEvent="${allWords}"`;

/** Parameters by which a call is recorded whole. */
export const recordedWhole = (world: PlatformWorld) => ({
  Record: true,
  RecordingStatusCallback: world.url('told'),
  RecordingStatusCallbackEvent: allWords,
  Trim: 'do-not-trim',
});

/** A call of this kind, answered, with its document asked for. */
export async function callOf(
  world: PlatformWorld,
  begins: PlatformBeginning,
  { more, ...wish }: CallWish = {},
): Promise<PlatformCall> {
  const document = await documentOf[begins]?.(world);
  if (document !== undefined) world.documents.set('voice', document);
  world.documents.set('action', waiting);
  const whole = begins === 'call-request' ? recordedWhole(world) : {};
  return PlatformCall.connect(world, { ...wish, more: { ...whole, ...more } });
}
