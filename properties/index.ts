/** The room's door: claims to judge runs with, paths through the machines, and what checks them. */
export { Coverage, candidateName, type Taken, takenBy } from './check/coverage.ts';
export type { Explored, Violation } from './check/explored.ts';
export { sequenceDiagram, violationText } from './check/report.ts';
export { pathTo, pathToTransition } from './check/single.ts';
export { runWalks, type Walks } from './check/walks.ts';
export { type Breach, breachesOf, ClaimWatch, type Memories } from './check/watch.ts';
export type { Claim, Moment } from './claims/claim.ts';
export { claims } from './claims/index.ts';
export { arbitraryEvents, type Pool } from './generators/events.ts';
export type { MediaFreedom, Offer, System } from './generators/system.ts';
export { explore } from './search/explore.ts';
export { systems } from './systems/index.ts';
export { town } from './systems/town.ts';
