// What the compression programs and Bubblegum hand to the noop programs, so that indexers can
// follow (borsh).
export interface PathNode {
  node: Uint8Array;
  index: number; // 1 is the root; the children of n are 2n and 2n + 1
}

export interface ChangeLog {
  type: 'change';
  tree: Uint8Array;
  path: PathNode[]; // from the leaf to the root
  seq: bigint;
  leafIndex: number;
}

export interface LeafSchema {
  type: 'leaf';
  id: Uint8Array;
  owner: Uint8Array;
  delegate: Uint8Array;
  nonce: bigint;
  dataHash: Uint8Array;
  creatorHash: Uint8Array;
  // of version 2
  second: { collectionHash: Uint8Array; assetDataHash: Uint8Array; flags: number } | null;
  leafHash: Uint8Array;
}

/** Reads an event; null for what is neither: other programs use the noop programs, too. */
export function readEvent(data: Uint8Array): ChangeLog | LeafSchema | null {
  const reader = new Reader(data);
  try {
    const kind = reader.byte();
    if (reader.byte() !== 0) return null; // the event's version
    if (kind === 0) return readChange(reader);
    if (kind === 1) return readLeaf(new Reader(reader.take(reader.u32())));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}

function readChange(reader: Reader): ChangeLog {
  const tree = reader.take(32);
  const path = Array.from({ length: reader.u32() }, () => ({
    node: reader.take(32),
    index: reader.u32(),
  }));
  return { type: 'change', tree, path, seq: reader.u64(), leafIndex: reader.u32() };
}

function readLeaf(reader: Reader): LeafSchema | null {
  if (reader.byte() !== 1) return null; // BubblegumEventType::LeafSchemaEvent
  reader.byte(); // version, which the schema repeats
  const version = reader.byte();
  const [id, owner, delegate] = [reader.take(32), reader.take(32), reader.take(32)];
  const nonce = reader.u64();
  const [dataHash, creatorHash] = [reader.take(32), reader.take(32)];
  const second =
    version === 1
      ? { collectionHash: reader.take(32), assetDataHash: reader.take(32), flags: reader.byte() }
      : null;
  return {
    type: 'leaf',
    id,
    owner,
    delegate,
    nonce,
    dataHash,
    creatorHash,
    second,
    leafHash: reader.take(32),
  };
}

class Reader {
  #at = 0;
  readonly #bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.#bytes = new Uint8Array(bytes); // a Buffer's slices are no copies
  }

  take(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw new RangeError('the event ends early');
    this.#at += count;
    return this.#bytes.slice(this.#at - count, this.#at);
  }

  byte(): number {
    return this.take(1)[0]!;
  }

  u32(): number {
    return new DataView(this.take(4).buffer).getUint32(0, true);
  }

  u64(): bigint {
    return new DataView(this.take(8).buffer).getBigUint64(0, true);
  }
}
