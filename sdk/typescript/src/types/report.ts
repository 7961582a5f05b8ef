import type { SubmissionError } from './submissions.js';
import type { ItemSelection } from './transactions.js';

/** A transaction that the wallet has sent by itself, with the ticket of what was built. */
export interface SentTransaction {
  /** base58. */
  signature: string;
  submissionTicket: string;
}

/** What to report: 1 to 64 transactions. */
export interface ReportRequest {
  sent: readonly SentTransaction[];
}

/** What is known of one transaction. */
export interface ReportedTransaction {
  /** base58. */
  signature: string;
  /**
   * `pending`: not seen yet, and nothing is stored; report it again. `expired`: not seen within 10
   * minutes of its first build. `failed`: on chain, or, without a `slot`, not what was built.
   */
  status: 'pending' | 'submitted' | 'confirmed' | 'finalized' | 'failed' | 'expired';
  /** The slot it landed in, once it is seen. */
  slot?: number | null;
  includes: ItemSelection[];
  /** Submitted or reported before. */
  duplicate?: boolean;
  /** Only checked: the API key is a test key. */
  simulated?: boolean;
  /** With `failed` and `expired`. */
  error?: SubmissionError;
}

/** Answer of `reportTransactions`, in the order of the request. */
export interface ReportResult {
  results: ReportedTransaction[];
}
