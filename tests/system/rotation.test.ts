import { setTimeout as sleep } from 'node:timers/promises';
import { decodeProtectedHeader } from 'jose';
import { afterAll, expect, it } from 'vitest';
import { exchange, keepAlive } from './support/http.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { api, openWorld, withToken } from './support/world.ts';

// A wallet's list is kept for a moment: the load is on the tokens, not on the local Solana.
const world = await openWorld({ 'discovery.cache_ms': 1000 });
const { burner, backend } = world;
const wallet = (await newWallet()).address;
afterAll(() => burner.stop());

const kidOf = (token: string) => decodeProtectedHeader(token).kid!;
const use = async (token: string) => {
  const { status, json } = await withToken(burner, token).get(`/wallet/${wallet}/assets`);
  return status === 200 ? 'works' : json.message;
};

/**
 * Requests as a load generator makes them: without the checks and notes that other tests make of
 * every answer.
 */
const agent = keepAlive();
const mint = async (): Promise<string> => {
  const headers = { 'X-Api-Key': world.key.key, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ walletAddress: wallet });
  return (
    await exchange(burner.url, { method: 'POST', path: `${api}/sessions`, headers, body }, agent)
  ).json.token;
};
const list = (token: string) =>
  exchange(
    burner.url,
    { path: `${api}/wallet/${wallet}/assets`, headers: { Authorization: `Bearer ${token}` } },
    agent,
  );

it('rotates 20 times at a thousand requests a second without one spurious 401, and old tokens live on', async () => {
  const tokens: string[] = [await mint()];
  const refused: string[] = [];
  let rotating = true;
  let requests = 0;
  const workers = Array.from({ length: 32 }, async (_, worker) => {
    for (let next = performance.now(); rotating; next += 96) {
      // 32 × 3 requests in 96 ms, or as many as the machine can
      await sleep(Math.max(0, next - performance.now()));
      const fresh = await mint();
      tokens.push(fresh);
      const some = [fresh, tokens[(worker * 7919 + requests) % tokens.length]!];
      for (const [index, { status, json }] of (await Promise.all(some.map(list))).entries()) {
        if (status !== 200) refused.push(`${kidOf(some[index]!)}: ${status} ${json?.message}`);
      }
      requests += 3;
    }
  });
  for (let i = 0; i < 20; i++) {
    await burner.ask('signing-key', 'rotate');
    await sleep(150);
  }
  await until(async () => kidOf(await mint()) !== kidOf(tokens[0]!));
  rotating = false;
  await Promise.all(workers);
  agent.destroy();
  expect(refused).toEqual([]);
  expect(requests).toBeGreaterThan(1000);
  expect(new Set(tokens.map(kidOf)).size).toBeGreaterThan(1);
  expect(await use(tokens[0]!)).toBe('works');
}, 60_000);

it('lists the keys: one current, one next, the previous ones', async () => {
  const keys: { kid: string; state: string }[] = await burner.askAll('signing-key', 'list');
  const states = keys.map(({ state }) => state);
  expect([
    states.filter((state) => state === 'current').length,
    states.filter((state) => state === 'next').length,
  ]).toEqual([1, 1]);
  const current = keys.find(({ state }) => state === 'current')!.kid;
  await until(async () => kidOf(await world.token(wallet)) === current);
  expect(JSON.stringify(keys)).not.toContain('secret');
});

it('ends the tokens of a killed key, and no others', async () => {
  const old = await world.token(wallet);
  await burner.ask('signing-key', 'rotate');
  await until(async () => kidOf(await world.token(wallet)) !== kidOf(old));
  const fresh = await world.token(wallet);
  expect(await use(old)).toBe('works');
  expect((await burner.command('signing-key', 'retire', kidOf(old))).code).toBe(0);
  await until(async () => (await use(old)) !== 'works');
  expect([await use(old), await use(fresh)]).toEqual(['Invalid session token', 'works']);
  expect((await backend.post('/sessions/introspect', { token: old })).json).toEqual({
    active: false,
  });
});

it('retires no unknown key', async () => {
  const { code, err } = await burner.command('signing-key', 'retire', 'no-such-kid');
  expect(code).not.toBe(0);
  expect(err).toMatch(/not found/i);
});
