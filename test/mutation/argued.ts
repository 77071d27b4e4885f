/** The mutants of sources that nobody has to notice, by their ids, and why. */

/** In an id, `*` stands for anything. */
export const argued: readonly { readonly id: string; readonly because: string }[] = [
  {
    id: 'src/check/judging/judge.ts mostOfUsual: 10_000 → 10001',
    because: 'How long is looked is a matter of patience: nobody is promised the last place.',
  },
  {
    id: 'src/conform/conform-platform.ts testedBy.*: 10 → 11',
    because: 'One random plan more, where nobody says how many, is no fault.',
  },
  {
    id: "src/conform/platform/tried/commands.ts commandChecks.run: await recording.isTold('completed'); → *",
    because:
      'What is told in the end is waited for and judged by `finished`; here it fails by its name.',
  },
  {
    id: "src/check/log/twilio.ts twilioEntry.meant: '' → 'other'",
    because: 'Neither of the two is an address of the API.',
  },
  {
    id: 'src/check/reading/document.ts known.calls: [callSid] → []',
    because: 'A conference that only a document knows is found again by its name.',
  },
  {
    id: 'src/check/search/still-to-come.ts dueIn: * < at → * <= (at)',
    because: 'It says where to look first, and a millisecond more or less leads no other way.',
  },
  {
    id: 'src/check/search/concerns.ts Concerns.#textsIn: this.#mentioned.set(value, known); → ',
    because: 'It only spares looking through the same snapshot twice.',
  },
  {
    id: 'src/check/search/may-answer.ts mayAnswer: known.set(machine, all); → ',
    because: 'It only spares reading a machine twice.',
  },
  {
    id: "src/wire/texml/xml.ts complaints: '' → 'other'",
    because:
      'Of what has no end it is said in other words what was found: the end of the document.',
  },
  {
    id: 'src/follow/narrowed.ts waysOfGroup.look: looked.set(here, ways, true); → ',
    because: 'Whoever asks makes a set of what is found: it only spares looking twice.',
  },
  {
    id: 'src/follow/ways/ground.ts made: 0 → 1',
    because: 'How many shapes are known before all are found out anew is a matter of memory.',
  },
  {
    id: 'src/follow/ways/searched.ts firstDue.note: at < first.at → (at) <= (first.at)',
    because: 'Of two that are due at once either may be looked at first.',
  },
  {
    id: 'src/follow/ways/shapes/pace.ts spreadOut.keys: Object.keys(spans).sort() → Object.keys(spans)',
    because:
      'Which time is tried with which of the trials matters to none: each is unlike all others.',
  },
  {
    id: 'src/follow/ways/shapes/shape.ts layoutOf.keys: Object.keys(spans).sort() → Object.keys(spans)',
    because:
      'In which order the times of a machine stand is told by its layout alone, which is one for each snapshot.',
  },
  {
    id: 'src/follow/ways/shapes/spans.ts corner: isLongest → !(isLongest)',
    because:
      'Either end of a timer comes of one of the two corners, and no machine reckons with when one is due.',
  },
  {
    id: 'src/hosts/in-process/together.ts Together.#read: this.#machines.size > 0 → (this.#machines.size) >= (0)',
    because: 'Nothing is found in an empty map: this only spares making the key.',
  },
  {
    id: 'src/hosts/shelves/ordered-cards.ts OrderedCards.#take: this.#lists.delete(keyOf(card)); → ',
    because: 'A list of nothing shows what no list shows: that it is let go is a matter of memory.',
  },
  {
    id: 'src/hosts/stores/sqlite-shelf.ts SqliteShelf.answersOutside: this.#held.oldestAnswer = * → ',
    because: 'It is looked up again then, and the same is found.',
  },
  {
    id: 'src/hosts/stores/sqlite-shelf.ts SqliteShelf.#columns: held && columnsOf(*) → undefined',
    because: 'What stands in the file already is written once more, as it is.',
  },
  {
    id: 'src/conform/receiver/ends.ts orders: 0 → 1 (7)',
    because: 'Of the orders of three one ends with the first word, too, and shows the same.',
  },
  {
    id: "src/conform/receiver/stories.ts told.{ RecordingSid = '', *: '' → 'other' (2)",
    because: 'Only what has a status is taken for a callback of a recording.',
  },
];
