import { encodeBase58 } from './base58.ts';
import type { LoadedKey } from './loaded-keys.ts';
import type { Outcome } from './outcome.ts';
import type { TokenBalance } from './token-balance.ts';
import type { Transaction } from './transaction.ts';
import type { ErrorJson } from './transaction-error.ts';

// What landed, by signature; and the messages that may not land again while their blockhash could
// still live.
export interface Landed extends Outcome {
  tx: Transaction;
  slot: number;
  blockTime: bigint;
  keys: LoadedKey[];
  fee: bigint;
  unitPrice: bigint; // micro-lamports a compute unit
  preBalances: bigint[];
  postBalances: bigint[];
  preTokenBalances: TokenBalance[];
  postTokenBalances: TokenBalance[];
}

export interface Status {
  slot: number;
  err: ErrorJson | null;
  landed: Landed | null; // null for an airdrop
}

export const statusCacheSlots = 300; // agave: MAX_CACHE_ENTRIES

export class Ledger {
  readonly #statuses = new Map<string, Status>();
  readonly #messages = new Map<string, number>(); // digest → slot, oldest first
  #count = 0;

  add(landed: Landed, digest: string): void {
    this.#statuses.set(encodeBase58(landed.tx.signatures[0]!), {
      slot: landed.slot,
      err: landed.err,
      landed,
    });
    this.#messages.set(digest, landed.slot);
    this.#count++;
  }

  addAirdrop(signature: string, slot: number): void {
    this.#statuses.set(signature, { slot, err: null, landed: null });
    this.#count++;
  }

  get(signature: string): Status | undefined {
    return this.#statuses.get(signature);
  }

  hasMessage(digest: string): boolean {
    return this.#messages.has(digest);
  }

  get transactionCount(): number {
    return this.#count;
  }

  landedSince(slot: number): Landed[] {
    return [...this.#statuses.values()].flatMap((status) =>
      status.landed && status.slot >= slot ? [status.landed] : [],
    );
  }

  landedIn(slot: number): Landed[] {
    return this.landedSince(slot).filter((landed) => landed.slot === slot);
  }

  forget(slot: number): void {
    for (const [digest, landedIn] of this.#messages) {
      if (landedIn >= slot - statusCacheSlots) break;
      this.#messages.delete(digest);
    }
  }
}
