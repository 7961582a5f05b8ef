import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Reclaiming } from '@burnandclaim/react';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { PageSettings } from '../page.ts';
import { ReviewScreen } from '../review/review-screen.tsx';
import { texts } from '../texts.ts';
import type { ConnectedWallet } from '../wallets/connected.ts';
import { ProgressScreen } from './progress-screen.tsx';
import { ResultScreen } from './result-screen.tsx';
import { firstOf, type RunItem } from './run-items.ts';
import styles from './run.module.css';
import { useRun } from './use-run.ts';

interface RunScreenProps {
  settings: PageSettings;
  connected: ConnectedWallet;
  /** All that were chosen. */
  items: readonly RunItem[];
  /** Of everything else in the wallet: the code by address. None of it is closed or burned. */
  blocked: Readonly<Record<string, string>>;
  walletLamports: number | undefined;
  /** What is proposed; the owner may change it. */
  donation?: number | undefined;
  onLeave: (hasRun: boolean) => void;
}

/** Review, signing and result: one run after the other, until all is done or left. */
export function RunScreen(props: RunScreenProps) {
  const { items, onLeave } = props;
  const [rest, setRest] = useState(items);
  const [number, setNumber] = useState(0);
  const goOn = useCallback((left: readonly RunItem[]) => {
    setRest(left);
    setNumber((before) => before + 1);
  }, []);
  return <OneRun key={number} {...props} items={rest} onGoOn={goOn} onLeave={onLeave} />;
}

interface OneRunProps extends RunScreenProps {
  onGoOn: (left: readonly RunItem[]) => void;
}

function OneRun({ settings, connected, items, donation, ...rest }: OneRunProps) {
  const { walletLamports, blocked, onLeave, onGoOn } = rest;
  const chosen = useMemo(() => firstOf(items), [items]);
  const suggested = donation ?? settings.donation?.suggested ?? 0;
  const [fraction, setFraction] = useState(settings.donation ? suggested : 0);
  const driven = useRun(connected, settings);
  const { run, build, isBuilding } = driven;
  const isBuilt = useBuild(build, chosen, blocked, fraction, settings);
  const screen = screenOf(run, isBuilding);
  useLeavingQuestion(screen === 'progress');
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    scrollTo({ top: 0 });
    top.current?.focus();
  }, [screen]);
  return (
    <div ref={top} tabIndex={-1} className={styles.screen}>
      {screen === 'review' && (
        <ReviewScreen
          driven={driven}
          isStale={isBuilding || !isBuilt}
          chosen={chosen}
          settings={settings}
          walletLamports={walletLamports}
          fraction={fraction}
          onFraction={setFraction}
          onLeave={() => onLeave(false)}
        />
      )}
      {screen === 'nothing' && <NothingLeft run={run} onLeave={() => onLeave(true)} />}
      {screen === 'progress' && <ProgressScreen driven={driven} settings={settings} />}
      {screen === 'result' && (
        <ResultScreen
          driven={driven}
          items={items}
          settings={settings}
          wallet={connected.account.address}
          onLeave={() => onLeave(true)}
          onGoOn={onGoOn}
        />
      )}
    </div>
  );
}

type Screen = 'review' | 'nothing' | 'progress' | 'result';

function screenOf({ status, plan, report, transactions }: Reclaiming, isBuilding: boolean): Screen {
  if (isBuilding || status === 'idle' || status === 'building') return 'review';
  if (status === 'review') return plan!.transactions.length > 0 ? 'review' : 'nothing';
  if (status !== 'done') return 'progress';
  return report && transactions.length === 0 && !report.stopped ? 'nothing' : 'result';
}

/** The chain has changed since the list was read. */
function NothingLeft({ run, onLeave }: { run: Reclaiming; onLeave: () => void }) {
  const rejected = run.report?.items ?? run.plan?.rejected ?? [];
  const reasons = new Set(rejected.map((item) => ('code' in item ? item : item.error)?.message));
  return (
    <Notice actions={<Button onClick={onLeave}>{texts.result.toList}</Button>}>
      <p>{texts.review.nothingLeft}</p>
      <ul>
        {[...reasons].map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Notice>
  );
}

/**
 * Builds at the start, and again a moment after the donation has changed. False while what is built
 * has another donation than the one that is wanted.
 */
function useBuild(
  build: ReturnType<typeof useRun>['build'],
  items: readonly RunItem[],
  blocked: Readonly<Record<string, string>>,
  fraction: number,
  { donation }: PageSettings,
): boolean {
  const [built, setBuilt] = useState<number>();
  const latest = useRef(build);
  latest.current = build;
  const isFirst = useRef(true);
  useEffect(() => {
    const begin = () => {
      setBuilt(fraction);
      latest.current({
        items,
        blocked,
        donationPercentage: fraction,
        ...(donation && { donationTo: donation.wallet }),
      });
    };
    const timer = setTimeout(begin, isFirst.current ? 0 : 400);
    isFirst.current = false;
    return () => clearTimeout(timer);
  }, [items, blocked, fraction, donation]);
  return built === fraction;
}

/** Asks before the page is left while something is being signed. */
function useLeavingQuestion(isNeeded: boolean) {
  useEffect(() => {
    if (!isNeeded) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isNeeded]);
}
