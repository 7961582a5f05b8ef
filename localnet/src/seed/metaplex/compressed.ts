import type { PublicKey } from '@metaplex-foundation/umi';
import { encodeBase58, key } from '../../base58.ts';
import { treeAccountSize } from '../../compressed/tree-account.ts';
import { clients } from '../../metaplex/clients.ts';
import { loadablePrograms } from '../../programs.ts';
import { coreCollectionOf } from './core.ts';
import type { Made } from './kinds.ts';
import type { Scene } from './scene.ts';
import { collectionOf } from './token-metadata.ts';

// Compressed NFTs: leaves of a tree that the creator owns. An id belongs to the tree and the number
// of the leaf.
interface Tree {
  address: PublicKey;
  minted: bigint;
}

type Version = 'v1' | 'v2';
const depth = 14;
const bufferSize = 64;

function treeOf(scene: Scene, version: Version, canopyDepth: number): Tree {
  return scene.shared(`tree ${version} ${canopyDepth}`, () => {
    const { createTreeConfig, createTreeConfigV2 } = clients.bubblegum;
    const merkleTree = scene.signer().publicKey;
    const data = new Uint8Array(treeAccountSize({ depth, bufferSize, canopyDepth }));
    const owner = key(
      version === 'v1'
        ? loadablePrograms.spl_account_compression
        : loadablePrograms.mpl_account_compression,
    );
    const lamports = scene.chain.minimumBalance(data.length);
    scene.chain.setAccount(key(merkleTree), { lamports, data, owner, executable: false });
    const create = version === 'v1' ? createTreeConfig : createTreeConfigV2;
    scene.run(create(scene.context, { merkleTree, maxDepth: depth, maxBufferSize: bufferSize }));
    return { address: merkleTree, minted: 0n };
  });
}

export interface CompressedOptions {
  canopyDepth?: number;
  inCollection?: boolean;
  delegate?: PublicKey;
}

export function createCompressed(
  scene: Scene,
  name: string,
  options: CompressedOptions = {},
): Made {
  const { mintV1, mintToCollectionV1 } = clients.bubblegum;
  const tree = treeOf(scene, 'v1', options.canopyDepth ?? 0);
  const collection = options.inCollection ? collectionOf(scene, 'sized') : null;
  const metadata = {
    ...shared(scene, name),
    collection: collection && { key: collection, verified: false },
  };
  const leaf = {
    leafOwner: scene.wallet.publicKey,
    leafDelegate: options.delegate ?? scene.wallet.publicKey,
    merkleTree: tree.address,
  };
  scene.run(
    collection
      ? mintToCollectionV1(scene.context, { ...leaf, collectionMint: collection, metadata })
      : mintV1(scene.context, { ...leaf, metadata }),
  );
  return madeOf(scene, tree, collection);
}

export function createCompressedV2(
  scene: Scene,
  name: string,
  options: CompressedOptions = {},
): Made {
  const { mintV2 } = clients.bubblegum;
  const tree = treeOf(scene, 'v2', options.canopyDepth ?? 0);
  const plugins = [{ type: 'BubblegumV2' as const }];
  const collection = options.inCollection ? coreCollectionOf(scene, 'bubblegum', plugins) : null;
  scene.run(
    mintV2(scene.context, {
      leafOwner: scene.wallet.publicKey,
      leafDelegate: options.delegate ?? scene.wallet.publicKey,
      merkleTree: tree.address,
      metadata: { ...shared(scene, name), collection },
      ...(collection ? { coreCollection: collection, collectionAuthority: scene.creator } : {}),
    }),
  );
  return madeOf(scene, tree, collection);
}

/** Makes an NFT that its delegate has frozen. */
export function createFrozenCompressedV2(scene: Scene, name: string): Made {
  const made = createCompressedV2(scene, name);
  const { leaf } = scene.chain.compressed.get(made.id)!;
  const tree = scene.chain.compressed.tree(made.tree!);
  const leafIndex = Number(leaf.nonce);
  const proof = tree.proof(leafIndex);
  scene.run(
    clients.bubblegum.delegateAndFreezeV2(scene.context, {
      leafOwner: scene.wallet,
      newLeafDelegate: scene.signer().publicKey,
      merkleTree: made.tree as PublicKey,
      root: tree.root(),
      dataHash: leaf.dataHash,
      creatorHash: leaf.creatorHash,
      nonce: leaf.nonce,
      index: leafIndex,
      proof: proof.map((node) => encodeBase58(node) as PublicKey),
    }),
  );
  return made;
}

function shared(scene: Scene, name: string) {
  return {
    name,
    symbol: 'SEED',
    uri: `https://example.com/${encodeURIComponent(name)}.json`,
    sellerFeeBasisPoints: 500,
    creators: [{ address: scene.creator.publicKey, share: 100, verified: false }],
  };
}

function madeOf(scene: Scene, tree: Tree, collection: PublicKey | null): Made {
  const nonce = tree.minted++;
  const [id] = clients.bubblegum.findLeafAssetIdPda(scene.context, {
    merkleTree: tree.address,
    leafIndex: nonce,
  });
  return { id, address: id, mint: null, collection, masterMint: null, tree: tree.address };
}
