// Bubblegum: addresses, leaves and proofs by the official hashes, burns of both versions, the tree
// config.
import {
  burn,
  burnV2,
  findLeafAssetIdPda,
  findTreeConfigPda,
  getMerkleProofAtIndex,
  getMerkleRoot,
  getTreeConfigAccountDataSerializer,
  hashAssetData,
  hashLeaf,
  hashLeafV2,
  hashMetadataCreators,
  hashMetadataData,
  hashMetadataDataV2,
} from '@metaplex-foundation/mpl-bubblegum';
import { createNoopSigner, none, publicKeyBytes, some } from '@metaplex-foundation/umi';

import { bit, hex, keyHex, listOf, orNothing, umi, umiInstruction } from './official.mjs';

const task = (kind, words, expected) => ({ kind, line: words.join(' '), expected });

/** A leaf's words in the order of nft_codec.cpp. */
const leafWords = (version, leaf) => [
  version,
  ...[leaf.merkleTree, leaf.owner, leaf.delegate].map(keyHex),
  leaf.nonce,
  hex(leaf.dataHash),
  hex(leaf.creatorHash),
  orNothing(leaf.collection, keyHex),
  orNothing(leaf.assetDataHash, hex),
  orNothing(leaf.flags, (value) => hex([value])),
];

function randomLeaf({ random, key, u64 }, version) {
  const owner = key();
  const leaf = {
    merkleTree: key(),
    owner,
    delegate: random.chance(50) ? owner : key(),
    nonce: u64(),
    dataHash: random.bytes(32),
    creatorHash: random.bytes(32),
  };
  if (version === 1) return leaf;
  return {
    ...leaf,
    collection: random.chance(50) ? key() : undefined,
    assetDataHash: random.chance(50) ? random.bytes(32) : undefined,
    flags: random.chance(50) ? random.below(8) : undefined,
  };
}

export function burnTask(source) {
  const { random, key } = source;
  const version = 1 + random.below(2);
  const leaf = randomLeaf(source, version);
  const proof = Array.from({ length: random.below(20) }, key);
  const root = random.bytes(32);
  const index = random.below(2 ** 30);
  const common = { ...leaf, root, index, proof };
  const optional = (value) => (value === undefined ? none() : some(value));
  const official =
    version === 1
      ? burn(umi, {
          ...common,
          leafOwner: createNoopSigner(leaf.owner),
          leafDelegate: leaf.delegate === leaf.owner ? undefined : leaf.delegate,
        })
      : burnV2(umi, {
          ...common,
          payer: createNoopSigner(leaf.owner),
          leafOwner: leaf.owner,
          leafDelegate: leaf.delegate === leaf.owner ? undefined : leaf.delegate,
          coreCollection: leaf.collection,
          assetDataHash: optional(leaf.assetDataHash),
          flags: optional(leaf.flags),
        });
  const words = ['burn_cnft', ...leafWords(version, leaf), hex(root), index, listOf(proof)];
  return task(`burn cNFT V${version}`, words, umiInstruction(official));
}

function randomArguments({ random, key, text }) {
  return {
    name: text(32),
    symbol: text(10),
    uri: text(100),
    sellerFeeBasisPoints: random.below(10_001),
    primarySaleHappened: random.chance(50),
    isMutable: random.chance(50),
    editionNonce: none(),
    uses: none(),
    creators: Array.from({ length: random.below(5) }, () => ({
      address: key(),
      verified: random.chance(50),
      share: 20,
    })),
    tokenStandard: some(0),
  };
}

/** The official client hashes whole metadata; ours takes its two hashes, as indexers give them. */
export function leafTasks(source) {
  const { random, key } = source;
  const args = randomArguments(source);
  const collectionKey = random.chance(50) ? key() : undefined;
  const assetData = random.chance(50) ? random.bytes(random.below(100)) : undefined;
  const shared = randomLeaf(source, 1);
  const flags = random.pick([undefined, 1, 2, 4]);
  const creatorHash = hashMetadataCreators(args.creators);
  const metadataV1 = {
    ...args,
    tokenProgramVersion: 0,
    collection: collectionKey ? some({ key: collectionKey, verified: true }) : none(),
  };
  const metadataV2 = { ...args, collection: collectionKey ? some(collectionKey) : none() };
  const official = { ...shared, leafIndex: shared.nonce };
  const v1 = { ...shared, dataHash: hashMetadataData(metadataV1), creatorHash };
  const v2 = {
    ...shared,
    dataHash: hashMetadataDataV2(metadataV2),
    creatorHash,
    collection: collectionKey,
    assetDataHash: assetData && hashAssetData(assetData),
    flags,
  };
  return [
    task(
      'leaf V1',
      ['leaf', ...leafWords(1, v1)],
      hex(hashLeaf(umi, { ...official, metadata: metadataV1 })),
    ),
    task(
      'leaf V2',
      ['leaf', ...leafWords(2, v2)],
      hex(hashLeafV2(umi, { ...official, metadata: metadataV2, assetData, flags })),
    ),
  ];
}

export function rootTask({ random, key }) {
  const depth = 1 + random.below(6);
  const leaves = Array.from({ length: 1 + random.below(2 ** depth) }, key);
  const index = random.below(leaves.length);
  const proof = getMerkleProofAtIndex(leaves, depth, index);
  const words = ['root', keyHex(leaves[index]), index, listOf(proof)];
  return task('root', words, hex(publicKeyBytes(getMerkleRoot(leaves, depth))));
}

export function otherTasks({ random, key, u64 }) {
  const merkleTree = key();
  const leafIndex = u64();
  const config = {
    treeCreator: key(),
    treeDelegate: key(),
    totalMintCapacity: u64(),
    numMinted: u64(),
    isPublic: random.chance(50),
    isDecompressible: random.below(2),
    version: random.below(2),
  };
  const bytes = getTreeConfigAccountDataSerializer().serialize(config);
  const expected = [
    keyHex(config.treeCreator),
    keyHex(config.treeDelegate),
    config.totalMintCapacity,
    config.numMinted,
    bit(config.isPublic),
    config.version,
  ];
  return [
    task(
      'address tree_config',
      ['address', 'tree_config', keyHex(merkleTree)],
      keyHex(findTreeConfigPda(umi, { merkleTree })[0]),
    ),
    task(
      'address asset',
      ['address', 'asset', keyHex(merkleTree), leafIndex],
      keyHex(findLeafAssetIdPda(umi, { merkleTree, leafIndex })[0]),
    ),
    task('read tree_config', ['read', 'tree_config', hex(bytes)], expected.join(' ')),
  ];
}
