import { useReclaim, useSelection, useWalletAssets } from '@burnandclaim/react';
import { signerOf } from '@burnandclaim/react/wallet-standard';
import type { UiWalletAccount } from '@wallet-standard/react';

const sol = (lamports: number) => `${(lamports / 1e9).toFixed(6)} SOL`;

/** Closes empty accounts: select, review, sign, follow. */
export function Reclaim({ account }: { account: UiWalletAccount }) {
  const { data, status, error, refetch } = useWalletAssets(account.address);
  const { selected, totals, has, set, toggle } = useSelection(data.items);
  const run = useReclaim(account.address, signerOf(account, 'solana:mainnet'));

  if (run.status === 'review') {
    return (
      <section>
        <h1>Check before you sign</h1>
        <ul>
          {run.plan?.verified.map(({ sentence }, i) => (
            <li key={i}>{sentence}</li>
          ))}
        </ul>
        <button onClick={run.approve}>Sign</button>
        <button onClick={run.decline}>Back</button>
      </section>
    );
  }
  if (run.status !== 'idle') {
    return (
      <section>
        <h1>
          {run.report ? `${sol(run.report.totals.netRebate)} are back` : 'Look at your wallet'}
        </h1>
        <ol>
          {run.transactions.map(({ state, signature }, i) => (
            <li key={i}>
              {state} {signature}
            </li>
          ))}
        </ol>
        {run.error instanceof Error && <p role="alert">{run.error.message}</p>}
        {run.isPending && <button onClick={run.stop}>Stop</button>}
        {!run.isPending && (
          <button onClick={() => (run.reset(), refetch())}>Back to the list</button>
        )}
      </section>
    );
  }
  return (
    <section>
      <h1>{sol(data.reclaimableLamports)} can come back</h1>
      <p>{status === 'streaming' ? 'Reading…' : `${data.items.length} items`}</p>
      {error instanceof Error && <p role="alert">{error.message}</p>}
      <button onClick={() => set(({ type }) => type === 'empty_account')}>
        Select empty accounts
      </button>
      <ul>
        {data.items.map(({ address, name, actions, reclaimableLamports }) => (
          <li key={address}>
            <label>
              <input
                type="checkbox"
                checked={has(address)}
                disabled={!actions.includes('close')}
                onChange={() => toggle(address, 'close')}
              />
              {name} ({sol(reclaimableLamports)})
            </label>
          </li>
        ))}
      </ul>
      <button disabled={totals.items === 0} onClick={() => run.start({ items: selected })}>
        Review {totals.items} of them: {sol(totals.gross)}
      </button>
    </section>
  );
}
