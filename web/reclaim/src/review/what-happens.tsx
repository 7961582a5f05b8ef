import { Icon } from '../../../ui/icon.tsx';
import { exactSol, rawAmount, short, usd } from '../format.ts';
import { isNft, type ItemClass, valueOf } from '../items.ts';
import { classNames, texts, typeNames } from '../texts.ts';
import type { PlannedBurn, PlanSummary } from './plan.ts';
import styles from './review.module.css';

/** The classes apart, each burn by name and amount. */
export function WhatHappens({ summary }: { summary: PlanSummary }) {
  const { closed, withdrawn, burned, fee, positionsChecked } = summary;
  return (
    <>
      {closed > 0 && <Line kind="close" words={texts.review.closed(closed)} />}
      {withdrawn > 0 && <Line kind="close" words={texts.review.withdrawn(withdrawn)} />}
      {burned.length > 0 && (
        <>
          <Line kind="burn" words={texts.review.burned(burned.length)} />
          <Burns burns={burned} />
        </>
      )}
      {fee.length > 0 && (
        <>
          <Line kind="fee" words={texts.review.fee(fee.length)} />
          <Burns burns={fee} />
        </>
      )}
      {!positionsChecked && <p className={styles.soft}>{texts.review.positions}</p>}
    </>
  );
}

function Line({ kind, words }: { kind: ItemClass; words: string }) {
  return (
    <p className={styles.line}>
      <strong>{words}</strong>
      <span className={`${styles.class} ${styles[kind]}`}>
        <Icon name={kind} /> {classNames[kind]}
      </span>
    </p>
  );
}

/** What has a price comes first, and NFTs before tokens: those are what somebody would miss. */
function Burns({ burns }: { burns: readonly PlannedBurn[] }) {
  const weight = ({ item }: PlannedBurn) =>
    ((item && valueOf(item)) ?? 0) + (item && isNft(item) ? 1e-6 : 0);
  const ordered = burns.toSorted((a, b) => weight(b) - weight(a));
  return (
    <ul className={styles.burns} tabIndex={0} aria-label={texts.review.burned(burns.length)}>
      {ordered.map((one) => (
        <li key={one.burned.address}>
          <Burn {...one} />
        </li>
      ))}
    </ul>
  );
}

function Burn({ burned, item }: PlannedBurn) {
  const { address, amount, decimals, mint } = burned;
  const value = item ? valueOf(item) : null;
  const collection = item && 'collection' in item ? item.collection?.name : undefined;
  const left = item && 'leftBehind' in item ? item.leftBehind : undefined;
  const places = decimals ?? (item && 'decimals' in item ? item.decimals : undefined);
  return (
    <>
      <strong>{item?.name || short(mint ?? address)}</strong>
      {collection && ` (${collection})`}
      {amount !== undefined && item && !isNft(item) && places !== undefined && (
        <> · {rawAmount(amount, places)}</>
      )}
      {value !== null && (
        <>
          {' · '}
          <strong>{texts.review.priced(usd(value))}</strong>
        </>
      )}
      <span className={styles.soft}>
        {' '}
        {item && typeNames[item.type]} {short(address)}
        {left && ` · ${texts.row.leavesBehind(exactSol(left.lamports))}: ${left.message}`}
      </span>
    </>
  );
}
