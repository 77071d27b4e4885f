/** A change of nothing, to be filled in. */
import type { Change } from './ports.ts';

export const noChange: Change = {
  machines: [],
  rows: [],
  notes: [],
  outbox: [],
  done: [],
  answers: [],
  forgotten: [],
};
