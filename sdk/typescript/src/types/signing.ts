import type { BuildTransactionsRequest, BuiltTransaction } from './transactions.js';

/** The rules of the check before signing, as `SigningRefusedError.rule` names them. */
export type SigningRule =
  | 'undecodable'
  | 'version'
  | 'payer'
  | 'signers'
  | 'lookup_table'
  | 'unused_key'
  | 'nonce'
  | 'unknown_instruction'
  | 'compute_budget'
  | 'unknown_action'
  | 'not_requested'
  | 'authority'
  | 'destination'
  | 'twice'
  | 'order'
  | 'mint'
  | 'amount'
  | 'incomplete'
  | 'includes'
  | 'donation_wallet'
  | 'donation_amount'
  | 'donation_total'
  | 'fee'
  | 'fee_total'
  | 'blocked'
  | 'position'
  | 'liquidity'
  | 'stopped';

/** What was agreed to for a run: one check, any number of builds. */
export interface SigningCheckOptions {
  wallet: string;
  /** The only address that a donation may go to; a request that donates needs it. */
  donationTo?: string | undefined;
  /**
   * The most lamports that may be donated over the run, signatures counted whether they land or
   * not. Default: the fraction of the most that the accounts seen can hold.
   */
  maxDonationLamports?: number | undefined;
  /**
   * The most lamports of priority fees over the run. Default: what each transaction may pay by
   * itself, all together: a tenth of the most that its accounts can hold, those of earlier ones left
   * out, or 20,000.
   */
  maxFeeLamports?: number | undefined;
  /**
   * The sponsor that was agreed to. It pays the network and is repaid where a request says
   * `sponsor`, and may where one says `auto`. An address that a request names is repaid nothing.
   */
  feePayer?: string | undefined;
  /** What the reviewed list calls blocked: the code by address. Neither closed nor burned. */
  blocked?: Readonly<Record<string, string>> | undefined;
  /**
   * Whether a mint is a liquidity position, which is never burned. Asked for each burn of a mint.
   */
  isPosition?: ((mint: string) => boolean) | undefined;
}

/** What was sent to `buildTransactions`. */
export type SigningRequest = Pick<
  BuildTransactionsRequest,
  'items' | 'donationPercentage' | 'priorityFeeLevel' | 'feePayer'
>;

/** What the check reads of an answer; whatever else the server says of it plays no part. */
export interface SigningAnswer {
  transactions: readonly Pick<BuiltTransaction, 'transactionBase64' | 'includes'>[];
}

/**
 * `mint` and `amount` (raw) are absent for Core assets and compressed NFTs, `decimals` for
 * compressed tokens too.
 */
export interface VerifiedBurn {
  address: string;
  mint?: string;
  amount?: string;
  decimals?: number;
}

/** What a transaction does, read from its bytes. */
export interface VerifiedTransaction {
  /** English, for the user. */
  sentence: string;
  closed: { address: string }[];
  burned: VerifiedBurn[];
  withdrawn: { address: string }[];
  donation?: { to: string; lamports: number };
  /** Who pays the network; absent: the wallet. */
  feePayer?: string;
  /** Lamports that the sponsor gets back from the wallet. */
  repayment?: number;
  /** Lamports; or what the sponsor is repaid beyond 5,000 a signature, if that is more. */
  priorityFee: number;
  /** Lamports: 5,000 a signature, and the priority fee. */
  networkFee: number;
  /**
   * False where a single token or an NFT is burned and neither `blocked` nor `isPosition` was
   * given: whether liquidity hangs on it cannot be read from the bytes.
   */
  positionsChecked: boolean;
}
