// The account of a concurrent merkle tree, as both compression programs lay it out: a header, the
// last changes with their roots, the rightmost proof, and the canopy (spl-account-compression,
// concurrent_merkle_tree_header.rs).
export interface TreeShape {
  depth: number;
  bufferSize: number; // changes kept
  canopyDepth: number; // levels under the root that are stored on the chain
}

const headerSize = 56;
const countersSize = 24; // sequence number, active index, buffer size: u64 each

const changeSize = (depth: number) => 32 + 32 * depth + 8; // root, path, index
const rightmostSize = changeSize;

export function treeAccountSize({ depth, bufferSize, canopyDepth }: TreeShape): number {
  const canopy = (2 ** (canopyDepth + 1) - 2) * 32;
  return headerSize + countersSize + bufferSize * changeSize(depth) + rightmostSize(depth) + canopy;
}

export function readDepth(data: Uint8Array): number {
  return view(data).getUint32(6, true);
}

export function readRoot(data: Uint8Array): Uint8Array {
  const newest = Number(view(data).getBigUint64(headerSize + 8, true));
  const at = headerSize + countersSize + newest * changeSize(readDepth(data));
  return data.subarray(at, at + 32);
}

function view(data: Uint8Array): DataView {
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}
