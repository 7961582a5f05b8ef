import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { BurnerClient, SESSION_SCOPES_DEFAULT, SessionScope } from '@burnandclaim/sdk';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { knownSigningKey } from './support/signing-keys.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld, withKey, withToken } from './support/world.ts';

const world = await openWorld();
const { burner, backend, project, key } = world;
const wallet = (await newWallet()).address;
afterAll(() => burner.stop());

const allScopes = ['wallet:read', 'wallet:stream', 'transactions:build', 'transactions:submit'];

describe('a session', () => {
  it('has four scopes and five minutes unless told otherwise, and is answered with 200 and no-store', async () => {
    const asked = Date.now();
    const answer = await backend.post('/sessions', { walletAddress: wallet });
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json).toMatchObject({ scopes: allScopes, walletAddress: wallet });
    expect(answer.json.expiresAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Date.parse(answer.json.expiresAt) - asked).toBeGreaterThan(298_000);
    expect(Date.parse(answer.json.expiresAt) - asked).toBeLessThanOrEqual(301_000);
  });

  it.each([[1], [60], [3600]])('lives %i seconds when asked to', async (ttlSeconds) => {
    const { json } = await backend.post('/sessions', { walletAddress: wallet, ttlSeconds });
    const { iat, exp } = decodeJwt(json.token);
    expect(exp! - iat!).toBe(ttlSeconds);
    expect(new Date(exp! * 1000).toISOString()).toBe(json.expiresAt);
  });

  it.each([
    [['wallet:read']],
    [['transactions:submit', 'wallet:read']],
    [['transactions:build', 'transactions:submit']],
  ])('has the scopes %j when asked for', async (scopes) => {
    const { status, json } = await backend.post('/sessions', { walletAddress: wallet, scopes });
    expect(status).toBe(200);
    expect(json.scopes.toSorted()).toEqual(scopes.toSorted());
    expect(String(decodeJwt(json.token).scope).split(' ').toSorted()).toEqual(scopes.toSorted());
  });

  it('is what the SDK’s constants say', async () => {
    const client = new BurnerClient({ apiKey: key.key, baseUrl: burner.url });
    const implied = await client.createSession({ walletAddress: wallet });
    expect(implied.scopes).toEqual([...SESSION_SCOPES_DEFAULT]);
    const { WalletRead, WalletStream, TransactionsBuild, TransactionsSubmit } = SessionScope;
    const named = await client.createSession({
      walletAddress: wallet,
      scopes: [WalletRead, WalletStream, TransactionsBuild, TransactionsSubmit],
    });
    expect(named.scopes).toEqual(allScopes);
  });

  it('is another one each time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => backend.post('/sessions', { walletAddress: wallet })),
    );
    expect(new Set(answers.map(({ json }) => json.sessionId)).size).toBe(20);
    expect(new Set(answers.map(({ json }) => json.token)).size).toBe(20);
  });
});

describe('a session request is refused', () => {
  it.each([
    [{}, 'walletAddress'],
    [{ walletAddress: '' }, 'Invalid wallet address'],
    [{ walletAddress: 'abc' }, 'Invalid wallet address'],
    [{ walletAddress: `${wallet.slice(0, -1)}0` }, 'Invalid wallet address'],
    [{ walletAddress: '1'.repeat(31) }, 'Invalid wallet address'],
    [{ walletAddress: '1'.repeat(33) }, 'Invalid wallet address'],
    [{ walletAddress: ` ${wallet}` }, 'Invalid wallet address'],
    [{ walletAddress: 5 }, 'walletAddress'],
    [{ walletAddress: null }, 'walletAddress'],
    [{ walletAddress: wallet, ttlSeconds: 3601 }, 'ttlSeconds must not be greater than 3600'],
    [{ walletAddress: wallet, ttlSeconds: 1e18 }, 'ttlSeconds must not be greater than 3600'],
    [{ walletAddress: wallet, ttlSeconds: 0 }, 'ttlSeconds must not be less than 1'],
    [{ walletAddress: wallet, ttlSeconds: -1 }, 'ttlSeconds must not be less than 1'],
    [{ walletAddress: wallet, ttlSeconds: 1.5 }, 'ttlSeconds'],
    [{ walletAddress: wallet, ttlSeconds: '300' }, 'ttlSeconds'],
    [{ walletAddress: wallet, ttlSeconds: null }, 'ttlSeconds'],
    [{ walletAddress: wallet, scopes: [] }, 'scopes'],
    [{ walletAddress: wallet, scopes: 'wallet:read' }, 'scopes'],
    [{ walletAddress: wallet, scopes: [1] }, 'scopes'],
    [{ walletAddress: wallet, scopes: ['wallet:write'] }, 'wallet:write'],
    [{ walletAddress: wallet, scopes: ['wallet:read', 'WALLET:READ'] }, 'WALLET:READ'],
    [{ walletAddress: wallet, scopes: ['wallet:read', 'wallet:read'] }, 'wallet:read'],
    [{ walletAddress: wallet, scopes: [''] }, 'scope'],
  ])('%j: %s', async (body, message) => {
    const { status, json } = await backend.post('/sessions', body);
    expect(status).toBe(400);
    if (message.includes(' ')) expect(json.message).toBe(message);
    else expect(json.message).toContain(message);
    expect(json.code).toBe(
      message === 'Invalid wallet address' ? 'invalid_wallet_address' : 'invalid_request',
    );
  });

  it('from a session: only an API key mints', async () => {
    const frontEnd = await world.frontEnd(wallet);
    const { status, json } = await frontEnd.post('/sessions', { walletAddress: wallet });
    expect([status, json.code]).toEqual([403, 'missing_scope']);
  });
});

describe('the token', () => {
  it('is a JWT with the documented header and claims', async () => {
    const { json } = await backend.post('/sessions', { walletAddress: wallet });
    expect(decodeProtectedHeader(json.token)).toEqual({
      alg: 'HS256',
      typ: 'JWT',
      kid: expect.any(String),
    });
    const claims = decodeJwt(json.token);
    expect(claims).toMatchObject({
      iss: 'burner',
      aud: 'burner-api',
      sub: wallet,
      scope: allScopes.join(' '),
      jti: json.sessionId,
    });
    expect(Object.values(claims)).toEqual(expect.arrayContaining([project.id, key.id]));
    expect(json.token.length).toBeLessThanOrEqual(4096);
  });

  it('is signed with HS256 by the secret that its kid names, also one from version 0.1', async () => {
    const known = knownSigningKey();
    const other = await openWorld(known.settings);
    const token = await other.token(wallet);
    expect(decodeProtectedHeader(token).kid).toBe(known.kid);
    const { payload } = await jwtVerify(token, known.secret, {
      algorithms: ['HS256'],
      issuer: 'burner',
      audience: 'burner-api',
      typ: 'JWT',
    });
    expect(payload.sub).toBe(wallet);
    expect(readdirSync(other.burner.dataDirectory)).not.toContain('signing-keys.json');
    await other.burner.stop();
  });

  it('has no public keys with HS256', async () => {
    const { json } = await burner.send({ path: '/.well-known/jwks.json' });
    expect(json).toEqual({ keys: [] });
  });

  it('expires: 401 Session expired', async () => {
    const frontEnd = withToken(burner, await world.token(wallet, { ttlSeconds: 1 }));
    await sleep(1100);
    const { status, json } = await frontEnd.get(`/wallet/${wallet}/assets`);
    expect([status, json.message, json.code]).toEqual([401, 'Session expired', 'session_expired']);
  });

  it('of another server’s secret, of another issuer or audience is invalid', async () => {
    const others = [
      await openWorld(),
      await openWorld({ 'sessions.issuer': 'other' }),
      await openWorld({ 'sessions.audience': 'other' }),
    ];
    for (const other of others) {
      const { status, json } = await withToken(burner, await other.token(wallet)).get(
        `/wallet/${wallet}/assets`,
      );
      expect([status, json.message]).toEqual([401, 'Invalid session token']);
      await other.burner.stop();
    }
  });

  it('expires for the SDK, which fetches a new one once', async () => {
    const expired = await world.token(wallet, { ttlSeconds: 1 });
    await sleep(1100);
    const tokens = [expired, await world.token(wallet)];
    const client = new BurnerClient({
      getSessionToken: async () => tokens.shift()!,
      baseUrl: burner.url,
    });
    expect((await client.getWalletAssets(wallet)).walletAddress).toBe(wallet);
    expect(tokens).toEqual([]);
  });
});

describe('EdDSA', () => {
  it('signs tokens that anyone can check against the published keys', async () => {
    const other = await openWorld({ 'sessions.algorithm': 'EdDSA' });
    const { json } = await other.burner.send({ path: '/.well-known/jwks.json' });
    const token = await other.token(wallet);
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(json), {
      algorithms: ['EdDSA'],
      issuer: 'burner',
      audience: 'burner-api',
      typ: 'JWT',
    });
    expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'JWT', kid: expect.any(String) });
    expect(payload).toMatchObject({ sub: wallet, scope: allScopes.join(' ') });
    expect((await withToken(other.burner, token).get(`/wallet/${wallet}/assets`)).status).toBe(200);
    expect(JSON.stringify(json)).not.toContain('"d"');
    await other.burner.stop();
  });

  it('publishes a key before it signs: who fetched the keys before a rotation can check the tokens after it', async () => {
    const other = await openWorld({ 'sessions.algorithm': 'EdDSA' });
    const keys = createLocalJWKSet(
      (await other.burner.send({ path: '/.well-known/jwks.json' })).json,
    );
    const before = await other.token(wallet);
    await other.burner.ask('signing-key', 'rotate');
    const kidOf = (token: string) => decodeProtectedHeader(token).kid;
    await until(async () => kidOf(await other.token(wallet)) !== kidOf(before));
    for (const token of [before, await other.token(wallet)])
      expect((await jwtVerify(token, keys)).payload.sub).toBe(wallet);
    expect((await other.burner.send({ path: '/.well-known/jwks.json' })).json.keys).toHaveLength(3);
    await other.burner.stop();
  });
});

describe('introspection', () => {
  it('tells the claims of a valid token', async () => {
    const token = await world.token(wallet, { scopes: ['wallet:read'], ttlSeconds: 60 });
    const { status, json, headers } = await backend.post('/sessions/introspect', { token });
    const { iss, aud, iat, exp, jti } = decodeJwt(token);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(json).toMatchObject({
      active: true,
      token_type: 'Bearer',
      scope: 'wallet:read',
      sub: wallet,
      iss,
      aud,
      iat,
      exp,
      jti,
    });
  });

  it('says only that it is not active of anything else', async () => {
    const valid = await world.token(wallet);
    const short = await world.token(wallet, { ttlSeconds: 1 });
    const revoked = (await backend.post('/sessions', { walletAddress: wallet })).json;
    await backend.delete(`/sessions/${revoked.sessionId}`);
    await sleep(1100);
    const tampered = valid.slice(0, -2) + (valid.endsWith('AA') ? 'BB' : 'AA');
    for (const token of [
      '',
      'x',
      'a.b.c',
      short,
      revoked.token,
      tampered,
      key.key,
      `${valid}.x`,
      'é'.repeat(100),
    ]) {
      const { status, json } = await backend.post('/sessions/introspect', { token });
      expect([status, json]).toEqual([200, { active: false }]);
    }
    const stranger = withKey(burner, await burner.createKey(await burner.createProject('another')));
    expect((await stranger.post('/sessions/introspect', { token: valid })).json).toEqual({
      active: false,
    });
  });
});
