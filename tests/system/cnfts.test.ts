import { afterAll, expect } from 'vitest';
import { canBeMade, itNeeding } from './support/asset-kinds.ts';
import { openAssetWorld } from './support/asset-world.ts';
import { Burner } from './support/burner.ts';
import { land, signAndSubmit } from './support/job.ts';
import { describeWithMetaplex } from './support/metaplex.ts';
import { RpcGate } from './support/rpc-gate.ts';
import { streamed } from './support/stream.ts';
import { openTerminal } from './support/terminal.ts';
import type { Wallet } from './support/wallet.ts';
import { withKey } from './support/world.ts';

const burnt = [
  'cnft',
  'cnftCanopy',
  'cnftCollection',
  'cnftDelegated',
  'cnftV2',
  'cnftV2Canopy',
  'cnftV2Collection',
];
const inTwos = Object.fromEntries(burnt.filter(canBeMade).map((kind) => [kind, 2]));

describeWithMetaplex('Compressed NFTs', async (metaplexUrl) => {
  const { localnet, burner, key, token, backend, walletWith, itemsOf, burnOf, build, refusalsOf } =
    await openAssetWorld(metaplexUrl);
  afterAll(() => burner.stop());

  const isBurnt = async (id: string): Promise<boolean> =>
    (await localnet.das<any>('getAsset', { id })).burnt;
  const rootOf = async (id: string): Promise<string> =>
    (await localnet.das<any>('getAssetProof', { id })).root;

  /**
   * Burns all of the items; they are gone, their trees have changed, and the wallet has paid the
   * fees alone.
   */
  async function burnAll(wallet: Wallet, items: any[]) {
    const built = await build(wallet, items.map(burnOf));
    expect(built.rejected).toEqual([]);
    expect(built.totals).toMatchObject({ items: items.length, netRebate: 0 });
    const roots = await Promise.all(items.map(({ address }) => rootOf(address)));
    const before = await localnet.balance(wallet.address);
    const fees = await land(localnet, backend, wallet, built.transactions);
    expect(await localnet.balance(wallet.address)).toBe(before - fees);
    for (const [i, { address }] of items.entries()) {
      expect(await isBurnt(address)).toBe(true);
      expect(await rootOf(address)).not.toBe(roots[i]);
    }
    return built.transactions;
  }

  for (const kind of burnt)
    itNeeding(kind)(kind, async () => {
      const { wallet, assets } = await walletWith({ [kind]: 2 });
      const items = await itemsOf(wallet);
      expect(items.map(({ address }) => address).sort()).toEqual(
        assets.map(({ address }) => address).sort(),
      );
      for (const item of items) {
        expect(item).toMatchObject({
          type: 'cnft',
          isFrozen: false,
          reclaimableLamports: 0,
          actions: ['burn'],
          imageUri: null,
        });
        expect(item.collection?.address ?? null).toBe(assets[0]!.collection);
      }
      const transactions = await burnAll(wallet, items);
      const [transaction] = transactions;
      // 4 nodes of a proof, or 14
      expect(transactions).toHaveLength(kind.includes('Canopy') ? 1 : 2);
      const { kind: name, asset, tree } = transaction.instructions.at(-1);
      expect([name, items.some(({ address }) => address === asset)]).toEqual([
        kind.includes('V2') ? 'burn_v2' : 'burn',
        true,
      ]);
      expect(tree).toBe((await localnet.das<any>('getAsset', { id: asset })).compression.tree);
      expect(await itemsOf(wallet)).toEqual([]);
    });

  itNeeding('cnft', 'core')(
    'of several kinds and trees are burnt together, with as many to a transaction as fit',
    async () => {
      const { wallet } = await walletWith({ ...inTwos, core: 1 });
      const items = await itemsOf(wallet);
      const cnfts = items.filter(({ type }) => type === 'cnft');
      expect(cnfts).toHaveLength(2 * Object.keys(inTwos).length);
      const transactions = await burnAll(wallet, cnfts);
      expect(transactions.length).toBeLessThan(cnfts.length);
      expect((await itemsOf(wallet)).map(({ type }) => type)).toEqual(['nft']);
    },
  );

  itNeeding('cnftCanopy')(
    'share a root in one transaction, and in as many after one another as the tree remembers',
    async () => {
      const { wallet } = await walletWith({ cnftCanopy: 70 });
      const items = await itemsOf(wallet);
      const { transactions, rejected, totals } = await build(wallet, items.map(burnOf));
      expect(totals.items).toBe(64);
      expect(transactions.length).toBeLessThanOrEqual(32);
      expect(rejected).toHaveLength(6);
      expect(rejected[0]).toMatchObject({
        code: 'simulation_failed',
        message: expect.stringContaining('in a later request'),
      });
      for (let at = 0; at < transactions.length; at += 16)
        await land(localnet, backend, wallet, transactions.slice(at, at + 16));
      const left = await itemsOf(wallet);
      expect(left.map(({ address }) => address).sort()).toEqual(
        rejected.map(({ address }: any) => address).sort(),
      );
      await burnAll(wallet, left);
      expect(await itemsOf(wallet)).toEqual([]);
    },
  );

  itNeeding('cnftCanopy')(
    'land after their tree has changed, and not at all where one of them is burnt already',
    async () => {
      const { wallet } = await walletWith({ cnftCanopy: 3 });
      const [first, second, third] = await itemsOf(wallet);
      const one = await build(wallet, [burnOf(first)]);
      const other = await build(wallet, [burnOf(second)]);
      const again = await build(wallet, [first, third].map(burnOf));
      await land(localnet, backend, wallet, [...other.transactions, ...one.transactions]);
      for (const { address } of [first, second]) expect(await isBurnt(address)).toBe(true);
      const before = await localnet.balance(wallet.address);
      expect(again.transactions).toHaveLength(1);
      const [result] = await signAndSubmit(backend, wallet, again.transactions);
      expect(result).toMatchObject({ status: 'failed', error: { code: 'simulation_failed' } });
      expect(await localnet.balance(wallet.address)).toBe(before);
      expect((await itemsOf(wallet)).map(({ address }) => address)).toEqual([third.address]);
    },
  );

  itNeeding('cnftV2Frozen')('that are frozen are blocked', async () => {
    const { wallet, assets } = await walletWith({ cnftV2Frozen: 1 });
    const [item] = await itemsOf(wallet);
    expect(item).toMatchObject({ address: assets[0]!.address, isFrozen: true, actions: [] });
    expect(item.blocked).toEqual({
      code: 'frozen',
      message: 'It is frozen, and cannot be burned until it is thawed',
    });
    const { transactions, rejected } = await build(wallet, [burnOf(item)]);
    expect(transactions).toEqual([]);
    expect(rejected).toMatchObject([{ address: item.address, code: 'frozen' }]);
  });

  itNeeding('cnftV2Collection')('show name and collection, and where the metadata is', async () => {
    const { wallet, assets } = await walletWith({ cnftV2Collection: 1 });
    const [item] = await itemsOf(wallet);
    expect(item).toMatchObject({
      name: 'cnftV2Collection 1',
      metadataUri: 'https://example.com/cnftV2Collection%201.json',
      collection: { address: assets[0]!.collection },
      lamports: 0,
    });
    for (const absent of ['mint', 'tokenProgram', 'balance', 'usdValue'])
      expect(item).not.toHaveProperty(absent);
  });

  itNeeding('cnft')(
    'are looked up again for a build: burnt, somebody else’s, of another balance, or unknown',
    async () => {
      const { wallet } = await walletWith({ cnft: 2 });
      const [first, second] = await itemsOf(wallet);
      const [foreign] = await itemsOf((await walletWith({ cnft: 1 })).wallet);
      await burnAll(wallet, [first]);
      const wanted = [
        burnOf(first),
        burnOf(foreign),
        { ...burnOf(second), expectedBalance: '2' },
        { ...burnOf(first), address: wallet.address },
      ];
      expect(await refusalsOf(wallet, wanted)).toEqual([
        'not_found',
        'not_owner',
        'balance_changed',
        'not_found',
      ]);
    },
  );

  itNeeding('cnft', 'core')('come in a stream too', async () => {
    const { wallet, assets } = await walletWith({ cnft: 3, core: 1 });
    const { frames, code } = await streamed(burner, wallet.address, await token(wallet.address));
    expect(code).toBe(1000);
    const addresses = frames.flatMap(({ items }: any) => items.map(({ address }: any) => address));
    expect(addresses.sort()).toEqual(assets.map(({ address }) => address).sort());
  });

  itNeeding(
    'cnftCanopy',
    'cnftDelegated',
    'cnftV2Collection',
  )('are burnt from the terminal when they are named, and not when they are not', async () => {
    const { wallet, reclaim } = await openTerminal(key);
    const assets = await localnet.seedAssets(wallet.address, {
      cnftCanopy: 2,
      cnftDelegated: 1,
      cnftV2Collection: 2,
    });
    const named = assets.slice(1).map(({ address }) => address);
    const burns = named.flatMap((address) => ['--burn', address]);
    const { code, err } = await reclaim('--server', burner.url, '--yes', ...burns);
    expect(code, err).toBe(0);
    expect((await itemsOf(wallet)).map(({ address }) => address)).toEqual([assets[0]!.address]);
    for (const address of named) expect(await isBurnt(address)).toBe(true);
  });

  /** What a server builds of two cNFTs behind an indexer that lies about the first. */
  async function builtOn(lie: (said: any) => void) {
    const { wallet } = await walletWith({ cnft: 1, cnftV2: 1 });
    const items = await itemsOf(wallet);
    const { address } = items[0];
    const gate = await RpcGate.open(metaplexUrl);
    gate.handle = async ({ forward }) => {
      const answer = JSON.parse(await forward());
      const said =
        answer.result?.[address] ??
        [answer.result].flat().find((asset: any) => asset?.id === address);
      if (said) lie(said);
      return JSON.stringify(answer);
    };
    const server = await Burner.start(metaplexUrl, { 'das.url': gate.url });
    const project = await server.createProject('liars');
    const caller = withKey(server, await server.createKey(project));
    const answer = await caller.post(`/wallet/${wallet.address}/transactions`, {
      items: items.map(burnOf),
    });
    await server.stop();
    await gate.close();
    expect(answer.status, answer.text).toBe(200);
    return { ...answer.json, items };
  }
  const nobody = '9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg';
  const lies: Record<string, (said: any) => void> = {
    'another node': ({ proof }) => proof && (proof[3] = nobody),
    'another root': (said) => said.proof && (said.root = nobody),
    'a shorter proof': ({ proof }) => proof?.pop(),
    'another place': (said) => said.proof && (said.node_index ^= 1),
    'another leaf': (said) => said.proof && (said.leaf = nobody),
    'another delegate': ({ ownership }) => ownership && (ownership.delegate = nobody),
    'another hash': ({ compression }) => compression && (compression.data_hash = nobody),
  };
  for (const [name, lie] of Object.entries(lies))
    itNeeding('cnft', 'cnftV2')(`are not burnt on an indexer’s word: ${name}`, async () => {
      const { transactions, rejected, items } = await builtOn(lie);
      expect(rejected).toMatchObject([{ address: items[0].address, code: 'source_unavailable' }]);
      const included = transactions.flatMap(({ includes }: any) =>
        includes.map(({ address }: any) => address),
      );
      expect(included).toEqual([items[1].address]);
    });
});
