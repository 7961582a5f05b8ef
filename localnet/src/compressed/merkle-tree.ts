import { keccak_256 } from '@noble/hashes/sha3';

// The nodes of one tree that changes have written; all others are those of the empty tree.
export class MerkleTree {
  readonly depth: number;
  // by index: the root is 1, the children of n are 2n and 2n + 1
  readonly #nodes = new Map<number, Uint8Array>();

  constructor(depth: number) {
    this.depth = depth;
  }

  set(index: number, node: Uint8Array): void {
    this.#nodes.set(index, node);
  }

  leaf(leafIndex: number): Uint8Array {
    return this.#node(leafIndex + 2 ** this.depth, 0);
  }

  root(): Uint8Array {
    return this.#node(1, this.depth);
  }

  /** Returns the siblings on the way from the leaf to the root. */
  proof(leafIndex: number): Uint8Array[] {
    const siblings: Uint8Array[] = [];
    for (let index = leafIndex + 2 ** this.depth, level = 0; index > 1; index >>= 1, level++)
      siblings.push(this.#node(index ^ 1, level));
    return siblings;
  }

  #node(index: number, level: number): Uint8Array {
    return this.#nodes.get(index) ?? emptyNode(level);
  }
}

export function rootFrom(leaf: Uint8Array, proof: Uint8Array[], leafIndex: number): Uint8Array {
  return proof.reduce(
    (node, sibling, level) =>
      (leafIndex >> level) & 1 ? hashPair(sibling, node) : hashPair(node, sibling),
    leaf,
  );
}

const emptyNodes: Uint8Array[] = [new Uint8Array(32)];

function emptyNode(level: number): Uint8Array {
  while (emptyNodes.length <= level) {
    const below = emptyNodes[emptyNodes.length - 1]!;
    emptyNodes.push(hashPair(below, below));
  }
  return emptyNodes[level]!;
}

function hashPair(left: Uint8Array, right: Uint8Array): Uint8Array {
  return keccak_256(Buffer.concat([left, right]));
}
