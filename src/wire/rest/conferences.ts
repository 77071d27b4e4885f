/** Operations on conferences: end one for everybody, fetch one, list them. */

import type { Known } from '../resources/directory.ts';
import { conferenceResource } from '../resources/line-resources.ts';
import { type Asks, looks, operation, theAccount } from './operation.ts';
import { parameters } from './parameters.ts';
import { list } from './spelling/lists.ts';
import { partOf } from './spelling/paging.ts';
import { pagingIn } from './spelling/query.ts';
import { queryParameters } from './spelling/query-parameters.ts';

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
      const words = { name: said.FriendlyName, status: said.Status };
      const times = { at: said.DateCreated, updatedAt: said.DateUpdated };
      const paging = pagingIn(said, query, uri());
      const page = directory.page({
        list: 'conferences',
        words,
        times,
        part: partOf(paging),
      });
      return list('conferences', page, paging, resource);
    },
  }),
} as const;
