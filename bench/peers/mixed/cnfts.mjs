// Compressed NFTs: an indexer's assets as far as the chain has their trees, whose headers the
// official client decodes.
import { getConcurrentMerkleTreeHeaderSerializer } from '@metaplex-foundation/mpl-account-compression';
import { withActions } from '../kit-discovery.mjs';
import { clean, isPublicUri, maxName, maxUri } from './text.mjs';

const versions = {
  cmtDvXumGCrqC1Age74AVPhSRVXJMd8PJS91L8KbNCK: 1,
  mcmt6YrQEMKw8Mw43FmpRLmf7BqRnFMKmAcbxE3xkAW: 2,
};
const headerBytes = 56;
const countersBytes = 24;
const frozenFlags = 3;
/**
 * Of proofs, in nodes: with more, a burn and a compute unit limit do not fit into a transaction
 * (burns.mjs).
 */
const maxNodes = { 1: 22, 2: 19 };
const header = getConcurrentMerkleTreeHeaderSerializer();

/**
 * Of the nodes that a burn has to bring, those above the canopy are left out: 2^(d + 1) − 2 nodes
 * of 32 bytes.
 */
function shapeOf({ owner, bytes, space }) {
  const { maxDepth, maxBufferSize } = header.deserialize(bytes)[0].header;
  const canopy =
    (Number(space) -
      headerBytes -
      countersBytes -
      (maxBufferSize + 1) * (32 * (1 + maxDepth) + 8)) /
    32;
  return { version: versions[owner], nodes: maxDepth - (Math.log2(canopy + 2) - 1) };
}

export async function readTrees(chain, assets) {
  const keys = [...new Set(assets.map(({ compression }) => compression.tree))];
  const accounts = await chain.accounts(keys, { dataSlice: { offset: 0, length: headerBytes } });
  const trees = new Map();
  accounts.forEach((account, i) => {
    if (account && account.owner in versions) trees.set(keys[i], shapeOf(account));
  });
  return trees;
}

const collectionOf = ({ grouping }) => {
  const group = grouping.find(({ group_key: key }) => key === 'collection');
  return group && group.verified !== false ? group : undefined;
};

export function toCnftItem(asset, { version, nodes }) {
  const collection = collectionOf(asset);
  const isFrozen = ((asset.compression.flags ?? 0) & frozenFlags) !== 0;
  const image = clean(asset.content.links?.image ?? '', maxUri);
  const uri = clean(asset.content.json_uri, maxUri);
  return withActions(
    {
      type: 'cnft',
      address: asset.id,
      name: clean(asset.content.metadata.name, maxName) || 'Unknown NFT',
      isFrozen,
      lamports: 0,
      reclaimableLamports: 0,
      imageUri: isPublicUri(image) ? image : null,
      metadataUri: isPublicUri(uri) ? uri : null,
      collection: collection
        ? {
            address: collection.group_value,
            name:
              clean(collection.collection_metadata?.name ?? '', maxName) || 'Unknown collection',
          }
        : null,
    },
    isFrozen ? 'frozen' : nodes > maxNodes[version] ? 'proof_too_large' : undefined,
  );
}
