import { randomBytes } from 'node:crypto';
import type { Settings } from '../../system/support/burner.ts';
import { type Wallet, walletFrom } from '../../system/support/wallet.ts';
import { openWorld, type World } from '../../system/support/world.ts';
import { type Look, Visit } from './browser.ts';
import type { WalletKnobs } from './fake-wallet.ts';

/** A server with a page, and visitors of it. */
export interface PageWorld extends World {
  /** A wallet with accounts of these kinds, and its seed for the browser. */
  walletWith(counts: Record<string, number>): Promise<{ wallet: Wallet; seed: Uint8Array }>;
  /** Opens the page with a wallet. */
  visit(wallet: WalletKnobs, look?: Look, path?: string): Promise<Visit>;
}

export async function openPageWorld(settings: Settings = {}): Promise<PageWorld> {
  const world = await openWorld();
  const { burner, key, localnet } = world;
  await burner.stop();
  await burner.start({ 'page.key': key.id, 'page.mints_per_minute': 1_000, ...settings });
  const walletWith: PageWorld['walletWith'] = async (counts) => {
    const seed = new Uint8Array(randomBytes(32));
    const wallet = await walletFrom(seed);
    await localnet.seed(wallet.address, counts);
    return { wallet, seed };
  };
  const visit: PageWorld['visit'] = (wallet, look, path = '/') =>
    Visit.open(burner.url + path, look, wallet);
  return { ...world, walletWith, visit };
}
