import type { ReclaimPlan, RejectedItem } from '@burnandclaim/sdk';
import { short } from '../format.ts';
import type { RunItem } from '../run/run-items.ts';
import { texts } from '../texts.ts';
import styles from './review.module.css';

interface RejectedProps {
  rejected: readonly RejectedItem[];
  items: readonly RunItem[];
}

/** What was left out of the transactions, and why. */
export function Rejected({ rejected, items }: RejectedProps) {
  if (rejected.length === 0) return null;
  const names = new Map(items.map(({ address, name }) => [address, name]));
  return (
    <details className={styles.details}>
      <summary>{texts.review.rejected(rejected.length)}</summary>
      <ul
        className={styles.scroll}
        tabIndex={0}
        aria-label={texts.review.rejected(rejected.length)}
      >
        {rejected.map(({ address, message }) => (
          <li key={address}>
            <strong>{names.get(address) || short(address)}</strong>: {message}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What the bytes say, and below it what the server says of each instruction. */
export function Transactions({ plan }: { plan: ReclaimPlan }) {
  return (
    <details className={styles.details}>
      <summary>{texts.review.each}</summary>
      <ol className={styles.scroll} tabIndex={0} aria-label={texts.review.each}>
        {plan.transactions.map((built, index) => (
          <li key={built.submissionTicket}>
            <strong>{plan.verified[index]!.sentence}</strong>
            <ul>
              {built.instructions.map(({ text }, at) => (
                <li key={at} className={styles.soft}>
                  {text}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </details>
  );
}
