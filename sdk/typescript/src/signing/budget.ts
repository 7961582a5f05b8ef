import { Reader } from './reader.js';
import { must } from './refusal.js';
import type { BudgetHeader } from './wire-v1.js';
import type { Instruction } from './wire.js';

const MAX_UNITS = 1_400_000;
const [LIMIT, PRICE] = [2, 3];
const MICRO = 1_000_000n;
/** A transaction that gives back little may pay as much all the same. */
export const LEAST_MAX_FEE = 20_000;
/** The most lamports of priority fee by level; undefined for any other. */
const CAPS = new Map([
  ['low', 25_000],
  ['medium', 50_000],
  ['high', 100_000],
]);

/** The limit and the price of compute units, each once; or what a header says. */
export class Budget {
  #limit: number | undefined;
  #price: bigint | undefined;
  /** What a header says. */
  #fee: bigint | undefined;

  /** Beside it the network ignores the instructions, so none may stand there. */
  takeHeader({ priorityFee, unitLimit = 0, heap }: BudgetHeader): void {
    must(unitLimit <= MAX_UNITS && heap === undefined, 'compute_budget');
    this.#fee = priorityFee;
  }

  take({ accounts, data }: Instruction): void {
    const reader = new Reader(data, 'compute_budget');
    const kind = reader.u8();
    reader.need(
      this.#fee === undefined && accounts.length === 0 && (kind === LIMIT || kind === PRICE),
    );
    reader.need((kind === LIMIT ? this.#limit : this.#price) === undefined);
    if (kind === LIMIT) this.#limit = reader.u32();
    else this.#price = reader.u64();
    reader.need((this.#limit ?? 0) <= MAX_UNITS);
    reader.end();
  }

  finish(): void {
    must(this.#price === undefined || this.#limit !== undefined, 'compute_budget');
  }

  /** The fee in lamports, rounded up. */
  get priorityFee(): bigint {
    return this.#fee ?? ((this.#price ?? 0n) * BigInt(this.#limit ?? 0) + MICRO - 1n) / MICRO;
  }

  /** Checks a fee against `bound`, the most lamports that the items give back. */
  checkFee(level: string, fee: bigint, bound: number): void {
    const cap = CAPS.get(level);
    must(cap !== undefined || this.#price === undefined, 'fee');
    const maxFee = Math.min(cap ?? 0, Math.max(Math.floor(bound / 10), LEAST_MAX_FEE));
    must(fee <= BigInt(maxFee), 'fee', `${fee} lamports`);
  }
}
