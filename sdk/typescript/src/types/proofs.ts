/**
 * How a wallet signs: a text (Sign In With Solana), the text as an off-chain message, or a
 * transaction that can never land, for hardware that signs nothing else.
 */
export type ProofMethod = 'siws' | 'offchain' | 'transaction';

/** Whose proof it is to be, for which site, and how the wallet signs. */
export interface ChallengeRequest {
  /** base58. */
  walletAddress: string;
  /** The host of the page, with its port where the origin has one: `location.host`. */
  domain: string;
  /** The address of the page, on the same origin. */
  uri?: string | undefined;
  method: ProofMethod;
}

/** What a wallet takes to sign in (`SolanaSignInInput` of the Wallet Standard). */
export interface SignInInput {
  domain: string;
  /** base58. */
  address: string;
  statement: string;
  uri?: string;
  version: '1';
  nonce: string;
  /** ISO 8601 in UTC. */
  issuedAt: string;
  expirationTime: string;
}

/** What a wallet is to sign within five minutes; it counts once. */
export interface Challenge {
  challengeId: string;
  nonce: string;
  /** The text that the wallet makes of `input`. */
  message: string;
  input: SignInInput;
  /** Of method `transaction`: unsigned, base64. It can never land. */
  transactionBase64?: string;
  /** ISO 8601 in UTC. */
  expiresAt: string;
}

/** What a wallet has signed of a challenge: either `signedMessage` or `transactionBase64`. */
export interface WalletProof {
  challengeId: string;
  /** base58. */
  signature: string;
  /** The bytes that were signed, base64: the text, or the whole off-chain message. */
  signedMessage?: string | undefined;
  /** The signed transaction, base64. */
  transactionBase64?: string | undefined;
}
