import { keccak_256 } from '@noble/hashes/sha3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeBase58, key } from '../src/base58.ts';
import { readRoot } from '../src/compressed/tree-account.ts';
import { compressedTokenKinds } from '../src/light/kinds.ts';
import { type AssetKindName, assetKinds } from '../src/seed/metaplex/kinds.ts';
import type { SeededAsset } from '../src/seed/metaplex/seed-assets.ts';
import type { SeedResult } from '../src/seed/seed-wallet.ts';
import {
  absentKinds,
  type AssetList,
  assetsOf,
  das,
  type DasAsset,
  type DasProof,
  programs,
  runnableKinds,
  whySkipped,
} from './metaplex.ts';
import { type Bench, failure, openBench } from './support.ts';

const wallet = '9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg';

describe('DigitalAssetMethods', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.net.close());

  it('lists nothing for a wallet that has nothing', async () => {
    expect(await das(bench, 'getAssetsByOwner', { ownerAddress: wallet, page: 1 })).toEqual({
      total: 0,
      limit: 1000,
      page: 1,
      items: [],
    });
  });

  const refused: [string, string, object, number, string][] = [
    [
      'an unknown field',
      'getAssetsByOwner',
      { ownerAddress: wallet, colour: 1 },
      -32602,
      'unknown field `colour`',
    ],
    [
      'an unknown option',
      'getAssetsByOwner',
      { ownerAddress: wallet, options: { showX: true } },
      -32602,
      '`showX`',
    ],
    ['no owner', 'getAssetsByOwner', {}, -32602, 'missing field `ownerAddress`'],
    [
      'an owner that is no key',
      'getAssetsByOwner',
      { ownerAddress: '0' },
      -32000,
      'Pubkey Validation Err: 0 is invalid',
    ],
    [
      'page 0',
      'getAssetsByOwner',
      { ownerAddress: wallet, page: 0 },
      -32000,
      'No Pagination Method Selected',
    ],
    [
      'a limit of 1001',
      'getAssetsByOwner',
      { ownerAddress: wallet, limit: 1001 },
      -32000,
      'greater than 1000',
    ],
    [
      'a page and a cursor',
      'getAssetsByOwner',
      { ownerAddress: wallet, page: 1, cursor: wallet },
      -32000,
      'Only one',
    ],
    ['an asset that is not there', 'getAsset', { id: wallet }, -32000, 'Asset Not Found'],
    [
      'a proof that is not there',
      'getAssetProof',
      { id: wallet },
      -32000,
      `Asset Proof for ${wallet} Not Found`,
    ],
    [
      '1001 proofs',
      'getAssetProofs',
      { ids: Array(1001).fill(wallet) },
      -32000,
      'Batch Size Error',
    ],
    [
      'editions of no master',
      'getNftEditions',
      { mintAddress: wallet },
      -32000,
      'Master Edition not found',
    ],
    ['positional parameters', 'getAsset', [wallet], -32602, 'expected a configuration object'],
  ];
  for (const [what, method, params, code, message] of refused) {
    it(`refuses ${what}`, async () => {
      const error = await failure(das(bench, method, params));
      expect(error).toMatchObject({ code, message: expect.stringContaining(message) as string });
    });
  }

  it('answers null for the proofs that it does not have', async () => {
    for (const method of ['getAssetProofs', 'getAssetProofBatch'])
      expect(await das(bench, method, { ids: [wallet] })).toEqual({ [wallet]: null });
  });

  it('is not there when the index is left out', async () => {
    const bare = await openBench(7, { das: false });
    const error = await failure(das(bare, 'getAssetsByOwner', { ownerAddress: wallet, page: 1 }));
    await bare.net.close();
    expect(error).toMatchObject({ code: -32601, message: 'Method not found' });
  });

  it('leaves out what needs programs that are not loaded, and refuses to be asked for it', async () => {
    const seeded = await bench.call<SeedResult>('localnet_seed', { wallet, empty: 0 });
    expect(seeded.assets).toEqual([]);
    expect(seeded.compressedTokens).toEqual([]);
    const kinds = [...Object.keys(assetKinds), ...Object.keys(compressedTokenKinds)];
    expect(seeded.leftOut.map(({ kind }) => kind)).toEqual(kinds);
    expect(seeded.leftOut).toContainEqual({ kind: 'compressedToken', missing: ['light'] });
    expect(seeded.leftOut).toContainEqual({ kind: 'core', missing: ['mpl_core'] });
    expect(await failure(bench.seed({ core: 1 }))).toMatchObject({
      code: -32602,
      message: 'Invalid params: `core` needs mpl_core (--programs)',
    });
    expect(await failure(bench.seed({ compressedToken: 1 }))).toMatchObject({
      code: -32602,
      message: 'Invalid params: compressed tokens need the Light protocol (--light)',
    });
  });
});

// What the listing says of each kind, beside what is the same for all; null for what no index takes
// for an asset.
const shown: Record<AssetKindName, object | null> = {
  nft: { interface: 'V1_NFT', grouping: [] },
  nftCollection: { interface: 'V1_NFT' },
  nftSizedCollection: { interface: 'V1_NFT' },
  nftOlderRent: { interface: 'V1_NFT' },
  nftT22: {
    interface: 'V1_NFT',
    token_info: { token_program: 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb' },
  },
  nftPrinted: { interface: 'V1_NFT' },
  nftPrint: {
    interface: 'V1_NFT',
    content: { metadata: { token_standard: 'NonFungibleEdition' } },
  },
  nftPrintOwn: {
    interface: 'V1_NFT',
    content: { metadata: { token_standard: 'NonFungibleEdition' } },
  },
  nftFrozen: { interface: 'V1_NFT', ownership: { frozen: true, delegated: true } },
  nftNoMetadata: null,
  nftBadMetadata: null,
  nftOfCollection: { interface: 'V1_NFT' },
  pnft: { interface: 'ProgrammableNFT', ownership: { frozen: true, delegated: false } },
  pnftCollection: { interface: 'ProgrammableNFT' },
  pnftLocked: { interface: 'ProgrammableNFT', ownership: { frozen: true, delegated: true } },
  pnftListed: { interface: 'ProgrammableNFT', ownership: { frozen: true, delegated: true } },
  fungibleAsset: {
    interface: 'FungibleAsset',
    ownership: { ownership_model: 'token' },
    token_info: { balance: 5, decimals: 0 },
  },
  fungibleToken: {
    interface: 'FungibleToken',
    token_info: { balance: 2_500_000, supply: 2_500_000, decimals: 6 },
  },
  core: { interface: 'MplCoreAsset', plugins: {}, mpl_core_info: { plugins_json_version: 1 } },
  coreCollection: { interface: 'MplCoreAsset' },
  corePlugins: {
    interface: 'MplCoreAsset',
    plugins: {
      attributes: {
        data: { attribute_list: [{ key: 'colour', value: 'red' }] },
        authority: { type: 'UpdateAuthority', address: null },
        index: 0,
      },
      royalties: { data: { basis_points: 500, rule_set: 'None' }, index: 1 },
    },
    royalty: { basis_points: 500, percent: 0.05 },
  },
  coreOlderRent: { interface: 'MplCoreAsset' },
  coreFrozen: {
    interface: 'MplCoreAsset',
    ownership: { frozen: true },
    plugins: { freeze_delegate: { data: { frozen: true }, authority: { type: 'Address' } } },
  },
  coreFrozenCollection: { interface: 'MplCoreAsset', ownership: { frozen: false } },
  coreThawed: {
    interface: 'MplCoreAsset',
    plugins: { permanent_freeze_delegate: { data: { frozen: false } } },
  },
  coreOracle: {
    interface: 'MplCoreAsset',
    plugins: {},
    external_plugins: [
      {
        type: 'Oracle',
        index: 0,
        adapter_config: { results_offset: 'Anchor' },
        lifecycle_checks: { burn: ['CanReject'] },
      },
    ],
  },
  coreOraclePass: { interface: 'MplCoreAsset', external_plugins: [{ type: 'Oracle' }] },
  cnft: { interface: 'V1_NFT', compression: { compressed: true }, ownership: { delegated: false } },
  cnftCanopy: { interface: 'V1_NFT', compression: { compressed: true } },
  cnftCollection: { interface: 'V1_NFT', compression: { compressed: true } },
  cnftDelegated: {
    interface: 'V1_NFT',
    compression: { compressed: true },
    ownership: { delegated: true },
  },
  cnftV2: {
    interface: 'MplBubblegumV2',
    compression: { compressed: true, flags: 0 },
    ownership: { non_transferable: false },
  },
  cnftV2Canopy: { interface: 'MplBubblegumV2', compression: { compressed: true, flags: 0 } },
  cnftV2Collection: { interface: 'MplBubblegumV2', compression: { compressed: true, flags: 0 } },
  cnftV2Frozen: {
    interface: 'MplBubblegumV2',
    compression: { flags: 1 },
    ownership: { frozen: true, delegated: true },
  },
};

describe('SeededAssets', () => {
  let bench: Bench;
  let seeded: SeededAsset[];
  let listed: DasAsset[];
  beforeAll(async () => {
    bench = await openBench(7, { programs });
    seeded = (
      await bench.call<SeedResult>('localnet_seed', { wallet: bench.wallet.address, empty: 0 })
    ).assets;
    listed = await assetsOf(bench);
  });
  afterAll(() => bench.net.close());

  for (const kind of absentKinds) it.skip(`${kind}: ${whySkipped}`);
  for (const kind of runnableKinds) {
    it(`${kind}: is listed as what it is`, async () => {
      const some = seeded.filter((asset) => asset.kind === kind);
      expect(some).toHaveLength(assetKinds[kind].count);
      for (const asset of some) {
        const json = listed.find((one) => one.id === asset.id);
        if (shown[kind] === null) {
          expect(json).toBeUndefined();
          continue;
        }
        const group = { group_key: 'collection', group_value: asset.collection };
        expect(json).toMatchObject({
          ...shown[kind],
          burnt: false,
          grouping: asset.collection ? [group] : [],
        });
        expect(json!.ownership.owner).toBe(bench.wallet.address);
        expect(json!.content.metadata.name).toMatch(
          asset.masterMint ? /^Master$/ : new RegExp(`^${kind} \\d$`),
        );
        const alone = await das<DasAsset>(bench, 'getAsset', { id: asset.id });
        expect(alone.content).toEqual(json!.content);
      }
    });
  }

  it.skipIf(runnableKinds.length === 0)(
    'gives many assets at once, in the order asked, null for none',
    async () => {
      const ids = [bench.wallet.address as string, ...seeded.map((asset) => asset.id as string)];
      const assets = await das<(DasAsset | null)[]>(bench, 'getAssets', { ids });
      expect(await das(bench, 'getAssetBatch', { ids })).toEqual(assets);
      expect(assets).toHaveLength(ids.length);
      expect(assets[0]).toBeNull(); // the wallet is none
      for (const [i, id] of ids.entries())
        if (assets[i]) expect(assets[i]).toEqual(await das(bench, 'getAsset', { id }));
        else expect(await failure(das(bench, 'getAsset', { id }))).toMatchObject({ code: -32000 });
    },
  );

  const compressed = runnableKinds.filter((kind) => assetKinds[kind].type === 'cnft');
  it.skipIf(compressed.length === 0)(
    'proves every compressed NFT by the root that the chain has',
    async () => {
      const ids = seeded
        .filter((asset) => asset.type === 'cnft')
        .map((asset) => asset.id as string);
      const proofs = await das<Record<string, DasProof>>(bench, 'getAssetProofs', { ids });
      expect(await das(bench, 'getAssetProofBatch', { ids })).toEqual(proofs);
      for (const id of ids) {
        const { root, proof, leaf, node_index, tree_id } = proofs[id]!;
        const { compression } = await das<DasAsset>(bench, 'getAsset', { id });
        expect(leaf).toBe(compression.asset_hash);
        expect(tree_id).toBe(compression.tree);
        expect(node_index).toBe(compression.leaf_id + 2 ** proof.length);
        let node = key(leaf);
        proof.forEach((sibling, level) => {
          const pair = (node_index >> level) & 1 ? [key(sibling), node] : [node, key(sibling)];
          node = keccak_256(Buffer.concat(pair));
        });
        expect(encodeBase58(node)).toBe(root);
        expect(encodeBase58(readRoot(bench.net.chain.account(key(tree_id))!.data))).toBe(root);
        expect(await das(bench, 'getAssetProof', { id })).toEqual(proofs[id]);
      }
    },
  );

  it.skipIf(!runnableKinds.includes('core'))(
    'gives every asset once, whatever the way to turn pages',
    async () => {
      const owner = { ownerAddress: bench.wallet.address, limit: 7 };
      const all = (
        await das<AssetList>(bench, 'getAssetsByOwner', { ...owner, limit: 1000 })
      ).items.map(({ id }) => id);
      const byPage: string[] = [];
      for (let page = 1; byPage.length < all.length; page++) {
        const answer = await das<AssetList>(bench, 'getAssetsByOwner', { ...owner, page });
        expect(answer).toMatchObject({ limit: 7, page, total: answer.items.length });
        byPage.push(...answer.items.map(({ id }) => id));
      }
      const byCursor: string[] = [];
      for (let cursor: string | undefined; byCursor.length < all.length;) {
        const answer: AssetList = await das(bench, 'getAssetsByOwner', { ...owner, cursor });
        byCursor.push(...answer.items.map(({ id }) => id));
        cursor = answer.cursor;
      }
      expect(byPage).toEqual(all);
      expect(byCursor).toEqual(all);
      const ascending = { sortBy: 'id', sortDirection: 'asc' };
      const after: AssetList = await das(bench, 'getAssetsByOwner', {
        ...owner,
        sortBy: ascending,
        after: all.at(-1),
      });
      expect(after.items.map(({ id }) => id)).toEqual(all.toReversed().slice(1, 8));
    },
  );

  it.skipIf(!runnableKinds.includes('fungibleToken'))(
    'shows tokens only when it is asked to',
    async () => {
      const { items } = await das<AssetList>(bench, 'getAssetsByOwner', {
        ownerAddress: bench.wallet.address,
      });
      expect(items.map((one) => one.interface)).not.toContain('FungibleToken');
      expect(items.every((one) => one.token_info === undefined)).toBe(true);
    },
  );

  it.skipIf(!runnableKinds.includes('nftPrint'))("lists a master's prints", async () => {
    const prints = seeded.filter((asset) => asset.kind === 'nftPrint');
    const answer = await das(bench, 'getNftEditions', {
      mintAddress: prints[0]!.masterMint,
      limit: 10,
    });
    expect(answer).toMatchObject({ total: 2, limit: 10, supply: 2, max_supply: null });
    const mint = prints[0]!.masterMint;
    const largest = await bench.call<{ value: unknown[] }>('getTokenLargestAccounts', mint);
    expect(largest.value).toMatchObject([{ amount: '1', decimals: 0 }]);
    const { editions } = answer as { editions: { mint_address: string; edition_number: number }[] };
    const numbers = new Map(editions.map((one) => [one.mint_address, one.edition_number]));
    expect(prints.map((print) => numbers.get(print.id))).toEqual([1, 2]);
    const shown = await das(bench, 'getAsset', { id: prints[1]!.id });
    expect(shown).toMatchObject({ supply: { edition_number: 2, master_edition_mint: mint } });
  });

  it.skipIf(!runnableKinds.includes('cnft'))(
    'gives the same assets for the same wallet and number',
    async () => {
      const other = await openBench(7, { programs });
      const again = await other.call<SeedResult>('localnet_seed', {
        wallet: other.wallet.address,
        empty: 0,
      });
      const number = { wallet: other.wallet.address, seedNumber: 1, only: true, cnft: 1 };
      expect(await failure(other.call('localnet_seed', number))).toMatchObject({
        code: -32602,
        message: expect.stringContaining('this seedNumber has made assets') as string,
      });
      await other.net.close();
      expect(again.assets).toEqual(seeded);
    },
  );
});
