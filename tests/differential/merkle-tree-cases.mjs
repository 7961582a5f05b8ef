// Trees of both compression programs, written by the official serializer, and what they are for a
// burn.
import {
  getCurrentRoot,
  getMerkleTreeAccountDataSerializer,
  getMerkleTreeSize,
} from '@metaplex-foundation/mpl-account-compression';
import { defaultPublicKey } from '@metaplex-foundation/umi';

import { bit, hex, keyHex } from './official.mjs';

/**
 * Depth and buffer of some trees that the programs take; the deeper ones would be slow to write.
 */
const SHAPES = [
  [3, 8],
  [5, 8],
  [6, 16],
  [10, 32],
];

export function task({ random, key, u64 }) {
  const [maxDepth, maxBufferSize] = random.pick(SHAPES);
  const canopyDepth = random.below(4);
  const count = 1 + random.below(maxBufferSize);
  const active = random.below(maxBufferSize);
  const changeLogs = Array.from({ length: maxBufferSize }, () => ({
    root: key(),
    pathNodes: Array(maxDepth).fill(defaultPublicKey()),
    index: 0,
  }));
  const treeHeader = {
    __kind: 'V1',
    maxBufferSize,
    maxDepth,
    authority: key(),
    creationSlot: u64(),
    isBatchInitialized: false,
    padding: Array(5).fill(0),
  };
  const tree = {
    sequenceNumber: u64(),
    activeIndex: BigInt(active),
    bufferSize: BigInt(count),
    changeLogs,
    rightMostPath: { proof: Array(maxDepth).fill(defaultPublicKey()), leaf: key(), index: 1 },
  };
  const canopy = Array.from({ length: 2 ** (canopyDepth + 1) - 2 }, key);
  const bytes = getMerkleTreeAccountDataSerializer().serialize({ treeHeader, tree, canopy });
  if (bytes.length !== getMerkleTreeSize(maxDepth, maxBufferSize, canopyDepth))
    throw new Error('sizes differ');
  const age = random.below(maxBufferSize);
  const { root } = changeLogs[(active - age + maxBufferSize) % maxBufferSize];
  const expected = [
    maxDepth,
    maxBufferSize,
    canopyDepth,
    keyHex(treeHeader.authority),
    treeHeader.creationSlot,
    hex(getCurrentRoot(tree)),
    bit(age < count),
  ];
  return {
    kind: 'read merkle_tree',
    line: `read merkle_tree ${hex(bytes)} ${keyHex(root)}`,
    expected: expected.join(' '),
  };
}
