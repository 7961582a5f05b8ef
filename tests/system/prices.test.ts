import { afterAll, beforeEach, expect, it } from 'vitest';
import { Prices } from './support/prices.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// What a price API like Jupiter's is asked, and what becomes of its answers.
const apiKey = 'price_key_of_the_tests';
const prices = await Prices.start();
const { localnet, burner, backend } = await openWorld({
  'prices.url': prices.url,
  'prices.api_key': apiKey,
});
afterAll(async () => {
  await burner.stop();
  prices.stop();
});

beforeEach(() => prices.asked.splice(0));

async function listed(counts: Record<string, number>): Promise<any[]> {
  const wallet = await newWallet();
  await localnet.seed(wallet.address, counts);
  const { status, json, text } = await backend.get(`/wallet/${wallet.address}/assets`);
  expect(status, text).toBe(200);
  expect(json.warnings).toEqual([]);
  return json.items;
}

it('are multiplied with what is held', async () => {
  prices.all(2);
  const [item] = await listed({ balance: 1 });
  expect(item.type).toBe('token');
  expect(item.usdValue).toBeCloseTo(2 * item.uiBalance, 2);
  expect(item.priceState).toBe('known');
  expect(prices.asked).toEqual([{ ids: [item.mint], key: apiKey }]);
});

it('are asked for fifty at a time, and not for what holds nothing', async () => {
  prices.all(2);
  const items = await listed({ balance: 120, empty: 30 });
  const tokens = items.filter(({ type }) => type === 'token');
  expect(tokens.every(({ usdValue }) => usdValue !== null)).toBe(true);
  expect(Math.max(...prices.asked.map(({ ids }) => ids.length))).toBeLessThanOrEqual(50);
  expect(new Set(prices.asked.flatMap(({ ids }) => ids))).toEqual(
    new Set(tokens.map(({ mint }) => mint)),
  );
});

it.each([
  ['that nobody trades', 'none', () => ({ status: 200, body: '{}' })],
  ['that cannot be had', 'unknown', () => ({ status: 500, body: '' })],
])('%s are null, and %s', async (_, priceState, answers) => {
  prices.answer = answers;
  const [item] = await listed({ balance: 1 });
  expect(item).toMatchObject({ usdValue: null, priceState });
});

it('come with a key that nobody else is told', () => {
  expect(burner.log()).not.toContain(apiKey);
});
