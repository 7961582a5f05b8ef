import type { ReclaimItem, WalletItem } from '@burnandclaim/sdk';
import { lamportsOf } from '../items.ts';

/** An item and what is to be done with it. */
export type RunItem = ReclaimItem & WalletItem;

/** As many as one build takes, so that one review shows all that is signed. */
export const maxItems = 1_000;

/** The items of one run: those that give back most, the best first. The others can follow. */
export function firstOf(items: readonly RunItem[]): RunItem[] {
  return items
    .toSorted((a, b) => lamportsOf(b, b.action) - lamportsOf(a, a.action))
    .slice(0, maxItems);
}
