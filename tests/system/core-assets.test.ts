import { afterAll, expect } from 'vitest';
import { itNeeding } from './support/asset-kinds.ts';
import { openAssetWorld } from './support/asset-world.ts';
import { Burner, type Settings } from './support/burner.ts';
import { describeWithMetaplex } from './support/metaplex.ts';
import { RpcGate } from './support/rpc-gate.ts';
import { streamed } from './support/stream.ts';
import { withKey } from './support/world.ts';

const burnt = [
  'core',
  'coreCollection',
  'corePlugins',
  'coreOlderRent',
  'coreThawed',
  'coreOraclePass',
];
const forbidden = ['coreFrozen', 'coreFrozenCollection', 'coreOracle'];

describeWithMetaplex('Core assets', async (metaplexUrl) => {
  const { localnet, burner, token, walletWith, itemsOf, burnOf, build, refusalsOf, burnAll } =
    await openAssetWorld(metaplexUrl);
  afterAll(() => burner.stop());

  /** Today's rent of all bytes but one, whatever the account holds. */
  const refundOf = async (address: string): Promise<number> =>
    (Buffer.from((await localnet.account(address))!.data[0], 'base64').length - 1) * 5_080;

  for (const kind of burnt)
    itNeeding(kind)(kind, async () => {
      const { wallet, assets } = await walletWith({ [kind]: 2 });
      const items = await itemsOf(wallet);
      expect(items.map(({ address }) => address).sort()).toEqual(
        assets.map(({ address }) => address).sort(),
      );
      for (const item of items) {
        expect(item).toMatchObject({
          type: 'nft',
          isFrozen: false,
          actions: ['burn'],
          imageUri: null,
        });
        expect(item.reclaimableLamports).toBe(await refundOf(item.address));
        expect(item.lamports).toBe(await localnet.balance(item.address));
      }
      await burnAll(wallet, items);
      expect(await itemsOf(wallet)).toEqual([]);
    });

  for (const kind of forbidden)
    itNeeding(kind)(`${kind}: blocked`, async () => {
      const { wallet, assets } = await walletWith({ [kind]: 1 });
      const [item] = await itemsOf(wallet);
      expect(item).toMatchObject({
        address: assets[0]!.address,
        actions: [],
        reclaimableLamports: 0,
        isFrozen: kind !== 'coreOracle',
      });
      expect(item.blocked).toEqual({
        code: 'plugin_forbids',
        message: 'Its kind, or one of its plugins or extensions, does not allow burning',
      });
      const { transactions, rejected } = await build(wallet, [burnOf(item)]);
      expect(transactions).toEqual([]);
      expect(rejected).toMatchObject([{ address: item.address, code: 'plugin_forbids' }]);
    });

  itNeeding('coreCollection')(
    'show name, collection and where the metadata is, and have no mint',
    async () => {
      const { wallet, assets } = await walletWith({ coreCollection: 1 });
      const [item] = await itemsOf(wallet);
      expect(item).toMatchObject({
        name: 'coreCollection 1',
        metadataUri: 'https://example.com/coreCollection%201.json',
        collection: { address: assets[0]!.collection, name: 'Collection plain' },
      });
      expect(item).not.toHaveProperty('mint');
      expect(item).not.toHaveProperty('tokenProgram');
      expect(item).not.toHaveProperty('symbol');
    },
  );

  itNeeding('core', 'nft')(
    'are burnt with other NFTs, many in one transaction, and each instruction says what it does',
    async () => {
      const { wallet, assets } = await walletWith({ core: 6, coreCollection: 6, nft: 1, pnft: 1 });
      const items = await itemsOf(wallet);
      const core = items.filter(({ mint }) => mint === undefined);
      expect(core).toHaveLength(12);
      const { transactions } = await build(wallet, core.map(burnOf));
      expect(transactions).toHaveLength(1);
      const described = transactions[0].instructions.filter(({ kind }: any) => kind === 'burn_v1');
      expect(described.map(({ asset }: any) => asset).sort()).toEqual(
        core.map(({ address }) => address).sort(),
      );
      expect(described.every(({ destination }: any) => destination === wallet.address)).toBe(true);
      await burnAll(wallet, items);
      expect(await itemsOf(wallet)).toEqual([]);
      for (const { address } of assets) expect(await localnet.isGone(address)).toBe(true);
    },
  );

  itNeeding('core')(
    'are read again for a build: gone, somebody else’s, of another balance or type',
    async () => {
      const { wallet } = await walletWith({ core: 2, coreCollection: 1 });
      const [first, second, third] = await itemsOf(wallet);
      const { wallet: other } = await walletWith({ core: 1 });
      const [foreign] = await itemsOf(other);
      await burnAll(wallet, [first]);
      const wanted = [
        burnOf(first),
        burnOf(foreign),
        { ...burnOf(second), expectedBalance: '2' },
        { ...burnOf(third), type: 'token' },
      ];
      expect(await refusalsOf(wallet, wanted)).toEqual([
        'not_found',
        'not_owner',
        'balance_changed',
        'not_found',
      ]);
    },
  );

  itNeeding('core', 'nft')('come in a stream too', async () => {
    const { wallet, assets } = await walletWith({ core: 3, nft: 1 });
    const { frames, code } = await streamed(burner, wallet.address, await token(wallet.address));
    expect(code).toBe(1000);
    const addresses = frames.flatMap(({ items }: any) => items.map(({ address }: any) => address));
    expect(new Set(addresses)).toEqual(new Set(assets.map(({ address }) => address)));
    expect(addresses).toHaveLength(4);
  });

  /** Another server, behind an indexer or a cluster that does as the test says. */
  async function listing(address: string, gate: RpcGate, settings: Settings, rpcUrl: string) {
    const server = await Burner.start(rpcUrl, settings);
    const project = await server.createProject('indexers');
    const answer = await withKey(server, await server.createKey(project)).get(
      `/wallet/${address}/assets`,
    );
    await server.stop();
    await gate.close();
    expect(answer.status, answer.text).toBe(200);
    return answer.json;
  }
  const withoutDas = async ({ method, body, forward }: any): Promise<string> =>
    method === 'getAssetsByOwner'
      ? JSON.stringify({
          jsonrpc: '2.0',
          id: JSON.parse(body).id,
          error: { code: -32601, message: 'Method not found' },
        })
      : forward();

  itNeeding('core', 'nft')(
    'are not found by a cluster without an indexer, which is no failure unless one was promised',
    async () => {
      const { wallet, assets } = await walletWith({ core: 1, nft: 1 });
      for (const isPromised of [false, true]) {
        const gate = await RpcGate.open(metaplexUrl);
        gate.handle = withoutDas;
        const [rpcUrl, settings] = isPromised
          ? [metaplexUrl, { 'das.url': gate.url }]
          : [gate.url, {}];
        const { items, warnings } = await listing(wallet.address, gate, settings, rpcUrl);
        expect(items.map(({ address }: any) => address)).toEqual([
          assets.find(({ kind }) => kind === 'nft')!.address,
        ]);
        expect(warnings.map(({ source }: any) => source)).toEqual(isPromised ? ['das'] : []);
      }
    },
  );

  itNeeding('core', 'nft')(
    'are missed with a warning while the indexer does not answer',
    async () => {
      const { wallet } = await walletWith({ core: 1, nft: 1 });
      const gate = await RpcGate.open(metaplexUrl);
      gate.down = true;
      const { items, warnings } = await listing(
        wallet.address,
        gate,
        { 'das.url': gate.url },
        metaplexUrl,
      );
      expect(items).toHaveLength(1);
      expect(warnings).toMatchObject([{ code: 'source_unavailable', source: 'das' }]);
    },
  );

  itNeeding('core')(
    'are listed once, and only while the chain says that they are the wallet’s, whatever the indexer says',
    async () => {
      const { wallet, assets } = await walletWith({ core: 3 });
      const { assets: foreign } = await walletWith({ core: 1, coreCollection: 1 });
      const items = await itemsOf(wallet);
      await burnAll(wallet, [items[0]]);
      const named = [...assets, ...assets, ...foreign].map(({ id }) => ({
        id,
        interface: 'MplCoreAsset',
      }));
      const late = [...named, { id: foreign[1]!.collection, interface: 'MplCoreAsset' }];
      const gate = await RpcGate.open(metaplexUrl);
      gate.handle = async ({ body }) =>
        JSON.stringify({
          jsonrpc: '2.0',
          id: JSON.parse(body).id,
          result: { total: late.length, limit: 1000, page: 1, items: late },
        });
      const found = await listing(wallet.address, gate, { 'das.url': gate.url }, metaplexUrl);
      expect(found.warnings).toEqual([]);
      expect(found.items.map(({ address }: any) => address).sort()).toEqual(
        items
          .slice(1)
          .map(({ address }) => address)
          .sort(),
      );
    },
  );
});
