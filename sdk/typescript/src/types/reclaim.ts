import type { SigningRefusedError } from '../signing/refusal.js';
import type { VerifiedTransaction } from './signing.js';
import type { SubmissionError } from './submissions.js';
import type { SignedTransaction, WaitFor } from './submit.js';
import type {
  BuildItem,
  BuildTotals,
  BuiltTransaction,
  FeePayer,
  ItemSelection,
  PriorityFeeLevel,
  RejectedItem,
  TransactionVersion,
} from './transactions.js';

/** A selection, or an item of the wallet's list with one of its actions: `{ ...item, action }`. */
export interface ReclaimItem extends BuildItem {
  /** As the list has it; taken for `expectedBalance` where an amount is burned. */
  balance?: string | undefined;
  /** As the list has it; taken for `expectedMint`. */
  mint?: string | undefined;
  /**
   * As the list has it: it is not closed or burned; an LP token is, with `acknowledge:
   * 'liquidity'`.
   */
  blocked?: { code: string } | undefined;
  /** As the list has it; lets the report say what this item gave back. */
  reclaimableLamports?: number | undefined;
  /** The same for `withdraw_excess`. */
  excessLamports?: number | undefined;
}

/** A signed transaction: base64, or as `submitTransactions` takes it. */
export type Signed = string | SignedTransaction;

/** What `reclaim` takes. */
export interface ReclaimOptions {
  /** Any number, no address twice. */
  items: readonly ReclaimItem[];
  /**
   * Has the wallet sign one transaction. The user's no (`UserDeclined`, code 4001, and what wallets
   * throw instead) ends the run; any other error is thrown.
   */
  sign?: ((transaction: BuiltTransaction) => Promise<Signed>) | undefined;
  /** Instead of `sign`: up to 64 at once, answered in the same order. Wallets may warn of that. */
  signAll?: ((transactions: readonly BuiltTransaction[]) => Promise<readonly Signed[]>) | undefined;
  /**
   * Instead of `sign`, for wallets that only sign and send: gives the signature, in base58. An error
   * other than the user's no says nothing of what was sent: its items end as `unknown`, and the run
   * goes on with the others.
   */
  signAndSend?: ((transaction: BuiltTransaction) => Promise<string>) | undefined;
  /**
   * Is awaited before the first signature, and again before one of anything that was not in it.
   * `false` and `UserDeclined` end the run.
   */
  review?: ((plan: ReclaimPlan) => Promise<boolean | void>) | undefined;
  /** Ends the run when the wallet was asked for so many; the other items are `skipped`. */
  maxTransactions?: number | undefined;
  /**
   * Fraction of the rebate to donate, 0 to 1; default 0. More than 0.5 needs `allowLargeDonation`.
   */
  donationPercentage?: number | undefined;
  /** The wallet that donations may go to; needed with `donationPercentage`. */
  donationTo?: string | undefined;
  /** See `SigningCheckOptions`. */
  maxDonationLamports?: number | undefined;
  /** See `SigningCheckOptions`. */
  maxFeeLamports?: number | undefined;
  /** For who means to donate more than half; 1 is all of it, not one percent. */
  allowLargeDonation?: boolean | undefined;
  /**
   * What the reviewed list calls blocked, the code by address, beside what `items` say themselves.
   */
  blocked?: Readonly<Record<string, string>> | undefined;
  /** Whether a mint is a liquidity position, which is never burned. */
  isPosition?: ((mint: string) => boolean) | undefined;
  /** Default `medium`. */
  priorityFeeLevel?: PriorityFeeLevel | undefined;
  /** Bytes left free in each transaction for a wallet's guards, 0 to 400; default 100. */
  reserveBytes?: number | undefined;
  /**
   * The versions that the wallet says it signs; default `[0]`. Where it then refuses version 1 with
   * `VersionUnsupportedError`, or in the words of wallet adapters, the run goes on in version 0.
   */
  transactionVersions?: readonly TransactionVersion[] | undefined;
  /**
   * Who pays the network; default `wallet`. For an address, `sign` gives what that key has signed,
   * too. A sponsor signs at submit, so that `signAndSend` cannot have one: `auto` is the wallet then.
   */
  feePayer?: FeePayer | undefined;
  /** The sponsor's address, which is agreed to: needed with `sponsor` and `auto`. */
  sponsor?: string | undefined;
  /** When a transaction counts as done; default `confirmed`. */
  waitFor?: WaitFor | undefined;
  /** Ends the run; what was sent stays sent. */
  signal?: AbortSignal | undefined;
}

/** What the wallet will be asked to sign, for the user to agree to. */
export interface ReclaimPlan {
  transactions: readonly BuiltTransaction[];
  /** What each of them does, read from its bytes. */
  verified: readonly VerifiedTransaction[];
  /** What was left out, and why. */
  rejected: readonly RejectedItem[];
}

/** Transactions were built: for the first time, or again for items whose transactions expired. */
export interface BuiltEvent {
  type: 'planned' | 'rebuilt';
  transactions: BuiltTransaction[];
  rejected: RejectedItem[];
  totals: BuildTotals;
}

/** The wallet is asked: `index` (from 1) to `index + transactions.length − 1` of `total` so far. */
export interface SigningEvent {
  type: 'signing';
  index: number;
  total: number;
  transactions: readonly BuiltTransaction[];
  /** What each of them does, read from its bytes. */
  verified: readonly VerifiedTransaction[];
}

/**
 * The server has it and sends it until the cluster decides, or the wallet has sent it; with
 * `simulated` that was all.
 */
export interface SubmittedEvent {
  type: 'submitted';
  signature: string;
  includes: ItemSelection[];
  simulated: boolean;
}

/** The cluster has executed it. */
export interface LandedEvent {
  type: 'confirmed' | 'finalized';
  signature: string;
  slot: number | null;
  includes: ItemSelection[];
  /** Lamports. */
  netRebate: number;
}

/** Refused (then without a signature), failed on chain, or expired for good. */
export interface FailedEvent {
  type: 'failed';
  signature: string | null;
  includes: ItemSelection[];
  error: SubmissionError;
}

/** The wallet was asked to send it, and nobody knows whether it did. */
export interface UnknownEvent {
  type: 'unknown';
  includes: ItemSelection[];
  /** What `signAndSend` threw. */
  error: unknown;
}

/** The last event, always; an error that ended the run is thrown after it. */
export interface DoneEvent {
  type: 'done';
  report: ReclaimReport;
}

/** Progress for a user interface; tell them apart by `type`. */
export type ReclaimEvent =
  BuiltEvent | SigningEvent | SubmittedEvent | LandedEvent | FailedEvent | UnknownEvent | DoneEvent;

/**
 * What became of an item. `submitted`: its transaction was sent and may still land. `skipped`: it
 * was never sent. `rejected`: not built. `simulated`: done as far as a test key goes. `unknown`:
 * the wallet was asked to send it, and may have.
 */
export type ReclaimOutcome =
  | 'confirmed'
  | 'finalized'
  | 'simulated'
  | 'submitted'
  | 'failed'
  | 'expired'
  | 'rejected'
  | 'skipped'
  | 'unknown';

/** One item at the end. */
export interface ReclaimedItem extends ItemSelection {
  outcome: ReclaimOutcome;
  signature: string | null;
  /** What it gave back, before donation and fee; null if only its transaction's sum is known. */
  lamports: number | null;
  error?: SubmissionError;
}

/** Over the transactions that landed. */
export type ReclaimTotals = BuildTotals;

/**
 * Why a run ended early: `declined` by the user, `aborted` by the signal, `failed` by an error.
 * `refused`: what the server built is not what was asked for; `error.rule` says in what,
 * `error.transaction` which one of the answer.
 */
export type ReclaimStop =
  | { reason: 'declined' | 'aborted' | 'failed'; error: unknown }
  | { reason: 'refused'; error: SigningRefusedError };

/** What was done. */
export interface ReclaimReport {
  /** In the order of the request. */
  items: ReclaimedItem[];
  totals: ReclaimTotals;
  stopped?: ReclaimStop;
}
