/** The reader's guide that stands beside the vectors. */

/** How a service in any language plays the vectors. */
export const guide = `# Vectors

What the model answers, as data: for services in any language, without this package.

| file | holds |
|---|---|
| \`call.json\` \`dialLeg.json\` \`conference.json\` \`recording.json\` | vectors of one machine: every transition, every refusal, every event that is ignored |
| \`journeys.json\` | several machines, and the signals between them: one journey for each way a recording comes about |
| \`invalid.json\` | events that have to be turned away before any machine sees them |
| \`schema.json\` | the JSON Schema of all these files |

## A vector

A vector is one machine and the events that it gets, from nothing. Begin without a machine of this
\`sid\`. For each step, hand the \`event\` to the machine and compare what comes of it:

| field | is |
|---|---|
| \`event\` | what happens, and when: \`at\` is in milliseconds since the epoch |
| \`verdict\` | \`accepted\`; \`unchanged\` (accepted, and so already); \`refused\`; \`ignored\` |
| \`reason\` | why it is refused; only then |
| \`state\` | the state after it; \`none\`: there is nothing of this sid |
| \`publicStatus\` | what a customer fetches; \`null\`: nothing is there to fetch |
| \`listedStatus\` | of a recording: its word in the list of a conference's recordings |
| \`effects\` | what the host has to do, in this order; nothing else |
| \`signals\` | what other machines are told, in this order; nothing else |

Compare \`state\` if you have the same states. Otherwise compare \`publicStatus\` and
\`listedStatus\`, and everything else as it stands.

Time is in the events alone: a second passes when something has changed, and a timer fires when it
is due. What comes too early or too late says so by its own \`at\`.

The \`id\` names what the vector shows: \`recording/paused\` is all that state \`paused\` answers
without leaving; \`call/inProgress.dialing/leg.ended/2\` is the second answer which that state has
for \`leg.ended\`. Steps after that one may show more.

## A journey

Begin with nothing. Hand each \`event\` to the machine in \`to\`, then deliver every signal that
follows from it, first in, first out, until none is left. Then compare the \`verdict\` of the machine
that was addressed, the machines that \`changed\` on the way, and all \`effects\` in order.

## An invalid input

Hand the \`event\` to a machine of this name. It has to be turned away, nothing may change, and the
error has to name \`field\`.
`;
