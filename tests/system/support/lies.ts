import { afterAll, beforeEach } from 'vitest';
import type { Localnet, SeededAccount } from './localnet.ts';
import { type Lies, LyingProxy } from './lying-proxy.ts';
import { openWorld, type World } from './world.ts';

/**
 * A world and a liar before its server; both end with the file, and every test begins without lies.
 */
export async function openLyingWorld(): Promise<World & { proxy: LyingProxy }> {
  const world = await openWorld();
  const proxy = await LyingProxy.open(world.burner.url);
  afterAll(async () => {
    proxy.close();
    await world.burner.stop();
  });
  beforeEach(() => {
    proxy.lies = {};
    proxy.submits = 0;
  });
  return { ...world, proxy };
}

/**
 * Two accounts to close and two tokens to burn, and what the chain says of them and of the wallet's
 * balance.
 */
export async function seedFour(localnet: Localnet, wallet: string) {
  const accounts = await localnet.seed(wallet, { empty: 2, balance: 2 });
  const [token, other] = accounts.filter(({ type }) => type === 'token') as [
    SeededAccount,
    SeededAccount,
  ];
  const state = () =>
    Promise.all([
      localnet.balance(wallet),
      ...accounts.map(({ address }) => localnet.account(address)),
    ]);
  return { accounts, token, other, state };
}

/** Changes what is said of the item at the address. */
export function rename(items: any[], { address }: { address: string }, to: object): void {
  for (const item of items) if (item.address === address) Object.assign(item, to);
}

/** Calls an item something else on the way to the wallet, and by its right name on the way back. */
export function disguise(
  item: { address: string; type: string },
  type: string,
  action: string,
): Lies {
  return {
    list: ({ items }) => rename(items, item, { type, actions: [action] }),
    request: ({ items }) => rename(items, item, { type: item.type, action: 'burn' }),
    built: ({ transactions }) => {
      for (const { includes } of transactions) rename(includes, item, { type, action });
    },
  };
}
