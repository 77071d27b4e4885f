/** `texml-recordings/telemetry`: hosts in OpenTelemetry; needs the package `@opentelemetry/api`. */
export { type Telemetry, type TelemetryOptions, telemetry } from '../hosts/telemetry/telemetry.ts';
