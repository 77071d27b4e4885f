/** Which servers the sandbox asks: by the address that it connects to, whatever it is called. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ListenOptions, readSettingsText } from '../../src/sandbox/index.ts';
import { type Egress, mayAskBy } from '../../src/sandbox/network/egress.ts';
import { FetchError, sendHttp } from '../../src/sandbox/network/fetching.ts';
import { Network } from '../../src/sandbox/network/network.ts';
import { newSigner } from '../../src/sandbox/network/signature.ts';
import type { TimelineEntry } from '../../src/sandbox/stage/timeline.ts';
import { patienceMs } from '../house/patience.ts';
import { handled } from './handled.ts';
import { application, served } from './served.ts';

const signer = newSigner();
const to = (address: string, host = address) => ({ host, address, port: 80 });

describe('A policy', () => {
  test.each<[string, string, boolean]>([
    ['public', '93.184.216.34', true],
    ['public', '172.15.255.255', true],
    ['public', '172.32.0.0', true],
    ['public', '100.63.255.255', true],
    ['public', '2606:2800:220:1::1', true],
    ['public', '0.0.0.0', false],
    ['public', '10.1.2.3', false],
    ['public', '100.64.0.1', false],
    ['public', '127.0.0.1', false],
    ['public', '127.255.255.254', false],
    ['public', '169.254.169.254', false],
    ['public', '172.16.0.1', false],
    ['public', '172.31.255.255', false],
    ['public', '192.168.1.1', false],
    ['public', '198.18.0.1', false],
    ['public', '224.0.0.1', false],
    ['public', '255.255.255.255', false],
    ['public', '::', false],
    ['public', '::1', false],
    ['public', '::ffff:10.0.0.1', false],
    ['public', '::ffff:a9fe:a9fe', false],
    ['public', '64:ff9b::a00:1', false],
    ['public', '2001::1', false],
    ['public', '2001:db8::1', false],
    ['public', '2002:a00:1::', false],
    ['public', 'fc00::1', false],
    ['public', 'fd12:3456::1', false],
    ['public', 'fe80::1', false],
    ['public', 'fe80::1%eth0', false],
    ['public', 'ff02::1', false],
    ['any', '127.0.0.1', true],
    ['any', 'fe80::1%eth0', true],
    ['10.1.0.0/16', '10.1.255.255', true],
    ['10.1.0.0/16', '10.2.0.0', false],
    ['10.1.0.0/16', '93.184.216.34', false],
    ['10.0.0.7', '10.0.0.7', true],
    ['10.0.0.7', '10.0.0.8', false],
    ['fd00::/8', 'fd12::1', true],
    ['fd00::/8', 'fe80::1', false],
    ['::1', '::1', true],
  ])('of %s says of %s: %s', (entry, address, may) => {
    expect(mayAskBy([entry])(to(address))).toBe(may);
  });

  test.each<[string, string, boolean]>([
    ['app.internal', 'app.internal', true],
    ['App.Internal', 'APP.internal', true],
    ['app.internal', 'an.app.internal', false],
    ['app.internal', 'app.internal.evil.example', false],
    ['*.internal', 'app.internal', true],
    ['*.internal', 'a.b.internal', true],
    ['*.internal', 'internal', false],
    ['*.internal', 'app.notinternal', false],
    ['localhost', '127.0.0.1', false],
  ])('of %s says of the name %s: %s', (entry, host, may) => {
    expect(mayAskBy([entry])(to('10.0.0.1', host))).toBe(may);
  });

  test('of several entries is what one of them allows, and of none nothing', () => {
    const several = mayAskBy(['public', '10.0.0.0/8']);
    const asked = ['10.0.0.1', '93.184.216.34', '127.0.0.1'];
    expect(asked.map((one) => several(to(one)))).toEqual([true, true, false]);
    expect(mayAskBy([])(to('93.184.216.34'))).toBe(false);
  });

  test.each(['', 'a b', '10.0.0.0/33', '::/129', '10.0.0.0/', 'http://a.example', 'a:80', '*'])(
    'has no "%s"',
    async (entry) => {
      const says = `The egress policy has ${entry}; expected any, public, an address, a range or`;
      await expect(handled({ egress: [entry] })).rejects.toThrow(says);
    },
  );
});

describe('A request', () => {
  let server: Server;
  let port = 0;
  const heard: (string | undefined)[] = [];
  beforeAll(async () => {
    server = createServer(({ url = '', headers }, response) => {
      heard.push(`${headers.host}${url}`);
      const [, away = ''] = /^\/to\?(.*)$/.exec(url) ?? [];
      if (away) response.writeHead(307, { location: decodeURIComponent(away) }).end();
      else response.end('fine');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const networks: Network[] = [];
  afterEach(() => {
    heard.length = 0;
    for (const one of networks.splice(0)) one.close();
  });

  /** What names come to, one after another; the last for ever. */
  type Found = readonly (readonly string[])[];
  const asking = async (egress: Egress, url: string, found: Found = [['127.0.0.1']]) => {
    let looks = 0;
    const network = new Network(egress, (_host, _options, told) => {
      const addresses = found[Math.min(looks, found.length - 1)] ?? [];
      looks += 1;
      const answer = addresses.map((address) => ({ address, family: 4 }));
      // Later, as a look-up does: whatever is thrown then, nobody around it catches.
      setImmediate(() => told(null, answer));
    });
    networks.push(network);
    const reach = { limitMs: patienceMs, bytes: 1_024, redirects: 3, network };
    const came = await sendHttp({ url, method: 'GET', headers: {} }, signer, reach).then(
      ({ text }) => text,
      (error: unknown) => (error instanceof FetchError ? error.message : Promise.reject(error)),
    );
    return { came, looks };
  };
  const address = (path: string) => `http://127.0.0.1:${port}${path}`;
  const name = (path: string) => `http://localhost:${port}${path}`;
  const toAddress = 'may not be asked: 127.0.0.1 is not among what "egress" allows: public';
  const toName =
    'may not be asked: localhost comes to no address that is among what "egress" allows: public';

  test('to an address that may not be asked is not sent', async () => {
    expect((await asking(['public'], address('/'))).came).toBe(toAddress);
    expect(heard).toEqual([]);
  });

  test.each(['127.1', '2130706433', '0x7f.0.0.1', '017700000001', '127.0.0.1.'])(
    'to %s is one to 127.0.0.1, and judged as such',
    async (host) => {
      const { came } = await asking(['public'], `http://${host}:${port}/`);
      expect(came).toMatch(/^may not be asked: 127\.0\.0\.1/);
      expect(heard).toEqual([]);
    },
  );

  test('to [::1] is judged as an address', async () => {
    const { came } = await asking(['public'], `http://[::1]:${port}/`);
    expect(came).toBe('may not be asked: ::1 is not among what "egress" allows: public');
  });

  test('to a name that comes to such an address is not sent', async () => {
    expect((await asking(['public'], name('/'))).came).toBe(toName);
    expect(heard).toEqual([]);
  });

  test('goes to the address of a name that was judged, and to no later one', async () => {
    const range = ['127.0.0.1'];
    // Whoever looked a second time would connect to where nobody may be asked.
    const { came, looks } = await asking(range, name('/'), [['127.0.0.1'], ['127.0.0.2']]);
    expect([came, looks]).toEqual(['fine', 1]);
    expect(heard).toEqual([`localhost:${port}/`]);
  });

  test('goes to none of the addresses of a name but those that may be asked', async () => {
    const { came } = await asking(['127.0.0.1'], name('/'), [['127.0.0.2', '127.0.0.1']]);
    expect(came).toBe('fine');
  });

  test('that is redirected is judged again, by address and by name', async () => {
    const away = `/to?${encodeURIComponent(address('/'))}`;
    expect((await asking(['localhost'], name(away))).came).toBe(
      'may not be asked: 127.0.0.1 is not among what "egress" allows: localhost',
    );
    const back = `/to?${encodeURIComponent(name('/'))}`;
    expect((await asking(['127.0.0.1'], address(back), [['127.0.0.2']])).came).toBe(
      'may not be asked: localhost comes to no address that is among what "egress" allows: 127.0.0.1',
    );
    expect(heard).toEqual([`localhost:${port}${away}`, `127.0.0.1:${port}${back}`]);
  });

  test('is judged by a function, which is told host, address and port', async () => {
    const told: unknown[] = [];
    const egress: Egress = (destination) => told.push(destination) > 1;
    expect((await asking(egress, address('/'))).came).toContain('what a function says');
    expect((await asking(egress, name('/'))).came).toBe('fine');
    expect(told).toEqual([
      { host: '127.0.0.1', address: '127.0.0.1', port },
      { host: 'localhost', address: '127.0.0.1', port },
    ]);
  });

  test('whose judge throws is not sent, and nothing else comes of it', async () => {
    const egress: Egress = () => {
      throw new Error('undecided');
    };
    for (const url of [address('/'), name('/')]) {
      expect((await asking(egress, url)).came).toBe('could not be reached (undecided)');
    }
    expect(heard).toEqual([]);
  });

  test('of one sandbox takes over no connection of another', async () => {
    expect((await asking(['any'], address('/'))).came).toBe('fine');
    expect((await asking(['public'], address('/'))).came).toBe(toAddress);
    expect(heard.length).toBe(1);
  });
});

describe('A port that browsers ask nothing of', () => {
  test('is asked: it is the number of a port like others', async () => {
    const server = createServer((_request, response) => response.end('fine'));
    const bound = (port: number) =>
      new Promise<boolean>((resolve) => {
        server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
      });
    let found: number | undefined;
    for (const port of [5_060, 5_061, 6_000, 6_566, 6_665, 6_666, 6_667, 6_668, 6_697, 10_080]) {
      found ??= (await bound(port)) ? port : undefined;
    }
    try {
      const url = `http://127.0.0.1:${found}/`;
      const reach = { limitMs: patienceMs, bytes: 1_024, redirects: 0 };
      const came = await sendHttp({ url, method: 'GET', headers: {} }, signer, reach);
      expect(came).toMatchObject({ status: 200, text: 'fine' });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describe('A sandbox', () => {
  /** What the customer's application was asked for, and what the timeline says of it. */
  async function told(options: Partial<ListenOptions>) {
    const entries: TimelineEntry[] = [];
    await using server = await served({
      warn: () => undefined,
      watch: (_account, entry) => entries.push(entry),
      settings: { callbacks: { attempts: 1 } },
      ...options,
    });
    await using customer = await application(() => server.publicKey, { '/voice': '<Response/>' });
    await server.freeze();
    await server.calls.calls('account-1', {
      body: {
        ApplicationSid: '1',
        From: '+12025550199',
        To: '+12025550101',
        Url: `${customer.url}/voice`,
        StatusCallback: `${customer.url}/told`,
      },
    });
    await server.pass('5s');
    const says = entries.flatMap((one) => (one.kind === 'warning' ? [one.says] : []));
    return { heard: customer.heard.map(({ path }) => path).sort(), says: says.join('\n') };
  }

  test('of this machine alone asks every server', async () => {
    const { heard, says } = await told({});
    expect([heard, says]).toEqual([['/told', '/voice'], '']);
  });

  test('that listens beyond it asks public ones only, and says so of each that it does not', async () => {
    const { heard, says } = await told({ host: '0.0.0.0' });
    expect(heard).toEqual([]);
    expect(says).toMatch(/\/voice may not be asked: 127\.0\.0\.1 is not among .*"egress".*public/);
    expect(says).toMatch(/callback .*\/told is given up .*may not be asked/);
  });

  test('that listens beyond it asks those that it is told to', async () => {
    const { heard } = await told({ host: '0.0.0.0', egress: ['public', '127.0.0.0/8'] });
    expect(heard).toEqual(['/told', '/voice']);
  });
});

describe('A config file', () => {
  test('names who may be asked, beside the settings', () => {
    const text = "egress: [public, '*.internal']\nmedia: { pause: 8s }\n";
    const { egress, said } = readSettingsText(text, 'sandbox.yaml');
    expect(egress).toEqual(['public', '*.internal']);
    expect(said).toEqual({ media: { pause: '8s' } });
  });

  test.each([
    ['egress: public', 'sandbox.yaml:1:9: "egress": "public": expected a list of servers'],
    ['egress:\n  - any\n  - 10.0.0.0/33', 'sandbox.yaml:3:5: "egress.1": "10.0.0.0/33": expected'],
    ['egress: [1]', 'sandbox.yaml:1:10: "egress.0": 1: expected any, public'],
  ])('%s is refused with its place', (text, says) => {
    expect(() => readSettingsText(text, 'sandbox.yaml')).toThrow(says);
  });

  test('an account cannot change it: it is no setting', async () => {
    await using sandbox = await handled();
    const json = { egress: ['any'] };
    const got = await sandbox.ask('PUT', '/sandbox/accounts/a/settings', { json });
    expect([got.status, got.body.errors[0]?.source?.pointer]).toEqual([422, '/egress']);
  });
});
