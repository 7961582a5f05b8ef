// Compressed NFTs in trees of both versions: the trees' accounts, what an indexer says of the
// leaves, and their proofs.
import {
  findTreeConfigPda,
  findLeafAssetIdPda,
  getTreeConfigAccountDataSerializer,
  hashAssetData,
  hashCollection,
  hashLeaf,
  hashLeafV2,
  hashMetadataCreators,
  hashMetadataData,
  hashMetadataDataV2,
} from '@metaplex-foundation/mpl-bubblegum';
import { getMerkleTreeAccountDataSerializer } from '@metaplex-foundation/mpl-account-compression';
import { base58, defaultPublicKey, none, publicKey, some } from '@metaplex-foundation/umi';
import { addressOf, keyed, list, slot, wallet } from '../wallet.mjs';
import { indexed } from './indexed.mjs';
import { umi } from './metadata.mjs';
import { MerkleTree } from './merkle.mjs';

const perTree = 100;
const bubblegum = 'BGUMAp9Gq7iTEuizy4pqaxsTyUCBK68MDfK752saRPUY';
/** The compression programs that the trees of each version belong to. */
const programs = {
  1: 'cmtDvXumGCrqC1Age74AVPhSRVXJMd8PJS91L8KbNCK',
  2: 'mcmt6YrQEMKw8Mw43FmpRLmf7BqRnFMKmAcbxE3xkAW',
};
/** The proofs of the last one do not fit into any transaction. */
const trees = [
  { version: 1, depth: 14, canopy: 8 },
  { version: 1, depth: 14, canopy: 0 },
  { version: 1, depth: 20, canopy: 10 },
  { version: 2, depth: 14, canopy: 8 },
  { version: 1, depth: 30, canopy: 0 },
];
const buffer = 64;
const string58 = (bytes) => base58.deserialize(bytes)[0];

function leafOf(tree, { version }, nonce) {
  const collection = addressOf('cnft collection', nonce % 10);
  const shared = {
    name: `Compressed #${nonce}`,
    symbol: 'CNFT',
    uri: `https://example.org/cnft/${nonce}.json`,
    sellerFeeBasisPoints: 500,
    primarySaleHappened: false,
    isMutable: true,
    creators: [{ address: addressOf('issuer', 0), verified: false, share: 100 }],
  };
  const common = { merkleTree: tree, owner: wallet, leafIndex: nonce };
  const creatorHash = string58(hashMetadataCreators(shared.creators));
  if (version === 1) {
    const metadata = {
      ...shared,
      editionNonce: none(),
      uses: none(),
      tokenStandard: some(0),
      tokenProgramVersion: 0,
      collection: some({ key: collection, verified: true }),
    };
    return {
      hash: hashLeaf(umi, { ...common, metadata }),
      said: { data_hash: string58(hashMetadataData(metadata)), creator_hash: creatorHash },
      shared,
      collection,
    };
  }
  const metadata = { ...shared, tokenStandard: some(0), collection: some(collection) };
  const flags = nonce % 25 === 4 ? 1 : 0;
  return {
    hash: hashLeafV2(umi, { ...common, metadata, flags }),
    said: {
      data_hash: string58(hashMetadataDataV2(metadata)),
      creator_hash: creatorHash,
      collection_hash: string58(hashCollection(collection)),
      asset_data_hash: string58(hashAssetData()),
      flags,
    },
    shared,
    collection,
  };
}

function treeAccounts(address, { version, depth, canopy }, root) {
  const [authority] = findTreeConfigPda(umi, { merkleTree: address });
  const nothing = {
    root: publicKey(root),
    pathNodes: Array(depth).fill(defaultPublicKey()),
    index: 0,
  };
  const data = getMerkleTreeAccountDataSerializer().serialize({
    treeHeader: {
      __kind: 'V1',
      maxBufferSize: buffer,
      maxDepth: depth,
      authority,
      creationSlot: BigInt(slot),
      isBatchInitialized: false,
      padding: Array(5).fill(0),
    },
    tree: {
      sequenceNumber: 1n,
      activeIndex: 0n,
      bufferSize: 1n,
      changeLogs: Array(buffer).fill(nothing),
      rightMostPath: {
        proof: Array(depth).fill(defaultPublicKey()),
        leaf: defaultPublicKey(),
        index: perTree,
      },
    },
    canopy: Array(2 ** (canopy + 1) - 2).fill(defaultPublicKey()),
  });
  const config = getTreeConfigAccountDataSerializer().serialize({
    treeCreator: addressOf('issuer', 0),
    treeDelegate: addressOf('issuer', 0),
    totalMintCapacity: BigInt(2 ** depth),
    numMinted: BigInt(perTree),
    isPublic: false,
    isDecompressible: 1,
    version: version - 1,
  });
  return [keyed(address, programs[version], data), keyed(authority, bubblegum, config)];
}

function tree(shape, number) {
  const address = addressOf('tree', number);
  const leaves = list(perTree, (nonce) => leafOf(address, shape, nonce));
  const merkle = new MerkleTree(
    leaves.map(({ hash }) => hash),
    shape.depth,
  );
  const said = leaves.map(({ hash, said, shared, collection }, nonce) => {
    const [id] = findLeafAssetIdPda(umi, { merkleTree: address, leafIndex: nonce });
    return {
      asset: indexed({
        interface: shape.version === 1 ? 'V1_NFT' : 'MplBubblegumV2',
        id,
        name: shared.name,
        symbol: shared.symbol,
        uri: shared.uri,
        image: `https://example.org/cnft/${nonce}.png`,
        collection: { address: collection, name: `Compressed collection ${nonce % 10}` },
        compression: {
          eligible: false,
          compressed: true,
          asset_hash: string58(hash),
          tree: address,
          seq: nonce + 1,
          leaf_id: nonce,
          ...said,
        },
      }),
      proof: {
        root: string58(merkle.root),
        proof: merkle.proof(nonce).map(string58),
        node_index: 2 ** shape.depth + nonce,
        leaf: string58(hash),
        tree_id: address,
      },
    };
  });
  return {
    listed: [],
    single: treeAccounts(address, shape, merkle.root),
    indexed: said.map(({ asset }) => asset),
    proofs: said.map(({ asset, proof }) => [asset.id, proof]),
  };
}

export const cnfts = () => trees.map(tree);
