import type { SessionScope } from '../scopes.js';
import type { ProofMethod } from './proofs.js';

/** A wallet of the Wallet Standard, as far as it is needed. */
export interface StandardWallet {
  readonly name: string;
  readonly features: object;
}

/** An account of such a wallet. */
export interface StandardAccount {
  /** base58. */
  readonly address: string;
  readonly publicKey: ArrayLike<number>;
  readonly features: readonly string[];
}

/** An account that says where it may sign. */
export interface StandardSigner extends StandardAccount {
  /** Such as `solana:mainnet`. */
  readonly chains: readonly string[];
}

/** The options of `proveWallet`. */
export interface ProveWalletOptions {
  /**
   * How the wallet signs. Default: the best that it can, and no transaction: that is for hardware,
   * and to be asked for.
   */
  method?: ProofMethod | undefined;
  /** Default: of the page (`location.host`). */
  domain?: string | undefined;
  /** Default: of the page, without query and fragment. */
  uri?: string | undefined;
  /** Default: `SESSION_SCOPES_DEFAULT`. */
  scopes?: readonly SessionScope[] | undefined;
  /** Lifetime in seconds, 1 to 3600; default 300. */
  ttlSeconds?: number | undefined;
  /** Ends the call. A question that the wallet has asked stays open. */
  signal?: AbortSignal | undefined;
}
