/** Reads about conferences and who is in them: fetch one, list them. */

import type { Known, Reader } from '../resources/directory.ts';
import { conferenceResource, participantResource } from '../resources/line-resources.ts';
import { conferenceStatus } from '../resources/status.ts';
import { below, found, type ReadRequest } from './read-request.ts';
import { conferenceIn, notFound } from './request.ts';
import { list } from './spelling/lists.ts';
import { readList } from './spelling/query.ts';
import { queryParameters } from './spelling/query-parameters.ts';
import { isWithin } from './spelling/time-filters.ts';

type Conference = Known<'conference'>;
type Line = Known<'call' | 'dialLeg'>;
const resource = ({ snapshot, row }: Conference) => conferenceResource(snapshot, row);
const participant = (conference: Conference, { snapshot, row }: Line) =>
  participantResource(conference.snapshot, snapshot, row);

export function fetchConference(request: ReadRequest<'conference_sid'>) {
  const conference = meant(request);
  return conference ? found(resource(conference), request) : notFound;
}

export function listConferences({ path: { account_sid }, query, directory }: ReadRequest) {
  const path = below(account_sid, '/Conferences.json');
  const { said, warnings, paging } = readList(queryParameters.listConferences, query, path);
  const isMeant = ({ snapshot, row }: Conference) =>
    (said.FriendlyName ?? row.friendlyName) === row.friendlyName &&
    (said.Status === undefined || said.Status === conferenceStatus(snapshot)) &&
    isWithin(snapshot.context.createdAt, said.DateCreated) &&
    isWithin(snapshot.context.updatedAt, said.DateUpdated);
  const conferences = [...directory.all('conference')].filter(isMeant);
  return { body: list('conferences', conferences, paging, resource), warnings };
}

/** Whoever is gone is not found any more. Source: T-PART. */
export function fetchParticipant(
  request: ReadRequest<'conference_sid' | 'call_sid_or_participant_label'>,
) {
  const conference = meant(request);
  if (!conference) return notFound;
  const { directory, path } = request;
  const { sid } = conference.snapshot;
  const callSid = directory.participant(sid, path.call_sid_or_participant_label);
  const line = participantsOf(conference, directory).find(
    ({ snapshot }) => snapshot.sid === callSid,
  );
  return line ? found(participant(conference, line), request) : notFound;
}

export function listParticipants(request: ReadRequest<'conference_sid'>) {
  const conference = meant(request);
  if (!conference) return notFound;
  const { path, query, directory } = request;
  const uri = below(path.account_sid, `/Conferences/${conference.snapshot.sid}/Participants.json`);
  const { paging, warnings } = readList(queryParameters.listParticipants, query, uri);
  const show = (line: Line) => participant(conference, line);
  const participants = participantsOf(conference, directory);
  return { body: list('participants', participants, paging, show), warnings };
}

function meant(request: ReadRequest<'conference_sid'>): Conference | undefined {
  const row = conferenceIn(request);
  return row && request.directory.known('conference', row.sid);
}

/** Those who are in and those who are on the way. */
function participantsOf({ snapshot: { context } }: Conference, directory: Reader): Line[] {
  const known = (machine: Line['row']['machine'], sid: string): Line | [] =>
    directory.known(machine, sid) ?? [];
  return [
    ...context.participants.flatMap(({ who: { machine, sid } }) =>
      known(machine === 'call' ? 'call' : 'dialLeg', sid),
    ),
    ...context.arriving.flatMap(({ legSid }) => known('dialLeg', legSid)),
  ];
}
