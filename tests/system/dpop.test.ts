import { createHash, randomUUID } from 'node:crypto';
import { BurnerClient } from '@burnandclaim/sdk';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findPostgres } from '../../tools/demo/src/postgres.mjs';
import type { Burner } from './support/burner.ts';
import { startThree } from './support/nodes.ts';
import { freePort } from './support/ports.ts';
import { newWallet } from './support/wallet.ts';
import { api, caller, openWorld, withKey } from './support/world.ts';

// Sessions that are bound to a key. The proofs are made by jose, and by the SDK.
const PUBLIC_URL = 'https://burner.example';

async function newKey(algorithm: 'ES256' | 'EdDSA') {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  const jwk = await exportJWK(publicKey);
  const prove = (method: string, path: string, token: string) =>
    new SignJWT({
      htm: method,
      htu: PUBLIC_URL + api + path,
      jti: randomUUID(),
      ath: createHash('sha256').update(token).digest('base64url'),
    })
      .setIssuedAt()
      .setProtectedHeader({ typ: 'dpop+jwt', alg: algorithm, jwk })
      .sign(privateKey);
  return { dpopJkt: await calculateJwkThumbprint(jwk), prove };
}

const boundCaller = (burner: Burner, token: string, proof: string) =>
  caller(burner, { Authorization: `DPoP ${token}`, DPoP: proof });

const world = await openWorld({ 'server.public_url': PUBLIC_URL });
const { burner, backend } = world;
afterAll(() => burner.stop());

describe.each(['ES256', 'EdDSA'] as const)(
  'a session that is bound to a key of %s',
  (algorithm) => {
    it('takes a proof for each request, once', async () => {
      const { address } = await newWallet();
      const { dpopJkt, prove } = await newKey(algorithm);
      const minted = await backend.post('/sessions', { walletAddress: address, dpopJkt });
      const { token } = minted.json;
      const path = `/wallet/${address}/assets`;
      const proof = await prove('GET', path, token);
      expect((await boundCaller(burner, token, proof).get(path)).status).toBe(200);
      const again = await boundCaller(burner, token, proof).get(path);
      expect([again.status, again.json.code]).toEqual([401, 'dpop_invalid']);
      expect(again.headers['www-authenticate']).toMatch(/^DPoP .*error="invalid_dpop_proof"/);
      const bearer = await caller(burner, { Authorization: `Bearer ${token}` }).get(path);
      expect([bearer.status, bearer.json.code]).toEqual([401, 'dpop_required']);
      const thief = await newKey(algorithm);
      const stolen = await boundCaller(burner, token, await thief.prove('GET', path, token)).get(
        path,
      );
      expect([stolen.status, stolen.json.message]).toEqual([
        401,
        'The session is bound to another key',
      ]);
      const shown = await backend.post('/sessions/introspect', { token });
      expect(shown.json).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt: dpopJkt } });
    });
  },
);

it('is not to be had without server.public_url', async () => {
  const plain = await openWorld();
  const { dpopJkt } = await newKey('ES256');
  const { address } = await newWallet();
  const answer = await plain.backend.post('/sessions', { walletAddress: address, dpopJkt });
  expect([answer.status, answer.json.code]).toEqual([400, 'invalid_request']);
  expect(answer.json.message).toContain('server.public_url');
  await plain.burner.stop();
});

it('the SDK lists, streams and follows with it', async () => {
  const port = await freePort();
  const own = await openWorld({
    'listen.port': port,
    'server.public_url': `http://127.0.0.1:${port}`,
  });
  const { address } = await newWallet();
  await own.localnet.seed(address, { empty: 2 });
  const client = new BurnerClient({
    baseUrl: own.burner.url,
    dpop: true,
    getSessionToken: async ({ dpopJkt }) =>
      (await own.backend.post('/sessions', { walletAddress: address, dpopJkt })).json.token,
  });
  expect((await client.getWalletAssets(address)).items).toHaveLength(2);
  const seen = [];
  for await (const chunk of client.streamWalletAssets(address)) seen.push(...chunk.items);
  expect(seen).toHaveLength(2);
  await own.burner.stop();
});

describe.skipIf(findPostgres() === null)('on three servers with one PostgreSQL', () => {
  let nodes: Burner[];
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ nodes, close } = await startThree(inject('localnetUrl'), {
      'server.public_url': PUBLIC_URL,
    }));
  });

  afterAll(() => close());

  it('a proof counts once on each, and a bound token is a bearer’s on none', async () => {
    const key = await nodes[0]!.createKey(await nodes[0]!.createProject('bound'));
    const { address } = await newWallet();
    const { dpopJkt, prove } = await newKey('ES256');
    const minted = await withKey(nodes[1]!, key).post('/sessions', {
      walletAddress: address,
      dpopJkt,
    });
    const { token } = minted.json;
    const path = `/wallet/${address}/assets`;
    const captured = await prove('GET', path, token);
    for (const node of nodes) {
      expect((await boundCaller(node, token, captured).get(path)).status).toBe(200);
      expect((await boundCaller(node, token, captured).get(path)).json.code).toBe('dpop_invalid');
      const elsewhere = await boundCaller(node, token, captured).get('/stats');
      expect(elsewhere.json.code).toBe('dpop_invalid');
      const bearer = await caller(node, { Authorization: `Bearer ${token}` }).get(path);
      expect(bearer.json.code).toBe('dpop_required');
    }
  });
});
