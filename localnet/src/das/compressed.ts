import { encodeBase58, key } from '../base58.ts';
import type { Chain } from '../chain.ts';
import type { CompressedAsset } from '../compressed/compressed-assets.ts';
import { rootFrom } from '../compressed/merkle-tree.ts';
import { readRoot } from '../compressed/tree-account.ts';
import { type AssetFacts, nobody } from './asset.ts';

// Compressed NFTs and their proofs.
const flag = { frozen: 1, permanentlyFrozen: 2, nonTransferable: 4 };

export function compressedFacts(chain: Chain, asset: CompressedAsset): AssetFacts {
  const { leaf, content } = asset;
  const { editionNonce, ...shown } = content;
  const flags = leaf.second?.flags ?? 0;
  const delegate = encodeBase58(leaf.delegate);
  const owner = encodeBase58(leaf.owner);
  return {
    ...shown,
    interface: leaf.second ? 'MplBubblegumV2' : 'V1_NFT',
    id: encodeBase58(leaf.id),
    tokenStandard: 'NonFungible',
    authority: asset.authority,
    ownership: {
      frozen: (flags & (flag.frozen | flag.permanentlyFrozen)) !== 0,
      nonTransferable: leaf.second ? (flags & flag.nonTransferable) !== 0 : undefined,
      delegate: delegate === owner || delegate === nobody ? null : delegate,
      model: 'single',
      owner,
    },
    isBurnt: chain.compressed.isBurnt(asset),
    compression: compressionJson(asset),
    supply: { print_max_supply: 0n, print_current_supply: 0n, edition_nonce: editionNonce },
  };
}

function compressionJson({ leaf, tree, seq }: CompressedAsset): object {
  return {
    eligible: false,
    compressed: true,
    data_hash: encodeBase58(leaf.dataHash),
    creator_hash: encodeBase58(leaf.creatorHash),
    collection_hash: leaf.second ? encodeBase58(leaf.second.collectionHash) : undefined,
    asset_data_hash: leaf.second ? encodeBase58(leaf.second.assetDataHash) : undefined,
    flags: leaf.second?.flags,
    asset_hash: encodeBase58(leaf.leafHash),
    tree,
    seq,
    leaf_id: leaf.nonce,
  };
}

/** Throws when the chain has another root than the changes that were followed give. */
export function proofJson(chain: Chain, { leaf, tree }: CompressedAsset): object {
  const nodes = chain.compressed.tree(tree);
  const leafIndex = Number(leaf.nonce);
  const node = nodes.leaf(leafIndex);
  const proof = nodes.proof(leafIndex);
  const root = rootFrom(node, proof, leafIndex);
  if (Buffer.compare(root, readRoot(chain.account(key(tree))!.data)) !== 0)
    throw new Error(`tree ${tree}: the index does not agree with the chain`);
  return {
    root: encodeBase58(root),
    proof: proof.map(encodeBase58),
    node_index: leafIndex + 2 ** nodes.depth,
    leaf: encodeBase58(node),
    tree_id: tree,
  };
}
