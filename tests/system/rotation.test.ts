import { setTimeout as sleep } from 'node:timers/promises';
import { decodeProtectedHeader } from 'jose';
import { afterAll, expect, it } from 'vitest';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld, withToken } from './support/world.ts';

const world = await openWorld();
const { burner, backend } = world;
const wallet = (await newWallet()).address;
afterAll(() => burner.stop());

const kidOf = (token: string) => decodeProtectedHeader(token).kid!;
const use = async (token: string) => {
  const { status, json } = await withToken(burner, token).get(`/wallet/${wallet}/assets`);
  return status === 200 ? 'works' : json.message;
};

it('rotates 20 times under load without one spurious 401, and old tokens live on', async () => {
  const tokens: string[] = [await world.token(wallet)];
  const refused: string[] = [];
  let rotating = true;
  let requests = 0;
  const workers = Array.from({ length: 8 }, async (_, worker) => {
    while (rotating) {
      const fresh = await world.token(wallet);
      tokens.push(fresh);
      for (const token of [fresh, tokens[(worker * 7919 + requests) % tokens.length]!]) {
        const outcome = await use(token);
        if (outcome !== 'works') refused.push(`${kidOf(token)}: ${outcome}`);
      }
      requests += 3;
      await sleep(40); // a bounded rate: about 300 requests a second
    }
  });
  const kids = [kidOf(tokens[0]!)];
  for (let i = 0; i < 20; i++) {
    await burner.ask('signing-key', 'rotate');
    await sleep(100);
  }
  await until(async () => kidOf(await world.token(wallet)) !== kids[0]);
  rotating = false;
  await Promise.all(workers);
  expect(refused).toEqual([]);
  expect(requests).toBeGreaterThan(200);
  expect(new Set(tokens.map(kidOf)).size).toBeGreaterThan(1);
  expect(await use(tokens[0]!)).toBe('works');
}, 60_000);

it('lists the keys: one current, one next, the previous ones', async () => {
  const keys: { kid: string; state: string }[] = await burner.askAll('signing-key', 'list');
  const states = keys.map(({ state }) => state);
  expect([states.filter((state) => state === 'current').length, states.filter((state) => state === 'next').length]).toEqual([1, 1]);
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
  expect((await backend.post('/sessions/introspect', { token: old })).json).toEqual({ active: false });
});

it('retires no unknown key', async () => {
  const { code, err } = await burner.command('signing-key', 'retire', 'no-such-kid');
  expect(code).not.toBe(0);
  expect(err).toMatch(/not found/i);
});
