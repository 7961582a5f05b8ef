import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { newWallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// What a price API like Jupiter's is asked, and what becomes of its answers.
const apiKey = 'price_key_of_the_tests';
const asked: { ids: string[]; key: string | undefined }[] = [];
let answer: (ids: string[]) => { status: number; body: string };

const server: Server = createServer((request, response) => {
  const ids = new URL(request.url!, 'http://prices').searchParams.get('ids')!.split(',');
  asked.push({ ids, key: request.headers['x-api-key'] as string | undefined });
  const { status, body } = answer(ids);
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/price/v3`;
const { localnet, burner, backend } = await openWorld({ 'prices.url': url, 'prices.api_key': apiKey });
afterAll(async () => {
  await burner.stop();
  server.close();
});

beforeEach(() => asked.splice(0));

async function listed(counts: Record<string, number>): Promise<any[]> {
  const wallet = await newWallet();
  await localnet.seed(wallet.address, counts);
  const { status, json, text } = await backend.get(`/wallet/${wallet.address}/assets`);
  expect(status, text).toBe(200);
  expect(json.warnings).toEqual([]);
  return json.items;
}
const twoDollars = (ids: string[]) => ({ status: 200, body: JSON.stringify(Object.fromEntries(ids.map((id) => [id, { usdPrice: 2, decimals: 6 }]))) });

it('are multiplied with what is held', async () => {
  answer = twoDollars;
  const [item] = await listed({ balance: 1 });
  expect(item.type).toBe('token');
  expect(item.usdValue).toBeCloseTo(2 * item.uiBalance, 2);
  expect(asked).toEqual([{ ids: [item.mint], key: apiKey }]);
});

it('are asked for fifty at a time, and not for what holds nothing', async () => {
  answer = twoDollars;
  const items = await listed({ balance: 120, empty: 30 });
  const tokens = items.filter(({ type }) => type === 'token');
  expect(tokens.every(({ usdValue }) => usdValue !== null)).toBe(true);
  expect(Math.max(...asked.map(({ ids }) => ids.length))).toBeLessThanOrEqual(50);
  expect(new Set(asked.flatMap(({ ids }) => ids))).toEqual(new Set(tokens.map(({ mint }) => mint)));
});

it.each([
  ['that nobody trades', () => ({ status: 200, body: '{}' })],
  ['that cannot be had', () => ({ status: 500, body: '' })],
])('%s are null', async (_, answers) => {
  answer = answers;
  const [item] = await listed({ balance: 1 });
  expect(item.usdValue).toBeNull();
});

it('come with a key that nobody else is told', () => {
  expect(burner.log()).not.toContain(apiKey);
});
