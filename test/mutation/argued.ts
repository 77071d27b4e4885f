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
];
