/** A host whose machines are kept in Postgres: any number of processes open the same. */
import type { Effect } from 'texml-recordings';
import type { Performers, Task } from 'texml-recordings/hosts';
import { PostgresHost } from 'texml-recordings/postgres';

const connection = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** A media server that captures at once, and says so by itself. */
async function capture(
  host: PostgresHost,
  { effect, key }: Task<Extract<Effect, { type: `media.${string}` }>>,
) {
  const to = { machine: 'recording', sid: effect.sid } as const;
  // The key is the same in every attempt, so that what comes of it counts once.
  const id = (of: string) => `${of} ${key}`;
  if (effect.type === 'media.start') {
    const { order } = effect;
    await host.take({ id: id('started'), to, event: { type: 'media.started', order } });
  }
  if (effect.type === 'media.stop') {
    const location = `/files/${effect.sid}.mp3`;
    await host.take({ id: id('stopped'), to, event: { type: 'media.stopped' } });
    await host.take({ id: id('saved'), to, event: { type: 'media.saved', location } });
  }
}

/** Opens a host; `tell` hears the status in the callbacks of recordings, and again until it succeeds. */
export function openVoice(tell: (status: string) => void): Promise<PostgresHost> {
  const performers = (host: PostgresHost): Performers => ({
    network: () => undefined,
    media: (task) => capture(host, task as Parameters<typeof capture>[1]),
    callbacks: ({ effect: { machine, status } }) => {
      if (machine === 'recording') tell(status);
    },
    instructions: () => undefined,
    orphans: () => undefined,
  });
  return PostgresHost.open({ connection, schema: 'share_in_postgres', performers });
}
