import type {
  SigningAnswer,
  SigningCheckOptions,
  SigningRequest,
  VerifiedTransaction,
} from '../types/signing.js';
import type { ItemSelection } from '../types/transactions.js';
import { keyBytes } from './base58.js';
import { readFrame } from './frame.js';
import { Leaves } from './leaves.js';
import { Broken, must, SigningRefusedError } from './refusal.js';
import { type Asked, readRequest } from './request.js';
import { Totals } from './totals.js';
import { TransactionWalk } from './transaction.js';

/**
 * Checks the answers of one run before the wallet is asked: reads from its bytes what each
 * transaction does, and refuses what was not asked for. Remembers what it has let through, as a
 * signature that was handed out may land whatever a server says of it. After a refusal it refuses
 * everything.
 */
export class SigningCheck {
  readonly #options: SigningCheckOptions;
  readonly #totals = new Totals();
  readonly #leaves = new Leaves();
  #isStopped = false;

  /** Throws TypeError when an option is wrong. */
  constructor(options: SigningCheckOptions) {
    const { wallet, donationTo = wallet, feePayer = wallet } = options;
    for (const [name, address] of Object.entries({ wallet, donationTo, feePayer })) {
      if (!keyBytes(address)) throw new TypeError(`${name} must be an address in base58`);
    }
    const { maxDonationLamports = 0, maxFeeLamports = 0 } = options;
    for (const [name, most] of Object.entries({ maxDonationLamports, maxFeeLamports })) {
      if (!(most >= 0)) throw new TypeError(`${name} must be a number of lamports`);
    }
    this.#options = { ...options };
  }

  /**
   * Says what each transaction of one answer does. Call it for every build and for whatever comes
   * back later, with the request that was sent. Throws SigningRefusedError at the first rule that is
   * broken.
   */
  verify(request: SigningRequest, built: SigningAnswer): VerifiedTransaction[] {
    let transaction: number | undefined;
    try {
      must(!this.#isStopped, 'stopped');
      this.#isStopped = true; // unless all of it passes
      const asked = readRequest(request, this.#options);
      this.#leaves.request(asked);
      const done = new Set<string>();
      must(Array.isArray(built.transactions), 'undecodable');
      const verified = built.transactions.map((one, i) => {
        transaction = i;
        return this.#verifyOne(asked, one, done);
      });
      this.#isStopped = false;
      return verified;
    } catch (error) {
      throw error instanceof Broken ? new SigningRefusedError(error, transaction) : error;
    }
  }

  #verifyOne(
    asked: Asked,
    built: SigningAnswer['transactions'][number],
    done: Set<string>,
  ): VerifiedTransaction {
    const { wallet, blocked, isPosition } = this.#options;
    const transaction = readFrame(built?.transactionBase64, wallet, asked.payers);
    const walk = new TransactionWalk(this.#options, asked, done, includesOf(built));
    walk.take(transaction);
    const { effects, priorityFee } = walk;
    this.#leaves.spend(effects);
    this.#totals.add(effects, priorityFee, asked.units, this.#options);
    for (const address of walk.done) done.add(address);
    return effects.verified(priorityFee, Boolean(blocked ?? isPosition));
  }
}

/** Reads what the server says it includes, whatever that is. */
function includesOf({ includes }: SigningAnswer['transactions'][number]): ItemSelection[] {
  const isList = Array.isArray(includes) && includes.every((one) => typeof one === 'object' && one);
  must(isList, 'includes');
  return includes;
}

/** The check of a single answer. */
export function verifyBuilt(
  request: SigningRequest,
  built: SigningAnswer,
  options: SigningCheckOptions,
): VerifiedTransaction[] {
  return new SigningCheck(options).verify(request, built);
}
