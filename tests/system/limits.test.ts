import { afterAll, describe, expect, inject, it } from 'vitest';
import { Burner } from './support/burner.ts';
import { selectionOf } from './support/job.ts';
import { RpcGate } from './support/rpc-gate.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld, withKey, withToken } from './support/world.ts';

const gate = await RpcGate.open(inject('localnetUrl'));
const world = await openWorld({ 'limits.flame': '1000000/minute,5/month' }, gate.url);
const { burner, backend, localnet } = world;
const wallet = (await newWallet()).address;
afterAll(async () => {
  await burner.stop();
  await gate.close();
});

/** A key of which no request is spent yet, although the server knows it. */
async function keyOfTier(tier: string, of = burner) {
  const key = await of.createUnusedKey(await of.createProject(tier, '--tier', tier));
  await of.createKey(await of.createProject('created later'));
  return key;
}

describe('work', () => {
  const items = (count: number) =>
    Array.from({ length: count }, () => ({ type: 'empty_account', action: 'close' }));

  it('of parallel builds exactly what the bucket holds is admitted, and a list goes on', async () => {
    const caller = withKey(burner, await keyOfTier('spark'));
    const addresses = await Promise.all(
      items(100).map(async (one) => ({ ...one, address: (await newWallet()).address })),
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        caller.post(`/wallet/${wallet}/transactions`, { items: addresses }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect([answers.filter(({ status }) => status === 200).length, refused.length]).toEqual([
      16, 4,
    ]);
    for (const { headers, json } of refused) {
      expect(json).toMatchObject({ message: 'Rate limit exceeded', code: 'rate_limited' });
      expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(Number(headers['x-ratelimit-remaining'])).toBeGreaterThan(0);
    }
    expect((await caller.get(`/wallet/${wallet}/assets`)).status).toBe(200);
  });
});

describe('requests per minute', () => {
  it('admits exactly 30 of 60 at once on the free tier, and counts down', async () => {
    const caller = withKey(burner, await keyOfTier('spark'));
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => caller.post('/sessions', { walletAddress: wallet })),
    );
    const admitted = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    expect([admitted.length, refused.length]).toEqual([30, 30]);
    expect(
      admitted
        .map(({ headers }) => Number(headers['x-ratelimit-remaining']))
        .toSorted((a, b) => a - b),
    ).toEqual(Array.from({ length: 30 }, (_, i) => i));
    for (const { headers, json } of refused) {
      expect(json).toMatchObject({
        statusCode: 429,
        message: 'Rate limit exceeded',
        error: 'Too Many Requests',
        code: 'rate_limited',
      });
      expect([headers['x-ratelimit-limit'], headers['x-ratelimit-remaining']]).toEqual(['30', '0']);
      expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    }
    expect(admitted.every(({ headers }) => headers['retry-after'] === undefined)).toBe(true);
  });

  it('counts a session’s requests against the key that made it, whatever their outcome', async () => {
    const key = await keyOfTier('spark');
    const { json } = await withKey(burner, key).post('/sessions', { walletAddress: wallet });
    const frontEnd = withToken(burner, json.token);
    const statuses: number[] = [];
    for (let i = 0; i < 15; i++)
      statuses.push(
        (await frontEnd.get(`/wallet/${wallet}/assets`)).status,
        (await frontEnd.post('/sessions', {})).status,
      );
    expect(statuses.slice(0, 29)).toEqual(
      Array.from({ length: 29 }, (_, i) => (i % 2 === 0 ? 200 : 403)),
    );
    expect(statuses[29]).toBe(429);
    expect((await withKey(burner, key).delete('/sessions/ses_x')).status).toBe(429);
  });

  it('of one key are not those of another', async () => {
    const project = await burner.createProject('two keys', '--tier', 'spark');
    const [one, other] = [
      withKey(burner, await burner.createKey(project)),
      withKey(burner, await burner.createKey(project)),
    ];
    for (let i = 0; i < 31; i++) await one.delete('/sessions/ses_x');
    expect([
      (await one.delete('/sessions/ses_x')).status,
      (await other.delete('/sessions/ses_x')).status,
    ]).toEqual([429, 204]);
  });

  it.each([
    ['spark', '30'],
    ['blaze', '300'],
  ])('of tier %s are %s', async (tier, limit) => {
    const { headers } = await withKey(burner, await keyOfTier(tier)).delete('/sessions/ses_x');
    expect(headers['x-ratelimit-limit']).toBe(limit);
  });

  it('are not shown where there is no limit, nor to strangers', async () => {
    expect((await backend.delete('/sessions/ses_x')).headers['x-ratelimit-limit']).toBeUndefined();
    expect(
      (await burner.send({ path: '/api/v1/burner/wallet/x/assets' })).headers['x-ratelimit-limit'],
    ).toBeUndefined();
    expect((await burner.send({ path: '/health' })).headers['x-ratelimit-limit']).toBeUndefined();
  });
});

describe('the monthly quota', () => {
  it('ends after exactly as many requests, until the next month in UTC', async () => {
    const caller = withKey(burner, await keyOfTier('flame'));
    const answers = [];
    for (let i = 0; i < 7; i++) answers.push(await caller.delete('/sessions/ses_x'));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204, 429, 429]);
    const { json, headers } = answers[5]!;
    expect(json).toMatchObject({ message: 'Monthly quota exceeded', code: 'quota_exceeded' });
    const now = new Date();
    const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
    expect(Math.abs(Number(headers['retry-after']) - (next - now.getTime()) / 1000)).toBeLessThan(
      5,
    );
  });

  it('is remembered over a restart', async () => {
    const own = await Burner.start(gate.url, { 'limits.flame': '1000000/minute,5/month' });
    const key = await keyOfTier('flame', own);
    for (let i = 0; i < 5; i++)
      expect((await withKey(own, key).delete('/sessions/ses_x')).status).toBe(204);
    await own.stop();
    await own.start();
    expect((await withKey(own, key).delete('/sessions/ses_x')).status).toBe(429);
    await own.stop();
  });
});

describe('failed authentication', () => {
  it('is throttled by address; a valid key still passes', async () => {
    const own = await Burner.start(gate.url, { 'limits.auth_failures_per_minute': 5 });
    const key = await own.createUnusedKey(await own.createProject('any'));
    await own.stop();
    await own.start(); // it knows the key, and of no failure
    const statuses: number[] = [];
    for (let i = 0; i < 10; i++)
      statuses.push(
        (await withKey(own, { key: 'ak_live_guess' }).delete('/sessions/ses_x')).status,
      );
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429, 429, 429]);
    const refused = await withToken(own, 'a.b.c').get(`/wallet/${wallet}/assets`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await withKey(own, key).delete('/sessions/ses_x')).status).toBe(204);
    await own.stop();
  });
});

describe('Idempotency-Key', () => {
  const once = (key: string) => ({ 'Idempotency-Key': key });

  it('replays the stored answer for the same key and body', async () => {
    const first = await backend.post('/sessions', { walletAddress: wallet }, once('replay'));
    const again = await backend.post('/sessions', { walletAddress: wallet }, once('replay'));
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    expect(again.headers['cache-control']).toBe('no-store');
    expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
  });

  it('conflicts with another body', async () => {
    await backend.post('/sessions', { walletAddress: wallet }, once('conflict'));
    const { status, json } = await backend.post(
      '/sessions',
      { walletAddress: wallet, ttlSeconds: 60 },
      once('conflict'),
    );
    expect([status, json.code, json.error]).toEqual([
      422,
      'idempotency_conflict',
      'Unprocessable Entity',
    ]);
  });

  it('waits for nobody: the same request in flight is 409', async () => {
    const owner = await newWallet();
    const accounts = await localnet.seed(owner.address, { empty: 1 });
    const body = { items: accounts.map(selectionOf) };
    gate.hold();
    const first = backend.post(`/wallet/${owner.address}/transactions`, body, once('in flight'));
    await gate.waiting();
    const second = await backend.post(
      `/wallet/${owner.address}/transactions`,
      body,
      once('in flight'),
    );
    gate.release();
    expect([second.status, second.json.code]).toEqual([409, 'idempotency_in_flight']);
    expect((await first).status).toBe(200);
    const third = await backend.post(
      `/wallet/${owner.address}/transactions`,
      body,
      once('in flight'),
    );
    expect([third.text, third.headers['idempotency-replayed']]).toEqual([
      (await first).text,
      'true',
    ]);
  });

  it('keeps no refusal: the corrected request may use it', async () => {
    expect(
      (await backend.post('/sessions', { walletAddress: 'x' }, once('corrected'))).status,
    ).toBe(400);
    expect(
      (await backend.post('/sessions', { walletAddress: wallet }, once('corrected'))).status,
    ).toBe(200);
  });

  it('is one key’s and one route’s own', async () => {
    const other = withKey(burner, await burner.createKey(world.project));
    const mine = await backend.post('/sessions', { walletAddress: wallet }, once('own'));
    const theirs = await other.post('/sessions', { walletAddress: wallet }, once('own'));
    expect(theirs.headers['idempotency-replayed']).toBeUndefined();
    expect(theirs.json.sessionId).not.toBe(mine.json.sessionId);
    expect((await backend.post('/sessions/introspect', { token: 'x' }, once('own'))).status).toBe(
      200,
    );
  });

  it('outlives a restart', async () => {
    const first = await backend.post('/sessions', { walletAddress: wallet }, once('restart'));
    await burner.stop();
    await burner.start();
    const again = await backend.post('/sessions', { walletAddress: wallet }, once('restart'));
    expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true']);
  });

  it.each([
    ['empty', ''],
    ['129 characters', 'x'.repeat(129)],
    ['not ASCII', 'caf\u00e9'],
    ['a tab', 'a\tb'],
  ])('that is %s is refused', async (_, value) => {
    const { status, json } = await backend.post(
      '/sessions',
      { walletAddress: wallet },
      once(value),
    );
    expect([status, json.code]).toEqual([400, 'invalid_request']);
    expect(json.message).toContain('Idempotency-Key');
  });

  it('may have 128 characters', async () => {
    expect(
      (await backend.post('/sessions', { walletAddress: wallet }, once('~'.repeat(128)))).status,
    ).toBe(200);
  });
});
