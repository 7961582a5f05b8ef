import type { WalletAssetsResult } from '@burnandclaim/react';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { isEnded, sayError } from '../errors.ts';
import { exactSol } from '../format.ts';
import { texts } from '../texts.ts';
import styles from './list.module.css';

/** What went wrong with the reading, and what the wallet lacks. */
export function Notices({ assets, onRenew }: { assets: WalletAssetsResult; onRenew: () => void }) {
  const { data, error, status, refetch } = assets;
  const missing = Math.max((data.neededLamports ?? 0) - (data.walletLamports ?? 0), 0);
  return (
    <div className={styles.notices}>
      {status === 'error' && isEnded(error) && (
        <Notice kind="bad" actions={<Button onClick={onRenew}>{texts.list.proceed}</Button>}>
          {texts.list.revoked}
        </Notice>
      )}
      {status === 'error' && !isEnded(error) && (
        <Notice kind="bad" actions={<Button onClick={refetch}>{texts.list.readAgain}</Button>}>
          {texts.list.brokenOff(sayError(error))}
        </Notice>
      )}
      {data.warnings.map(({ source, message }) => (
        <Notice
          key={source}
          kind="warn"
          actions={<Button onClick={refetch}>{texts.list.readAgain}</Button>}
        >
          {texts.list.warning(message)}
        </Notice>
      ))}
      {missing > 0 && <Notice kind="warn">{texts.funds(exactSol(missing))}</Notice>}
    </div>
  );
}
