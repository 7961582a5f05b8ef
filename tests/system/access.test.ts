import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { BuiltTransaction } from '@burnandclaim/sdk';
import type { ApiKey } from './support/burner.ts';
import type { Answer } from './support/http.ts';
import { build, signAndSubmit } from './support/job.ts';
import { type HttpMethod, operations } from './support/openapi.ts';
import { prove } from './support/proof.ts';
import { until } from './support/until.ts';
import { newWallet, signed } from './support/wallet.ts';
import { api, caller, openWorld } from './support/world.ts';

// Every route of docs/openapi.yaml × everybody who might call it. The routes, their credentials and
// scopes are the document's; a route that is new there fails here until it has a row.
const world = await openWorld();
const { burner, backend, localnet } = world;
afterAll(() => burner.stop());
await burner.stop();
const often = 1_000_000;
await burner.start({
  'page.key': world.key.id,
  'page.mints_per_minute': often,
  'limits.challenges_per_minute': often,
});

const wallet = await newWallet();
const accounts = await localnet.seed(wallet.address, { empty: 2 });
const items = accounts.map(({ type, address }) => ({ type, address, action: 'close' }));
const { transactions: built } = await build(
  backend,
  wallet,
  await localnet.seed(wallet.address, { empty: 1 }),
);
const landed = (await signAndSubmit(backend, wallet, built))[0]!.signature!;

/** A request that succeeds when the caller may make it. */
interface Request {
  body?: object;
  parameters?: Record<string, string>;
  headers?: Record<string, string>;
  status?: number;
}
const upgrade = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
const site = 'https://app.example';
const fromPage = () => ({ 'Sec-Fetch-Site': 'same-origin', Origin: burner.url });
const challengeBody = { walletAddress: wallet.address, domain: 'app.example', method: 'siws' };
await burner.ask('project', 'set', '--project', world.project.id, '--allow-origin', site);
await until(async () => (await backend.post('/sessions/challenge', challengeBody)).status === 200);
const page = await burner.createUnusedKey(world.project, '--publishable');
const byPage = { 'X-Publishable-Key': page.key, Origin: site };
await until(
  async () =>
    (await caller(burner, byPage).post('/sessions/challenge', challengeBody)).status === 200,
);

/** `by` are the credentials of whoever makes the request. */
const requests: Record<string, (by: Record<string, string>) => Promise<Request>> = {
  createSession: async () => ({ body: { walletAddress: wallet.address } }),
  createChallenge: async () => ({ body: challengeBody }),
  proveSession: async (by) => {
    const asker = 'X-Publishable-Key' in by ? caller(burner, by) : backend;
    return {
      body: await prove(wallet, (await asker.post('/sessions/challenge', challengeBody)).json),
    };
  },
  revokeSession: async () => ({ parameters: { sessionId: 'ses_unknown' }, status: 204 }),
  revokeSessions: async () => ({ body: { walletAddress: (await newWallet()).address } }),
  introspectSession: async () => ({ body: { token: 'x' } }),
  getWalletAssets: async () => ({}),
  streamWalletAssets: async () => ({ headers: upgrade, status: 101 }),
  buildTransactions: async () => ({ body: { items } }),
  submitTransactions: async () => {
    const { transactions } = await build(backend, wallet, accounts);
    return {
      body: {
        signed: [{ ...(await signed(wallet, transactions[0]!)), submissionTicket: 'ticket_x' }],
      },
    };
  },
  refreshTransactions: async () => {
    const { transactions } = await build(backend, wallet, accounts);
    const [{ transactionBase64, submissionTicket }] = transactions as [BuiltTransaction];
    return { body: { transactions: [{ transactionBase64, submissionTicket }] } };
  },
  reportTransactions: async () => ({
    body: { sent: [{ signature: landed, submissionTicket: 'ticket_x' }] },
  }),
  streamSubmissions: async () => ({ headers: upgrade, status: 101 }),
  getSubmission: async () => ({ parameters: { signature: landed } }),
  getStats: async () => ({}),
  getLeaderboard: async () => ({}),
  getHealth: async () => ({}),
  getReadiness: async () => ({}),
  getMetrics: async () => ({}),
  getOpenApi: async () => ({}),
  getJwks: async () => ({}),
  getPageSettings: async () => ({}),
  createPageSession: async () => ({
    body: { walletAddress: wallet.address },
    headers: fromPage(),
  }),
  createPageChallenge: async ({ Origin = burner.url }) => ({
    body: { ...challengeBody, domain: new URL(Origin).host },
    headers: fromPage(),
  }),
};

const allScopes = ['wallet:read', 'wallet:stream', 'transactions:build', 'transactions:submit'];
const inOrder = (scopes: string[]) => allScopes.filter((scope) => scopes.includes(scope));
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const byKey = ({ key }: ApiKey) => ({ 'X-Api-Key': key });

const revokedKey = await burner.createKey(world.project);
const tokenOfRevokedKey = (
  await burner.send({
    method: 'POST',
    path: `${api}/sessions`,
    headers: { 'Content-Type': 'application/json', ...byKey(revokedKey) },
    body: JSON.stringify({ walletAddress: wallet.address }),
  })
).json.token;
await burner.command('key', 'revoke', revokedKey.id);
const expired = await world.token(wallet.address, { ttlSeconds: 1 });
const revoked = (await backend.post('/sessions', { walletAddress: wallet.address })).json;
await backend.delete(`/sessions/${revoked.sessionId}`);
await sleep(1500);

type Verdict = [status: number, code: string];
const open: Verdict = [0, ''];

interface Visitor {
  who: string;
  credentials: (scopes: string[]) => Promise<Record<string, string>> | Record<string, string>;
  /** For routes that only API keys may call, and for routes that sessions may call. */
  keyRoute: Verdict;
  sessionRoute: Verdict;
}

const visitors: Visitor[] = [
  {
    who: 'nobody',
    credentials: () => ({}),
    keyRoute: [401, 'missing_credentials'],
    sessionRoute: [401, 'missing_credentials'],
  },
  {
    who: 'a key and a session together',
    credentials: async () => ({
      ...byKey(world.key),
      ...bearer(await world.token(wallet.address)),
    }),
    keyRoute: [400, 'two_credentials'],
    sessionRoute: [400, 'two_credentials'],
  },
  {
    who: 'an unknown key',
    credentials: () => ({ 'X-Api-Key': `ak_live_${'0'.repeat(36)}` }),
    keyRoute: [401, 'invalid_api_key'],
    sessionRoute: [401, 'invalid_api_key'],
  },
  {
    who: 'a revoked key',
    credentials: () => byKey(revokedKey),
    keyRoute: [401, 'api_key_revoked'],
    sessionRoute: [401, 'api_key_revoked'],
  },
  {
    who: 'a key in a browser',
    credentials: () => ({ ...byKey(world.key), Origin: 'https://example.com' }),
    keyRoute: [403, 'api_key_in_browser'],
    sessionRoute: [403, 'api_key_in_browser'],
  },
  {
    who: 'a session with every scope but the needed one',
    credentials: async (needed) =>
      bearer(
        await world.token(wallet.address, {
          scopes: allScopes.filter((scope) => !needed.includes(scope)),
        }),
      ),
    keyRoute: [403, 'missing_scope'],
    sessionRoute: [403, 'missing_scope'],
  },
  {
    who: 'a session of another wallet',
    credentials: async () => bearer(await world.token((await newWallet()).address)),
    keyRoute: [403, 'missing_scope'],
    sessionRoute: [401, 'wallet_mismatch'],
  },
  {
    who: 'an expired session',
    credentials: () => bearer(expired),
    keyRoute: [401, 'session_expired'],
    sessionRoute: [401, 'session_expired'],
  },
  {
    who: 'a revoked session',
    credentials: () => bearer(revoked.token),
    keyRoute: [401, 'session_revoked'],
    sessionRoute: [401, 'session_revoked'],
  },
  {
    who: 'a session of a revoked key',
    credentials: () => bearer(tokenOfRevokedKey),
    keyRoute: [401, 'session_revoked'],
    sessionRoute: [401, 'session_revoked'],
  },
  {
    who: 'a forged session',
    credentials: async () =>
      bearer(
        `${(await world.token(wallet.address)).split('.').slice(0, 2).join('.')}.${'A'.repeat(43)}`,
      ),
    keyRoute: [401, 'invalid_session_token'],
    sessionRoute: [401, 'invalid_session_token'],
  },
  {
    who: 'a session with all scopes',
    credentials: async () => bearer(await world.token(wallet.address)),
    keyRoute: [403, 'missing_scope'],
    sessionRoute: open,
  },
  {
    who: 'a session with just the needed scope',
    credentials: async (needed) =>
      bearer(await world.token(wallet.address, { scopes: needed.length > 0 ? needed : allScopes })),
    keyRoute: [403, 'missing_scope'],
    sessionRoute: open,
  },
  {
    who: 'a publishable key',
    credentials: () => byPage,
    keyRoute: [403, 'missing_scope'],
    sessionRoute: [403, 'missing_scope'],
  },
  {
    who: 'a publishable key as an API key',
    credentials: () => ({ 'X-Api-Key': page.key }),
    keyRoute: [401, 'invalid_api_key'],
    sessionRoute: [401, 'invalid_api_key'],
  },
  { who: 'the API key', credentials: () => byKey(world.key), keyRoute: open, sessionRoute: open },
];

async function call(
  method: HttpMethod,
  path: string,
  operationId: string,
  headers: Record<string, string>,
): Promise<{ answer: Answer; success: number }> {
  const {
    body,
    parameters,
    headers: own = {},
    status = 200,
  } = await requests[operationId]!(headers);
  const values: Record<string, string> = { address: wallet.address, ...parameters };
  const target = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name]!);
  const type = body ? { 'Content-Type': 'application/json' } : {};
  const answer = await burner.send({
    method: method.toUpperCase(),
    path: target,
    headers: { ...type, ...own, ...headers },
    body: body && JSON.stringify(body),
  });
  return { answer, success: status };
}

it('has a row for every route of the document, and no other', () => {
  expect(Object.keys(requests).toSorted()).toEqual(
    operations.map(({ operation }) => operation.operationId).toSorted(),
  );
});

describe.each(operations)('$method $path', ({ method, path, operation }) => {
  const needed = operation['x-required-scopes'] ?? [];
  const schemes = operation.security.flatMap((one) => Object.keys(one));
  const isOpen = schemes.length === 0;

  it('names its scopes exactly when sessions may call it', () => {
    expect(needed.length > 0).toBe(schemes.includes('session'));
    if (!isOpen) expect(schemes.includes('apiKey') || schemes.includes('session')).toBe(true);
  });

  it.each(visitors)('$who', async ({ who, credentials, keyRoute, sessionRoute }) => {
    const { answer, success } = await call(
      method,
      path,
      operation.operationId,
      await credentials(needed),
    );
    const takesSessions = schemes.includes('session');
    const refusesKeys = !isOpen && !schemes.includes('apiKey') && who === 'the API key';
    const isForPages = schemes.includes('publishableKey') && who === 'a publishable key';
    const isMismatch = sessionRoute[1] === 'wallet_mismatch' && takesSessions;
    const [status, code] =
      isOpen || isForPages || (isMismatch && !path.includes('{address}'))
        ? open
        : refusesKeys
          ? [403, 'missing_scope']
          : takesSessions
            ? sessionRoute
            : keyRoute;
    expect([answer.status, answer.json?.code ?? ''], answer.text.slice(0, 200)).toEqual(
      status === 0 ? [success, ''] : [status, code],
    );
    if (status === 401 || status === 403)
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer( |$)/);
    if (!isOpen && status === 0) expect(answer.headers['www-authenticate']).toBeUndefined();
  });
});

it('says the scope that is missing', async () => {
  for (const { method, path, operation } of operations) {
    const needed = operation['x-required-scopes'] ?? [];
    if (needed.length === 0) continue;
    const token = await world.token(wallet.address, {
      scopes: allScopes.filter((scope) => !needed.includes(scope)),
    });
    const { answer } = await call(method, path, operation.operationId, bearer(token));
    expect(answer.json.message).toBe(`Missing scope: ${inOrder(needed).join(' or ')}`);
    expect(answer.headers['www-authenticate']).toContain(`scope="${inOrder(needed).join(' ')}"`);
  }
});
