import { must } from './refusal.js';
import { type Instruction, readU32, readU64 } from './wire.js';

const MAX_UNITS = 1_400_000;
const [LIMIT, PRICE] = [2, 3];
const MICRO = 1_000_000n;
/** What gives back little may pay as much all the same. */
export const LEAST_MAX_FEE = 20_000;
/** The most lamports of priority fee by level; nothing for any other. */
const CAPS = new Map([
  ['low', 25_000],
  ['medium', 50_000],
  ['high', 100_000],
]);

/** The limit and the price of compute units, each once. */
export class Budget {
  #limit: number | undefined;
  #price: bigint | undefined;

  take({ accounts, data }: Instruction): void {
    const isLimit = data.length === 5 && data[0] === LIMIT;
    const isKnown = isLimit || (data.length === 9 && data[0] === PRICE);
    must(isKnown && accounts.length === 0, 'compute_budget');
    must((isLimit ? this.#limit : this.#price) === undefined, 'compute_budget');
    if (isLimit) this.#limit = readU32(data, 1);
    else this.#price = readU64(data, 1);
    must((this.#limit ?? 0) <= MAX_UNITS, 'compute_budget');
  }

  finish(): void {
    must(this.#price === undefined || this.#limit !== undefined, 'compute_budget');
  }

  /** In lamports, rounded up. */
  get priorityFee(): bigint {
    return ((this.#price ?? 0n) * BigInt(this.#limit ?? 0) + MICRO - 1n) / MICRO;
  }

  /** `bound`: the most lamports that the items give back. */
  checkFee(level: string, bound: number): void {
    const cap = CAPS.get(level);
    must(cap !== undefined || this.#price === undefined, 'fee');
    const most = Math.min(cap ?? 0, Math.max(Math.floor(bound / 10), LEAST_MAX_FEE));
    must(this.priorityFee <= BigInt(most), 'fee', `${this.priorityFee} lamports`);
  }
}
