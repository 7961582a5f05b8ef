import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './connect-dialog.module.css';
import { sayError } from './errors.ts';
import { texts } from './texts.ts';
import { type Connection, useWallets } from './wallets/use-wallets.ts';

interface ConnectDialogProps {
  chain: string;
  connection: Connection;
  onClose: () => void;
}

/**
 * The addresses at which wallets for phones open a page in a browser of their own. They are given
 * the bare address of this page: what a link proposes is nobody else's business.
 */
const mobileWallets = [
  ['Phantom', (url: string, ref: string) => `https://phantom.app/ul/browse/${url}?ref=${ref}`],
  ['Solflare', (url: string, ref: string) => `https://solflare.com/ul/v1/browse/${url}?ref=${ref}`],
] as const;

export function ConnectDialog({ chain, connection, onClose }: ConnectDialogProps) {
  const wallets = useWallets(chain);
  const { connecting, error, connect } = connection;
  return (
    <Dialog title={texts.connect.title} closeLabel={texts.connect.close} onClose={onClose}>
      <p>{texts.landing.steps[0]![1]}</p>
      {error !== undefined && <Notice kind="bad">{texts.connect.failed(sayError(error))}</Notice>}
      {connecting && <Notice>{texts.connect.waiting(connecting.name)}</Notice>}
      {wallets.length === 0 ? (
        <NoWallet />
      ) : (
        <ul className={styles.wallets}>
          {wallets.map((wallet) => (
            <li key={wallet.name}>
              <Button
                className={styles.wallet ?? ''}
                disabled={connecting !== undefined}
                onClick={() => connect(wallet)}
              >
                <img className={styles.icon} src={wallet.icon} alt="" />
                {wallet.name}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {chain === 'solana:localnet' && <p className={styles.small}>{texts.connect.demo}</p>}
    </Dialog>
  );
}

function NoWallet() {
  const url = encodeURIComponent(location.origin + location.pathname);
  const ref = encodeURIComponent(location.origin);
  return (
    <>
      <p>{texts.connect.none}</p>
      <ul className={styles.wallets}>
        {mobileWallets.map(([name, link]) => (
          <li key={name}>
            <a href={link(url, ref)} rel="noreferrer">
              {texts.connect.openIn(name)}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
