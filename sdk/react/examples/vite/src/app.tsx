import { useState } from 'react';
import {
  type UiWallet,
  type UiWalletAccount,
  useConnect,
  useWallets,
} from '@wallet-standard/react';
import { Reclaim } from './reclaim.js';

/** Connects a wallet, then shows what it holds. */
export function App() {
  const wallets = useWallets().filter(({ chains }) =>
    chains.some((one) => one.startsWith('solana:')),
  );
  const [account, setAccount] = useState<UiWalletAccount>();
  if (account) return <Reclaim account={account} />;
  if (wallets.length === 0) return <p>Install a Solana wallet, then load this page again.</p>;
  return wallets.map((wallet) => (
    <Connect key={wallet.name} wallet={wallet} onAccount={setAccount} />
  ));
}

interface ConnectProps {
  wallet: UiWallet;
  onAccount: (account: UiWalletAccount) => void;
}

function Connect({ wallet, onAccount }: ConnectProps) {
  const [isConnecting, connect] = useConnect(wallet);
  const ask = async () => {
    const [account] = await connect();
    if (account) onAccount(account);
  };
  return (
    <button disabled={isConnecting} onClick={() => void ask().catch(() => {})}>
      Connect {wallet.name}
    </button>
  );
}
