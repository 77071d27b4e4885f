/** `texml-recordings/restate`: a host on Restate; needs the package `@restatedev/restate-sdk`. */
export {
  BadRestate,
  type RestateForgetting,
  RestateHost,
  type RestateHostOptions,
  type RestatePace,
  type RestatePlace,
  type RestateSettings,
} from '../hosts/restate/index.ts';
