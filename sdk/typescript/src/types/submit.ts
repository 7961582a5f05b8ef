import type { SubmitErrorCode } from './codes.js';
import type { SubmissionError } from './submissions.js';
import type { ItemSelection } from './transactions.js';

/** A transaction that the wallet signed, with the ticket it was built with. */
export interface SignedTransaction {
  /** The whole signed transaction, base64. */
  transactionBase64: string;
  submissionTicket: string;
}

/** How sure the cluster must be before the server answers. */
export type WaitFor = 'confirmed' | 'finalized';

/** What to submit: 1 to 64 transactions. */
export interface SubmitRequest {
  signed: readonly SignedTransaction[];
  waitFor?: undefined;
}

/**
 * The same, answered when the cluster has decided; at the latest after 60 s, with what is known.
 */
export interface AwaitedSubmitRequest {
  signed: readonly SignedTransaction[];
  waitFor: WaitFor;
}

/** Why one transaction was not submitted. */
export interface SubmitError {
  code: SubmitErrorCode;
  message: string;
}

/** Forwarded to the cluster, or known from before and not sent again. */
export interface SubmittedTransaction {
  status: 'submitted' | 'duplicate';
  /** base58. */
  signature: string;
  includes: ItemSelection[];
  /** Simulated only: the API key is a test key. */
  simulated?: boolean;
  error?: never;
}

/** Refused; `error` says why. */
export interface FailedTransaction {
  status: 'failed';
  signature: null;
  includes: ItemSelection[];
  error: SubmitError;
}

/** What became of one transaction; tell them apart by `status`. */
export type SubmitTransactionResult = SubmittedTransaction | FailedTransaction;

/** Answer of `submitTransactions`, in the order of the request. */
export interface SubmitResult {
  results: SubmitTransactionResult[];
}

/** How far one transaction has come while the server waited. */
export interface AwaitedTransaction {
  /** `submitted` after the longest wait, too: it is followed all the same. */
  status: 'submitted' | 'confirmed' | 'finalized' | 'failed' | 'expired';
  /** base58. */
  signature: string;
  /** The slot it landed in; null as long as it has not. Not with `simulated`. */
  slot?: number | null;
  includes: ItemSelection[];
  /** Submitted before, and not sent again. */
  duplicate?: boolean;
  /** Simulated only: the API key is a test key. */
  simulated?: boolean;
  /** With `failed` and `expired`. */
  error?: SubmissionError;
}

/** Answer of `submitTransactions` with `waitFor`; what was refused has no signature. */
export interface AwaitedSubmitResult {
  results: (AwaitedTransaction | FailedTransaction)[];
}
