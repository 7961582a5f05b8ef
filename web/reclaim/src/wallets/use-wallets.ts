import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Wallet } from '@wallet-standard/base';
import { type ConnectedWallet, featureOf } from './connected.ts';
import { isUsable, registry } from './registry.ts';

/** The wallets of this browser that can do the job, in the order in which they came. */
export function useWallets(chain: string): readonly Wallet[] {
  const all = useSyncExternalStore(registry.subscribe, registry.all);
  return all.filter((wallet) => isUsable(wallet, chain));
}

/** What is connected, and how that changes. */
export interface Connection {
  connected: ConnectedWallet | undefined;
  /** Set while the wallet asks its owner. */
  connecting: Wallet | undefined;
  error: unknown;
  connect: (wallet: Wallet) => void;
  disconnect: () => void;
}

/**
 * Connects a wallet when its owner says so, and follows it: another account in the wallet is another
 * one here, and none is a disconnection.
 */
export function useConnection(): Connection {
  const [connected, setConnected] = useState<ConnectedWallet>();
  const [connecting, setConnecting] = useState<Wallet>();
  const [error, setError] = useState<unknown>();
  const wallet = connected?.wallet;

  useEffect(() => {
    if (!wallet) return;
    return featureOf(wallet, 'standard:events')?.on('change', ({ accounts }) => {
      if (!accounts) return;
      setConnected((now) => {
        if (now?.wallet !== wallet) return now;
        const [first] = accounts;
        const same = accounts.find(({ address }) => address === now.account.address);
        const account = same ?? first;
        return account && { wallet, account };
      });
    });
  }, [wallet]);

  const connect = useCallback((chosen: Wallet) => {
    setError(undefined);
    setConnecting(chosen);
    featureOf(chosen, 'standard:connect')!
      .connect()
      .then(({ accounts }) => {
        const account = accounts[0] ?? chosen.accounts[0];
        if (!account) throw new Error(`${chosen.name} has given no account`);
        setConnected({ wallet: chosen, account });
      })
      .catch(setError)
      .finally(() => setConnecting(undefined));
  }, []);

  const disconnect = useCallback(() => {
    setConnected((now) => {
      if (now)
        void featureOf(now.wallet, 'standard:disconnect')
          ?.disconnect()
          .catch(() => {});
      return undefined;
    });
  }, []);

  return { connected, connecting, error, connect, disconnect };
}
