import { afterAll, describe, expect, inject, it } from 'vitest';
import { BurnerClient, type BuiltTransaction } from '@burnandclaim/sdk';
import { canBeMade } from './support/asset-kinds.ts';
import { openAssetWorld } from './support/asset-world.ts';
import { build, submit } from './support/job.ts';
import type { Localnet, SeededAccount } from './support/localnet.ts';
import { describeWithMetaplex } from './support/metaplex.ts';
import { newKeyFile, openTerminal } from './support/terminal.ts';
import { newWallet, signed, type Wallet } from './support/wallet.ts';
import { type Caller, openWorld } from './support/world.ts';

// Another key pays the network than the wallet, which gets back all that there is.
const versions = [
  ['version 0', 0],
  ['version 1', 1],
] as const;

async function newPayer(localnet: Localnet, lamports = 100_000_000): Promise<Wallet> {
  const payer = await newWallet();
  await localnet.call('requestAirdrop', payer.address, lamports);
  return payer;
}

/** Has both sign, submits, waits until all are confirmed, and gives the fees that the chain took. */
async function landPaid(
  localnet: Localnet,
  caller: Caller,
  [wallet, payer]: readonly [Wallet, Wallet],
  transactions: readonly BuiltTransaction[],
): Promise<number> {
  const both = async (built: BuiltTransaction) => signed(payer, await signed(wallet, built));
  let fees = 0;
  for (const built of transactions) {
    const [result] = await submit(caller, wallet, [await both(built)]);
    expect(result!.status, JSON.stringify(result!.error)).toBe('submitted');
    fees += await localnet.confirmed(result!.signature!);
  }
  return fees;
}

describe('token accounts', async () => {
  const world = await openWorld();
  const { localnet, burner, backend, donationWallet } = world;
  afterAll(() => burner.stop());

  it.each(versions)('a wallet without SOL gets all of its rent, %s', async (_, version) => {
    const [wallet, payer] = [await newWallet(), await newPayer(localnet)];
    const accounts = await localnet.seed(wallet.address, { empty: 60 }, 0);
    expect(await localnet.balance(wallet.address)).toBe(0);
    const { transactions, totals, rejected } = await build(backend, wallet, accounts, {
      donationPercentage: 0.05,
      transactionVersions: [version],
      feePayer: payer.address,
    });
    expect(rejected).toEqual([]);
    for (const built of transactions)
      expect(built).toMatchObject({ feePayer: payer.address, version });
    const [held, donated] = [
      await localnet.balance(payer.address),
      await localnet.balance(donationWallet),
    ];
    const fees = await landPaid(localnet, backend, [wallet, payer], transactions);
    expect(fees).toBe(totals.networkFee);
    expect(await localnet.balance(payer.address)).toBe(held - fees);
    expect(await localnet.balance(wallet.address)).toBe(totals.netRebate);
    expect(await localnet.balance(donationWallet)).toBe(donated + totals.donationAmount);
    for (const { address } of accounts) expect(await localnet.isGone(address)).toBe(true);
  });

  it.each(versions)(
    'all kinds are burned and closed, %s',
    async (_, version) => {
      const [wallet, payer] = [await newWallet(), await newPayer(localnet)];
      const accounts = await localnet.seed(wallet.address);
      const possible = accounts.filter(({ disposition }: SeededAccount) =>
        ['close', 'burn'].includes(disposition),
      );
      const { transactions, totals, rejected } = await build(backend, wallet, possible, {
        transactionVersions: [version],
        feePayer: payer.address,
      });
      expect(rejected).toEqual([]);
      const before = await localnet.balance(wallet.address);
      await landPaid(localnet, backend, [wallet, payer], transactions);
      expect(await localnet.balance(wallet.address)).toBe(before + totals.netRebate);
    },
    60_000,
  );

  it('a payer without SOL is named, and a sponsor that there is none', async () => {
    const [wallet, payer] = [await newWallet(), await newWallet()];
    const accounts = await localnet.seed(wallet.address, { empty: 1 }, 0);
    const { rejected } = await build(backend, wallet, accounts, { feePayer: payer.address });
    expect(rejected).toMatchObject([{ code: 'insufficient_funds' }]);
    expect(rejected[0]!.message).toContain('The fee payer holds 0 lamports, and needs ');
    const asked = {
      items: rejected.map(({ type, address, action }) => ({ type, address, action })),
    };
    const path = `/wallet/${wallet.address}/transactions`;
    const { status, json } = await backend.post(path, { ...asked, feePayer: 'sponsor' });
    expect([status, json.code]).toEqual([400, 'sponsor_unavailable']);
  });

  it('the SDK reclaims for a wallet without SOL', async () => {
    const [wallet, payer] = [await newWallet(), await newPayer(localnet)];
    await localnet.seed(wallet.address, { empty: 3 }, 0);
    const client = new BurnerClient({
      sessionToken: await world.token(wallet.address),
      baseUrl: burner.url,
    });
    const { items } = await client.getWalletAssets(wallet.address);
    const sign = async (built: BuiltTransaction) => signed(payer, await signed(wallet, built));
    const closes = items.map((item) => ({ ...item, action: 'close' as const }));
    const options = { items: closes, sign, feePayer: payer.address };
    for await (const event of client.reclaim(wallet.address, options)) {
      if (event.type !== 'done') continue;
      expect(event.report.totals).toMatchObject({ items: 3, transactions: 1 });
      expect(await localnet.balance(wallet.address)).toBe(event.report.totals.netRebate);
    }
  });

  it('burner reclaim has another key pay, to the lamport', async () => {
    const { wallet, reclaim } = await openTerminal(world.key);
    const payer = await newKeyFile();
    await localnet.call('requestAirdrop', payer.wallet.address, 10_000_000);
    const accounts = await localnet.seed(wallet.address, { empty: 30 }, 0);
    const alone = await reclaim('--server', burner.url, '--yes');
    expect(alone.code).toBe(1);
    expect(alone.err).toMatch(/holds 0\.0+ SOL and needs .* Or have another key pay: --fee-payer/);
    const paying = ['--fee-payer', payer.path, '--yes', '--json'];
    const { code, out, err } = await reclaim('--server', burner.url, ...paying);
    expect(code, err).toBe(0);
    const { transactions, totals } = JSON.parse(out);
    let fees = 0;
    for (const { signature } of transactions) fees += await localnet.confirmed(signature);
    expect(await localnet.balance(payer.wallet.address)).toBe(10_000_000 - fees);
    expect(await localnet.balance(wallet.address)).toBe(totals.netRebate);
    for (const { address } of accounts) expect(await localnet.isGone(address)).toBe(true);
  });
});

const burnt = ['nft', 'pnft', 'nftPrint', 'fungibleAsset', 'core', 'cnft', 'cnftV2'];

describeWithMetaplex('assets of Metaplex', async (metaplexUrl) => {
  const { localnet, burner, backend, walletWith, itemsOf, burnOf } =
    await openAssetWorld(metaplexUrl);
  afterAll(() => burner.stop());

  it.each(versions)(
    'are burned, and give back to the wallet, %s',
    async (_, version) => {
      const kinds = burnt.filter(canBeMade);
      const { wallet } = await walletWith(Object.fromEntries(kinds.map((kind) => [kind, 1])));
      const payer = await newPayer(localnet);
      const items = (await itemsOf(wallet)).filter(({ actions }) => actions.includes('burn'));
      const { json } = await backend.post(`/wallet/${wallet.address}/transactions`, {
        items: items.map(burnOf),
        transactionVersions: [version],
        feePayer: payer.address,
      });
      expect(json.rejected).toEqual([]);
      const before = await localnet.balance(wallet.address);
      await landPaid(localnet, backend, [wallet, payer], json.transactions);
      expect(await localnet.balance(wallet.address)).toBe(before + json.totals.netRebate);
    },
    120_000,
  );
});

const lightUrl = inject('lightUrl');

describe.skipIf(lightUrl === null)('compressed tokens', async () => {
  if (lightUrl === null) return it('need their programs', () => {});
  const { localnet, burner, backend } = await openWorld({}, lightUrl, lightUrl);
  afterAll(() => burner.stop());

  it.each([1, 3])(
    'of version %i are burned, and the wallet pays the trees',
    async (version) => {
      const [wallet, payer] = [await newWallet(), await newPayer(localnet)];
      await localnet.seed(wallet.address, {}, 100_000_000);
      const seeding = { wallet: wallet.address, amounts: [1, 2, 3], version };
      await localnet.call('localnet_seedCompressedTokens', seeding);
      const list = await backend.get(`/wallet/${wallet.address}/assets`);
      const items = list.json.items.map(({ type, address, balance, mint }: any) => ({
        type,
        address,
        action: 'burn',
        expectedBalance: balance,
        expectedMint: mint,
      }));
      const { json } = await backend.post(`/wallet/${wallet.address}/transactions`, {
        items,
        feePayer: payer.address,
      });
      expect(json.rejected).toEqual([]);
      const before = await localnet.balance(wallet.address);
      const fees = await landPaid(localnet, backend, [wallet, payer], json.transactions);
      expect(await localnet.balance(wallet.address)).toBe(before - (json.totals.networkFee - fees));
    },
    60_000,
  );
});
