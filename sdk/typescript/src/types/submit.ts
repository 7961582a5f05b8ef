import type { SubmitErrorCode } from './codes.js';
import type { ItemSelection } from './transactions.js';

/** A transaction that the wallet signed, with the ticket it was built with. */
export interface SignedTransaction {
  /** The whole signed transaction, base64. */
  transactionBase64: string;
  submissionTicket: string;
}

/** What to submit: 1 to 64 transactions. */
export interface SubmitRequest {
  signed: readonly SignedTransaction[];
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
