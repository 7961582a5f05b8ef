import type { ItemAction, ItemType, WalletItem } from '@burnandclaim/sdk';

/**
 * What happens to an item in the end. `close`: nothing is lost. `burn`: it is gone for ever. `fee`:
 * it is gone, costs a fee and gives nothing back. `blocked`: nothing can be done.
 */
export type ItemClass = 'close' | 'burn' | 'fee' | 'blocked';

/** Those that hold no rent. */
const compressed: ReadonlySet<ItemType> = new Set(['cnft', 'zk_compressed_token']);
/** The actions that this page knows, the one that is proposed first. */
const actions = ['close', 'burn', 'withdraw_excess'] as const;

/** What can be done with an item, of what this page knows. */
export function actionsOf(item: WalletItem): ItemAction[] {
  return actions.filter((action) => item.actions.includes(action));
}

export function defaultAction(item: WalletItem): ItemAction | undefined {
  return actionsOf(item)[0];
}

export function classOf(item: WalletItem, action = defaultAction(item)): ItemClass {
  if (action === undefined) return 'blocked';
  if (action !== 'burn') return 'close';
  return compressed.has(item.type) ? 'fee' : 'burn';
}

/** Lamports that an action gives back, before fees. */
export function lamportsOf(item: WalletItem, action = defaultAction(item)): number {
  if (action === 'withdraw_excess') return item.excessLamports ?? 0;
  return item.reclaimableLamports;
}

/** Dollars; null where there is no price, and where what it is has none. */
export function valueOf(item: WalletItem): number | null {
  return 'usdValue' in item ? item.usdValue : null;
}

/** Why items are blocked, for the check before signing: the code by address. */
export function blockedOf(items: readonly WalletItem[]): Record<string, string> {
  return Object.fromEntries(
    items.flatMap(({ address, blocked }) => (blocked ? [[address, blocked.code]] : [])),
  );
}

export const isNft = ({ type }: WalletItem) => type === 'nft' || type === 'cnft';

/** Whether an empty account may be taken by the button for all of them. */
export function isEmptyAccount(item: WalletItem): boolean {
  return item.type === 'empty_account' && item.actions.includes('close');
}

/**
 * Whether a token may be taken by the button for those without a price. Where no price could be
 * found out, it may be worth something. What is named for protection has no action.
 */
export function isUnpricedToken(item: WalletItem): boolean {
  const isToken = item.type === 'token' || item.type === 'fungible_asset';
  return isToken && item.priceState === 'none' && classOf(item) === 'burn';
}

const webAddress =
  /https?:|www\.|\bt\.me\b|\b[a-z0-9-]{2,}\.(com|net|org|io|xyz|app|site|online|top|fi|gg|me|co|vip|lol|fun|club|live|info|pro|cc|us|ru|cash|claims?|land|shop|store|tech|link|click|space|world|digital|finance)\b/i;

/** Whether a name holds a web address: it was given to somebody so that they visit it. */
export function isBait({ name }: { name: string }): boolean {
  return webAddress.test(name);
}
