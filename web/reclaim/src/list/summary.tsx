import { useEffect, useState } from 'react';
import type { WalletAssetsResult } from '@burnandclaim/react';
import { Hidden } from '../../../ui/hidden.tsx';
import { count, sol } from '../format.ts';
import { texts } from '../texts.ts';
import styles from './list.module.css';

/** How often a screen reader is told how far the reading is. */
const everyMs = 5_000;

export function Summary({ assets, empties }: { assets: WalletAssetsResult; empties: number }) {
  const { data, status } = assets;
  const { list } = texts;
  const figures = [
    [list.comesBack, sol(data.reclaimableLamports)],
    [list.found, count(data.items.length)],
    [list.empties, count(empties)],
    [list.state, list.states[status]],
  ];
  return (
    <section aria-label={list.summary}>
      <h1>
        <Hidden>{list.summary}</Hidden>
      </h1>
      <dl className={styles.summary}>
        {figures.map(([name, value]) => (
          <div key={name} className={styles.figure}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Hidden>
        <Progress number={data.items.length} isOver={status === 'success'} />
      </Hidden>
    </section>
  );
}

/** Says it at the start, every five seconds, and at the end. */
function Progress({ number, isOver }: { number: number; isOver: boolean }) {
  const [said, setSaid] = useState(number);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(number), isOver ? 0 : everyMs);
    return () => clearTimeout(timer);
  }, [number, isOver]);
  return (
    <span role="status">{isOver ? texts.list.finished(number) : texts.list.progress(said)}</span>
  );
}
