// A Merkle tree of keccak nodes whose last leaves are empty.
import { hash } from '@metaplex-foundation/mpl-bubblegum';

export class MerkleTree {
  /** Its levels from the leaves upwards, each without what is empty. */
  constructor(leaves, depth) {
    this.empty = [new Uint8Array(32)];
    this.levels = [leaves];
    for (let level = 0; level < depth; ++level) {
      const nodes = this.levels[level];
      this.levels.push(
        Array.from({ length: Math.ceil(nodes.length / 2) }, (_, i) =>
          hash([nodes[2 * i], this.node(level, 2 * i + 1)]),
        ),
      );
      this.empty.push(hash([this.empty[level], this.empty[level]]));
    }
  }

  node(level, index) {
    return this.levels[level][index] ?? this.empty[level];
  }

  get root() {
    return this.levels.at(-1)[0];
  }

  /** Returns the proof, from the leaf upwards. */
  proof(index) {
    return this.levels.slice(0, -1).map((_, level) => this.node(level, (index >> level) ^ 1));
  }
}
