/** The part of the control API that tells a session elsewhere, as a file. */
import type { Context, Hono } from 'hono';
import type { AnyEvent } from '../../../../machines/index.ts';
import { linkOf } from '../../../explorer/shared.ts';
import type { World } from '../../world/world.ts';
import { HttpError, resourceNotFound } from '../edge/errors.ts';
import { type SessionForm, sessionForms } from './forms.ts';
import type { ToldBy } from './har.ts';
import { NotTold, type ToldSession, toldSession } from './told-session.ts';

/** What tells a session needs besides. */
interface Telling extends ToldBy {
  readonly world: World;
}
/** A form in which a session is told. */
interface ExportForm {
  readonly type: string;
  /** How its file ends. */
  readonly ending: string;
  readonly tell: (session: ToldSession, by: Telling) => Promise<string>;
}

/** By name. What tells them is loaded when somebody asks. */
const exportForms: Readonly<Record<SessionForm, ExportForm>> = {
  scenario: {
    type: 'application/yaml',
    ending: 'yaml',
    tell: async (session, { world }) => (await import('./scenario.ts')).scenarioOf(world, session),
  },
  ndjson: {
    type: 'application/x-ndjson',
    ending: 'ndjson',
    tell: async (session, { origin }) =>
      (await import('./log-lines.ts')).logLinesOf(session, origin),
  },
  har: {
    type: 'application/json',
    ending: 'har',
    tell: async (session, by) => (await import('./har.ts')).harOf(session, by),
  },
  sequence: {
    type: 'text/plain',
    ending: 'mmd',
    tell: async (session) => (await import('./sequence.ts')).sequenceFor(session),
  },
  'sequence-svg': {
    type: 'image/svg+xml',
    ending: 'sequence.svg',
    tell: async (session) => (await import('./sequence.ts')).sequencePicture(session),
  },
  'lanes-svg': {
    type: 'image/svg+xml',
    ending: 'lanes.svg',
    tell: async ({ machines, entries }, { world }) =>
      (await import('../inspector/lanes.ts')).lanesPicture(world, machines, entries),
  },
  dump: {
    type: 'application/json',
    ending: 'json',
    tell: async (session, { world }) =>
      (await import('./session-dump.ts')).sessionDump(world, session),
  },
};

/** Adds the paths; `there` finds the world that a request is about. */
export function exporting(app: Hono, there: (c: Context) => World, version: string) {
  app.get('/sessions/:sid/explorer', (c) => {
    const session = toldSession(there(c), c.req.param('sid'));
    if (!session) throw resourceNotFound();
    return c.redirect(explorerLink(session));
  });
  app.get('/sessions/:sid/export', async (c) => {
    const world = there(c);
    const session = toldSession(world, c.req.param('sid'));
    if (!session) throw resourceNotFound();
    const as = c.req.query('as') ?? '';
    const name = sessionForms.find((one) => one === as);
    if (name === undefined) {
      throw new HttpError({
        status: 400,
        errors: [
          {
            code: '10015',
            title: 'Bad Request',
            detail: `as is ${JSON.stringify(as)}; expected one of ${sessionForms.join(', ')}.`,
          },
        ],
      });
    }
    const form = exportForms[name];
    const { origin } = new URL(c.req.url);
    const text = await told(() => form.tell(session, { world, origin, version }));
    return c.body(text, 200, {
      'content-type': `${form.type}; charset=utf-8`,
      'content-disposition': `attachment; filename="session-${session.machines[0].createdAt}.${form.ending}"`,
      'cache-control': 'no-store',
    });
  });
}

/** Where the explorer shows a session: what came to it from outside is told there once more. */
function explorerLink({ entries }: ToldSession): string {
  const told = entries.flatMap((one) =>
    one.kind === 'step' && one.isFirst
      ? [
          {
            to: { machine: one.machine, sid: one.sid },
            event: { ...one.event, at: one.event.at ?? one.at } as AnyEvent,
          },
        ]
      : [],
  );
  return `/explorer/#${linkOf(told, told.length)}`;
}

async function told(tell: () => Promise<string>): Promise<string> {
  try {
    return await tell();
  } catch (error) {
    if (!(error instanceof NotTold)) throw error;
    const { message: detail } = error;
    throw new HttpError({ status: 409, errors: [{ code: '10015', title: 'Bad Request', detail }] });
  }
}
