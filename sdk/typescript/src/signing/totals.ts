import type { SigningCheckOptions } from '../types/signing.js';
import { LEAST_MAX_FEE } from './budget.js';
import type { Effects } from './effects.js';
import { shareOf } from './fraction.js';
import { must } from './refusal.js';

/** Shares of donations are kept in 2^-20 lamports, so that their sum is not rounded. */
const PARTS = 2n ** 20n;

/**
 * What can leave the wallet at most over a run, every signature counted whether it lands or not.
 * Transactions that close or burn the same address exclude each other, as only one of them can
 * land: of these the greatest share counts. One that only withdraws lands as often as it is signed.
 */
export class Totals {
  readonly #bounds = new Map<string, bigint>();
  readonly #shares = new Map<string, bigint>();
  #bound = 0n;
  /** In parts. */
  #donated = 0n;
  #fees = 0n;
  /** In tenths: the most that transactions with something new to end or to withdraw may pay. */
  #feesOfNew = 0n;
  #transactions = 0n;

  /**
   * `units`: the fraction that may be donated, in 10^-18. Of no further use after a rule was
   * broken.
   */
  add(effects: Effects, priorityFee: bigint, units: bigint, options: SigningCheckOptions): void {
    this.#addBounds(effects);
    this.#addDonation(effects);
    this.#fees += priorityFee;
    this.#transactions += 1n;
    this.#check(units, options);
  }

  #addBounds({ bounds, ended }: Effects): void {
    const [before, known] = [this.#bound, this.#bounds.size];
    for (const address of new Set([...bounds.keys(), ...ended])) {
      const bound = BigInt(bounds.get(address) ?? 0);
      this.#bound += keepGreatest(this.#bounds, address, bound);
    }
    const more = this.#bound - before;
    if (more === 0n && this.#bounds.size === known) return;
    const least = 10n * BigInt(LEAST_MAX_FEE);
    this.#feesOfNew += more > least ? more : least;
  }

  /** Shares a donation out by what each address can give back. */
  #addDonation({ donation, ended, bounds }: Effects): void {
    const parts = (donation?.lamports ?? 0n) * PARTS;
    if (ended.size === 0) this.#donated += parts;
    const boundOf = (address: string) => BigInt(bounds.get(address) ?? 0);
    const sum = [...ended].reduce((total, address) => total + boundOf(address), 0n);
    [...ended].forEach((address, i) => {
      const all = i === 0 ? parts : 0n;
      const share = sum === 0n ? all : (parts * boundOf(address) + sum - 1n) / sum;
      this.#donated += keepGreatest(this.#shares, address, share);
    });
  }

  #check(units: bigint, { maxDonationLamports, maxFeeLamports }: SigningCheckOptions): void {
    const maxDonated = maxDonationLamports ?? shareOf(units, Number(this.#bound));
    const donated = this.#donated / PARTS;
    must(donated <= maxDonated, 'donation_total', `${donated} lamports`);
    // What each transaction may pay by itself, all together: an honest server is never refused for the sum.
    const [ofNew, least] = [this.#feesOfNew / 10n, BigInt(LEAST_MAX_FEE) * this.#transactions];
    const maxFees = maxFeeLamports ?? (ofNew > least ? ofNew : least);
    must(this.#fees <= maxFees, 'fee_total', `${this.#fees} lamports`);
  }
}

/** Keeps the greater value, and returns how much more it is than before. */
export function keepGreatest(values: Map<string, bigint>, address: string, value: bigint): bigint {
  const known = values.get(address) ?? 0n;
  if (values.has(address) && value <= known) return 0n;
  values.set(address, value);
  return value - known;
}
