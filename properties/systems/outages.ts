/** Systems whose host is away at any moment: what happens meanwhile waits outside. */
import type { System } from '../generators/system.ts';
import { call, control } from './offers.ts';

/** An outbound call with Record=true; whatever is waited for is waited for as long as this. */
const dialOutFor = (ms: number): System['offers'][number] => ({
  to: call,
  event: {
    type: 'call.dialOut',
    recording: { sid: 'r' },
    ringTimeoutMs: ms,
    policy: { 'start-deadline-ms': ms, 'answer-deadline-ms': ms, 'finish-deadline-ms': ms },
  },
});
const network: System['network'] = ['call.answered'];

export const outages: readonly System[] = [
  {
    name: 'host-away',
    says:
      'An outbound call with Record=true; the media server may end the recording by itself; the host ' +
      'is away once, at any moment and for any time. Whoever it did not hear tries again after 1, ' +
      '2 and 3, and then every 3. Deadlines are 1, the clock goes from 0 to 3 in steps of 1.',
    offers: [dialOutFor(1)],
    network,
    media: { stopsByItself: true },
    time: 3,
    outages: { times: 1, firstPauseMs: 1, longestPauseMs: 3 },
  },
  {
    name: 'host-away-twice',
    says:
      'The same call, whose recording does not end; the host is away twice, and the second time ' +
      'perhaps before all has come in that the first has kept waiting. The clock goes from 0 to 4.',
    offers: [dialOutFor(1)],
    network,
    media: {},
    time: 4,
    outages: { times: 2, firstPauseMs: 1, longestPauseMs: 3 },
  },
  {
    name: 'host-away-stopped',
    says:
      'The same call and its recording, stopped by REST at any time while the host is there; the ' +
      'host is away once. The clock goes from 0 to 4.',
    offers: [dialOutFor(1), ...control(['stop'])],
    network,
    media: {},
    time: 4,
    outages: { times: 1, firstPauseMs: 1, longestPauseMs: 3 },
  },
];
