/** Who calls whom, as requests for documents say it: a PBX routes by this. */
import { expect, test } from 'vitest';
import { callerIdOf, partiesOf } from '../../src/wire/callbacks/parties.ts';

test.each([
  ['+13122010091', 'pstn', '+13122010091@sip.telnyx.com', '+13122010091'],
  ['tel:+13122010091', 'pstn', '+13122010091@sip.telnyx.com', '+13122010091'],
  ['1001', 'pstn', '1001@sip.telnyx.com', '1001'],
  ['sip:1001@office.example', 'sip', '1001@office.example', '1001'],
  ['sips:1001@office.example;transport=tls?x=y', 'sip', '1001@office.example', '1001'],
  ['SIP:1001@office.example:5061', 'sip', '1001@office.example:5061', '1001'],
  ['1001@office.example', 'sip', '1001@office.example', '1001'],
  ['"Ann" <sip:1001@office.example>', 'sip', '1001@office.example', '1001'],
  ['client:ann', 'sip', 'ann@sip.telnyx.com', 'ann'],
  ['sip:ann', 'sip', 'ann@sip.telnyx.com', 'ann'],
])('somebody calls from %s: %s, %s, %s', (from, type, uri, callerId) => {
  const said = partiesOf({ from, to: from });
  expect(said).toEqual({
    CallingPartyType: type,
    From: from,
    FromSipUri: uri,
    To: from,
    ToSipUri: uri,
  });
  expect(callerIdOf({ from })).toBe(callerId);
});

test('a name that is displayed is the CallerId', () => {
  expect(callerIdOf({ from: '+13122010091', callerName: 'Ann' })).toBe('Ann');
});

test('it is whoever calls that makes it a call by SIP', () => {
  const number = '+13122010091';
  const user = 'sip:1001@office.example';
  expect(partiesOf({ from: number, to: user }).CallingPartyType).toBe('pstn');
  expect(partiesOf({ from: user, to: number }).CallingPartyType).toBe('sip');
});
