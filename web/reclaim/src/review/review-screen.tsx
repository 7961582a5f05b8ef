import { useMemo, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { exactSol } from '../format.ts';
import type { PageSettings } from '../page.ts';
import type { RunItem } from '../run/run-items.ts';
import type { Run } from '../run/use-run.ts';
import { texts } from '../texts.ts';
import { Phrase } from './phrase.tsx';
import { summaryOf, totalsOf } from './plan.ts';
import { Rejected, Transactions } from './plan-details.tsx';
import styles from './review.module.css';
import { SignNow } from './sign-now.tsx';
import { Totals } from './totals.tsx';
import { WhatHappens } from './what-happens.tsx';

interface ReviewScreenProps {
  driven: Run;
  /** What is shown is not what is wanted any more: it is being built anew. */
  isStale: boolean;
  chosen: readonly RunItem[];
  settings: PageSettings;
  walletLamports: number | undefined;
  fraction: number;
  onFraction: (fraction: number) => void;
  onLeave: () => void;
}

/** Everything here comes from the transactions that were built, not from what was selected. */
export function ReviewScreen(props: ReviewScreenProps) {
  const { driven, isStale, chosen, settings, walletLamports, fraction, onFraction, onLeave } =
    props;
  const { run, sign } = driven;
  const { plan } = run;
  const [most, setMost] = useState(Infinity);
  const [typed, setTyped] = useState('');
  const summary = useMemo(() => plan && summaryOf(plan, chosen), [plan, chosen]);
  if (!plan || !summary) {
    return (
      <>
        <h1>{texts.review.title}</h1>
        <p role="status">{texts.review.building}</p>
        <div className={styles.buttons}>
          <Button onClick={onLeave}>{texts.review.back}</Button>
        </div>
      </>
    );
  }
  const number = Math.min(most, plan.transactions.length);
  const totals = totalsOf(plan.transactions.slice(0, number), plan.verified);
  const burns = summary.burned.length + summary.fee.length;
  const phrase = texts.review.phrase(burns);
  const isAgreed = burns === 0 || typed.trim().toLowerCase() === phrase;
  const missing = walletLamports === undefined ? 0 : Math.max(-totals.receive - walletLamports, 0);
  const hasBegun = run.transactions.some(({ state }) => state !== 'waiting');
  return (
    <>
      <h1>{texts.review.title}</h1>
      <div className={styles.box}>
        <WhatHappens summary={summary} />
        <Rejected rejected={plan.rejected} items={chosen} />
      </div>
      <div className={styles.box}>
        <Totals
          totals={totals}
          transactions={number}
          settings={settings}
          fraction={fraction}
          onFraction={hasBegun ? undefined : onFraction}
          isStale={isStale}
        />
        {missing > 0 && <Notice kind="warn">{texts.review.tooExpensive(exactSol(missing))}</Notice>}
        <SignNow plan={plan} most={most} onMost={setMost} />
        <Transactions plan={plan} />
        <p className={styles.soft}>{texts.review.mustMatch}</p>
      </div>
      {burns > 0 && <Phrase phrase={phrase} typed={typed} onTyped={setTyped} />}
      <div className={styles.buttons}>
        <Button onClick={onLeave}>{texts.review.back}</Button>
        <Button
          kind={burns > 0 ? 'danger' : 'primary'}
          disabled={!isAgreed || isStale || missing > 0}
          onClick={() => sign(number)}
        >
          {texts.review.sign(number)}
        </Button>
      </div>
    </>
  );
}
