import type { Wallet, WalletAccount } from '@wallet-standard/base';

/** The wallet that its owner has connected, and the account that is in use. */
export interface ConnectedWallet {
  wallet: Wallet;
  account: WalletAccount;
}

/** The features of the Wallet Standard that this page uses. */
export interface ConnectFeature {
  connect(input?: { silent?: boolean }): Promise<{ accounts: readonly WalletAccount[] }>;
}

export interface DisconnectFeature {
  disconnect(): Promise<void>;
}

export interface EventsFeature {
  on(
    event: 'change',
    listener: (change: { accounts?: readonly WalletAccount[] }) => void,
  ): () => void;
}

interface Features {
  'standard:connect': ConnectFeature;
  'standard:disconnect': DisconnectFeature;
  'standard:events': EventsFeature;
  'solana:signTransaction': object;
  'solana:signAndSendTransaction': object;
}

/** What a wallet can do, by the standard's name for it; undefined where it cannot. */
export function featureOf<K extends keyof Features>(
  wallet: Wallet,
  name: K,
): Features[K] | undefined {
  return (wallet.features as Partial<Features>)[name];
}
