import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  changeTopics,
  diffMarkdown,
  diffModels,
  diffText,
  unversioned,
} from '../../src/diff/index.ts';
import { type Draft, edited, now, places, spoiledAt } from './planted.ts';

const changesAfter = (edit: (draft: Draft) => void) => diffModels(now, edited(edit)).changes;
const recording = (draft: Draft) => draft.machines.recording as Draft['machines'][string];
const state = (draft: Draft, name: string) =>
  recording(draft).states[name] as Draft['machines'][string]['states'][string];

/** What was done to the model, what is then said, and whom it breaks. */
const planted: readonly [string, (draft: Draft) => void, says: string, breaks: object][] = [
  [
    'a command that was accepted is refused',
    (draft) => {
      state(draft, 'paused').answers['recording.stop'] = [
        { verdict: 'refused', reason: 'recording-busy', does: [], authority: 'A3' },
      ];
    },
    'A recording in `paused` answers `recording.stop`: refused recording-busy. Before: accepted, to `stopping` (decideEnd requested) if it is not of a conference, or the policy lets it be stopped; else refused conference-recording.',
    { callers: 'what was accepted is refused' },
  ],
  [
    'a command that was refused is accepted',
    (draft) => {
      for (const name of ['completed', 'absent']) {
        state(draft, name).answers['recording.pause'] = [
          { verdict: 'accepted', does: [], authority: 'A3' },
        ];
      }
    },
    'A recording in `completed` and `absent` answers `recording.pause`: accepted. Before: refused recording-ended.',
    {},
  ],
  [
    'a command is refused for another reason',
    (draft) => {
      state(draft, 'completed').answers['recording.pause'] = [
        { verdict: 'refused', reason: 'recording-busy', does: [], authority: 'A3' },
      ];
    },
    'A recording in `completed` answers `recording.pause`: refused recording-busy. Before: refused recording-ended.',
    { callers: 'it can be refused for `recording-busy`, which it never was' },
  ],
  [
    'a fact leads to another state',
    (draft) => {
      state(draft, 'paused').answers['media.stopped'] = [
        { verdict: 'accepted', to: 'absent', does: [], authority: 'model' },
      ];
    },
    'A recording in `paused` answers `media.stopped`: accepted, to `absent`. Before: accepted, to `processing` (decideEnd media-stopped, endCapture).',
    { followers: 'it leads to another state' },
  ],
  [
    'an answer has one more way, asked for first',
    (draft) => {
      const { answers } = state(draft, 'paused');
      const guard = { name: 'isLate', says: 'it is late' };
      answers['media.stopped'] = [
        { verdict: 'ignored', does: [], authority: 'model', guard },
        ...(answers['media.stopped'] ?? []),
      ];
    },
    'A recording in `paused` answers `media.stopped`: ignored if it is late; else as before.',
    {},
  ],
  [
    'an answer has one more way, asked for later',
    (draft) => {
      const [first, ...others] = state(draft, 'paused').answers['timer.fired'] ?? [];
      const guard = { name: 'isLate', says: 'it is late' };
      const late = { verdict: 'ignored' as const, does: [], authority: 'model', guard };
      if (first) state(draft, 'paused').answers['timer.fired'] = [first, late, ...others];
    },
    'A recording in `paused` answers `timer.fired` as before, and also: ignored if it is late.',
    {},
  ],
  [
    'an answer has lost a way',
    (draft) => {
      const [first, ...others] = state(draft, 'processing').answers['media.saved'] ?? [];
      expect(first?.guard?.says).toBe('the file is empty');
      state(draft, 'processing').answers['media.saved'] = others;
    },
    'A recording in `processing` answers `media.saved` as before, but no longer: accepted, to `absent` (fail empty) if the file is empty.',
    { followers: 'it leads to another state' },
  ],
  [
    'an answer does something more where it is accepted',
    (draft) => {
      for (const way of state(draft, 'paused').answers['media.stopped'] ?? []) {
        way.does = [...way.does, 'noteIt'];
      }
    },
    'A recording in `paused` answers `media.stopped` as before, and also does `noteIt`.',
    {},
  ],
  [
    'an answer does something else in one of its ways',
    (draft) => {
      const [first] = state(draft, 'paused').answers['timer.fired'] ?? [];
      if (first) first.does = ['noteIt'];
    },
    'A recording in `paused` answers `timer.fired` as before, and also does `noteIt` and no longer does `decideEnd max-length`, if the timer max-length is due.',
    {},
  ],
  [
    'an answer rests on another assumption',
    (draft) => {
      for (const way of state(draft, 'completed').answers['recording.pause'] ?? []) {
        way.authority = 'A99';
      }
    },
    'A recording in `completed` answers `recording.pause` as before, now by A99, not by A3.',
    {},
  ],
  [
    'a state is new',
    (draft) => {
      recording(draft).states.archived = {
        ...state(draft, 'completed'),
        says: 'The file lies in cold storage.',
      };
    },
    'A recording can be in `archived`: The file lies in cold storage.',
    { embedders: 'whoever tells all states apart does not know it' },
  ],
  [
    'a state has another name',
    (draft) => {
      const { paused, ...states } = recording(draft).states;
      recording(draft).states = { ...states, halted: paused as (typeof states)[string] };
    },
    'A recording has `halted` where it had `paused`.',
    { embedders: 'states are told by name' },
  ],
  [
    'a callback is sent no more',
    (draft) => {
      const { entry } = state(draft, 'completed');
      state(draft, 'completed').entry = entry.filter((one) => !one.startsWith('announce'));
    },
    'A recording that enters `completed` no longer does `announce completed`.',
    { followers: 'another callback is sent, or none' },
  ],
  [
    'the public sees another word',
    (draft) => {
      state(draft, 'stopping').status.resource = 'in-progress';
    },
    'The resource of a recording in `stopping` is `in-progress`; it was `stopped`.',
    { callers: 'a fetch shows another word', followers: 'another word is seen' },
  ],
  [
    'an event needs a field that it did not need',
    (draft) => {
      for (const type of ['call.record', 'call.dialOut']) {
        const { fields = {} } = draft.events[type] ?? {};
        fields.reason = { says: 'why', holds: 'a string', optional: false };
      }
    },
    'In `call.dialOut` and `call.record`, `reason` is new, and needed: why (a string).',
    { embedders: 'what was sent before may be refused' },
  ],
  [
    'a field may be another word',
    (draft) => {
      draft.settings.format?.words?.push('ogg');
    },
    'The setting `format` may also be `ogg`.',
    { embedders: 'the media server is told otherwise, or no more' },
  ],
  [
    'a command is gone',
    (draft) => {
      delete draft.events['recording.resume'];
    },
    'The command `recording.resume` is gone.',
    {
      embedders: 'whoever sends it is refused',
      callers: 'nobody can ask for it any more',
    },
  ],
  [
    'an event is heard by somebody else',
    (draft) => {
      const { to = [] } = draft.events['timer.fired'] ?? {};
      to.splice(0, to.length, ...to.filter((one) => one !== 'call'), 'lift');
    },
    '`timer.fired` is heard by a lift as well and no longer heard by a call.',
    { embedders: 'whoever sends it there is refused' },
  ],
  [
    'an effect is performed by another port',
    (draft) => {
      (draft.effects['media.erase'] as Draft['effects'][string]).port = 'orphans';
    },
    '`media.erase` is of the port `orphans`; it was of `media`.',
    { embedders: 'another performer is given it' },
  ],
  [
    'a default is another',
    (draft) => {
      (draft.kinds['record-verb/call'] as Draft['kinds'][string]).defaults.beep = false;
    },
    'A recording made as `record-verb/call` has `beep` `false` unless its request says otherwise; it was `true`.',
    { callers: 'a request that does not say it gets another recording' },
  ],
  [
    'a policy is answered otherwise',
    (draft) => {
      (draft.policies['early-update'] as Draft['policies'][string]).answers.telnyx = 'refused';
    },
    '`early-update` is `refused` in the set telnyx; it was `in-turn`.',
    { callers: 'who did not choose is answered otherwise' },
  ],
  [
    'a word of a callback is new',
    (draft) => {
      draft.words['callback of a recording'] = {
        ...draft.words['callback of a recording'],
        paused: 'Capture is suspended.',
      };
    },
    'The callback of a recording `paused` is new: Capture is suspended.',
    { followers: 'whoever knows all the others does not know it' },
  ],
  [
    'an assumption says something else',
    (draft) => {
      draft.assumptions.A18 = 'An absent recording cannot be deleted.';
    },
    'A18 says: An absent recording cannot be deleted. Before: An absent recording can be deleted.',
    {},
  ],
  [
    'a snapshot keeps something more',
    (draft) => {
      recording(draft).keeps.heardMs = { says: '', holds: 'a number', optional: false };
    },
    'In `recording`, `heardMs` is new, and needed: a number.',
    { embedders: 'snapshots that were kept are refused' },
  ],
];

describe('what is said of a change', () => {
  test.each(planted)('%s', (_, edit, says, breaks) => {
    const changes = changesAfter(edit);
    expect(changes.map((one) => one.says)).toContain(says);
    expect(changes.find((one) => one.says === says)?.breaks).toEqual(breaks);
  });

  test('every topic has a change here', () => {
    const topics = planted.flatMap(([, edit]) => changesAfter(edit).map(({ about }) => about));
    expect(new Set(topics)).toEqual(new Set(Object.keys(changeTopics)));
  });
});

test('nothing has changed between a version and itself', () => {
  const diff = diffModels(now, now);
  expect(diff.changes).toEqual([]);
  expect(diffText(diff)).toBe('Changes within 0.1.0: none.\n');
});

/** What changes nothing by itself: the versions, and in words what is compared by name. */
const unsaid = (place: readonly (string | number)[]) =>
  ['format', 'version'].includes(String(place[0])) ||
  (place.includes('guard') && place.at(-1) === 'says') ||
  (place[0] === 'machines' && place.at(-1) === 'says' && place.length === 3);
const told = places(now).filter((place) => !unsaid(place));

property.prop([fc.constantFrom(...told)], { numRuns: 40 })(
  'whatever is another value in the model is told, there and back',
  (place) => {
    const spoiled = spoiledAt(place);
    const there = diffModels(now, spoiled).changes;
    const back = diffModels(spoiled, now).changes;
    expect(there, place.join(' › ')).not.toEqual([]);
    const many = (changes: typeof there, how: string) =>
      changes.filter((one) => one.how === how).length;
    expect(many(back, 'removed')).toBe(many(there, 'added'));
    expect(many(back, 'added')).toBe(many(there, 'removed'));
  },
);

describe('whether a version says that it breaks', () => {
  const breaking = (draft: Draft) => {
    delete draft.events['recording.resume'];
  };
  const diffTo = (version: string, edit: (draft: Draft) => void) =>
    diffModels(now, { ...edited(edit), version });

  test('a break within a version is unversioned, and so is one in a patch', () => {
    expect(unversioned(diffTo('0.1.0', breaking))).toHaveLength(1);
    expect(unversioned(diffTo('0.1.1', breaking))).toHaveLength(1);
  });
  test('a break from 0.1 to 0.2 and from 0 to 1 is said', () => {
    expect(unversioned(diffTo('0.2.0', breaking))).toEqual([]);
    expect(unversioned(diffTo('1.0.0', breaking))).toEqual([]);
  });
  test('what is kept otherwise needs a version of its own', () => {
    const keeps = (draft: Draft) => {
      delete recording(draft).keeps.speechAt;
    };
    expect(unversioned(diffTo('0.2.0', keeps))).toHaveLength(1);
    const raised = (draft: Draft) => {
      keeps(draft);
      draft.snapshotVersion += 1;
    };
    expect(unversioned(diffTo('0.2.0', raised))).toEqual([]);
  });
});

test('Markdown tells first what breaks, and of whom; a verb is no tag in it', () => {
  const diff = diffModels(
    now,
    edited((draft) => {
      delete draft.events['recording.resume'];
      draft.assumptions.A99 = 'A <Record> may hum.';
    }),
  );
  expect(diffMarkdown(diff)).toBe(`## Changes within 0.1.0

2 changes, of which 1 breaks somebody.

### Breaking

- The command \`recording.resume\` is gone. *breaks embedders: whoever sends it is refused*; *breaks callers: nobody can ask for it any more*

### Assumptions

- A99 is new: A \\<Record> may hum.
`);
});
