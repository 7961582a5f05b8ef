import type { BlockedCode } from './codes.js';

/** The kinds of things a wallet can hold. */
export type ItemType =
  'empty_account' | 'token' | 'nft' | 'fungible_asset' | 'zk_compressed_token' | 'cnft';

/**
 * What can be done with an item. `withdraw_excess` leaves it as it is and takes what its account
 * holds beyond today's rent. A newer server may know others.
 */
export type ItemAction = 'close' | 'burn' | 'withdraw_excess' | (string & {});

/** Why an item cannot be closed or burned. */
export interface Blocked {
  code: BlockedCode;
  message: string;
}

/** What all items share. */
export interface ItemBase {
  /** What `buildTransactions` takes: account, asset or compressed account hash. */
  address: string;
  name: string;
  isFrozen: boolean;
  /**
   * Actions possible now; when `blocked` says why there are no others, `withdraw_excess` at most.
   */
  actions: ItemAction[];
  /**
   * Lamports that closing or burning gives back, or `withdraw_excess` where it is all; from chain
   * state.
   */
  reclaimableLamports: number;
  /** Lamports that `withdraw_excess` gives back; with that action only. */
  excessLamports?: number;
  blocked?: Blocked;
}

/** What is known of a price; `unknown`: its source did not answer, or there is no source. */
export type PriceState = 'known' | 'none' | 'unknown';

/** What items with a fungible balance share. */
export interface FungibleBalance {
  mint: string;
  symbol: string;
  imageUri: string | null;
  /** Where the metadata is, as the chain says; null or absent when it does not. */
  metadataUri?: string | null;
  decimals: number;
  /** Raw amount in base units, as a decimal string (u64). */
  balance: string;
  /** `balance` / 10^`decimals`, for display only. */
  uiBalance: number | null;
  /** US dollars; null when there is no price, never 0 for that. */
  usdValue: number | null;
  /** Whether there is a price, there is known to be none, or it could not be found out. */
  priceState: PriceState;
}

/** What stays on the chain when an NFT is burned by its token program alone. */
export interface LeftBehind {
  /** In accounts that the burn does not close. */
  lamports: number;
  message: string;
}

/** The collection an NFT belongs to. */
export interface Collection {
  address: string;
  name: string;
}

/** A token account that can be closed; wrapped SOL too, whatever its balance. */
export interface EmptyAccountItem extends ItemBase {
  type: 'empty_account';
  tokenProgram: string;
  mint: string;
  symbol: string;
  /** The account's real balance in lamports. */
  lamports: number;
}

/** A token account with a balance: burned, then closed. */
export interface TokenItem extends ItemBase, FungibleBalance {
  type: 'token';
  tokenProgram: string;
  /** The account's real balance in lamports. */
  lamports: number;
}

/** An NFT of Token Metadata or Core. */
export interface NftItem extends ItemBase {
  type: 'nft';
  tokenProgram?: string;
  mint?: string;
  symbol?: string;
  /** The account's real balance in lamports. */
  lamports?: number;
  imageUri: string | null;
  /** Where the metadata is, as the chain says. */
  metadataUri?: string | null;
  leftBehind?: LeftBehind;
  collection: Collection | null;
}

/** A fungible asset: a token with Token Metadata of that standard. */
export interface FungibleAssetItem extends ItemBase, FungibleBalance {
  type: 'fungible_asset';
  tokenProgram: string;
  /** The account's real balance in lamports. */
  lamports?: number;
}

/** A compressed token; holds no rent, and its burn costs the protocol's fee. */
export interface ZkCompressedTokenItem extends ItemBase, FungibleBalance {
  type: 'zk_compressed_token';
  /** That of the mint; absent when the mint could not be read. */
  tokenProgram?: string;
}

/** A compressed NFT; holds no rent. */
export interface CnftItem extends ItemBase {
  type: 'cnft';
  symbol?: string;
  imageUri: string | null;
  /** Where the metadata is, as the indexer says. */
  metadataUri?: string | null;
  collection: Collection | null;
}

/** One thing in a wallet that can be burned or closed; tell them apart by `type`. */
export type WalletItem =
  EmptyAccountItem | TokenItem | NftItem | FungibleAssetItem | ZkCompressedTokenItem | CnftItem;

/** How many items of each type there are, zero included. */
export type ItemCounts = Record<ItemType, number>;

/** A source that could not be read. */
export interface SourceWarning {
  code: 'source_unavailable';
  /** Which source, such as `token_accounts`. */
  source: string;
  message: string;
}

/** Everything in a wallet that can be burned or closed, in a stable order. */
export interface WalletAssets {
  walletAddress: string;
  items: WalletItem[];
  counts: ItemCounts;
  /** The slot the answer was read at. */
  asOfSlot: number;
  /** Lamports, summed over all items. */
  reclaimableLamports: number;
  /** Lamports that the wallet itself holds; absent where its account could not be read. */
  walletLamports?: number;
  /**
   * Lamports that the wallet must hold to pay for one transaction without a priority fee; 0 where
   * it can. Then its owner sends it that much, or another address pays.
   */
  neededLamports?: number;
  /** Whether `feePayer: 'sponsor'` would work. */
  sponsored?: boolean;
  /** Sources that could not be read; the rest is answered all the same. */
  warnings: SourceWarning[];
}
