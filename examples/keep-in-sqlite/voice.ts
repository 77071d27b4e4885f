/** A host whose machines are kept in a file: what is begun goes on after the process has ended. */
import type { Effect } from 'texml-recordings';
import { Host, type Performers, SqliteStore, type Task } from 'texml-recordings/hosts';

/** A media server that captures at once, and says so by itself. */
async function capture(host: Host, { effect }: Task<Extract<Effect, { type: `media.${string}` }>>) {
  const to = { machine: 'recording', sid: effect.sid } as const;
  if (effect.type === 'media.start') {
    await host.take({ to, event: { type: 'media.started', order: effect.order } });
  }
  if (effect.type === 'media.stop') {
    await host.take({ to, event: { type: 'media.stopped' } });
    await host.take({ to, event: { type: 'media.saved', location: `/files/${effect.sid}.mp3` } });
  }
}

/** Opens the file; `tell` is told each callback, at least once, and again until it succeeds. */
export function openVoice(file: string, tell: (says: string) => void): Promise<Host> {
  const show = ({ effect }: Task) => console.log(`  ${effect.type}`);
  const performers = (host: Host): Performers => ({
    network: show,
    media: (task) => {
      show(task);
      return capture(host, task as Parameters<typeof capture>[1]);
    },
    callbacks: ({ effect: { sid, status } }) => tell(`${sid} is ${status}`),
    instructions: show,
    orphans: show,
  });
  return Host.open({ store: new SqliteStore(file), performers });
}
