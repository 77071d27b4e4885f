/** The host in Postgres: what of it is offered to the rooms above. */
export type {
  PostgresClient,
  PostgresConnection,
  PostgresPool,
  PostgresQuery,
  PostgresResult,
} from './database.ts';
export { BadDatabase } from './errors.ts';
export type { PostgresPlace, PostgresSettings } from './options.ts';
export { PostgresHost, type PostgresHostOptions } from './postgres-host.ts';
