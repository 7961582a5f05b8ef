import { afterAll, expect } from 'vitest';
import { itNeeding } from './support/asset-kinds.ts';
import { openAssetWorld } from './support/asset-world.ts';
import { land } from './support/job.ts';
import { markerBalance, refundOf } from './support/metadata-accounts.ts';
import { describeWithMetaplex } from './support/metaplex.ts';
import { openTerminal } from './support/terminal.ts';
import { openWorld } from './support/world.ts';

interface Kind {
  kind: string;
  count?: number;
  type?: string;
  blocked?: string;
  /** The token program burns it, and something is left behind. */
  leftBehind?: string;
  /** Only its token account is closed. */
  isToken?: true;
}

const kinds: Kind[] = [
  { kind: 'nft', count: 2 },
  { kind: 'nftCollection', count: 2 },
  { kind: 'nftSizedCollection', count: 2 },
  { kind: 'nftOlderRent' },
  { kind: 'nftT22' },
  { kind: 'pnft', count: 2 },
  { kind: 'pnftCollection' },
  { kind: 'fungibleAsset', type: 'fungible_asset', isToken: true },
  { kind: 'fungibleToken', type: 'token', isToken: true },
  { kind: 'nftPrint', count: 2 },
  { kind: 'nftNoMetadata', isToken: true, leftBehind: 'Its metadata is missing or cannot be read' },
  {
    kind: 'nftBadMetadata',
    isToken: true,
    leftBehind: 'Its metadata is missing or cannot be read',
  },
  { kind: 'nftPrinted', blocked: 'has_prints' },
  { kind: 'nftFrozen', blocked: 'frozen' },
  { kind: 'nftOfCollection', blocked: 'collection_not_empty' },
  { kind: 'pnftLocked', blocked: 'locked' },
  { kind: 'pnftListed', blocked: 'locked' },
];

describeWithMetaplex('Token Metadata', async (metaplexUrl) => {
  const { localnet, burner, backend, key, walletWith, itemsOf, burnOf, build, burnAll } =
    await openAssetWorld(metaplexUrl);
  afterAll(() => burner.stop());

  for (const { kind, count = 1, type = 'nft', blocked, leftBehind, isToken } of kinds)
    itNeeding(kind)(kind, async () => {
      const { wallet, assets } = await walletWith({ [kind]: count });
      const items = await itemsOf(wallet);
      const seeded = items.filter(({ address }) =>
        assets.some((asset) => asset.address === address),
      );
      expect(seeded).toHaveLength(count);
      for (const item of seeded) {
        const excess = kind === 'nftOlderRent' ? ['withdraw_excess'] : [];
        expect(item).toMatchObject({ type, actions: blocked ? [] : ['burn', ...excess] });
        expect(item.blocked?.code).toBe(blocked);
        expect(item.leftBehind?.message).toBe(leftBehind);
        if (!blocked)
          expect(item.reclaimableLamports).toBe(
            isToken ? await localnet.balance(item.address) : await refundOf(localnet, item),
          );
      }
      if (!blocked) return burnAll(wallet, seeded);
      const { transactions, rejected } = await build(wallet, seeded.map(burnOf));
      expect(transactions).toEqual([]);
      expect(rejected.map(({ code }: { code: string }) => code)).toEqual(seeded.map(() => blocked));
    });

  itNeeding(
    'nftSizedCollection',
    'pnft',
    'fungibleToken',
  )('shows names, collections and where the metadata is', async () => {
    const { wallet, assets } = await walletWith({
      nftSizedCollection: 1,
      pnft: 1,
      fungibleToken: 1,
    });
    const items = await itemsOf(wallet);
    const shown = (kind: string) =>
      items.find(({ address }) => address === assets.find((asset) => asset.kind === kind)!.address);
    expect(shown('nftSizedCollection')).toMatchObject({
      name: 'nftSizedCollection 1',
      symbol: 'SEED',
      isFrozen: false,
      imageUri: null,
      metadataUri: 'https://example.com/nftSizedCollection%201.json',
      collection: {
        address: assets.find(({ kind }) => kind === 'nftSizedCollection')!.collection,
        name: 'Collection sized',
      },
    });
    expect(shown('pnft')).toMatchObject({ name: 'pnft 1', isFrozen: false, collection: null });
    expect(shown('fungibleToken')).toMatchObject({
      name: 'fungibleToken 1',
      symbol: 'SEED',
      decimals: 6,
      uiBalance: 2.5,
    });
  });

  itNeeding('nft')('are burnt together in few transactions', async () => {
    const { wallet } = await walletWith({
      nft: 4,
      pnft: 3,
      nftCollection: 3,
      fungibleAsset: 2,
      fungibleToken: 2,
    });
    await burnAll(wallet, await itemsOf(wallet));
    expect(await itemsOf(wallet)).toEqual([]);
  });

  itNeeding('nft')(
    'give what their token accounts hold beyond the rent, and stay as they are',
    async () => {
      const { wallet, assets } = await walletWith({
        nft: 1,
        pnft: 1,
        pnftLocked: 1,
        nftFrozen: 1,
        nftPrinted: 1,
        fungibleAsset: 1,
      });
      const excess = 550_840;
      const states = [];
      for (const { address } of assets) {
        const account = (await localnet.account(address))!;
        await localnet.call('localnet_setAccount', {
          address,
          owner: account.owner,
          data: account.data[0],
          lamports: account.lamports + excess,
        });
        states.push(account);
      }
      const items = (await itemsOf(wallet)).filter(({ address }) =>
        assets.some((asset) => asset.address === address),
      );
      for (const { actions, excessLamports } of items)
        expect([actions.at(-1), excessLamports]).toEqual(['withdraw_excess', excess]);
      const built = await build(
        wallet,
        assets.map(({ type, address }) => ({ type, address, action: 'withdraw_excess' })),
      );
      expect(built).toMatchObject({
        rejected: [],
        totals: { grossRebate: assets.length * excess },
      });
      const before = await localnet.balance(wallet.address);
      const fees = await land(localnet, backend, wallet, built.transactions);
      expect(await localnet.balance(wallet.address)).toBe(before + assets.length * excess - fees);
      for (const [i, { address }] of assets.entries())
        expect(await localnet.account(address)).toEqual(states[i]);
    },
  );

  itNeeding('nftPrint')(
    'prints whose master no indexer names are burnt by the token program, and say what that leaves behind',
    async () => {
      const { wallet, assets } = await walletWith({ nftPrint: 1 });
      const blind = await openWorld({ 'das.url': 'http://127.0.0.1:1' }, metaplexUrl, metaplexUrl);
      const tokenAccount = await localnet.balance(assets[0]!.address);
      const { json } = await blind.backend.get(`/wallet/${wallet.address}/assets`);
      expect(json.items).toMatchObject([
        {
          address: assets[0]!.address,
          reclaimableLamports: tokenAccount,
          leftBehind: { message: 'It is a print whose master is not known' },
        },
      ]);
      const built = (
        await blind.backend.post(`/wallet/${wallet.address}/transactions`, {
          items: [burnOf(json.items[0])],
        })
      ).json;
      await blind.burner.stop();
      expect(built.transactions).toMatchObject([{ grossRebate: tokenAccount }]);
      expect(built.transactions[0].instructions.map(({ kind }: any) => kind)).not.toContain(
        'burn_v1',
      );
    },
  );

  itNeeding('nftPrintOwn')(
    'prints of the wallet’s own master: one at a time, the last also gives their edition marker back',
    async () => {
      const { wallet, assets } = await walletWith({ nftPrintOwn: 2 });
      const prints = async () =>
        (await itemsOf(wallet)).filter(({ address }) =>
          assets.some((asset) => asset.address === address),
        );
      const [first, second] = await prints();
      const master = (await itemsOf(wallet)).find(({ mint }) => mint === assets[0]!.masterMint);
      expect(master).toMatchObject({ actions: [], blocked: { code: 'has_prints' } });
      const [print, marker] = [
        await refundOf(localnet, first),
        await markerBalance(localnet, assets[0]!.masterMint!),
      ];
      expect(marker).toBeGreaterThan(0);
      expect([first, second]).toMatchObject(
        Array(2).fill({ actions: ['burn'], reclaimableLamports: print }),
      );
      const { rejected } = await build(wallet, [first, second].map(burnOf));
      expect(rejected).toMatchObject([{ address: second.address, code: 'simulation_failed' }]);
      await burnAll(wallet, [first]);
      const [last] = await prints();
      expect(last.reclaimableLamports).toBe(print + marker);
      await burnAll(wallet, [last]);
      const [free] = await itemsOf(wallet);
      expect(free).toMatchObject({ mint: master.mint, actions: ['burn'] });
      await burnAll(wallet, [free]);
    },
  );

  itNeeding('nft', 'coreCollection')(
    'are burnt by mint, or a Core asset by its address, from a terminal: burner reclaim --burn',
    async () => {
      const { wallet, reclaim } = await openTerminal(key);
      const assets = await localnet.seedAssets(wallet.address, {
        nftCollection: 1,
        pnft: 1,
        nftPrint: 1,
        nftPrintOwn: 1,
        fungibleAsset: 1,
        coreCollection: 1,
        coreOraclePass: 1,
        nft: 1,
      });
      const items = await itemsOf(wallet);
      const burnt = assets.filter(({ kind }) => kind !== 'nft');
      const promised = items
        .filter(({ address }) => burnt.some((asset) => asset.address === address))
        .reduce((sum, item) => sum + item.reclaimableLamports, 0);
      const before = await localnet.balance(wallet.address);
      const names = burnt.flatMap(({ mint, address }) => ['--burn', mint ?? address]);
      const { code, out, err } = await reclaim(
        '--server',
        burner.url,
        '--yes',
        '--protect-above-usd',
        'none',
        '--json',
        ...names,
      );
      expect(code, err).toBe(0);
      let fees = 0;
      for (const { signature } of JSON.parse(out).transactions)
        fees += await localnet.confirmed(signature);
      expect(await localnet.balance(wallet.address)).toBe(before + promised - fees);
      const left = (await itemsOf(wallet)).map(({ mint }) => mint);
      expect(new Set(left)).toEqual(
        new Set([
          assets.find(({ kind }) => kind === 'nft')!.mint,
          assets.find(({ kind }) => kind === 'nftPrintOwn')!.masterMint,
        ]),
      );
    },
  );

  itNeeding('nft')('are refused when another balance was reviewed, or another type', async () => {
    const { wallet } = await walletWith({ nft: 1, fungibleAsset: 1 });
    const [nft, asset] = await itemsOf(wallet);
    const wrong = [
      { ...burnOf(nft), expectedBalance: '2' },
      { ...burnOf(asset), type: 'token' },
    ];
    const { transactions, rejected } = await build(wallet, wrong);
    expect(transactions).toEqual([]);
    expect(rejected.map(({ code }: { code: string }) => code)).toEqual([
      'balance_changed',
      'not_found',
    ]);
  });
});
