import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import styles from './landing.module.css';
import { texts } from './texts.ts';
import type { Connection } from './wallets/use-wallets.ts';

interface LandingProps {
  chain: string;
  connection: Connection;
}

export function Landing({ chain, connection }: LandingProps) {
  const [isOpen, setOpen] = useState(false);
  const { landing } = texts;
  return (
    <div className={styles.landing}>
      <h1>{landing.title}</h1>
      <p className={styles.lead}>{landing.lead}</p>
      <div>
        <Button kind="primary" onClick={() => setOpen(true)}>
          {landing.connect}
        </Button>
      </div>
      <ol className={styles.steps}>
        {landing.steps.map(([name, words]) => (
          <li key={name} className={styles.step}>
            <h2>{name}</h2>
            <p>{words}</p>
          </li>
        ))}
      </ol>
      <p className={styles.small}>
        {landing.newSite} {landing.notSent}
      </p>
      {isOpen && (
        <ConnectDialog chain={chain} connection={connection} onClose={() => setOpen(false)} />
      )}
    </div>
  );
}
