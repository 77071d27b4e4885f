/** The host on Restate: what of it is offered to the rooms above. */

export { BadRestate } from './objects/errors.ts';
export type { RestateForgetting, RestatePace, RestatePlace, RestateSettings } from './options.ts';
export { RestateHost, type RestateHostOptions } from './restate-host.ts';
