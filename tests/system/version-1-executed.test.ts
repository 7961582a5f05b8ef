import type { BuiltTransaction } from '@burnandclaim/sdk';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { itNeeding } from './support/asset-kinds.ts';
import { type Selection, signAndSubmit, sum } from './support/job.ts';
import { describeWithMetaplex } from './support/metaplex.ts';
import { until } from './support/until.ts';
import { bytesOf, newWallet, type Wallet } from './support/wallet.ts';
import { openWorld, type World } from './support/world.ts';

// Transactions of version 1, executed by the real programs: every type and action.
const nftKinds = [
  'nft',
  'nftCollection',
  'nftSizedCollection',
  'nftOlderRent',
  'nftT22',
  'nftPrint',
  'nftNoMetadata',
  'pnft',
  'pnftCollection',
  'fungibleAsset',
  'fungibleToken',
  'core',
  'coreCollection',
  'corePlugins',
  'coreOraclePass',
  'cnft',
  'cnftCanopy',
  'cnftCollection',
  'cnftDelegated',
  'cnftV2',
  'cnftV2Canopy',
  'cnftV2Collection',
];

interface Listed {
  type: string;
  address: string;
  mint?: string;
  balance?: string;
  actions: string[];
}

async function listed({ backend }: World, wallet: Wallet): Promise<Listed[]> {
  const { status, json, text } = await backend.get(`/wallet/${wallet.address}/assets`);
  expect(status, text).toBe(200);
  expect(json.warnings).toEqual([]);
  return json.items;
}

const wanted = ({ type, address, mint, balance }: Listed, action: string) => ({
  type,
  address,
  action,
  ...(type === 'zk_compressed_token' && { expectedBalance: balance, expectedMint: mint }),
});

/** With the first of its actions, whatever is possible. */
const possible = (items: readonly Listed[]) =>
  items.flatMap((item) => item.actions.slice(0, 1).map((action) => wanted(item, action)));

const version = ({ version: stated, ...built }: BuiltTransaction): number => {
  expect(stated === 1).toBe(bytesOf(built)[0] === 0x81);
  return stated;
};

async function build(
  { backend }: World,
  wallet: Wallet,
  items: readonly Selection[],
  options: object = {},
) {
  const answer = await backend.post(`/wallet/${wallet.address}/transactions`, {
    items,
    transactionVersions: [1],
    ...options,
  });
  expect(answer.status, answer.text).toBe(200);
  expect(answer.json.rejected).toEqual([]);
  return answer.json;
}

/** Does all of it in version 1; the balance moves by what was promised, to the lamport. */
async function doAll(
  world: World,
  wallet: Wallet,
  items: readonly Selection[],
  options: object = {},
): Promise<BuiltTransaction[]> {
  const { localnet, backend } = world;
  const { transactions, totals } = await build(world, wallet, items, options);
  expect(transactions.map(version)).toEqual(transactions.map(() => 1));
  expect(transactions.flatMap(({ includes }: BuiltTransaction) => includes)).toHaveLength(
    items.length,
  );
  const before = await localnet.balance(wallet.address);
  for (const { status, signature, error } of await signAndSubmit(backend, wallet, transactions)) {
    expect(status, JSON.stringify(error)).toBe('submitted');
    await localnet.confirmed(signature!);
    await until(async () => {
      const state = await backend.get(`/wallet/${wallet.address}/submissions/${signature}`);
      expect(state.status, state.text).toBe(200);
      expect(['submitted', 'confirmed', 'finalized']).toContain(state.json.status);
      return state.json.status !== 'submitted';
    });
  }
  expect(await localnet.balance(wallet.address)).toBe(
    before + totals.netRebate - totals.networkFee,
  );
  return transactions;
}

describe('Version 1, on the token programs', async () => {
  const world = await openWorld();
  const { localnet, burner, donationWallet } = world;
  afterAll(() => burner.stop());
  const walletWith = async (counts?: Record<string, number>) => {
    const wallet = await newWallet();
    return { wallet, accounts: await localnet.seed(wallet.address, counts) };
  };

  it('closes and burns accounts of every kind, with a donation', async () => {
    const { wallet, accounts } = await walletWith();
    const kinds = [...new Map(accounts.map((account) => [account.kind, account])).values()];
    const first = new Set(kinds.map(({ address }) => address));
    const items = (await listed(world, wallet)).filter(({ address }) => first.has(address));
    const donated = await localnet.balance(donationWallet);
    const transactions = await doAll(world, wallet, possible(items), { donationPercentage: 0.05 });
    expect((await localnet.balance(donationWallet)) - donated).toBe(
      sum(transactions.map(({ donationAmount }) => donationAmount)),
    );
    expect(
      possible(await listed(world, wallet)).filter(({ address }) => first.has(address)),
    ).toEqual([]);
  }, 120_000);

  it('withdraws what accounts of an older rent hold beyond the rent', async () => {
    const { wallet } = await walletWith({ emptyOlderRent: 3, balanceOlderRent: 2 });
    const items = (await listed(world, wallet)).filter(({ actions }) =>
      actions.includes('withdraw_excess'),
    );
    expect(items.length).toBeGreaterThan(2);
    const transactions = await doAll(
      world,
      wallet,
      items.map((item) => wanted(item, 'withdraw_excess')),
    );
    expect(transactions).toHaveLength(1);
    for (const { address } of items)
      expect((await localnet.account(address))!.lamports).toBeGreaterThan(0);
  }, 60_000);

  it('needs a third of the signatures, and takes no more than 62 addresses', async () => {
    const { wallet, accounts } = await walletWith({ empty: 116 });
    const items = accounts.map(({ type, address }) => ({ type, address, action: 'close' }));
    const options = { donationPercentage: 0.1 };
    const earlier = await build(world, wallet, items, { ...options, transactionVersions: [0] });
    const transactions = await doAll(world, wallet, items, options);
    expect(transactions.map(({ includes }) => includes.length)).toEqual([58, 58]);
    expect(earlier.transactions).toHaveLength(6);
    expect(new Set(earlier.transactions.map(version))).toEqual(new Set([0]));
  }, 60_000);
});

describeWithMetaplex('Version 1, on the programs of Metaplex', async (metaplexUrl) => {
  const world = await openWorld({}, metaplexUrl, metaplexUrl);
  afterAll(() => world.burner.stop());

  for (const kind of nftKinds)
    itNeeding(kind)(`burns ${kind}`, async () => {
      const wallet = await newWallet();
      const assets = await world.localnet.seedAssets(wallet.address, { [kind]: 2 });
      const seeded = new Set(assets.map(({ address }) => address));
      const items = (await listed(world, wallet)).filter(({ address }) => seeded.has(address));
      expect(items).toHaveLength(2);
      await doAll(
        world,
        wallet,
        items.map((item) => wanted(item, 'burn')),
      );
      const left = (await listed(world, wallet)).filter(({ address }) => seeded.has(address));
      expect(left).toEqual([]);
    });
});

const lightUrl = inject('lightUrl');
const whySkipped = lightUrl === null ? ' (skipped: localnet/.light is not there)' : '';

describe.skipIf(lightUrl === null)(`Version 1, on the programs of Light${whySkipped}`, async () => {
  if (lightUrl === null) return it('needs them', () => {});
  const world = await openWorld({}, lightUrl, lightUrl);
  afterAll(() => world.burner.stop());

  it.each([1, 2, 3])(
    'burns compressed tokens of version %d',
    async (tokenVersion) => {
      const wallet = await newWallet();
      await world.localnet.seed(wallet.address, {}, 100_000_000);
      await world.localnet.call('localnet_seedCompressedTokens', {
        wallet: wallet.address,
        amounts: [1_500_000, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        version: tokenVersion,
      });
      const items = await listed(world, wallet);
      expect(items).toHaveLength(10);
      await doAll(world, wallet, possible(items));
      expect(await listed(world, wallet)).toEqual([]);
    },
    60_000,
  );
});
