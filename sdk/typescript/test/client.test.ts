import { expect, test } from 'vitest';
import { BurnerClient, type SessionScope } from '../src/index.js';
import { API_KEY, failure } from './fake-server.js';
import { nameAddress } from './names.js';
import { backendOf, rejection, useFakeServer, WALLET } from './support.js';

const server = useFakeServer();
const built = {
  items: [{ type: 'empty_account', address: nameAddress('A'), action: 'close' }],
  reserveBytes: 0,
} as const;
const signed = { signed: [] };
const scopes: SessionScope[] = ['wallet:read'];

type Row = [string, (client: BurnerClient) => Promise<unknown>, string, unknown];
const rows: Row[] = [
  [
    'createSession',
    (c) => c.createSession({ walletAddress: WALLET, scopes, ttlSeconds: 60 }),
    'POST /sessions',
    { walletAddress: WALLET, scopes, ttlSeconds: 60 },
  ],
  ['revokeSession', (c) => c.revokeSession('a/b'), 'DELETE /sessions/a%2Fb', undefined],
  [
    'revokeSessions',
    (c) => c.revokeSessions({ walletAddress: WALLET }),
    'POST /sessions/revoke',
    { walletAddress: WALLET },
  ],
  [
    'introspectSession',
    (c) => c.introspectSession('t'),
    'POST /sessions/introspect',
    { token: 't' },
  ],
  ['getWalletAssets', (c) => c.getWalletAssets(WALLET), `GET /wallet/${WALLET}/assets`, undefined],
  [
    'buildTransactions',
    (c) => c.buildTransactions(WALLET, built),
    `POST /wallet/${WALLET}/transactions`,
    built,
  ],
  [
    'submitTransactions',
    (c) => c.submitTransactions(WALLET, signed),
    `POST /wallet/${WALLET}/transactions/submit`,
    signed,
  ],
  [
    'refreshTransactions',
    (c) => {
      server().script({ status: 200, body: {} });
      return c.refreshTransactions(WALLET, { transactions: signed.signed });
    },
    `POST /wallet/${WALLET}/transactions/refresh`,
    { transactions: signed.signed },
  ],
  [
    'reportTransactions',
    (c) => {
      server().script({ status: 200, body: {} });
      return c.reportTransactions(WALLET, { sent: [{ signature: 'S', submissionTicket: 't' }] });
    },
    `POST /wallet/${WALLET}/transactions/report`,
    { sent: [{ signature: 'S', submissionTicket: 't' }] },
  ],
  [
    'getSubmission',
    (c) => {
      server().script({ status: 200, body: {} });
      return c.getSubmission(WALLET, 'a/b');
    },
    `GET /wallet/${WALLET}/submissions/a%2Fb`,
    undefined,
  ],
];

test.each(rows)('%s sends what docs/openapi.yaml says', async (_name, call, line, body) => {
  await call(backendOf(server()));
  const [request] = server().received;
  expect(`${request?.method} ${request?.path}`).toBe(line);
  expect(request?.body).toEqual(body);
  expect(request?.headers['content-type']).toBe(body && 'application/json');
  expect(request?.headers['x-api-key']).toBe(API_KEY);
  expect(request?.headers.authorization).toBeUndefined();
});

test('a session token goes out as a bearer token and nothing else', async () => {
  const sessionToken = server().openSession(WALLET);
  const client = new BurnerClient({ sessionToken, baseUrl: server().url });
  const assets = await client.getWalletAssets(WALLET);
  expect(assets.counts.empty_account).toBe(1);
  expect(server().received[0]?.headers.authorization).toBe(`Bearer ${sessionToken}`);
  expect(server().received[0]?.headers['x-api-key']).toBeUndefined();
});

test('answers come back as they are', async () => {
  const client = backendOf(server());
  expect(await client.createSession({ walletAddress: WALLET })).toMatchObject({
    sessionId: 'session-1',
  });
  expect(await client.revokeSession('session-1')).toBeUndefined();
  expect(await client.revokeSessions({})).toEqual({ revoked: true });
  expect(await client.introspectSession('unknown')).toEqual({ active: false });
});

test('an idempotency key is sent with its own call only', async () => {
  const client = backendOf(server());
  await client.createSession({ walletAddress: WALLET }, { idempotencyKey: 'order-7' });
  await client.createSession({ walletAddress: WALLET });
  const keys = server().received.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toEqual(['order-7', undefined]);
});

test.each(['', '.', '..'])(
  'an address %j that would change the endpoint is refused',
  async (address) => {
    expect(await rejection(backendOf(server()).getWalletAssets(address))).toBeInstanceOf(TypeError);
    expect(server().received).toEqual([]);
  },
);

test('the given fetch is used', async () => {
  const urls: string[] = [];
  const client = backendOf(server(), {
    fetch: (input, init) => {
      urls.push((input as Request).url);
      return fetch(input, init);
    },
  });
  await client.getWalletAssets(WALLET);
  expect(urls).toEqual([`${server().url}/api/v1/burner/wallet/${WALLET}/assets`]);
});

test('a redirect is not followed with an API key', async () => {
  server().script({ status: 307, headers: { Location: `${server().url}/elsewhere` } });
  expect(await rejection(backendOf(server()).getWalletAssets(WALLET))).toBeInstanceOf(TypeError);
  expect(server().received).toHaveLength(1);
});

test('an attempt ends after timeoutMs', async () => {
  server().script('hang');
  const error = await rejection(backendOf(server(), { timeoutMs: 20 }).getWalletAssets(WALLET));
  expect(error.name).toBe('TimeoutError');
});

test.each([
  ['that takes no notice of its signal', () => new Promise<Response>(() => {})],
  ['whose body never ends', async () => new Response(new ReadableStream())],
])('an attempt ends after timeoutMs with a fetch %s', async (_what, fetch) => {
  const client = backendOf(server(), { timeoutMs: 20, fetch });
  expect((await rejection(client.getWalletAssets(WALLET))).name).toBe('TimeoutError');
});

test('the signal of a call ends it', async () => {
  server().script('hang');
  const signal = AbortSignal.timeout(20);
  expect(await rejection(backendOf(server()).getWalletAssets(WALLET, { signal }))).toBe(
    signal.reason,
  );
});

test('the signal of a call ends a wait between attempts', async () => {
  server().script(failure(429, 'Rate limit exceeded', { 'Retry-After': '3000' }));
  const controller = new AbortController();
  const onRetry = () => void setImmediate(() => controller.abort(new Error('left the page')));
  const client = backendOf(server(), { events: { onRetry } });
  const error = await rejection(client.getWalletAssets(WALLET, { signal: controller.signal }));
  expect(error.message).toBe('left the page');
});

test('a signal that has aborted sends nothing', async () => {
  const signal = AbortSignal.abort(new Error('left the page'));
  expect(await rejection(backendOf(server()).getWalletAssets(WALLET, { signal }))).toBe(
    signal.reason,
  );
  expect(server().received).toEqual([]);
});
