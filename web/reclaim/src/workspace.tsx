import { useCallback, useEffect, useMemo, useState } from 'react';
import { BurnerProvider, useSelection, useWalletAssets } from '@burnandclaim/react';
import { codeOf } from './errors.ts';
import { blockedOf } from './items.ts';
import { ListScreen } from './list/list-screen.tsx';
import type { PageSettings } from './page.ts';
import { RunScreen } from './run/run-screen.tsx';
import type { RunItem } from './run/run-items.ts';
import { clientFor } from './session.ts';
import type { ConnectedWallet } from './wallets/connected.ts';

interface WorkspaceProps {
  settings: PageSettings;
  connected: ConnectedWallet;
}

/** All that is done with one account. A new session is a new client. */
export function Workspace({ settings, connected }: WorkspaceProps) {
  const [session, setSession] = useState(0);
  const client = useMemo(() => clientFor(connected), [connected, session]);
  const renew = useCallback(() => setSession((number) => number + 1), []);
  return (
    <BurnerProvider client={client}>
      <Work settings={settings} connected={connected} onRenew={renew} />
    </BurnerProvider>
  );
}

interface WorkProps extends WorkspaceProps {
  onRenew: () => void;
}

function Work({ settings, connected, onRenew }: WorkProps) {
  const { address } = connected.account;
  const assets = useWalletAssets(address, { chunkSize: 100 });
  const selection = useSelection(assets.data.items);
  const [running, setRunning] = useState<readonly RunItem[]>();
  const blocked = useMemo(() => blockedOf(assets.data.items), [assets.data.items]);
  useReadAgain(assets.error, assets.refetch);
  const { refetch } = assets;
  const { clear } = selection;
  const leave = useCallback(
    (hasRun: boolean) => {
      setRunning(undefined);
      if (!hasRun) return;
      clear();
      refetch();
    },
    [clear, refetch],
  );
  if (running) {
    return (
      <RunScreen
        settings={settings}
        connected={connected}
        items={running}
        blocked={blocked}
        walletLamports={assets.data.walletLamports}
        onLeave={leave}
      />
    );
  }
  return (
    <ListScreen
      settings={settings}
      assets={assets}
      selection={selection}
      onRenew={onRenew}
      onReview={() => setRunning(selection.selected)}
    />
  );
}

/** Goes on by itself where a session has ended in the middle, and when the connection is back. */
function useReadAgain(error: unknown, refetch: () => void) {
  useEffect(() => {
    if (codeOf(error) === 'session_expired') refetch();
    if (error === null) return;
    addEventListener('online', refetch);
    return () => removeEventListener('online', refetch);
  }, [error, refetch]);
}
