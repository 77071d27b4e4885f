/** What whoever reads a document does by itself: how long a verb takes, and where its keys lead. */
import { actionOf, begunAt, withKey } from '../../../src/sandbox/documents/host-verbs.ts';
import type { HostInstruction } from '../../../src/wire/index.ts';

const pressed = ['', '1', '1#', '12', '123', '*', '1*'];

export function performed(instruction: HostInstruction): unknown {
  const begun = begunAt(0, instruction);
  if (instruction.verb !== 'Gather') return begun;
  const at = { instructions: [instruction], place: 1, turn: '', url: 'https://example.com/' };
  return pressed.map((keys) => {
    let reading = { ...at, ...begun };
    const steps = [...keys].map((key) => {
      const step = withKey(reading as Parameters<typeof withKey>[0], key, 1_000);
      reading = { ...reading, ...step } as typeof reading;
      return step;
    });
    return { begun, steps, action: actionOf(reading as Parameters<typeof actionOf>[0]) };
  });
}
