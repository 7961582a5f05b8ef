import type { Wallet } from '@wallet-standard/base';
import { featureOf } from './connected.ts';

/**
 * The wallets of this browser (Wallet Standard: `wallet-standard:register-wallet` and `…:app-ready`).
 * They may come before the page has loaded, and after it.
 */
class Registry {
  #wallets: readonly Wallet[] = [];
  readonly #listeners = new Set<() => void>();

  constructor() {
    const api = Object.freeze({ register: (...wallets: Wallet[]) => this.#add(wallets) });
    addEventListener('wallet-standard:register-wallet', (event) => {
      const { detail } = event as CustomEvent<(to: typeof api) => void>;
      try {
        detail(api);
      } catch {
        // A wallet that fails to register is one that cannot be chosen.
      }
    });
    dispatchEvent(new CustomEvent('wallet-standard:app-ready', { detail: api }));
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly all = () => this.#wallets;

  #add(wallets: Wallet[]): () => void {
    const added = wallets.filter((wallet) => !this.#wallets.includes(wallet));
    this.#set([...this.#wallets, ...added]);
    return () => this.#set(this.#wallets.filter((wallet) => !added.includes(wallet)));
  }

  #set(wallets: readonly Wallet[]) {
    this.#wallets = wallets;
    for (const listener of this.#listeners) listener();
  }
}

export const registry = new Registry();

/** Adds a wallet of this page, as an extension would add its own. */
export function registerWallet(wallet: Wallet): void {
  const register = ({ register: add }: { register: (wallet: Wallet) => void }) => add(wallet);
  dispatchEvent(new CustomEvent('wallet-standard:register-wallet', { detail: register }));
}

/** Whether a wallet can do the job on a chain: it connects, and signs, or signs and sends. */
export function isUsable(wallet: Wallet, chain: string): boolean {
  const signs =
    featureOf(wallet, 'solana:signTransaction') ??
    featureOf(wallet, 'solana:signAndSendTransaction');
  const isOnChain = wallet.chains.some((one) => one === chain);
  return isOnChain && signs !== undefined && featureOf(wallet, 'standard:connect') !== undefined;
}
