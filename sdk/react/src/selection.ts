import type { ItemAction, ReclaimItem, WalletItem } from '@burnandclaim/sdk';

/** An item that was chosen, as it was then, and what is to be done with it. */
export interface Choice {
  item: WalletItem;
  action: ItemAction;
}

/** What is chosen, by address. */
export type Choices = ReadonlyMap<string, Choice>;

/** An item of the list with its action, as `reclaim` takes it. */
export type SelectedItem = ReclaimItem & WalletItem;

/** Sums over what is selected. */
export interface SelectionTotals {
  items: number;
  /** Accounts that are closed: nothing is lost. */
  closes: number;
  /** Items that are burned: gone for ever. */
  burns: number;
  /** Items that are burned though they have a price. */
  priced: number;
  /** Lamports that come back, before fees and donation. */
  gross: number;
}

/** The order in which an action is taken for an item: what loses nothing comes first. */
const PREFERENCE: readonly ItemAction[] = ['close', 'burn', 'withdraw_excess'];

/** Chooses an item for an action, or for the one that suits it; undefined where it cannot be. */
export function choiceOf(item: WalletItem, action?: ItemAction): Choice | undefined {
  const wanted = action ?? PREFERENCE.find((one) => item.actions.includes(one));
  return wanted !== undefined && item.actions.includes(wanted)
    ? { item, action: wanted }
    : undefined;
}

/** Leaves out what has vanished, and what is no longer what was chosen. */
export function withoutGone(choices: Choices, items: ReadonlyMap<string, WalletItem>): Choices {
  const kept = [...choices].filter(([address, choice]) => isSame(choice, items.get(address)));
  return kept.length === choices.size ? choices : new Map(kept);
}

function isSame({ item, action }: Choice, now: WalletItem | undefined): boolean {
  return (
    now !== undefined &&
    now.type === item.type &&
    now.actions.includes(action) &&
    ('balance' in now ? now.balance : '') === ('balance' in item ? item.balance : '')
  );
}

/** Returns what is selected in the order of the list, as the list has it now. */
export function selectedOf(choices: Choices, items: readonly WalletItem[]): SelectedItem[] {
  return items.flatMap((item) => {
    const choice = choices.get(item.address);
    return choice ? [{ ...item, action: choice.action }] : [];
  });
}

export function totalsOf(selected: readonly SelectedItem[]): SelectionTotals {
  const burned = selected.filter(({ action }) => action === 'burn');
  return {
    items: selected.length,
    closes: selected.filter(({ action }) => action === 'close').length,
    burns: burned.length,
    priced: burned.filter((item) => 'usdValue' in item && item.usdValue !== null).length,
    gross: selected.reduce((sum, item) => sum + comesBack(item), 0),
  };
}

function comesBack({ action, reclaimableLamports, excessLamports = 0 }: SelectedItem): number {
  return action === 'withdraw_excess' ? excessLamports : reclaimableLamports;
}
