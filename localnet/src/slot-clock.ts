import { createHash } from 'node:crypto';
import { decodeBase58, encodeBase58 } from './base58.ts';

// Slots, block heights and blockhashes of the chain. A blockhash may be used while the block height
// is at most 150 above the height of its block (agave: MAX_PROCESSING_AGE). Heights trail slots, as
// on mainnet, where some slots are skipped.
export type Commitment = 'processed' | 'confirmed' | 'finalized';

const firstSlot = 447_552_000; // where litesvm starts: the first slot of epoch 1036
const skippedSlots = 22_000_000;
const keptHashes = 512;
const hashLife = 150; // blocks
export const slotsPerEpoch = 432_000;

export class SlotClock {
  readonly #chainSeed: string;
  readonly #lag: Record<Commitment, number>; // slots behind the head
  #head = firstSlot;
  readonly #slotOfHash = new Map<string, number>();

  constructor(chainSeed: string, finalitySlots: number) {
    this.#chainSeed = chainSeed;
    this.#lag = { processed: 0, confirmed: 1, finalized: finalitySlots };
    this.#remember(firstSlot - keptHashes, firstSlot);
  }

  slot(commitment: Commitment = 'processed'): number {
    return this.#head - this.#lag[commitment];
  }

  blockHeight(commitment: Commitment = 'processed'): number {
    return this.slot(commitment) - skippedSlots;
  }

  blockhash(slot: number): string {
    return encodeBase58(createHash('sha256').update(`${this.#chainSeed}:${slot}`).digest());
  }

  latest(commitment: Commitment): { blockhash: string; lastValidBlockHeight: number } {
    const blockhash = this.blockhash(this.slot(commitment));
    return { blockhash, lastValidBlockHeight: this.blockHeight(commitment) + hashLife };
  }

  latestBytes(commitment: Commitment): Uint8Array {
    return decodeBase58(this.latest(commitment).blockhash)!;
  }

  /**
   * Whether a block of this commitment would take the hash: known to it, and not too old for it.
   */
  isValid(blockhash: string, commitment: Commitment): boolean {
    const slot = this.#slotOfHash.get(blockhash);
    return (
      slot !== undefined &&
      slot <= this.slot(commitment) &&
      this.slot(commitment) - slot <= hashLife
    );
  }

  advance(slots: number): void {
    this.#head += slots;
    this.#remember(Math.max(this.#head - slots, this.#head - keptHashes), this.#head);
    for (const [hash, slot] of this.#slotOfHash) {
      if (slot > this.#head - keptHashes) break; // in order of insertion
      this.#slotOfHash.delete(hash);
    }
  }

  #remember(after: number, last: number): void {
    for (let slot = after + 1; slot <= last; slot++)
      this.#slotOfHash.set(this.blockhash(slot), slot);
  }
}
