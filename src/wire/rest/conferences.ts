/** Operations on conferences: end one for everybody, fetch one, list them. */

import type { Known } from '../resources/directory.ts';
import { conferenceResource } from '../resources/line-resources.ts';
import { conferenceStatus } from '../resources/status.ts';
import { type Asks, looks, operation, theAccount } from './operation.ts';
import { parameters } from './parameters.ts';
import { list } from './spelling/lists.ts';
import { pagingIn } from './spelling/query.ts';
import { queryParameters } from './spelling/query-parameters.ts';
import { isWithin } from './spelling/time-filters.ts';

type Conference = Known<'conference'>;
const resource = ({ snapshot, row }: Conference) => conferenceResource(snapshot, row);

const conference = '/Conferences/{conference_sid}';

/** Source: OpenAPI. */
export const conferenceOperations = {
  updateConference: operation({
    method: 'POST',
    path: conference,
    status: 200,
    parameters: parameters.updateConference,
    find: ({ path, directory }) => directory.conference(path.conference_sid),
    ask({ found: { sid }, said }): Asks {
      const asks = { to: { machine: 'conference', sid }, rows: [] } as const;
      return said.Status === undefined ? asks : { ...asks, command: { type: 'conference.end' } };
    },
    reply({ directory }, { to }) {
      const one = directory.known('conference', to.sid);
      return one && resource(one);
    },
  }),

  fetchConference: operation({
    method: 'GET',
    path: conference,
    linked: `${conference}.json`,
    status: 200,
    parameters: queryParameters.fetch,
    find({ path, directory }) {
      const one = directory.conference(path.conference_sid);
      return one && directory.known('conference', one.sid);
    },
    ask: looks,
    reply: ({ found }) => resource(found),
  }),

  listConferences: operation({
    method: 'GET',
    path: '/Conferences',
    linked: '/Conferences.json',
    status: 200,
    parameters: queryParameters.listConferences,
    find: theAccount,
    ask: looks,
    reply({ said, query, directory, uri }) {
      const isMeant = ({ snapshot, row }: Conference) =>
        (said.FriendlyName ?? row.friendlyName) === row.friendlyName &&
        (said.Status === undefined || said.Status === conferenceStatus(snapshot)) &&
        isWithin(snapshot.context.createdAt, said.DateCreated) &&
        isWithin(snapshot.context.updatedAt, said.DateUpdated);
      const conferences = [...directory.all('conference')].filter(isMeant);
      return list('conferences', conferences, pagingIn(said, query, uri()), resource);
    },
  }),
} as const;
