import { afterAll, describe, expect, inject, it } from 'vitest';
import { canBeMade } from './support/asset-kinds.ts';
import { openAssetWorld } from './support/asset-world.ts';
import { build, land, selectionOf, signAndSubmit, submit, sum } from './support/job.ts';
import type { SeededAccount } from './support/localnet.ts';
import { describeWithMetaplex } from './support/metaplex.ts';
import { openTerminal } from './support/terminal.ts';
import {
  altered,
  bytesOf,
  type Message,
  messageOf,
  newWallet,
  programs,
} from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// Transactions of version 1, from the request to what the chain shows, on the real programs.
const onlyV1 = { transactionVersions: [1] };
const both = { transactionVersions: [0, 1] };

const versionsOf = (transactions: readonly object[]): unknown[] =>
  transactions.map((transaction) => (transaction as { version: number }).version);

describe('token accounts', async () => {
  const world = await openWorld();
  const { localnet, burner, backend } = world;
  afterAll(() => burner.stop());

  it('a thousand empty ones close with 18 signatures, and 48 in version 0', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 1000 });
    const donating = { donationPercentage: 0.05 };
    expect((await build(backend, wallet, accounts, donating)).transactions).toHaveLength(48);
    const { transactions, totals, rejected } = await build(backend, wallet, accounts, {
      ...donating,
      ...both,
    });
    expect(rejected).toEqual([]);
    expect(versionsOf(transactions)).toEqual(Array(18).fill(1));
    for (const transaction of transactions) {
      expect(bytesOf(transaction).length).toBeLessThanOrEqual(4096 - 100);
      expect(messageOf(transaction).version).toBe(1);
    }
    const before = await localnet.balance(wallet.address);
    const fees = await land(localnet, backend, wallet, transactions);
    expect(fees).toBe(totals.networkFee);
    expect(await localnet.balance(wallet.address)).toBe(before + totals.netRebate - fees);
    for (const { address } of accounts) expect(await localnet.isGone(address)).toBe(true);
  }, 120_000);

  it('version 0 stays where it needs no more transactions, and where nothing is said', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 30 });
    const few = await build(backend, wallet, accounts.slice(0, 10), both);
    expect(versionsOf(few.transactions)).toEqual([0]);
    const unsaid = await build(backend, wallet, accounts);
    expect(versionsOf(unsaid.transactions)).toEqual([0, 0]);
    expect(versionsOf((await build(backend, wallet, accounts, both)).transactions)).toEqual([1]);
  });

  it('all kinds are burned and closed', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address);
    const possible = accounts.filter(({ disposition }: SeededAccount) =>
      ['close', 'burn'].includes(disposition),
    );
    const built = await build(backend, wallet, possible, onlyV1);
    expect(built.rejected).toEqual([]);
    expect(new Set(versionsOf(built.transactions))).toEqual(new Set([1]));
    const before = await localnet.balance(wallet.address);
    const fees = await land(localnet, backend, wallet, built.transactions);
    expect(await localnet.balance(wallet.address)).toBe(before + built.totals.netRebate - fees);
  }, 60_000);

  it('give back what is beyond their rent', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { emptyOlderRent: 3 });
    const items = accounts.map((account) => ({
      ...selectionOf(account),
      action: 'withdraw_excess',
    }));
    const path = `/wallet/${wallet.address}/transactions`;
    const { json } = await backend.post(path, { items, ...onlyV1 });
    expect(versionsOf(json.transactions)).toEqual([1]);
    const before = await localnet.balance(wallet.address);
    const fees = await land(localnet, backend, wallet, json.transactions);
    expect(await localnet.balance(wallet.address)).toBe(before + json.totals.netRebate - fees);
  });

  describe('what a wallet changes', async () => {
    const guard = {
      programAddress: programs.lighthouse,
      accounts: [],
      data: Uint8Array.of(6, 0, 1),
    };
    const changes: [string, string, (message: Message) => Message][] = [
      ['a fee within the cap passes', 'submitted', withFee(5_000_000n)],
      ['a fee beyond the cap is refused', 'failed', withFee(5_000_001n)],
      [
        'a compute-budget instruction is refused',
        'failed',
        (message) => ({
          ...message,
          instructions: [
            { programAddress: programs.computeBudget, data: Uint8Array.of(2, 0, 0, 1, 0) },
            ...message.instructions,
          ],
        }),
      ],
      [
        'a ninth guard is refused',
        'failed',
        (message) => ({
          ...message,
          instructions: [...message.instructions, ...Array(9).fill(guard)],
        }),
      ],
    ];
    it.each(changes)('%s', async (_, status, change) => {
      const wallet = await newWallet();
      const accounts = await localnet.seed(wallet.address, { empty: 3 });
      const { transactions } = await build(backend, wallet, accounts, onlyV1);
      const entry = await altered(wallet, transactions[0]!, change);
      const [result] = await submit(backend, wallet, [entry]);
      expect(result!.status, JSON.stringify(result)).toBe(status);
      if (status === 'failed') expect(result!.error!.code).toBe('message_mismatch');
    });
  });

  it('burner reclaim closes 58 with one signature', async () => {
    const { wallet, reclaim } = await openTerminal(world.key);
    const accounts = await localnet.seed(wallet.address, { empty: 58 });
    const before = await localnet.balance(wallet.address);
    const { code, out, err } = await reclaim('--server', burner.url, '--yes', '--json');
    expect(code, err).toBe(0);
    const { transactions, totals } = JSON.parse(out);
    expect(transactions).toMatchObject([{ status: 'confirmed' }]);
    const fee = await localnet.confirmed(transactions[0].signature);
    expect(await localnet.balance(wallet.address)).toBe(before + totals.netRebate - fee);
    for (const { address } of accounts) expect(await localnet.isGone(address)).toBe(true);
  });

  it('a transaction that was sent before is a duplicate', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 3 });
    const { transactions } = await build(backend, wallet, accounts, onlyV1);
    const [first] = await signAndSubmit(backend, wallet, transactions);
    const [again] = await signAndSubmit(backend, wallet, transactions);
    expect([first!.status, again!.status]).toEqual(['submitted', 'duplicate']);
    expect(again!.signature).toBe(first!.signature);
    await localnet.confirmed(first!.signature!);
  });
});

const burnt = [
  'nft',
  'nftCollection',
  'nftSizedCollection',
  'nftT22',
  'pnft',
  'pnftCollection',
  'nftPrint',
  'fungibleAsset',
  'core',
  'coreCollection',
  'corePlugins',
  'coreOraclePass',
  'cnft',
  'cnftCanopy',
  'cnftCollection',
  'cnftV2',
  'cnftV2Canopy',
  'cnftV2Collection',
];

describeWithMetaplex('assets of Metaplex', async (metaplexUrl) => {
  const { localnet, burner, backend, walletWith, itemsOf, burnOf } =
    await openAssetWorld(metaplexUrl);
  afterAll(() => burner.stop());

  it('of every kind are burned', async () => {
    const kinds = burnt.filter(canBeMade);
    const { wallet } = await walletWith(Object.fromEntries(kinds.map((kind) => [kind, 3])));
    const items = (await itemsOf(wallet)).filter(({ actions }) => actions.includes('burn'));
    expect(items.length).toBeGreaterThanOrEqual(3 * kinds.length);
    const request = { items: items.map(burnOf), ...onlyV1 };
    const { json } = await backend.post(`/wallet/${wallet.address}/transactions`, request);
    expect(json.rejected).toEqual([]);
    expect(new Set(versionsOf(json.transactions))).toEqual(new Set([1]));
    const before = await localnet.balance(wallet.address);
    const fees = await land(localnet, backend, wallet, json.transactions);
    expect(await localnet.balance(wallet.address)).toBe(before + json.totals.netRebate - fees);
    expect((await itemsOf(wallet)).filter(({ actions }) => actions.includes('burn'))).toEqual([]);
  }, 180_000);
});

const lightUrl = inject('lightUrl');

describe.skipIf(lightUrl === null)('compressed tokens', async () => {
  if (lightUrl === null) return it('need their programs', () => {});
  const { localnet, burner, backend } = await openWorld({}, lightUrl, lightUrl);
  afterAll(() => burner.stop());

  it.each([1, 2, 3])(
    'of version %i are burned',
    async (version) => {
      const wallet = await newWallet();
      await localnet.seed(wallet.address, {}, 100_000_000);
      const amounts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
      await localnet.call('localnet_seedCompressedTokens', {
        wallet: wallet.address,
        amounts,
        version,
      });
      const list = async (): Promise<any[]> =>
        (await backend.get(`/wallet/${wallet.address}/assets`)).json.items;
      const items = (await list()).map(({ type, address, balance, mint }) => ({
        type,
        address,
        action: 'burn',
        expectedBalance: balance,
        expectedMint: mint,
      }));
      const request = { items, ...onlyV1 };
      const { json } = await backend.post(`/wallet/${wallet.address}/transactions`, request);
      expect(json.rejected).toEqual([]);
      expect(sum(json.transactions.map(({ includes }: any) => includes.length))).toBe(10);
      expect(new Set(versionsOf(json.transactions))).toEqual(new Set([1]));
      await land(localnet, backend, wallet, json.transactions);
      expect(await list()).toEqual([]);
    },
    60_000,
  );
});

/** The message with another fee in its header. */
function withFee(priorityFeeLamports: bigint): (message: Message) => Message {
  return (message) => {
    const { config } = message as { config?: object };
    return { ...message, config: { ...config, priorityFeeLamports } } as Message;
  };
}
