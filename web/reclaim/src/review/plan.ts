import type {
  BuiltTransaction,
  ReclaimPlan,
  VerifiedBurn,
  VerifiedTransaction,
} from '@burnandclaim/sdk';
import { classOf, valueOf } from '../items.ts';
import type { RunItem } from '../run/run-items.ts';

/** One burn, as the bytes say it, and what the list knows of the item. */
export interface PlannedBurn {
  burned: VerifiedBurn;
  item: RunItem | undefined;
}

/** What a plan does. Counts, amounts and donations are read from the bytes that will be signed. */
export interface PlanSummary {
  closed: number;
  withdrawn: number;
  /** Those that are gone for ever and held a deposit. */
  burned: PlannedBurn[];
  /** Compressed ones: they give nothing back. */
  fee: PlannedBurn[];
  /** Dollars of what is burned, as far as there are prices. */
  value: number;
  positionsChecked: boolean;
}

export function summaryOf({ verified }: ReclaimPlan, items: readonly RunItem[]): PlanSummary {
  const byAddress = new Map(items.map((item) => [item.address, item]));
  const burns = verified.flatMap(({ burned }) =>
    burned.map((one): PlannedBurn => ({ burned: one, item: byAddress.get(one.address) })),
  );
  const isFee = ({ item }: PlannedBurn) => item !== undefined && classOf(item, 'burn') === 'fee';
  const burnedAddresses = new Set(burns.map(({ burned }) => burned.address));
  const closed = verified.flatMap(({ closed: accounts }) => accounts);
  return {
    // An account that is burned from is closed as well, and counted once.
    closed: closed.filter(({ address }) => !burnedAddresses.has(address)).length,
    withdrawn: verified.reduce((sum, { withdrawn }) => sum + withdrawn.length, 0),
    burned: burns.filter((one) => !isFee(one)),
    fee: burns.filter(isFee),
    value: burns.reduce((sum, { item }) => sum + ((item && valueOf(item)) ?? 0), 0),
    positionsChecked: verified.every((one) => one.positionsChecked),
  };
}

/** Lamports of some transactions. */
export interface PlanTotals {
  gross: number;
  donation: number;
  fees: number;
  receive: number;
}

/** Sums up the first so many. Donations are those in the bytes. */
export function totalsOf(
  transactions: readonly BuiltTransaction[],
  verified: readonly VerifiedTransaction[],
): PlanTotals {
  const sum = (of: (index: number) => number) =>
    transactions.reduce((total, _, index) => total + of(index), 0);
  const gross = sum((index) => transactions[index]!.grossRebate);
  const donation = sum((index) => verified[index]!.donation?.lamports ?? 0);
  const fees = sum((index) => transactions[index]!.networkFee);
  return { gross, donation, fees, receive: gross - donation - fees };
}
