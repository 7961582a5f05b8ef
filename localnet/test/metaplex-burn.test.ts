import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublicKey } from '@metaplex-foundation/umi';
import { encodeBase58, key } from '../src/base58.ts';
import { readRoot } from '../src/compressed/tree-account.ts';
import { clients } from '../src/metaplex/clients.ts';
import { contextFor, signerOf } from '../src/metaplex/context.ts';
import {
  type AssetDisposition,
  type AssetKindName,
  assetKinds,
} from '../src/seed/metaplex/kinds.ts';
import type { SeededAsset } from '../src/seed/metaplex/seed-assets.ts';
import { readMint } from '../src/token-state.ts';
import {
  absentKinds,
  assetsOf,
  burnOf,
  programs,
  runnableKinds,
  seedKinds,
  whySkipped,
} from './metaplex.ts';
import { type Bench, build, openBench, send, simulate } from './support.ts';

// The official clients burn every kind once; the programs confirm each `disposition` and what it
// gives back.
const customErrors: Partial<Record<AssetKindName, number>> = {
  nftFrozen: 17,
  nftPrinted: 110,
  pnftLocked: 155,
  pnftListed: 164,
  coreFrozen: 9,
  coreFrozenCollection: 9,
  coreOracle: 9,
  cnftV2Frozen: 6045,
};

describe('MetaplexBurn', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(7, { programs });
  });
  afterAll(() => bench.net.close());

  const lamports = (address: string) => bench.net.chain.account(key(address))?.lamports ?? 0n;
  const rent = (size: number) => bench.net.chain.minimumBalance(size);

  // What the programs give back, by the rules of each (lamports).
  function refundOf(asset: SeededAsset): bigint {
    if (asset.type === 'cnft') return 0n;
    const size = (address: string) => bench.net.chain.account(key(address))!.data.length;
    if (asset.mint === null) return rent(size(asset.id)) - rent(1);
    if (asset.disposition === 'burn_token' || asset.type !== 'nft') return lamports(asset.address);
    const context = contextFor(signerOf(bench.wallet.address as string as PublicKey));
    const {
      findMetadataPda,
      findMasterEditionPda,
      findTokenRecordPda,
      findEditionMarkerFromEditionNumberPda,
    } = clients.tokenMetadata;
    const [metadata] = findMetadataPda(context, { mint: asset.mint });
    const [edition] = findMasterEditionPda(context, { mint: asset.mint });
    const [record] = findTokenRecordPda(context, { mint: asset.mint, token: asset.address });
    // The marker of a master without prints left is closed only when the burner holds the master,
    // too.
    const marker =
      asset.kind === 'nftPrintOwn'
        ? findEditionMarkerFromEditionNumberPda(context, {
            mint: asset.masterMint!,
            editionNumber: 1,
          })[0]
        : null;
    const closed = [asset.address, edition, record, ...(marker ? [marker] : [])];
    return closed.reduce((sum, address) => sum + lamports(address), rent(size(metadata)));
  }

  const has = (disposition: AssetDisposition) => (kind: AssetKindName) =>
    assetKinds[kind].disposition === disposition;
  for (const kind of absentKinds) it.skip(`${kind}: ${whySkipped}`);

  for (const kind of runnableKinds.filter((one) => has('burn')(one) || has('burn_token')(one))) {
    it(`${kind}: vanishes and gives its rent back`, async () => {
      const asset = (await seedKinds(bench, kind))[0]!;
      const [before, refund] = [lamports(bench.wallet.address), refundOf(asset)];
      const supply = () =>
        asset.mint ? readMint(bench.net.chain.account(key(asset.mint))!.data).supply : 0n;
      const root = () =>
        asset.tree ? encodeBase58(readRoot(bench.net.chain.account(key(asset.tree))!.data)) : null;
      const [supplyBefore, rootBefore] = [supply(), root()];
      await send(bench, await burnOf(bench, asset));
      expect(lamports(bench.wallet.address) - before).toBe(refund - 5000n);
      expect((await assetsOf(bench)).map((one) => one.id)).not.toContain(asset.id);
      if (asset.mint) expect([supplyBefore > 0n, supply()]).toEqual([true, 0n]);
      if (asset.tree) expect(root()).not.toBe(rootBefore);
    });
  }

  for (const kind of runnableKinds.filter((one) => customErrors[one] !== undefined)) {
    it(`${kind}: the program refuses`, async () => {
      const asset = (await seedKinds(bench, kind))[0]!;
      const { unsigned } = await build(bench, await burnOf(bench, asset));
      expect((await simulate(bench, unsigned)).err).toEqual({
        InstructionError: [0, { Custom: customErrors[kind] }],
      });
    });
  }
});
