import { useMemo, useState } from 'react';
import { BurnerProvider, useWalletAssets } from '@burnandclaim/react';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ConnectDialog } from '../connect-dialog.tsx';
import { sayError } from '../errors.ts';
import { share, short } from '../format.ts';
import { blockedOf } from '../items.ts';
import { chainOf, type PageSettings } from '../page.ts';
import { RunScreen } from '../run/run-screen.tsx';
import { clientFor } from '../session.ts';
import { texts } from '../texts.ts';
import type { ConnectedWallet } from '../wallets/connected.ts';
import type { Connection } from '../wallets/use-wallets.ts';
import { type Proposal, readProposal } from './proposal.ts';
import styles from './proposal.module.css';
import { type Matched, matchProposal } from './proposed-items.ts';

interface ProposalScreenProps {
  settings: PageSettings;
  connection: Connection;
  /** The fragment of the link. */
  text: string;
}

/** What a link proposes. It is a stranger's list until its owner has agreed to what was built. */
export function ProposalScreen({ settings, connection, text }: ProposalScreenProps) {
  const proposal = useMemo(() => readProposal(text), [text]);
  if (!proposal) {
    return (
      <div className={styles.proposal}>
        <Notice kind="bad" actions={<a href="/">{texts.sign.toPage}</a>}>
          {texts.sign.broken}
        </Notice>
      </div>
    );
  }
  const { connected, disconnect } = connection;
  const isRight = connected?.account.address === proposal.wallet;
  return (
    <div className={styles.proposal}>
      <Notice kind="warn">
        {connected && <strong>{texts.sign.title}. </strong>}
        {texts.sign.lead}
      </Notice>
      {!connected && <Proposed proposal={proposal} settings={settings} connection={connection} />}
      {connected && !isRight && (
        <Notice
          kind="bad"
          actions={<Button onClick={disconnect}>{texts.wallet.disconnect}</Button>}
        >
          {texts.sign.other(proposal.wallet)}
        </Notice>
      )}
      {connected && isRight && (
        <Session proposal={proposal} settings={settings} connected={connected} />
      )}
    </div>
  );
}

interface ProposedProps {
  proposal: Proposal;
  settings: PageSettings;
  connection: Connection;
}

function Proposed({ proposal, settings, connection }: ProposedProps) {
  const [isOpen, setOpen] = useState(false);
  const { wallet, items, donation } = proposal;
  return (
    <section className={styles.box}>
      <h1>{texts.sign.title}</h1>
      <p>{items === 'closable' ? texts.sign.closable : texts.sign.asks(countsOf(items))}</p>
      <p>
        {texts.sign.for} <code className={styles.address}>{wallet}</code>
      </p>
      {donation !== undefined && donation > 0 && <p>{texts.sign.donation(share(donation))}</p>}
      <div>
        <Button kind="primary" onClick={() => setOpen(true)}>
          {texts.sign.connect}
        </Button>
      </div>
      {isOpen && (
        <ConnectDialog
          chain={chainOf(settings.cluster)}
          connection={connection}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}

function countsOf(items: readonly { action: string }[]): string {
  const of = (action: string) => items.filter((item) => item.action === action).length;
  return texts.sign.counts(of('close'), of('burn'), of('withdraw_excess'));
}

interface SessionProps {
  proposal: Proposal;
  settings: PageSettings;
  connected: ConnectedWallet;
}

function Session(props: SessionProps) {
  const { connected } = props;
  const client = useMemo(() => clientFor(connected), [connected]);
  return (
    <BurnerProvider client={client}>
      <Matching {...props} />
    </BurnerProvider>
  );
}

/** Reads the wallet first: what it has decides, and not what the link says of it. */
function Matching({ proposal, settings, connected }: SessionProps) {
  const { status, data, error, refetch } = useWalletAssets(connected.account.address, {
    chunkSize: 100,
  });
  const { items, walletLamports } = data;
  const isRead = status === 'success';
  const matched = useMemo(
    () => (isRead ? matchProposal(proposal, items) : undefined),
    [isRead, proposal, items],
  );
  const blocked = useMemo(() => blockedOf(items), [items]);
  if (status === 'error') {
    return (
      <Notice kind="bad" actions={<Button onClick={refetch}>{texts.list.readAgain}</Button>}>
        {texts.list.brokenOff(sayError(error))}
      </Notice>
    );
  }
  if (!matched) return <p role="status">{texts.list.states.streaming}</p>;
  return (
    <>
      <Gone matched={matched} />
      {matched.possible.length > 0 ? (
        <RunScreen
          settings={settings}
          connected={connected}
          items={matched.possible}
          blocked={blocked}
          walletLamports={walletLamports}
          donation={proposal.donation}
          onLeave={() => location.assign('/')}
        />
      ) : (
        <a href="/">{texts.sign.toPage}</a>
      )}
    </>
  );
}

function Gone({ matched: { gone } }: { matched: Matched }) {
  if (gone.length === 0) return null;
  return (
    <Notice kind="warn">
      <p>{texts.sign.gone(gone.length)}</p>
      <ul className={styles.gone}>
        {gone.map(({ address, name, reason }) => (
          <li key={address}>
            {name || short(address)} {reason && `— ${reason}`}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
