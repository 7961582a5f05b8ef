import { useEffect } from 'react';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ThemeSwitch } from '../../ui/theme.tsx';
import styles from './app.module.css';
import { codeOf, sayError } from './errors.ts';
import { short } from './format.ts';
import { Landing } from './landing.tsx';
import { chainOf, loadPageSettings, type PageSettings } from './page.ts';
import { useLoaded } from './use-loaded.ts';
import type { Fragment } from './sign/fragment.ts';
import { ProposalScreen } from './sign/proposal-screen.tsx';
import { clusterNames, texts } from './texts.ts';
import { demoWallet } from './wallets/demo-wallet.ts';
import { registerWallet } from './wallets/registry.ts';
import { type Connection, useConnection } from './wallets/use-wallets.ts';
import { Workspace } from './workspace.tsx';

/** In the fragment of the link that `./demo` prints. */
const demoSecret = 'demo-wallet=';

export function App({ fragment }: { fragment: Fragment }) {
  const settings = useLoaded(loadPageSettings);
  const connection = useConnection();
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#content">
        {texts.skip}
      </a>
      <Header settings={settings.data} connection={connection} />
      <main id="content" tabIndex={-1} className={styles.main}>
        {settings.error !== undefined ? (
          <NoSettings error={settings.error} onAgain={settings.reload} />
        ) : (
          settings.data && (
            <Screen settings={settings.data} connection={connection} fragment={fragment} />
          )
        )}
      </main>
      <footer className={styles.foot}>{settings.data?.name}</footer>
    </div>
  );
}

interface ScreenProps {
  settings: PageSettings;
  connection: Connection;
  fragment: Fragment;
}

function Screen({ settings, connection, fragment }: ScreenProps) {
  useDemoWallet(settings, fragment);
  const { connected } = connection;
  if (fragment.isProposal)
    return <ProposalScreen settings={settings} connection={connection} text={fragment.text} />;
  if (!connected) return <Landing chain={chainOf(settings.cluster)} connection={connection} />;
  return <Workspace key={connected.account.address} settings={settings} connected={connected} />;
}

/** Offers the demo wallet where the server says that it may. */
function useDemoWallet({ demoWallet: isOffered }: PageSettings, { text }: Fragment) {
  useEffect(() => {
    if (!isOffered || isDemoRegistered) return;
    isDemoRegistered = true;
    const secret = text.startsWith(demoSecret) ? text.slice(demoSecret.length) : undefined;
    void demoWallet(secret).then(registerWallet, () => undefined);
  }, [isOffered, text]);
}
let isDemoRegistered = false;

function NoSettings({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const isEnded = codeOf(error) === 'api_key_revoked';
  return (
    <Notice kind="bad" actions={<Button onClick={onAgain}>{texts.again}</Button>}>
      {isEnded ? texts.noPage : `${texts.noServer} ${sayError(error)}`}
    </Notice>
  );
}

interface HeaderProps {
  settings: PageSettings | undefined;
  connection: Connection;
}

function Header({ settings, connection: { connected, disconnect } }: HeaderProps) {
  return (
    <header className={styles.head}>
      <a className={styles.brand} href="/">
        <Icon name="burn" size={22} />
        {texts.brand}
      </a>
      {settings && <span className={styles.cluster}>{clusterNames[settings.cluster]}</span>}
      <ThemeSwitch label={texts.theme} labels={texts.themes} />
      {connected && (
        <>
          <span className={styles.address} title={connected.account.address}>
            {short(connected.account.address)}
          </span>
          <Button kind="quiet" onClick={disconnect}>
            {texts.wallet.disconnect}
          </Button>
        </>
      )}
    </header>
  );
}
