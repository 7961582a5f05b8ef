import type { ItemAction, ItemType } from './assets.js';
import type { BlockedCode } from './codes.js';

/** Priority fee: 25th, 50th, 75th percentile of recent fees; `none` sets no price. */
export type PriorityFeeLevel = 'none' | 'low' | 'medium' | 'high';

/** Version 1 holds three times as much, and is known to few wallets. */
export type TransactionVersion = 0 | 1;

/** One item and what to do with it. */
export interface ItemSelection {
  type: ItemType;
  address: string;
  /** One of the item's `actions`. */
  action: ItemAction;
}

/** A selection to build, with what the user saw. */
export interface BuildItem extends ItemSelection {
  /** Raw amount the user reviewed; if the chain differs the item is rejected. */
  expectedBalance?: string | undefined;
  /** The mint that the user reviewed; compressed tokens need both. */
  expectedMint?: string | undefined;
  /** What the user agrees to lose: the LP token behind this item may be burned. */
  acknowledge?: 'liquidity' | undefined;
}

/** What to build. */
export interface BuildTransactionsRequest {
  /** 1 to 1,000 items, no address twice. */
  items: readonly BuildItem[];
  /** Fraction of the rebate to donate, 0 to 1 (0.05 is five percent); default 0. */
  donationPercentage?: number | undefined;
  /** Default `medium`. */
  priorityFeeLevel?: PriorityFeeLevel | undefined;
  /** Bytes left free in each transaction for a wallet's guards, 0 to 400; default 100. */
  reserveBytes?: number | undefined;
  /**
   * The versions that the wallet signs; default `[0]`. With 1 in it, version 1 is built where it
   * needs fewer transactions and the cluster takes it.
   */
  transactionVersions?: readonly TransactionVersion[] | undefined;
  /**
   * Who pays the network; default `wallet`. An address pays, signs beside the wallet and is repaid
   * nothing. A `sponsor` signs at submit and is repaid in the same transaction; `auto` is the
   * sponsor exactly where the wallet cannot pay.
   */
  feePayer?: FeePayer | undefined;
}

/** `wallet`, `sponsor`, `auto` or an address. */
export type FeePayer = 'wallet' | 'sponsor' | 'auto' | (string & {});

/** What one instruction does, in words and in fields; `kind` decides which fields there are. */
export interface InstructionSummary {
  /** The program's address. */
  programId: string;
  /** The instruction's name, such as `close_account`. */
  kind: string;
  /** One sentence for a person. */
  text: string;
  account?: string;
  mint?: string;
  /** A Core asset or compressed NFT. */
  asset?: string;
  /** The tree of a compressed NFT. */
  tree?: string;
  /** Where the lamports go. */
  destination?: string;
  /** Raw amount in base units, as a decimal string (u64). */
  amount?: string;
  decimals?: number;
  lamports?: number;
  /** Compute units. */
  units?: number;
  /** Micro-lamports for each compute unit. */
  microLamports?: number;
}

/** An unsigned transaction; amounts in lamports. */
export interface BuiltTransaction {
  /** Unsigned transaction with a zero signature for each signer, base64. */
  transactionBase64: string;
  version: TransactionVersion;
  includes: ItemSelection[];
  grossRebate: number;
  /**
   * What donations are taken of: the rent, without the SOL of wrapped SOL and what somebody sent
   * there.
   */
  donationBase: number;
  /** The fraction of `donationBase`, rounded down. */
  donationAmount: number;
  /** `grossRebate` − `donationAmount`; the network fee is apart. */
  netRebate: number;
  /** The compute unit limit that the transaction sets. */
  computeUnitsNeeded: number;
  /** Opaque; hand it back with the signed transaction. */
  submissionTicket: string;
  /**
   * Base and priority fee, and what the Light protocol takes for compressed tokens; in lamports.
   */
  networkFee: number;
  /** The address that pays the base and priority fee, and signs first. */
  feePayer: string;
  /** What the wallet repays to a sponsor, a part of `networkFee`; 0 where no sponsor pays. */
  sponsorRepayment?: number;
  /** Block height after which the cluster refuses the transaction. */
  lastValidBlockHeight: number;
  /** End of the ticket's life, ISO 8601 in UTC. */
  expiresAt: string;
  instructions: InstructionSummary[];
}

/** A selection left out, and why. */
export interface RejectedItem extends ItemSelection {
  code: BlockedCode;
  message: string;
}

/** Sums over all transactions: how many there are, of how many items; the others in lamports. */
export interface BuildTotals {
  transactions: number;
  items: number;
  grossRebate: number;
  donationBase: number;
  donationAmount: number;
  netRebate: number;
  networkFee: number;
}

/** Answer of `buildTransactions`. */
export interface BuildTransactionsResult {
  transactions: BuiltTransaction[];
  rejected: RejectedItem[];
  totals: BuildTotals;
}
