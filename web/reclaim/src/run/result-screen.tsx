import type { ReclaimedItem, ReclaimReport, ReclaimStop } from '@burnandclaim/sdk';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { sayError } from '../errors.ts';
import { exactSol, short } from '../format.ts';
import type { PageSettings } from '../page.ts';
import { texts } from '../texts.ts';
import { Signature } from './progress-screen.tsx';
import { receiptOf } from './receipt.ts';
import type { RunItem } from './run-items.ts';
import styles from './run.module.css';
import type { Run } from './use-run.ts';

/** So many rows are shown; the receipt has all of them. */
const maxRows = 200;

interface ResultScreenProps {
  driven: Run;
  /** All that were chosen; a run may have taken some of them. */
  items: readonly RunItem[];
  settings: PageSettings;
  wallet: string;
  onLeave: () => void;
  onGoOn: (left: readonly RunItem[]) => void;
}

export function ResultScreen(props: ResultScreenProps) {
  const { driven, items, settings, wallet, onLeave, onGoOn } = props;
  const { run, isEndedHere } = driven;
  const report = run.report!;
  const done = report.items.filter(hasLanded);
  const failed = report.items.filter(
    ({ outcome }) => outcome === 'failed' || outcome === 'expired',
  );
  const left = leftOf(items, report);
  const { totals } = report;
  return (
    <>
      <h1>{titleOf(report)}</h1>
      {report.stopped && <Stopped stop={report.stopped} isEndedHere={isEndedHere} />}
      {report.items.some(({ outcome }) => outcome === 'simulated') && (
        <Notice kind="warn">{texts.result.simulated}</Notice>
      )}
      <div className={styles.box}>
        <p role="status">
          {texts.result.summary(
            done.filter(({ action }) => action !== 'burn').length,
            done.filter(({ action }) => action === 'burn').length,
            failed.length,
          )}
        </p>
        {done.length > 0 && (
          <p className={styles.soft}>
            {texts.result.feesPaid(exactSol(totals.networkFee), exactSol(totals.donationAmount))}
          </p>
        )}
        <Table report={report} items={items} settings={settings} />
        <div className={styles.buttons}>
          <Button onClick={() => save(receiptOf(wallet, report, items))}>
            {texts.result.receipt}
          </Button>
          {left.length > 0 && (
            <Button onClick={() => onGoOn(left)}>{texts.result.rest(left.length)}</Button>
          )}
          <Button kind="primary" onClick={onLeave}>
            {texts.result.toList}
          </Button>
        </div>
      </div>
    </>
  );
}

const hasLanded = ({ outcome }: ReclaimedItem) =>
  outcome === 'confirmed' || outcome === 'finalized';

/** What the wallet has more than before, to the lamport. */
function titleOf({ totals, items }: ReclaimReport): string {
  const back = totals.netRebate - totals.networkFee;
  if (!items.some(hasLanded)) return texts.result.titleNothing;
  return back >= 0 ? texts.result.title(exactSol(back)) : texts.result.titleCost(exactSol(-back));
}

/** What was never sent, and what this run did not take. */
function leftOf(items: readonly RunItem[], report: ReclaimReport): RunItem[] {
  const outcomes = new Map(report.items.map(({ address, outcome }) => [address, outcome]));
  return items.filter(({ address }) => ['skipped', undefined].includes(outcomes.get(address)));
}

function Stopped({ stop, isEndedHere }: { stop: ReclaimStop; isEndedHere: boolean }) {
  switch (stop.reason) {
    case 'declined':
      return <Notice>{isEndedHere ? texts.result.stopped : texts.result.declined}</Notice>;
    case 'refused':
      return <Notice kind="bad">{texts.result.refused(stop.error.rule)}</Notice>;
    case 'aborted':
      return <Notice>{texts.result.stopped}</Notice>;
    case 'failed':
      return <Notice kind="bad">{texts.result.failed(sayError(stop.error))}</Notice>;
  }
}

interface TableProps {
  report: ReclaimReport;
  items: readonly RunItem[];
  settings: PageSettings;
}

function Table({ report, items, settings }: TableProps) {
  const names = new Map(items.map(({ address, name }) => [address, name]));
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={texts.result.outcome}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{texts.result.item}</th>
            <th scope="col">{texts.result.outcome}</th>
            <th scope="col">{texts.result.back}</th>
            <th scope="col">{texts.result.link}</th>
          </tr>
        </thead>
        <tbody>
          {report.items.slice(0, maxRows).map((item) => (
            <tr key={item.address}>
              <td>{names.get(item.address) || short(item.address)}</td>
              <td>
                {texts.run.states[item.outcome] ?? item.outcome}
                {item.error && <span className={styles.soft}> {item.error.message}</span>}
              </td>
              <td>{hasLanded(item) && item.lamports !== null ? exactSol(item.lamports) : '—'}</td>
              <td>
                <Signature signature={item.signature} settings={settings} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function save(text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: 'receipt.csv' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
