/** A host whose machines are objects at Restate: any number of processes open the same. */
import type { Effect } from 'texml-recordings';
import type { Performers, Task } from 'texml-recordings/hosts';
import { RestateHost } from 'texml-recordings/restate';

const ingress = process.env.RESTATE_INGRESS ?? 'http://127.0.0.1:8080';
const admin = process.env.RESTATE_ADMIN ?? 'http://127.0.0.1:9070';

/** A media server that captures at once, and says so by itself. */
async function capture(
  host: RestateHost,
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

/**
 * Opens a host that Restate finds at a port of this machine; `tell` hears the status in the callbacks
 * of recordings, and again until it succeeds.
 */
export function openVoice(port: number, tell: (status: string) => void): Promise<RestateHost> {
  const performers = (host: RestateHost): Performers => ({
    network: () => undefined,
    media: (task) => capture(host, task as Parameters<typeof capture>[1]),
    callbacks: ({ effect: { machine, status } }) => {
      if (machine === 'recording') tell(status);
    },
    instructions: () => undefined,
    orphans: () => undefined,
  });
  const name = 'share-on-restate';
  return RestateHost.open({ ingress, listen: { port }, register: { admin }, name, performers });
}
