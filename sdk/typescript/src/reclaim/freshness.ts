import type { BuiltTransaction } from '../types/transactions.js';

/** A transaction that ends sooner than this may end while the wallet is asked. */
const MARGIN_MS = 15_000;
/**
 * How long a blockhash lives at the least; taken where the clocks of client and server disagree.
 */
const LIFETIME_MS = 30_000;
const MAX_LIFETIME_MS = 180_000;

/** Tells what was built lately enough to be shown to the user; made when the answer has come. */
export class Freshness {
  readonly #since = performance.now();
  readonly #now = Date.now();

  /**
   * As the server says in `expiresAt`, unless that is no time from now that a transaction can live.
   */
  isFresh({ expiresAt }: BuiltTransaction): boolean {
    const told = Date.parse(expiresAt) - this.#now;
    const lifetime = told > 0 && told <= MAX_LIFETIME_MS ? told : LIFETIME_MS;
    return performance.now() - this.#since <= lifetime - MARGIN_MS;
  }
}
