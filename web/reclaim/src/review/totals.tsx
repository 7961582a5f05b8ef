import { exactSol, share, short } from '../format.ts';
import type { PageSettings } from '../page.ts';
import { texts } from '../texts.ts';
import type { PlanTotals } from './plan.ts';
import styles from './review.module.css';

/** The slider goes no further: more was probably meant as a percentage. */
const maxPercent = 50;

interface TotalsProps {
  totals: PlanTotals;
  transactions: number;
  settings: PageSettings;
  fraction: number;
  /** Undefined: it is too late to change it. */
  onFraction: ((fraction: number) => void) | undefined;
  isStale: boolean;
}

export function Totals(props: TotalsProps) {
  const { totals, transactions, settings, fraction, onFraction, isStale } = props;
  const { review } = texts;
  return (
    <dl className={styles.totals} data-stale={isStale} aria-busy={isStale}>
      <dt>{review.comesBack}</dt>
      <dd>{exactSol(totals.gross)}</dd>
      {settings.donation && (
        <>
          <dt className={styles.donation}>
            <label htmlFor="donation">{review.donation}</label>
            <input
              id="donation"
              type="range"
              min={0}
              max={maxPercent}
              step={1}
              disabled={!onFraction}
              value={Math.round(fraction * 100)}
              aria-valuetext={share(fraction)}
              onChange={({ target }) => onFraction?.(Number(target.value) / 100)}
            />
            <span>{share(fraction)}</span>
            <span className={styles.soft} title={settings.donation.wallet}>
              {review.donationTo(short(settings.donation.wallet))}
            </span>
          </dt>
          <dd>−{exactSol(totals.donation)}</dd>
        </>
      )}
      <dt>{review.fees(transactions)}</dt>
      <dd>−{exactSol(totals.fees)}</dd>
      <dt className={styles.sum}>{review.receive}</dt>
      <dd className={styles.sum}>{exactSol(totals.receive)}</dd>
    </dl>
  );
}
