import type { ItemCounts, SourceWarning, WalletItem } from './assets.js';

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
  /** In the last chunk: the slot that the list was read at. */
  asOfSlot?: number;
  /** In the last chunk: lamports, summed over all items. */
  reclaimableLamports?: number;
  /** In the last chunk, as in `WalletAssets`. */
  walletLamports?: number;
  /** In the last chunk, as in `WalletAssets`. */
  neededLamports?: number;
  /** In the last chunk, as in `WalletAssets`. */
  sponsored?: boolean;
  /** In the last chunk: sources that could not be read. */
  warnings?: SourceWarning[];
}
