import type { WalletItem } from '@burnandclaim/sdk';
import { classOf, isEmptyAccount, lamportsOf, valueOf } from '../items.ts';

/** What is shown of a list, and in which order. */
export type Tab = 'all' | 'empty' | 'tokens' | 'nfts' | 'compressed' | 'blocked';
export type Sort = 'arrival' | 'back' | 'value' | 'name';

export const tabs: readonly Tab[] = ['all', 'empty', 'tokens', 'nfts', 'compressed', 'blocked'];
export const sorts: readonly Sort[] = ['arrival', 'back', 'value', 'name'];

const isIn: Record<Tab, (item: WalletItem) => boolean> = {
  all: () => true,
  empty: isEmptyAccount,
  tokens: ({ type }) => type === 'token' || type === 'fungible_asset',
  nfts: ({ type }) => type === 'nft',
  compressed: ({ type }) => type === 'cnft' || type === 'zk_compressed_token',
  blocked: (item) => classOf(item) === 'blocked',
};

export function countsOf(items: readonly WalletItem[]): Record<Tab, number> {
  const counts = { all: 0, empty: 0, tokens: 0, nfts: 0, compressed: 0, blocked: 0 };
  for (const item of items) for (const tab of tabs) if (isIn[tab](item)) counts[tab] += 1;
  return counts;
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

const orders: Record<Sort, ((a: WalletItem, b: WalletItem) => number) | undefined> = {
  arrival: undefined,
  back: (a, b) => lamportsOf(b) - lamportsOf(a),
  value: (a, b) => (valueOf(b) ?? -1) - (valueOf(a) ?? -1),
  name: (a, b) => collator.compare(a.name, b.name),
};

/** The items of a tab that a search finds by name, symbol, address or mint. */
export function shown(
  items: readonly WalletItem[],
  tab: Tab,
  search: string,
  sort: Sort,
): readonly WalletItem[] {
  const wanted = search.trim().toLowerCase();
  const found = items.filter((item) => isIn[tab](item) && matches(item, wanted));
  const order = orders[sort];
  return order ? found.toSorted(order) : found;
}

function matches(item: WalletItem, wanted: string): boolean {
  if (wanted === '') return true;
  const symbol = 'symbol' in item ? item.symbol : undefined;
  const mint = 'mint' in item ? item.mint : undefined;
  return [item.name, symbol, item.address, mint].some((text) =>
    text?.toLowerCase().includes(wanted),
  );
}
