import { afterAll, expect, it } from 'vitest';
import { Prices } from './support/prices.ts';
import { streamed } from './support/stream.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld, type World } from './support/world.ts';

// A project protects by value, and nobody knows the price: what may be worth more than the value is
// not burned.
const prices = await Prices.start();
afterAll(() => prices.stop());

const protect = ({ burner, project }: World, usd: string) =>
  burner.ask(
    'project',
    'set',
    '--project',
    project.id,
    '--protect-above-usd',
    usd,
    '--prices-url',
    prices.url,
  );

async function expectNoBurn(world: World): Promise<void> {
  const { localnet, burner, backend, token } = world;
  const wallet = await newWallet();
  const [held] = await localnet.seed(wallet.address, { balance: 1 });
  const path = `/wallet/${wallet.address}`;
  const burn = { items: [{ type: 'token', address: held!.address, action: 'burn' }] };
  const item = async () => (await backend.get(`${path}/assets`)).json.items[0];
  await until(async () => (await item()).blocked !== undefined);
  const unknown = {
    actions: [],
    usdValue: null,
    priceState: 'unknown',
    blocked: { code: 'source_unavailable' },
  };
  expect(await item()).toMatchObject(unknown);
  const { frames } = await streamed(burner, wallet.address, await token(wallet.address));
  expect(frames[0].items[0]).toMatchObject(unknown);
  const built = async () => (await backend.post(`${path}/transactions`, burn)).json;
  expect(await built()).toMatchObject({
    transactions: [],
    rejected: [{ code: 'source_unavailable' }],
  });
  await protect(world, 'none');
  await until(async () => (await item()).blocked === undefined);
  expect((await built()).transactions).toHaveLength(1);
}

it.each([
  ['answers 500', () => ({ status: 500, body: '' })],
  ['answers 429', () => ({ status: 429, body: '' })],
  ['breaks off', () => ({ status: 200, body: '{"So1111' })],
])('nothing is burned while the price API %s', async (_, answer) => {
  prices.answer = answer;
  const world = await openWorld({ 'prices.url': prices.url });
  await protect(world, '5');
  await expectNoBurn(world);
  await world.burner.stop();
});

it('a value needs a price API, and burns nothing of a server that has lost it', async () => {
  const world = await openWorld();
  const { burner, project } = world;
  const { code, err } = await burner.command(
    'project',
    'set',
    '--project',
    project.id,
    '--protect-above-usd',
    '5',
  );
  expect([code === 0, err]).toEqual([false, expect.stringContaining('set prices.url')]);
  await protect(world, '5');
  await burner.stop();
  await burner.start();
  await until(async () =>
    burner.log().includes(`project ${project.id} protects by value and prices.url is not set`),
  );
  await expectNoBurn(world);
  await burner.stop();
});
