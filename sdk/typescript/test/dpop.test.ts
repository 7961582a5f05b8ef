import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { beforeEach, expect, test, vi } from 'vitest';
import { BurnerClient } from '../src/index.js';
import { ownKeyPair } from '../src/dpop/key-store.js';
import { useFakeServer, WALLET } from './support.js';

const server = useFakeServer();
const getSessionToken = vi.fn(async (_: { dpopJkt?: string }) => server().openSession(WALLET));
beforeEach(() => getSessionToken.mockClear());
const client = () => new BurnerClient({ getSessionToken, baseUrl: `${server().url}/`, dpop: true });

/** What a server would check, by another implementation. */
async function read(proof: string) {
  const { alg, typ, jwk } = decodeProtectedHeader(proof);
  expect([alg, typ]).toEqual(['ES256', 'dpop+jwt']);
  const { payload } = await jwtVerify(proof, await importJWK(jwk!, 'ES256'), { typ: 'dpop+jwt' });
  return { ...payload, thumbprint: await calculateJwkThumbprint(jwk!) } as Record<string, any>;
}

test('each request has its token as DPoP, and a proof for it alone', async () => {
  const one = client();
  await one.getWalletAssets(WALLET);
  await one.buildTransactions(WALLET, { items: [] });
  const [list, build] = server().received;
  const token = list!.headers.authorization!.slice('DPoP '.length);
  expect(list!.headers.authorization).toBe(`DPoP ${token}`);
  const url = `${server().url}/api/v1/burner/wallet/${WALLET}`;
  const ath = createHash('sha256').update(token).digest('base64url');
  const first = await read(list!.headers['dpop'] as string);
  const second = await read(build!.headers['dpop'] as string);
  expect(first).toMatchObject({ htm: 'GET', htu: `${url}/assets`, ath });
  expect(second).toMatchObject({ htm: 'POST', htu: `${url}/transactions`, ath });
  expect(first['jti']).not.toBe(second['jti']);
  expect(Math.abs(first['iat'] - Date.now() / 1000)).toBeLessThan(5);
  expect(first['thumbprint']).toBe(second['thumbprint']);
});

test('the token is asked for with the thumbprint of the key', async () => {
  await client().getWalletAssets(WALLET);
  const { thumbprint } = await read(server().received[0]!.headers['dpop'] as string);
  expect(getSessionToken.mock.calls).toEqual([[{ dpopJkt: thumbprint }]]);
});

test('a query is no part of the address that is proven', async () => {
  server().script({ status: 200, body: { period: 'day', entries: [] } });
  await client().getLeaderboard({ period: 'day', limit: 3 });
  const { htu } = await read(server().received[0]!.headers['dpop'] as string);
  expect(htu).toBe(`${server().url}/api/v1/burner/leaderboard`);
});

test('a repeated request has another proof', async () => {
  server().script({ status: 503, body: {} });
  await client().getWalletAssets(WALLET);
  const ids = await Promise.all(
    server().received.map(async ({ headers }) => (await read(headers['dpop'] as string))['jti']),
  );
  expect(new Set(ids).size).toBe(2);
});

test('a stream takes the proof as a subprotocol', async () => {
  for await (const chunk of client().streamWalletAssets(WALLET, { chunkSize: 2 })) void chunk;
  const protocols = server().streams[0]!.protocols;
  const proof = protocols.find((one) => one.startsWith('burner.dpop.'))!.slice(12);
  expect(await read(proof)).toMatchObject({
    htm: 'GET',
    htu: `${server().url}/api/v1/burner/wallet/${WALLET}/assets/stream`,
  });
});

test('a proven session is bound by a proof without a token', async () => {
  const page = new BurnerClient({ publishableKey: 'pk_live_x', baseUrl: server().url, dpop: true });
  server().script({ status: 200, body: { token: 'a.b.c' } });
  await page.proveSession({ challengeId: 'challenge_1', signature: 'S', signedMessage: 'TQ==' });
  const { headers, body } = server().received[0]!;
  expect(headers['x-publishable-key']).toBe('pk_live_x');
  const proof = await read(body.dpopProof);
  expect(proof).toMatchObject({ htm: 'POST', htu: `${server().url}/api/v1/burner/sessions/prove` });
  expect(proof['ath']).toBeUndefined();
});

test('all clients of a process have one key, which cannot be read', async () => {
  const [a, b] = await Promise.all([ownKeyPair(), ownKeyPair()]);
  expect(a.privateKey).toBe(b.privateKey);
  expect(a.privateKey.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('jwk', a.privateKey)).rejects.toThrow();
});

test('without dpop nothing is bound', async () => {
  await new BurnerClient({ getSessionToken, baseUrl: server().url }).getWalletAssets(WALLET);
  expect(server().received[0]!.headers['dpop']).toBeUndefined();
  expect(server().received[0]!.headers.authorization).toMatch(/^Bearer /);
  expect(getSessionToken.mock.calls).toEqual([[{}]]);
});

test('an API key is bound to nothing', () => {
  expect(() => new BurnerClient({ apiKey: 'a', dpop: true })).toThrow('dpop is for sessions');
});
