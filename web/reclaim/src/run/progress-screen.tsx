import type { ReclaimTransaction } from '@burnandclaim/react';
import { Button } from '../../../ui/button.tsx';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { exactSol, short } from '../format.ts';
import { explorerLink, type PageSettings } from '../page.ts';
import { texts } from '../texts.ts';
import styles from './run.module.css';
import type { Run } from './use-run.ts';

const icons: Record<string, IconName> = {
  waiting: 'waiting',
  signing: 'warning',
  submitted: 'sent',
  confirmed: 'close',
  finalized: 'close',
  failed: 'failed',
  expired: 'failed',
};
export const isLanded = ({ state }: ReclaimTransaction) =>
  state === 'confirmed' || state === 'finalized';

export function ProgressScreen({ driven, settings }: { driven: Run; settings: PageSettings }) {
  const { run, stopAfterThis, isStopping } = driven;
  const { transactions, status } = run;
  const done = transactions.filter(isLanded).length;
  const words = texts.run.confirmed(done, transactions.length);
  return (
    <>
      <h1>{status === 'confirming' ? texts.run.confirming : texts.run.title}</h1>
      <div className={styles.box}>
        <progress
          className={styles.bar}
          aria-label={words}
          max={transactions.length}
          value={done}
        />
        <p role="status">{words}</p>
        <Steps transactions={transactions} settings={settings} />
        <p className={styles.soft}>{texts.run.guards}</p>
        <div className={styles.buttons}>
          {status === 'signing' && (
            <Button onClick={stopAfterThis} disabled={isStopping}>
              {isStopping ? texts.run.stopping : texts.run.stop}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}

interface StepsProps {
  transactions: readonly ReclaimTransaction[];
  settings: PageSettings;
}

export function Steps({ transactions, settings }: StepsProps) {
  return (
    <ol className={styles.steps}>
      {transactions.map((one, index) => (
        <li
          key={one.built.includes[0]?.address ?? index}
          className={styles.step}
          data-state={one.state}
        >
          <span className={styles.number}>{index + 1}</span>
          <Icon name={icons[one.state] ?? 'waiting'} />
          <span className={styles.state}>{texts.run.states[one.state] ?? one.state}</span>
          <span>{exactSol(one.built.netRebate)}</span>
          <Signature signature={one.signature} settings={settings} />
          {one.error && <span className={styles.error}>{one.error.message}</span>}
        </li>
      ))}
    </ol>
  );
}

/** The transaction, and where it can be looked up. */
export function Signature(props: { signature: string | null; settings: PageSettings }) {
  const { signature, settings } = props;
  if (signature === null) return null;
  const link = explorerLink(settings, 'tx', signature);
  if (!link) return <span title={signature}>{short(signature)}</span>;
  return (
    <a
      href={link}
      target="_blank"
      rel="noreferrer"
      title={signature}
      aria-label={texts.row.explorer(texts.result.link, short(signature))}
    >
      {short(signature)}
    </a>
  );
}
