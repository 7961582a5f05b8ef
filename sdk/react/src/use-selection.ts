import { useCallback, useMemo, useState } from 'react';
import type { ItemAction, WalletItem } from '@burnandclaim/sdk';
import {
  type Choice,
  type Choices,
  choiceOf,
  type SelectedItem,
  selectedOf,
  type SelectionTotals,
  totalsOf,
  withoutGone,
} from './selection.js';

/** What `useSelection` gives. */
export interface Selection {
  /** In the order of the list, each with its `action`: for `start` of `useReclaim`. */
  selected: readonly SelectedItem[];
  totals: SelectionTotals;
  has: (address: string) => boolean;
  /**
   * Selects an item for an action, or takes it out if that is selected. Without an action it is
   * closed, else burned, else its excess is withdrawn. One that allows no such action stays out.
   */
  toggle: (address: string, action?: ItemAction) => void;
  /** Selects exactly the items for which `filter` is true or names an action. */
  set: (filter: (item: WalletItem) => boolean | ItemAction) => void;
  clear: () => void;
}

const NONE: Choices = new Map();

/**
 * Keeps what the user has selected of a list. An item that vanishes, or is no longer what was
 * selected (its balance, its actions), is taken out for good.
 */
export function useSelection(items: readonly WalletItem[]): Selection {
  const [chosen, choose] = useState<Choices>(NONE);
  const byAddress = useMemo(() => new Map(items.map((item) => [item.address, item])), [items]);
  const choices = useMemo(() => withoutGone(chosen, byAddress), [chosen, byAddress]);
  if (choices !== chosen) choose(choices);

  const selected = useMemo(() => selectedOf(choices, items), [choices, items]);
  const totals = useMemo(() => totalsOf(selected), [selected]);
  const has = useCallback((address: string) => choices.has(address), [choices]);
  const toggle = useCallback(
    (address: string, action?: ItemAction) =>
      choose((before) => {
        const item = byAddress.get(address);
        const choice = item && choiceOf(item, action);
        const after = new Map(before);
        if (choice && before.get(address)?.action !== choice.action) after.set(address, choice);
        else after.delete(address);
        return after;
      }),
    [byAddress],
  );
  const set = useCallback(
    (filter: (item: WalletItem) => boolean | ItemAction) => choose(chosenBy(filter, items)),
    [items],
  );
  const clear = useCallback(() => choose(NONE), []);
  return { selected, totals, has, toggle, set, clear };
}

function chosenBy(
  filter: (item: WalletItem) => boolean | ItemAction,
  items: readonly WalletItem[],
): Choices {
  const choices = new Map<string, Choice>();
  for (const item of items) {
    const wanted = filter(item);
    const choice =
      wanted === false ? undefined : choiceOf(item, wanted === true ? undefined : wanted);
    if (choice) choices.set(item.address, choice);
  }
  return choices;
}
