/** `texml-recordings/postgres`: a host that several processes share; needs the package `pg`. */
export {
  BadDatabase,
  type PostgresClient,
  type PostgresConnection,
  PostgresHost,
  type PostgresHostOptions,
  type PostgresPlace,
  type PostgresPool,
  type PostgresQuery,
  type PostgresResult,
  type PostgresSettings,
} from '../hosts/postgres/index.ts';
