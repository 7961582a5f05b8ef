import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type * as kit from '@solana/kit';
import type { PublicKey, RpcAccount, TransactionBuilder } from '@metaplex-foundation/umi';
import { key } from '../src/base58.ts';
import { clients } from '../src/metaplex/clients.ts';
import {
  type BuilderContext,
  contextFor,
  instructionsOf,
  publicKeyOf,
  signerOf,
} from '../src/metaplex/context.ts';
import {
  type AssetKind,
  type AssetKindName,
  assetKindNames,
  assetKinds,
} from '../src/seed/metaplex/kinds.ts';
import type { SeededAsset } from '../src/seed/metaplex/seed-assets.ts';
import { type Bench, instructionFor, post } from './support.ts';

// Tests of Metaplex assets run where $BURNER_PROGRAMS names a folder with the programs
// (CONTRIBUTING.md says which).
export const programs = process.env.BURNER_PROGRAMS ?? null;
export const runnableKinds = assetKindNames.filter((name) =>
  (assetKinds[name] as AssetKind).needs.every(
    (file) => programs !== null && existsSync(join(programs, `${file}.so`)),
  ),
);
export const absentKinds = assetKindNames.filter((name) => !runnableKinds.includes(name));
export const whySkipped =
  programs === null ? 'BURNER_PROGRAMS is not set' : `not all programs are in ${programs}`;

export interface DasAsset {
  interface: string;
  id: string;
  content: {
    json_uri: string;
    metadata: { name: string; symbol: string; token_standard?: string };
  };
  authorities: { address: string }[];
  compression: {
    compressed: boolean;
    data_hash: string;
    creator_hash: string;
    collection_hash?: string;
    asset_data_hash?: string;
    flags?: number;
    asset_hash: string;
    tree: string;
    leaf_id: number;
    seq: number;
  };
  grouping: { group_key: string; group_value: string; verified?: boolean }[];
  ownership: {
    frozen: boolean;
    delegated: boolean;
    delegate: string | null;
    ownership_model: string;
    owner: string;
  };
  plugins?: Record<string, { data: unknown; authority: unknown; index: number }>;
  token_info?: { balance?: number; supply: number; decimals: number; token_program: string };
  burnt: boolean;
}

export interface DasProof {
  root: string;
  proof: string[];
  node_index: number;
  leaf: string;
  tree_id: string;
}

export interface AssetList {
  total: number;
  limit: number;
  page?: number;
  cursor?: string;
  items: DasAsset[];
}

export function das<T>(bench: Bench, method: string, params: object): Promise<T> {
  return post<T>(bench.net.url, method, params);
}

export async function assetsOf(
  bench: Bench,
  owner = bench.wallet.address as string,
): Promise<DasAsset[]> {
  const options = { showFungible: true };
  return (
    await das<AssetList>(bench, 'getAssetsByOwner', { ownerAddress: owner, page: 1, options })
  ).items;
}

export async function seedKinds(bench: Bench, ...kinds: AssetKindName[]): Promise<SeededAsset[]> {
  return (await bench.seed(Object.fromEntries(kinds.map((kind) => [kind, 1])))).assets;
}

/** What burns the asset, built by its official client from what the chain and the index say. */
export async function burnOf(bench: Bench, asset: SeededAsset): Promise<kit.Instruction[]> {
  const context = contextFor(signerOf(bench.wallet.address as string as PublicKey));
  if (asset.disposition === 'burn_token') return plainBurn(bench, asset);
  if (asset.type === 'cnft') return instructionsOf(await burnLeaf(bench, asset, context));
  if (asset.mint === null) return instructionsOf(burnCore(bench, asset, context));
  return instructionsOf(burnToken(bench, asset, context));
}

function plainBurn(bench: Bench, { address, mint }: SeededAsset): kit.Instruction[] {
  const program = publicKeyOf(bench.net.chain.account(key(address))!.owner) as string;
  const account = { address, mint: mint!, program, amount: '1', decimals: 0 };
  return (['burn', 'close'] as const).map((step) => instructionFor(step, account, bench.wallet));
}

function burnToken(bench: Bench, asset: SeededAsset, context: BuilderContext): TransactionBuilder {
  const {
    burnV1,
    findMetadataPda,
    findMasterEditionPda,
    findEditionMarkerFromEditionNumberPda,
    TokenStandard,
  } = clients.tokenMetadata;
  const { chain } = bench.net;
  const mint = asset.mint!;
  const metadata = chain.account(key(findMetadataPda(context, { mint })[0]))!;
  const read = clients.tokenMetadata
    .getMetadataAccountDataSerializer()
    .deserialize(metadata.data)[0];
  const standard = clients.umi.unwrapOption(read.tokenStandard)!;
  const isFungible =
    standard === TokenStandard.FungibleAsset || standard === TokenStandard.Fungible;
  const master = asset.masterMint && chain.tokens.ofMint(asset.masterMint)[0]!.address;
  const edition = chain.account(key(findMasterEditionPda(context, { mint })[0]))?.data;
  return burnV1(context, {
    mint,
    token: asset.address,
    tokenOwner: context.identity.publicKey,
    tokenStandard: standard,
    amount: isFungible
      ? new DataView(chain.account(key(asset.address))!.data.buffer).getBigUint64(64, true)
      : 1n,
    splTokenProgram: publicKeyOf(chain.account(key(mint))!.owner),
    ...(asset.collection
      ? { collectionMetadata: findMetadataPda(context, { mint: asset.collection }) }
      : {}),
    ...(asset.masterMint
      ? {
          masterEditionMint: asset.masterMint,
          masterEditionToken: master as PublicKey,
          editionMarker: findEditionMarkerFromEditionNumberPda(context, {
            mint: asset.masterMint,
            editionNumber: new DataView(edition!.buffer).getBigUint64(33, true),
          }),
        }
      : {}),
  });
}

function burnCore(bench: Bench, asset: SeededAsset, context: BuilderContext): TransactionBuilder {
  const owner = clients.core.MPL_CORE_PROGRAM_ID;
  const account = bench.net.chain.account(key(asset.id))!;
  return clients.core.burn(context, {
    asset: clients.core.deserializeAssetV1({
      ...account,
      publicKey: asset.id,
      owner,
    } as unknown as RpcAccount),
    ...(asset.collection ? { collection: { publicKey: asset.collection } } : {}),
  });
}

async function burnLeaf(
  bench: Bench,
  asset: SeededAsset,
  context: BuilderContext,
): Promise<TransactionBuilder> {
  const { compression, ownership } = await das<DasAsset>(bench, 'getAsset', { id: asset.id });
  const proof = await das<DasProof>(bench, 'getAssetProof', { id: asset.id });
  const shared = {
    merkleTree: proof.tree_id as PublicKey,
    root: key(proof.root),
    dataHash: key(compression.data_hash),
    creatorHash: key(compression.creator_hash),
    nonce: compression.leaf_id,
    index: proof.node_index - 2 ** proof.proof.length,
    proof: proof.proof.slice(0, asset.kind === 'cnftCanopy' ? 4 : undefined) as PublicKey[],
    leafDelegate: (ownership.delegate ?? ownership.owner) as PublicKey,
  };
  if (compression.flags === undefined)
    return clients.bubblegum.burn(context, { ...shared, leafOwner: context.identity });
  return clients.bubblegum.burnV2(context, {
    ...shared,
    leafOwner: context.identity.publicKey,
    assetDataHash: key(compression.asset_data_hash!),
    flags: compression.flags,
    ...(asset.collection ? { coreCollection: asset.collection } : {}),
  });
}
