/** The bounded systems: each small enough to explore whole, together every path and every race. */
import type { System } from '../generators/system.ts';
import { alikes } from './alike.ts';
import { conferences } from './conferences.ts';
import { dials } from './dials.ts';
import { newTexml } from './handed-over.ts';
import { outages } from './outages.ts';
import { recordings } from './recordings.ts';
import { strangers } from './strangers.ts';
import { transcriptions } from './transcriptions.ts';

/** The bounded systems that the project explores. */
export const systems: readonly System[] = [
  ...recordings,
  ...dials,
  ...conferences,
  ...newTexml,
  ...strangers,
  ...transcriptions,
  ...outages,
  ...alikes,
];
