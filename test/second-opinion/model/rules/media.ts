/** What the media server does: it obeys, refuses and loses orders, ends by itself, files, and hears. */
import { constantOf } from '../words.ts';
import { again } from './people.ts';
import { calm, choice, type Rule, type Scene } from './scene.ts';

/** More orders than this no recording of a system gives; the model asserts it. */
export const mostOrders = 8;

/** All that it may do with each recording and each transcription. */
export const mediaRules = (scene: Scene): Rule[] => [
  ...scene.placesOf('recording').flatMap((place) => {
    const numbers = Array.from({ length: mostOrders }, (_, i) => i + 1);
    return [
      ...numbers.flatMap((order) => orderRules(scene, place, order)),
      ...endRules(scene, place),
      ...fileRules(scene, place),
      ...speechRules(scene, place),
    ];
  }),
  ...scene.placesOf('transcription').flatMap((place) => textRules(scene, place)),
];

/** Orders wait in the order of their numbers; it answers the first, or any of them. */
function orderRules(scene: Scene, place: number, order: number): Rule[] {
  const { refuses = [], loses = [], reorders = false } = scene.system.media;
  const name = scene.nameOf(place);
  const asked = `asked[${name}]`;
  const waits = (verb: string, said: string) => [
    ...[calm, ...scene.isLoud],
    `${asked}${reorders ? '??' : '?'}[${order},${verb},${said}]`,
  ];
  const says = `the media server obeys order ${order} of ${name}`;
  const obeys = [obeyed(`capture[${name}]`), scene.report(place, 'MEDIA', 'x', order)];
  const taken = `${asked}??${order},y,_`;
  const kept = `${asked}!!${order},y,1`;
  return [
    { says, when: waits('_', '_'), does: [taken, ...obeys] },
    ...again(scene, { says, when: waits('_', '0'), does: [taken, kept, ...obeys] }),
    ...refuses.map((verb) => ({
      says: `the media server refuses order ${order} of ${name}, to ${verb}`,
      when: waits(constantOf(verb), '0'),
      does: [
        `${asked}??${order},_,_`,
        scene.report(place, 'MEDIA', constantOf('media.refused'), order),
      ],
    })),
    ...loses.map((verb) => ({
      says: `order ${order} of ${name}, to ${verb}, is lost`,
      when: waits(constantOf(verb), '0'),
      does: [`${asked}??${order},_,_`],
    })),
  ];
}

/** What becomes of a capture by the verb in `y`, and what is told of it: over is over, but for a start. */
const obeyed = (capture: string) =>
  choice(
    ['y == START', `${capture} = CAPTURING; x = MEDIA_STARTED`],
    ['y == PAUSE', `${capture} = (${capture} == OVER -> OVER : PAUSED); x = MEDIA_PAUSED`],
    ['y == RESUME', `${capture} = (${capture} == OVER -> OVER : CAPTURING); x = MEDIA_RESUMED`],
    ['y == STOP', `${capture} = OVER; x = MEDIA_STOPPED`],
  );

const isOpen = (name: string) => `(capture[${name}] == CAPTURING || capture[${name}] == PAUSED)`;

function endRules(scene: Scene, place: number): Rule[] {
  if (!scene.system.media.stopsByItself) return [];
  const name = scene.nameOf(place);
  const told = scene.report(place, 'MEDIA', constantOf('media.stopped by itself'));
  return [
    {
      says: `the capture of ${name} ends by itself`,
      when: [calm, ...scene.isLoud, isOpen(name)],
      does: [`capture[${name}] = OVER`, told],
    },
  ];
}

const outcomes = { audio: 'media.saved', empty: 'media.saved empty', lost: 'media.failed' };

function fileRules(scene: Scene, place: number): Rule[] {
  const { filesEarly = false, files = ['audio'] } = scene.system.media;
  const name = scene.nameOf(place);
  const capture = `capture[${name}]`;
  const isReady = filesEarly ? `${capture} != NONE` : `${capture} == OVER`;
  const when = [calm, ...scene.isLoud, isReady, `!filed[${name}]`];
  return files.flatMap((file): Rule[] => {
    if (file === 'never') return [];
    const says = `the file of ${name} comes to ${file}`;
    const told = scene.report(place, 'MEDIA', constantOf(outcomes[file]));
    const once = { says, when, does: [`${capture} = OVER; filed[${name}] = 1`, told] };
    return file === 'audio' ? [once, ...again(scene, { says, when, does: [told] })] : [once];
  });
}

function speechRules(scene: Scene, place: number): Rule[] {
  const { speech = 0 } = scene.system.media;
  if (speech === 0) return [];
  const name = scene.nameOf(place);
  const heard = `heard[${name}]`;
  return [
    {
      says: `somebody begins or ends to speak in ${name}`,
      when: [calm, ...scene.isLoud, isOpen(name), `${heard} < ${speech}`],
      does: [
        `x = (${heard} % 2 == 0 -> SPEECH_STARTED : SPEECH_ENDED); ${heard}++`,
        scene.report(place, 'MEDIA', 'x'),
      ],
    },
  ];
}

function textRules(scene: Scene, place: number): Rule[] {
  const { texts = ['said'] } = scene.system.media;
  const name = scene.nameOf(place);
  return texts.map((text) => {
    const fact = text === 'said' ? 'transcription.completed' : 'transcription.failed';
    return {
      says: `the media server reports ${fact} of ${name}`,
      when: [calm, ...scene.isLoud, `machine[${name}] != 0`, `heard[${name}] == 0`],
      does: [`heard[${name}] = 1`, scene.report(place, 'MEDIA', constantOf(fact))],
    };
  });
}
