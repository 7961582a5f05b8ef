import type { ItemCounts, WalletItem } from './assets.js';

/** A part of a wallet's items, sent as soon as they are known; in the order of their arrival. */
export interface WalletAssetsChunk {
  walletAddress: string;
  items: WalletItem[];
  /** From 0. */
  chunkIndex: number;
  /** True in the last chunk, and there only. */
  complete: boolean;
  /** Running totals, this chunk included. */
  counts: ItemCounts;
}
