import { useId } from 'react';
import type { ReclaimPlan } from '@burnandclaim/sdk';
import { texts } from '../texts.ts';
import styles from './review.module.css';

interface SignNowProps {
  plan: ReclaimPlan;
  /** Infinity: all. */
  most: number;
  onMost: (most: number) => void;
}

/** Each transaction is a signature of its own, so their owner says how many to give now. */
export function SignNow({ plan, most, onMost }: SignNowProps) {
  const number = plan.transactions.length;
  const name = useId();
  if (number < 2) return null;
  const isAll = most >= number;
  return (
    <fieldset className={styles.fieldset}>
      <legend>{texts.review.signNow}</legend>
      <label className={styles.choice}>
        <input type="radio" name={name} checked={isAll} onChange={() => onMost(Infinity)} />
        {texts.review.signAll(number)}
      </label>
      <span className={styles.choice}>
        <label className={styles.choice}>
          <input type="radio" name={name} checked={!isAll} onChange={() => onMost(1)} />
          {texts.review.signSome}
        </label>
        <input
          type="number"
          aria-label={texts.review.howMany}
          min={1}
          max={number - 1}
          value={isAll ? 1 : most}
          disabled={isAll}
          onChange={({ target }) => {
            const wanted = Math.round(Number(target.value));
            onMost(Math.min(Math.max(wanted, 1), number - 1));
          }}
        />
      </span>
    </fieldset>
  );
}
