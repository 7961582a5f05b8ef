import type { Selection } from '@burnandclaim/react';
import { Button } from '../../../ui/button.tsx';
import { sol } from '../format.ts';
import { maxItems } from '../run/run-items.ts';
import { texts } from '../texts.ts';
import styles from './list.module.css';

interface SelectionBarProps {
  selection: Selection;
  onReview: () => void;
}

export function SelectionBar({ selection, onReview }: SelectionBarProps) {
  const { totals, clear } = selection;
  return (
    <div className={styles.bar} role="region" aria-label={texts.bar.selected(totals.items)}>
      <p className={styles.totals}>
        <strong>{texts.bar.selected(totals.items)}</strong> ·{' '}
        {texts.bar.beforeFees(sol(totals.gross))}
        {totals.items > maxItems && <small>{texts.bar.tooMany(maxItems)}</small>}
      </p>
      {totals.items > 0 && (
        <Button kind="quiet" onClick={clear}>
          {texts.list.clear}
        </Button>
      )}
      <Button kind="primary" disabled={totals.items === 0} onClick={onReview}>
        {texts.bar.review}
      </Button>
    </div>
  );
}
