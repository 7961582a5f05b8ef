import { encodeBase58 } from '../base58.ts';
import type { LoadedKey } from '../loaded-keys.ts';
import type { Outcome } from '../outcome.ts';
import { Reader } from './borsh.ts';
import { changesOf, type Leaf } from './events.ts';
import { lightToken } from './ids.ts';

// The compressed tokens that are not spent, as an indexer knows them: from the executed
// transactions and nothing else.
export interface CompressedToken {
  leaf: Leaf;
  hash: string;
  slot: number;
  mint: string;
  owner: string;
  amount: bigint;
  delegate: string | null;
  isFrozen: boolean;
  tlv: Uint8Array | null;
}

export class CompressedTokens {
  readonly #byHash = new Map<string, CompressedToken>();
  readonly #leafCounts = new Map<string, number>();

  follow(keys: LoadedKey[], { inner }: Outcome, slot: number): void {
    for (const { spent, created } of inner.flatMap((group) => changesOf(keys, group))) {
      for (const hash of spent) this.#byHash.delete(encodeBase58(hash));
      for (const leaf of created) {
        this.#leafCounts.set(encodeBase58(leaf.queue), leaf.leafIndex + 1);
        const token = tokenOf(leaf, slot);
        if (token) this.#byHash.set(token.hash, token);
      }
    }
  }

  get(hash: string): CompressedToken | undefined {
    return this.#byHash.get(hash);
  }

  /** Counts the leaves that a queue has ever taken, spent ones included. */
  leavesOf(queue: Uint8Array): number {
    return this.#leafCounts.get(encodeBase58(queue)) ?? 0;
  }

  /** Returns the tokens of a wallet, the oldest first. */
  of(owner: string): CompressedToken[] {
    return [...this.#byHash.values()].filter((token) => token.owner === owner);
  }
}

function tokenOf(leaf: Leaf, slot: number): CompressedToken | null {
  const { account } = leaf;
  if (!account.data || Buffer.compare(account.owner, lightToken) !== 0) return null;
  const reader = new Reader(account.data.data);
  return {
    leaf,
    hash: encodeBase58(leaf.hash),
    slot,
    mint: encodeBase58(reader.key()),
    owner: encodeBase58(reader.key()),
    amount: reader.u64(),
    delegate: reader.option(() => encodeBase58(reader.key())),
    isFrozen: reader.u8() === 1,
    tlv: reader.option(() => reader.rest()),
  };
}
