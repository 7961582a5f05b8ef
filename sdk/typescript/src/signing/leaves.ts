import type { Effects } from './effects.js';
import { must } from './refusal.js';
import type { Asked } from './request.js';
import { keepGreatest } from './totals.js';

/** Names and amounts, of one mint. */
type Amounts = Map<string, bigint>;

/**
 * The compressed tokens of a run. No instruction says which address it spends, but each says which
 * leaf: over all signatures, landed or not, no more leaves of a mint may be spent than addresses
 * were requested, and no more together.
 */
export class Leaves {
  readonly #requested = new Map<string, Amounts>();
  readonly #spent = new Map<string, Amounts>();

  request({ items }: Asked): void {
    for (const { address, row, expectedMint, expectedBalance } of items.values()) {
      if (!row.may.includes('spend') || expectedMint === undefined) continue;
      amountsOf(this.#requested, expectedMint).set(address, rawAmount(expectedBalance) ?? 0n);
    }
  }

  spend({ leaves }: Effects): void {
    for (const [mint, amounts] of leaves) {
      const spent = amountsOf(this.#spent, mint);
      for (const [leaf, amount] of amounts) {
        keepGreatest(spent, leaf, amount);
      }
      const requested = amountsOf(this.#requested, mint);
      must(spent.size <= requested.size && sumOf(spent) <= sumOf(requested), 'amount', mint);
    }
  }
}

const MAX_U64 = 2n ** 64n - 1n;

/** Reads an amount; undefined unless it is written as an amount of the chain is. */
export function rawAmount(text: string | undefined): bigint | undefined {
  if (text === undefined || !/^(0|[1-9]\d{0,19})$/.test(text)) return undefined;
  const amount = BigInt(text);
  return amount <= MAX_U64 ? amount : undefined;
}

function amountsOf(all: Map<string, Amounts>, mint: string): Amounts {
  const amounts = all.get(mint) ?? new Map<string, bigint>();
  all.set(mint, amounts);
  return amounts;
}

const sumOf = (amounts: Amounts) => [...amounts.values()].reduce((sum, one) => sum + one, 0n);
