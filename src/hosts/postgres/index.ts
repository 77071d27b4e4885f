/** The host in Postgres: what of it is offered to the rooms above. */

export type { PostgresPlace, PostgresSettings } from './options.ts';
export { PostgresHost, type PostgresHostOptions } from './postgres-host.ts';
export type {
  PostgresClient,
  PostgresConnection,
  PostgresPool,
  PostgresQuery,
  PostgresResult,
} from './tables/database.ts';
export { BadDatabase } from './tables/errors.ts';
