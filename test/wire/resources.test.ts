/** What REST answers with: every field of every shape, over the lives of real machines. */
import { describe, expect, test } from 'vitest';
import {
  callResource,
  conferenceResource,
  initiatedCall,
  newParticipant,
  participantResource,
} from '../../src/wire/resources/line-resources.ts';
import {
  fetchedRecording,
  listedRecording,
  updatedRecording,
} from '../../src/wire/resources/recording-resource.ts';
import { callRow, conferenceRow, legRow, mediaUrl, recordingRow, World } from './world.ts';

const fetched = (world: World, sid = 'recording-0') =>
  fetchedRecording(world.recording(sid), recordingRow, mediaUrl);
const updated = (world: World) => updatedRecording(world.recording('recording-0'), recordingRow);
const listed = (world: World, sid = 'recording-0') =>
  listedRecording(world.recording(sid), recordingRow, mediaUrl);

const started = () => {
  const world = World.recorded();
  world.tell('recording', 'recording-0', { type: 'media.started', order: 1 });
  return world;
};
const saved = () => {
  const world = started();
  world.wait(9).tell('recording', 'recording-0', { type: 'recording.stop' });
  world.tell('recording', 'recording-0', { type: 'media.stopped' });
  world.tell('recording', 'recording-0', { type: 'media.saved', location: 's3://bucket/0' });
  return world;
};
const failed = () => {
  const world = World.recorded();
  world.tell('recording', 'recording-0', { type: 'media.refused', order: 1 });
  return world;
};
/** A caller in a conference, recorded from its start. */
const inConference = () => {
  const world = new World();
  world.tell('call', 'call-0', { type: 'call.receive' });
  world.tell('call', 'call-0', { type: 'call.answered' });
  world.tell('call', 'call-0', {
    type: 'call.joinConference',
    conferenceSid: 'conference-0',
    stay: 'stay-0',
    recording: { sid: 'recording-0' },
  });
  return world;
};

const root = '/v2/texml/Accounts/account-0';
const whenAsked = {
  account_sid: 'account-0',
  call_sid: 'call-0',
  conference_sid: null,
  channels: 1,
  date_created: '2024-01-15T10:30:01Z',
  date_updated: '2024-01-15T10:30:01Z',
  duration: null,
  error_code: null,
  sid: 'recording-0',
  source: 'OutboundAPI',
};
const file = `${root}/Recordings/recording-0.json`;

describe('A recording that is fetched', () => {
  test('has neither start nor file before capture', () => {
    expect(fetched(World.recorded())).toEqual({
      ...whenAsked,
      status: 'in-progress',
      subresources_uris: { transcriptions: null },
      uri: file,
    });
  });

  test('has a start once it captures', () => {
    expect(fetched(started())).toEqual({
      ...whenAsked,
      date_updated: '2024-01-15T10:30:02Z',
      start_time: '2024-01-15T10:30:02Z',
      status: 'in-progress',
      subresources_uris: { transcriptions: null },
      uri: file,
    });
  });

  test('has its file and duration, in seconds as text, when it is completed', () => {
    expect(fetched(saved())).toEqual({
      ...whenAsked,
      date_updated: '2024-01-15T10:30:14Z',
      start_time: '2024-01-15T10:30:02Z',
      duration: '11',
      status: 'completed',
      media_url: 'https://media.example.com/recording-0.mp3',
      subresources_uris: { transcriptions: null },
      uri: file,
    });
  });

  test('says by its error code that it is absent', () => {
    expect(fetched(failed())).toMatchObject({
      status: 'stopped',
      error_code: 'media-refused',
      duration: null,
    });
    expect(fetched(failed())).not.toHaveProperty('media_url');
  });

  test('is hidden once it is deleted', () => {
    const world = saved();
    world.tell('recording', 'recording-0', { type: 'recording.delete' });
    expect(fetched(world)).toBeUndefined();
  });

  test('of a conference names it', () => {
    expect(fetched(inConference())).toMatchObject({
      conference_sid: 'conference-0',
      call_sid: 'call-0',
      source: 'Conference',
    });
  });
});

test('the answer to making or updating a recording has no status, no file, and a price', () => {
  expect(updated(started())).toEqual({
    ...whenAsked,
    date_updated: '2024-01-15T10:30:02Z',
    start_time: '2024-01-15T10:30:02Z',
    price: null,
    price_unit: null,
    track: 'both',
    uri: `${root}/Calls/call-0/Recordings/recording-0.json`,
  });
});

describe('A recording in the list of its conference', () => {
  test('leaves out what is not known, and spells dates as RFC 2822', () => {
    expect(listed(inConference())).toEqual({
      account_sid: 'account-0',
      call_sid: 'call-0',
      channels: 1,
      conference_sid: 'conference-0',
      date_created: 'Mon, 15 Jan 2024 10:30:02 +0000',
      date_updated: 'Mon, 15 Jan 2024 10:30:02 +0000',
      sid: 'recording-0',
      source: 'Conference',
      status: 'processing',
      subresource_uris: { transcriptions: null },
      uri: file,
    });
  });

  test('has its duration as a number', () => {
    expect(listed(saved())).toMatchObject({
      duration: 11,
      media_url: mediaUrl('recording-0'),
      start_time: 'Mon, 15 Jan 2024 10:30:02 +0000',
      status: 'completed',
    });
    expect(listed(saved())).not.toHaveProperty('conference_sid');
  });

  test('is absent with its error code', () => {
    expect(listed(failed())).toMatchObject({ status: 'absent', error_code: 'media-refused' });
  });

  test('is still there once it is deleted, without its file', () => {
    const world = saved();
    world.tell('recording', 'recording-0', { type: 'recording.delete' });
    expect(listed(world)).toMatchObject({ status: 'deleted', duration: 11 });
    expect(listed(world)).not.toHaveProperty('media_url');
  });
});

describe('A call', () => {
  test('that is dialled is answered with queued, and its sid', () => {
    expect(initiatedCall('call-0', callRow)).toEqual({
      call_sid: 'call-0',
      from: '+15550000',
      status: 'queued',
      to: '+15550001',
    });
  });

  test('in progress has neither end nor duration', () => {
    expect(callResource(World.recorded().call('call-0'), callRow)).toEqual({
      account_sid: 'account-0',
      date_created: 'Mon, 15 Jan 2024 10:30:00 +0000',
      date_updated: 'Mon, 15 Jan 2024 10:30:01 +0000',
      direction: 'outbound',
      from: '+15550000',
      sid: 'call-0',
      start_time: 'Mon, 15 Jan 2024 10:30:00 +0000',
      status: 'in-progress',
      to: '+15550001',
      uri: `${root}/Calls/call-0.json`,
    });
  });

  test.each([
    ['human', 'human'],
    ['machine_start', 'machine'],
    ['machine_end_beep', 'machine'],
    ['fax', 'machine'],
    ['unknown', 'not_sure'],
  ] as const)('says once it is found out that %s has answered: %s', (answeredBy, shown) => {
    const found = { answeredBy, durationMs: 2_000 };
    const call = World.recorded().call('call-0');
    expect(callResource(call, { ...callRow, found }).answered_by).toBe(shown);
    expect(callResource(call, { ...callRow, detection: 'Enable' })).not.toHaveProperty(
      'answered_by',
    );
  });

  test('that is over lasted from its answer', () => {
    const world = World.recorded().wait(58);
    world.tell('call', 'call-0', { type: 'call.hungUp' });
    expect(callResource(world.call('call-0'), callRow)).toMatchObject({
      duration: '59',
      end_time: 'Mon, 15 Jan 2024 10:31:00 +0000',
      status: 'completed',
    });
  });

  test('that was never answered lasted no time', () => {
    const world = new World();
    world.tell('call', 'call-0', { type: 'call.receive' });
    world.tell('call', 'call-0', { type: 'call.hungUp' });
    expect(callResource(world.call('call-0'), callRow)).toMatchObject({
      direction: 'inbound',
      duration: '0',
      status: 'canceled',
    });
  });

  test('that another dialled is outbound', () => {
    const world = World.recorded();
    world.tell('call', 'call-0', { type: 'call.dial', legs: ['leg-0'] });
    expect(callResource(world.leg('leg-0'), legRow)).toMatchObject({
      direction: 'outbound',
      sid: 'leg-0',
      status: 'ringing',
    });
  });
});

describe('A conference', () => {
  const resource = (world: World) =>
    conferenceResource(world.conference('conference-0'), conferenceRow);

  test('that runs has no reason to have ended', () => {
    const uri = `${root}/Conferences/conference-0`;
    expect(resource(inConference())).toEqual({
      account_sid: 'account-0',
      api_version: 'v2/texml',
      date_created: 'Mon, 15 Jan 2024 10:30:02 +0000',
      date_updated: 'Mon, 15 Jan 2024 10:30:02 +0000',
      friendly_name: 'room',
      sid: 'conference-0',
      status: 'in-progress',
      subresource_uris: {
        participants: `${uri}/Participants.json`,
        recordings: `${uri}/Recordings.json`,
      },
      uri: `${uri}.json`,
    });
  });

  test('that somebody ended by leaving says who', () => {
    const world = inConference();
    world.tell('call', 'call-0', { type: 'call.hungUp' });
    expect(resource(world)).toMatchObject({
      call_sid_ending_conference: 'call-0',
      reason_conference_ended: 'last-participant-left',
      status: 'completed',
    });
  });

  test('that a request ended names nobody, even if somebody had left before', () => {
    const world = inConference();
    const leg = { legSid: 'leg-0', stay: 'stay-1' };
    world.tell('conference', 'conference-0', { type: 'conference.addParticipant', ...leg });
    world.tell('dialLeg', 'leg-0', { type: 'call.answered' });
    world.tell('dialLeg', 'leg-0', { type: 'call.hungUp' });
    world.tell('conference', 'conference-0', { type: 'conference.end' });
    expect(resource(world)).toMatchObject({ reason_conference_ended: 'conference-ended-via-api' });
    expect(resource(world)).not.toHaveProperty('call_sid_ending_conference');
  });
});

describe('A participant', () => {
  const dialled = () => {
    const world = inConference();
    world.tell('conference', 'conference-0', {
      type: 'conference.addParticipant',
      legSid: 'leg-0',
      stay: 'stay-1',
      endOnExit: true,
    });
    return world;
  };
  const uri = `${root}/Conferences/conference-0/Participants/leg-0.json`;

  test('that is being dialled connects', () => {
    const world = dialled();
    expect(newParticipant(world.conference('conference-0'), world.leg('leg-0'), legRow)).toEqual({
      account_sid: 'account-0',
      call_sid: 'leg-0',
      coaching: false,
      conference_sid: 'conference-0',
      end_conference_on_exit: true,
      hold: false,
      muted: false,
      status: 'connecting',
      uri,
    });
  });

  test('that is being dialled ends it on exit as was said last', () => {
    const world = dialled();
    const change = { type: 'conference.updateParticipant', endOnExit: false } as const;
    world.tell('conference', 'conference-0', { ...change, callSid: 'leg-0' });
    const shown = newParticipant(world.conference('conference-0'), world.leg('leg-0'), legRow);
    expect(shown).toMatchObject({ status: 'connecting', end_conference_on_exit: false });
  });

  test('that is in says how it is heard, and when it came', () => {
    const world = dialled();
    world.tell('dialLeg', 'leg-0', { type: 'call.answered' });
    world.tell('conference', 'conference-0', {
      type: 'conference.updateParticipant',
      callSid: 'leg-0',
      endOnExit: false,
    });
    const row = { ...legRow, muted: true, coaching: true, coachingCallSid: 'call-0' };
    expect(participantResource(world.conference('conference-0'), world.leg('leg-0'), row)).toEqual({
      account_sid: 'account-0',
      api_version: 'v2/texml',
      call_sid: 'leg-0',
      call_sid_legacy: 'leg-0',
      coaching: true,
      coaching_call_sid: 'call-0',
      coaching_call_sid_legacy: 'call-0',
      conference_sid: 'conference-0',
      date_created: 'Mon, 15 Jan 2024 10:30:04 +0000',
      date_updated: 'Mon, 15 Jan 2024 10:30:04 +0000',
      end_conference_on_exit: false,
      hold: false,
      muted: true,
      status: 'connected',
      uri,
    });
  });

  test('may be a caller', () => {
    const world = inConference();
    expect(
      participantResource(world.conference('conference-0'), world.call('call-0'), callRow),
    ).toMatchObject({ call_sid: 'call-0', status: 'connected', end_conference_on_exit: false });
  });
});
