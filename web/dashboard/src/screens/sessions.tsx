import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { call, projectPath } from '../api.ts';
import styles from '../dashboard.module.css';
import { shortAddress } from '../format.ts';
import { ActionDialog, Failure, Field, Time } from '../parts.tsx';
import type { Inspected, List, WalletSession } from '../types.ts';
import { useLoad } from '../use-load.ts';

/** What is to be revoked, as the server takes it. */
type Ending = { sessionId: string } | { wallet: string } | { all: true };

type Open = { is: 'revoke'; ending: Ending; words: string } | { is: 'wallet' } | { is: 'inspect' };

/** The sessions of wallets that have not expired. */
export function SessionsScreen({ project }: { project: string }) {
  const path = projectPath(project, '/sessions');
  const sessions = useLoad<List<WalletSession>>(path, 10_000);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const revoke = async (ending: Ending) => {
    await call('POST', `${path}/revoke`, ending);
    close();
    await sessions.reload();
  };
  const live = sessions.data?.items.filter(({ state }) => state === 'live').length;
  return (
    <>
      <div className={styles.head}>
        <h1>Sessions</h1>
        <Button onClick={() => setOpen({ is: 'inspect' })}>Inspect a token…</Button>
        <Button onClick={() => setOpen({ is: 'wallet' })}>Revoke a wallet…</Button>
        <Button
          kind="danger"
          onClick={() =>
            setOpen({ is: 'revoke', ending: { all: true }, words: 'all sessions of the project' })
          }
        >
          Revoke all…
        </Button>
      </div>
      {sessions.error && <Failure error={sessions.error} onRetry={() => void sessions.reload()} />}
      {live !== undefined && (
        <p>{live} live. The newest 1,000 that have not expired, from the audit log.</p>
      )}
      {sessions.data && sessions.data.items.length > 0 && (
        <SessionTable
          sessions={sessions.data.items}
          onRevoke={({ sessionId }) =>
            setOpen({ is: 'revoke', ending: { sessionId }, words: `the session ${sessionId}` })
          }
        />
      )}
      {open?.is === 'revoke' && (
        <ActionDialog
          title="Revoke?"
          does="Revoke"
          kind="danger"
          onClose={close}
          action={() => revoke(open.ending)}
        >
          <p>This ends {open.words} at once, on every node. It cannot be taken back.</p>
        </ActionDialog>
      )}
      {open?.is === 'wallet' && (
        <WalletDialog onClose={close} revoke={(wallet) => revoke({ wallet })} />
      )}
      {open?.is === 'inspect' && <InspectDialog path={path} onClose={close} />}
    </>
  );
}

interface TableProps {
  sessions: WalletSession[];
  onRevoke: (session: WalletSession) => void;
}

function SessionTable({ sessions, onRevoke }: TableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Wallet</th>
          <th scope="col">State</th>
          <th scope="col">Issued</th>
          <th scope="col">Expires</th>
          <th scope="col">Actions</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr key={session.sessionId}>
            <td className={styles.mono} title={session.wallet}>
              {shortAddress(session.wallet)}
            </td>
            <td className={session.state === 'live' ? styles.live : styles.over}>
              {session.state}
            </td>
            <td>
              <Time time={session.issuedAt} />
            </td>
            <td>
              <Time time={session.expiresAt} />
            </td>
            <td>
              {session.state === 'live' && (
                <Button kind="danger" onClick={() => onRevoke(session)}>
                  Revoke
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface WalletDialogProps {
  revoke: (wallet: string) => Promise<void>;
  onClose: () => void;
}

function WalletDialog({ revoke, onClose }: WalletDialogProps) {
  const [wallet, setWallet] = useState('');
  return (
    <ActionDialog
      title="Revoke a wallet's sessions"
      does="Revoke"
      kind="danger"
      onClose={onClose}
      action={() => revoke(wallet.trim())}
    >
      <Field label="Wallet" value={wallet} onChange={setWallet} hint="Its base58 address" />
    </ActionDialog>
  );
}

function InspectDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const [token, setToken] = useState('');
  const [found, setFound] = useState<Inspected>();
  const inspect = async () => {
    setFound(await call<Inspected>('POST', `${path}/inspect`, { token: token.trim() }));
  };
  return (
    <ActionDialog
      title="Inspect a token"
      does="Inspect"
      onClose={onClose}
      action={inspect}
    >
      <Field label="Session token" value={token} onChange={setToken} />
      {found && !found.active && <p>It is good for nothing here: {found.reason}.</p>}
      {found?.session && (
        <p className={styles.mono}>
          {found.session.sessionId} of {found.session.wallet}: {found.session.scopes.join(' ')}
        </p>
      )}
    </ActionDialog>
  );
}
