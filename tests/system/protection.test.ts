import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Prices } from './support/prices.ts';
import { streamed } from './support/stream.ts';
import { openTerminal } from './support/terminal.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld, withKey } from './support/world.ts';

// What a project, or whoever runs `burner reclaim`, keeps from being burned.
const prices = await Prices.start();
prices.all(1_000_000);
const { localnet, burner, project, key, backend, token } = await openWorld({
  'prices.url': prices.url,
  'prices.ttl_seconds': 1,
});
const other = withKey(burner, await burner.createKey(await burner.createProject('other')));
afterAll(async () => {
  await burner.stop();
  prices.stop();
});

const set = (...flags: string[]) =>
  burner.ask('project', 'set', '--project', project.id, '--prices-url', prices.url, ...flags);
const nothing = [
  '--protect-above-usd',
  'none',
  '--protect-mint',
  'none',
  '--protect-collection',
  'none',
];
const aboveFive = {
  code: 'protected',
  message: 'The project protects what is worth more than 5 USD from being burned',
};

async function walletWith(counts: Record<string, number>) {
  const wallet = await newWallet();
  return { wallet, accounts: await localnet.seed(wallet.address, counts) };
}

describe('a project that protects', () => {
  it('by value lists, streams and builds nothing of it, until that is taken away', async () => {
    const { wallet, accounts } = await walletWith({ balance: 1, empty: 1 });
    const held = accounts.find(({ type }) => type === 'token')!;
    const path = `/wallet/${wallet.address}`;
    const burn = { items: [{ type: 'token', address: held.address, action: 'burn' }] };
    const item = async (of = backend) =>
      (await of.get(`${path}/assets`)).json.items.find(
        ({ address }: any) => address === held.address,
      );

    const changed = await set('--protect-above-usd', '5.00');
    expect(changed.protection).toEqual({ aboveUsd: 5, mints: [], collections: [] });
    await until(async () => (await item()).blocked !== undefined);
    const listed = (await backend.get(`${path}/assets`)).json;
    expect(listed.items.map(({ actions }: any) => actions)).toEqual([['close'], []]);
    expect(listed.items[1]).toMatchObject({ blocked: aboveFive, reclaimableLamports: 0 });
    expect(listed.reclaimableLamports).toBe(listed.items[0].reclaimableLamports);
    const { frames } = await streamed(burner, wallet.address, await token(wallet.address));
    expect(
      frames.flatMap(({ items }) => items).find(({ address }) => address === held.address),
    ).toEqual(listed.items[1]);
    const built = (await backend.post(`${path}/transactions`, burn)).json;
    expect(built).toMatchObject({
      transactions: [],
      rejected: [{ ...burn.items[0], ...aboveFive }],
    });

    expect((await item(other)).actions).toEqual(['burn']);
    expect((await other.post(`${path}/transactions`, burn)).json.rejected).toEqual([]);

    expect((await set(...nothing)).protection).toEqual({
      aboveUsd: null,
      mints: [],
      collections: [],
    });
    await until(async () => (await item()).blocked === undefined);
    expect((await backend.post(`${path}/transactions`, burn)).json.transactions).toHaveLength(1);
  });

  it('by mint burns nothing of it, and closes its empty accounts', async () => {
    const { wallet, accounts } = await walletWith({ balance: 1, empty: 1 });
    await set('--protect-mint', ...accounts.map(({ mint }) => mint));
    const list = async () => (await backend.get(`/wallet/${wallet.address}/assets`)).json.items;
    await until(async () => (await list())[1].blocked !== undefined);
    const [empty, held] = await list();
    expect(empty.actions).toEqual(['close']);
    expect(held.blocked).toEqual({
      code: 'protected',
      message: 'The project protects this mint from being burned',
    });
    await set(...nothing);
    await until(async () => (await list())[1].blocked === undefined);
  });

  it('refuses flags that make no sense, and names them', async () => {
    for (const [flag, ...values] of [
      ['--protect-above-usd', 'much'],
      ['--protect-mint', 'x'],
      ['--protect-collection', 'x', 'y'],
    ]) {
      const { code, err } = await burner.command(
        'project',
        'set',
        '--project',
        project.id,
        flag!,
        ...values,
      );
      expect([code === 0, err]).toEqual([false, expect.stringContaining(flag!)]);
    }
  });
});

describe('burner reclaim', () => {
  const server = ['--server', burner.url];
  const rich = async () => {
    const terminal = await openTerminal(key);
    const accounts = await localnet.seed(terminal.wallet.address, { empty: 1, balance: 2 });
    const [burned, kept] = accounts.filter(({ type }) => type === 'token');
    return { ...terminal, burned: burned!, kept: kept! };
  };
  beforeAll(() => prices.all(1_000_000));

  it('burns nothing above 1 USD, says why, and signs nothing at all', async () => {
    const { reclaim, burned } = await rich();
    const { code, err } = await reclaim(...server, '--yes', '--burn', burned.mint);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(
        /It is worth more than --protect-above-usd 1\. Raise that limit, or set it to none/,
      ),
    ]);
    expect(await localnet.tokenAmount(burned.address)).toBe(burned.amount);
  });

  it('shows what is protected, and closes the rest', async () => {
    const { reclaim } = await rich();
    const { code, out } = await reclaim(...server, '--yes');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(
        /Keep: It is worth more than --protect-above-usd 1\.[^\n]*\n {2}2 tokens/,
      ),
    ]);
  });

  it('burns it where the flag says so', async () => {
    const { reclaim, burned, kept } = await rich();
    const { code, err } = await reclaim(
      ...server,
      '--yes',
      '--burn',
      burned.mint,
      '--protect-above-usd',
      'none',
      '--protect-mint',
      kept.mint,
    );
    expect(code, err).toBe(0);
    expect(await localnet.account(burned.address)).toBeNull();
    expect(await localnet.tokenAmount(kept.address)).toBe(kept.amount);
  });

  it('asks the prices of the environment with --rpc-url, and says where it has none', async () => {
    const { reclaim, reclaimWith, burned } = await rich();
    const args = ['--rpc-url', localnet.url, '--dry-run', '--burn', burned.mint];
    const priced = await reclaimWith({ BURNER_PRICES_URL: prices.url }, ...args);
    expect([priced.code, priced.err]).toEqual([
      2,
      expect.stringContaining('It is worth more than --protect-above-usd 1'),
    ]);
    const unpriced = await reclaim(...args);
    expect([unpriced.code, unpriced.err]).toEqual([
      2,
      expect.stringContaining('with --rpc-url, set BURNER_PRICES_URL'),
    ]);
  });

  it('shows what the project of the server protects, and who lifts that', async () => {
    const { reclaim, burned } = await rich();
    await set('--protect-mint', burned.mint);
    const refused = () =>
      reclaim(
        ...server,
        '--yes',
        '--protect-above-usd',
        'none',
        '--dry-run',
        '--burn',
        burned.mint,
      );
    await until(async () => (await refused()).code === 2);
    expect((await refused()).err).toMatch(/The project protects this mint.*`burner project set`/);
    await set(...nothing);
  });

  it('burns dust below a value in one word, and nothing that is protected or worth more', async () => {
    const { reclaim, burned, kept } = await rich();
    const dust = ['--yes', '--protect-above-usd', 'none', '--burn-below-usd'];
    const few = await reclaim(...server, ...dust, '0.000001');
    expect(few.code, few.err).toBe(0);
    expect(await localnet.tokenAmount(burned.address)).toBe(burned.amount);
    const all = await reclaim(...server, ...dust, '999999999999', '--protect-mint', kept.mint);
    expect(all.code, all.err).toBe(0);
    expect(await localnet.account(burned.address)).toBeNull();
    expect(await localnet.tokenAmount(kept.address)).toBe(kept.amount);
  });

  it('burns what nobody prices only where somebody says so', async () => {
    const { reclaim, burned } = await rich();
    prices.answer = () => ({ status: 200, body: '{}' });
    const args = [...server, '--burn', burned.mint];
    const unsaid = await reclaim(...args, '--yes');
    expect([unsaid.code, unsaid.err]).toEqual([
      2,
      expect.stringContaining('Add --allow-unpriced to burn them without a question'),
    ]);
    const tried = await reclaim(...args, '--dry-run');
    expect([tried.code, tried.out]).toEqual([
      0,
      expect.stringContaining('Nobody prices 1 of the tokens to burn'),
    ]);
    expect(await localnet.tokenAmount(burned.address)).toBe(burned.amount);
    expect((await reclaim(...args, '--yes', '--allow-unpriced')).code).toBe(0);
    expect(await localnet.account(burned.address)).toBeNull();
  });

  it('burns nothing whose price cannot be asked for now', async () => {
    const { reclaim, burned } = await rich();
    prices.answer = () => ({ status: 500, body: '' });
    const { code, err } = await reclaim(
      ...server,
      '--yes',
      '--allow-unpriced',
      '--burn',
      burned.mint,
    );
    expect([code, err]).toEqual([2, expect.stringContaining('Its price is not known now')]);
    expect(await localnet.tokenAmount(burned.address)).toBe(burned.amount);
  });
});
