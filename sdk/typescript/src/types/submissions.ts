import type { ItemSelection } from './transactions.js';

/** `failed`: see `error`. `expired`: its last block height passed without it. */
export type SubmissionStatus = 'submitted' | 'confirmed' | 'finalized' | 'failed' | 'expired';

/** Why a submission came to nothing. */
export interface SubmissionError {
  code: string;
  message: string;
}

/** Answer of `getSubmission`: what became of a transaction that was submitted. */
export interface Submission {
  /** base58. */
  signature: string;
  status: SubmissionStatus;
  /** The slot it landed in; null as long as it has not. */
  slot: number | null;
  includes: ItemSelection[];
  /** Lamports, less the donation, as it was built. */
  netRebate: number;
  error?: SubmissionError;
}
